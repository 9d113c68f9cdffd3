"""How often our two SPF engines agree with the RFC 7208 conformance suite, and with others' tools.

    python -m bench.spf [--json] [--oracles VENV]

The suite is read from ``TEST_DATA_DIR`` (by default ``../shared/data``), folder ``rfc7208``. The
evaluator has to give each case's result. The lint judges a domain and not one sending address: a
case whose result is permerror, temperror or none has to be "not valid", every other case "valid";
where a case accepts results of both kinds, either will do. With ``--oracles`` checkdmarc and pyspf
of another virtual environment are asked the same, and every disagreement is listed.
Figures go to stdout; exit code 1 when the evaluator misses a case, 2 when there is no suite.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ops.launch.email.spf import Verdict, check_host, lint
from ops.launch.network.resolver import Answer, Outcome

BROKEN = frozenset({"permerror", "temperror", "none"})
ORACLES = Path(__file__).with_name("spf_oracles.py")


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One case of the suite. ``results`` are all acceptable ones, the preferred first."""

    name: str
    group: str
    ip: str
    helo: str
    sender: str
    results: tuple[str, ...]
    explanation: str | None
    zone: SuiteZone

    @property
    def domain(self) -> str:
        """The domain whose record is asked for."""
        return (self.sender or f"postmaster@{self.helo}").rpartition("@")[2]

    @property
    def lint_may_be(self) -> frozenset[bool]:
        """Which verdicts of a lint (valid or not) agree with the case."""
        return frozenset(result not in BROKEN for result in self.results)


class SuiteZone:
    """The ``zonedata`` of one document as a ``Lookup``."""

    def __init__(self, data: Mapping[str, list[Any]]) -> None:
        self.names = {name.lower(): _records(entries) for name, entries in data.items()}

    def __call__(self, name: str, type: str) -> Answer:
        return self._ask(name.lower().rstrip("."), type, name, 0)

    def _ask(self, name: str, type: str, asked: str, hops: int) -> Answer:
        if name not in self.names:
            return Answer(asked, type, Outcome.NXDOMAIN)
        records = self.names[name]
        if type in records:
            return Answer(asked, type, Outcome.ANSWER, tuple(records[type]))
        if "TIMEOUT" in records:
            return Answer(asked, type, Outcome.TIMEOUT)
        if "CNAME" in records:
            target = records["CNAME"][0].lower().rstrip(".")
            if hops > 8:
                return Answer(asked, type, Outcome.SERVFAIL)
            return self._ask(target, type, asked, hops + 1)
        return Answer(asked, type, Outcome.NODATA)


def _records(entries: list[Any]) -> dict[str, list[str]]:
    """By type; ``SPF`` doubles as TXT unless there is a TXT entry (``NONE`` is one, of nothing)."""
    found: dict[str, list[str]] = {}
    doubled: list[str] = []
    has_txt = False
    for entry in entries:
        if entry == "TIMEOUT":
            found["TIMEOUT"] = []
            continue
        (type, value), *_ = entry.items()
        if type == "SPF":
            doubled.append(_text(value))
        elif type == "TXT":
            has_txt = True
            if value != "NONE":
                found.setdefault("TXT", []).append(_text(value))
        elif type == "MX":
            found.setdefault("MX", []).append(f"{value[0]} {value[1].rstrip('.') or '.'}")
        else:
            found.setdefault(type, []).append(str(value))
    if doubled and not has_txt:
        found["TXT"] = doubled
    return found


def _text(value: str | list[str]) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


def suite_file() -> Path:
    """Where the suite is expected."""
    folder = Path(os.environ.get("TEST_DATA_DIR", "../shared/data"))
    return folder / "rfc7208" / "rfc7208-tests.yml"


