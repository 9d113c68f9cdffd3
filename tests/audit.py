"""Known holes in the pinned libraries, looked up by pip-audit: ``python -m tests.audit``.

pip-audit brings a pip of its own, so it lives in a virtual environment under ``var/``. Exit 0 none
found, 1 found, ``NOT_RUN`` when it could not be installed or the advisory service did not answer:
not having looked is never the same as having found nothing.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import tomllib
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "audit"
EXCEPTIONS = ROOT / "tests" / "known_holes.toml"
#: As sysexits.h has it for what may work later.
NOT_RUN = 75
PATIENCE = 15


@dataclass(frozen=True, slots=True)
class Excepted:
    """A hole that is known and, until a day, borne."""

    id: str
    until: datetime.date
    reason: str


def excepted(text: str) -> list[Excepted]:
    """The list of ``known_holes.toml``; raises ``ValueError`` for an entry without all three."""
    found = []
    for entry in tomllib.loads(text).get("excepted", []):
        known = {"id": str, "until": datetime.date, "reason": str}
        wrong = [name for name, kind in known.items() if not isinstance(entry.get(name), kind)]
        if wrong or set(entry) != set(known) or not str(entry["reason"]).strip():
            raise ValueError(f"known_holes.toml: an entry needs id, until and reason: {entry}")
        found.append(Excepted(**entry))
    return found


def holes(report: dict[str, Any], borne: Sequence[Excepted], today: datetime.date) -> list[str]:
    """A line for each hole of a pip-audit report (``--format json``) that is not borne today."""
    known = {one.id for one in borne if today <= one.until}
    lines = []
    for package in report["dependencies"]:
        for hole in package.get("vulns", []):
            names = {hole["id"], *hole.get("aliases", [])}
            if not names & known:
                better = ", ".join(hole.get("fix_versions", [])) or "none yet"
                lines.append(
                    f"{package['name']} {package['version']}: {hole['id']} (mended in: {better})"
                )
    return lines


def unseen(report: dict[str, Any]) -> list[str]:
    """The libraries that were passed over, as where an index without advisories answers."""
    return [package["name"] for package in report["dependencies"] if "skip_reason" in package]


def installed() -> Path | None:
    """pip-audit, installed with hashes; None when it cannot be had."""
    program = HOME / "bin" / "pip-audit"
    wanted = ROOT / "requirements-audit.txt"
    stamp = HOME / "installed"
    if program.exists() and stamp.exists() and stamp.read_bytes() == wanted.read_bytes():
        return program
    venv.create(HOME, with_pip=True, clear=True)
    command: list[str | Path] = [
        HOME / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
    ]
    command += ["--disable-pip-version-check", "--timeout", str(PATIENCE), "-r", wanted]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.stderr.write(done.stderr[-2000:])
        return None
    stamp.write_bytes(wanted.read_bytes())
    return program


def asked(program: Path, pinned: Path) -> dict[str, Any] | None:
    """What pip-audit reports of one file of pins; None when it could not look."""
    output = HOME / f"{pinned.stem}.json"
    output.unlink(missing_ok=True)
    command: list[str | Path] = [
        program,
        "--requirement",
        pinned,
        "--disable-pip",
        "--no-deps",
        "--format",
        "json",
    ]
    command += ["--output", output, "--progress-spinner", "off", "--timeout", str(PATIENCE)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1) or not output.exists():
        sys.stderr.write(done.stderr[-2000:])
        return None
    report: dict[str, Any] = json.loads(output.read_text())
    return report


def main() -> int:
    """Look at every ``requirements*.txt``."""
    borne = excepted(EXCEPTIONS.read_text())
    today = datetime.datetime.now(datetime.UTC).date()
    program = installed()
    if program is None:
        print("vulnerability audit: not run, pip-audit cannot be installed here")
        return NOT_RUN
    found, passed_over = list[str](), set[str]()
    for pinned in sorted(ROOT.glob("requirements*.txt")):
        report = asked(program, pinned)
        if report is None:
            print("vulnerability audit: not run, the advisory service cannot be reached")
            return NOT_RUN
        passed_over |= set(unseen(report))
        found += [f"{pinned.name}: {line}" for line in holes(report, borne, today)]
    for one in borne:
        if one.until < today:
            print(f"the exception for {one.id} ended on {one.until}")
    print("\n".join(found) or "no known hole was found")
    if passed_over:
        some = ", ".join(sorted(passed_over)[:5])
        print(
            f"vulnerability audit: not run for {len(passed_over)} libraries, of which the "
            f"advisory service said nothing: {some} …"
        )
    return 1 if found else NOT_RUN if passed_over else 0


if __name__ == "__main__":
    sys.exit(main())