def cases(path: Path) -> Iterator[Case]:
    """All cases of the suite, in order."""
    for document in yaml.safe_load_all(path.read_text(encoding="utf-8")):
        if not document:
            continue
        zone = SuiteZone(document["zonedata"])
        for name, test in document["tests"].items():
            results = test["result"]
            yield Case(
                name=name,
                group=document["description"],
                ip=str(test["host"]),
                helo=test["helo"],
                sender=test["mailfrom"],
                results=tuple(results) if isinstance(results, list) else (results,),
                explanation=test.get("explanation"),
                zone=zone,
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Miss:
    """A case that somebody decided otherwise than the suite."""

    who: str
    case: str
    group: str
    expected: str
    got: str
    reason: str


def evaluate(case: Case) -> Miss | None:
    """What the evaluator misses in a case, its explanation included."""
    found = check_host(
        case.ip, "", case.sender, case.helo, case.zone,
        receiver="receiver.example.net", default_explanation="DEFAULT",
    )  # fmt: skip
    right = found.result.value in case.results
    if right and found.result.value == "fail" and case.explanation is not None:
        right = found.explanation == case.explanation
    if right:
        return None
    got = f"{found.result.value} {found.explanation}".strip()
    wanted = f"{' or '.join(case.results)} {case.explanation or ''}".strip()
    return Miss(who="evaluator", case=case.name, group=case.group, expected=wanted, got=got,
                reason=found.reason)  # fmt: skip


def judge(case: Case) -> Miss | None:
    """What the lint misses in a case."""
    tree = lint(case.domain, case.zone)
    valid = tree.verdict is Verdict.VALID
    if valid in case.lint_may_be:
        return None
    reason = "; ".join(problem.words for problem in tree.problems)
    return _lint_miss("lint", case, tree.verdict.value, reason)


def _lint_miss(who: str, case: Case, got: str, reason: str) -> Miss:
    wanted = "valid" if True in case.lint_may_be else "not valid"
    return Miss(who=who, case=case.name, group=case.group, expected=wanted, got=got, reason=reason)


def ask_oracles(python: Path, path: Path) -> dict[str, dict[str, dict[str, str]]]:
    """What checkdmarc and pyspf of another environment say of each case, by tool and case."""
    done = subprocess.run(
        [str(python), "-I", str(ORACLES), str(path)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return {}
    answers: dict[str, dict[str, dict[str, str]]] = json.loads(done.stdout)
    return answers


def oracle_misses(
    listed: list[Case], said: dict[str, dict[str, dict[str, str]]]
) -> dict[str, list[Miss]]:
    """The misses of the other tools, by tool."""
    misses: dict[str, list[Miss]] = {}
    for tool, answers in said.items():
        found = misses.setdefault(tool, [])
        for case in listed:
            answer = answers[f"{case.group}/{case.name}"]
            if tool == "pyspf":
                if answer["got"] not in case.results:
                    found.append(
                        Miss(who=tool, case=case.name, group=case.group,
                             expected=" or ".join(case.results), **answer)
                    )  # fmt: skip
            elif (answer["got"] == "valid") not in case.lint_may_be:
                found.append(_lint_miss(tool, case, answer["got"], answer["reason"]))
    return misses


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="SPF engines against the RFC 7208 suite")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--oracles", type=Path, help="a virtual environment with the other tools")
    chosen = parser.parse_args()
    path = suite_file()
    if not path.is_file():
        print(f"{path}: no suite there; set TEST_DATA_DIR.", file=sys.stderr)
        return 2
    listed = list(cases(path))
    misses = {
        "evaluator": [miss for case in listed if (miss := evaluate(case))],
        "lint": [miss for case in listed if (miss := judge(case))],
    }
    if chosen.oracles:
        misses |= oracle_misses(listed, ask_oracles(chosen.oracles / "bin" / "python", path))
    scores = {who: len(listed) - len(found) for who, found in misses.items()}
    if chosen.json:
        everything = [_as_json(miss) for found in misses.values() for miss in found]
        print(json.dumps({"cases": len(listed), "right": scores, "misses": everything}, indent=1))
        return int(bool(misses["evaluator"]))
    for who, right in scores.items():
        print(f"{who:10} {right} of {len(listed)}")
    for found in misses.values():
        for miss in found:
            print(f"{miss.who}: {miss.group} / {miss.case}: expected {miss.expected}, "
                  f"got {miss.got} ({miss.reason[:200]})")  # fmt: skip
    return int(bool(misses["evaluator"]))


def _as_json(miss: Miss) -> dict[str, str]:
    return {name: getattr(miss, name) for name in Miss.__slots__}


if __name__ == "__main__":
    sys.exit(main())
