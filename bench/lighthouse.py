"""Lighthouse, the npm package, in a folder that is deleted afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = "12.2.3"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: Chrome keeps settings and a profile in the home; this one goes with the folder.
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"


@dataclass(slots=True)
class Scores:
    """The runs of one page: scores of 0 to 100, paints in ms, and what cost points."""

    runs: list[dict[str, float]] = field(default_factory=list)
    faults: set[str] = field(default_factory=set)

    def median(self, name: str) -> float:
        """Of one figure."""
        return statistics.median(run[name] for run in self.runs)


@dataclass(frozen=True, slots=True)
class Lighthouse:
    """An installed Lighthouse."""

    folder: Path

    def run(self, url: str, scores: Scores) -> None:
        """One run with the defaults, a throttled phone; adds to ``scores``."""
        report = self._report(url)
        found = {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}
        audits = report["audits"]
        for name, audit in (
            ("fcp", "first-contentful-paint"), ("lcp", "largest-contentful-paint"),
            ("tbt", "total-blocking-time"), ("cls", "cumulative-layout-shift"),
            ("bytes", "total-byte-weight"),
        ):  # fmt: skip
            found[name] = audits[audit]["numericValue"]
        scores.runs.append(found)
        for name in CATEGORIES:
            for entry in report["categories"][name]["auditRefs"]:
                audit = audits[entry["id"]]
                if entry["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                    scores.faults.add(f"{name}: {audit['title']}")

    def _report(self, url: str) -> dict[str, Any]:
        for _ in range(3):  # on a busy machine Chromium is not always there in time
            done = self._tried(url)
            if done.returncode == 0:
                report: dict[str, Any] = json.loads(done.stdout)
                if not report.get("runtimeError"):
                    return report
        raise RuntimeError(f"Lighthouse failed on {url}: {done.stderr[-500:]}")

    def _tried(self, url: str) -> subprocess.CompletedProcess[str]:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or ""
        return subprocess.run(
            [
                self.folder / "node_modules/.bin/lighthouse", url, "--quiet", "--output=json",
                f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}",
            ],
            env={"PATH": os.environ["PATH"], "CHROME_PATH": chromium, "HOME": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )  # fmt: skip


@contextlib.contextmanager
def installed() -> Iterator[Lighthouse]:
    """Lighthouse in a folder of its own, deleted afterwards; ends the command without npm."""
    if not shutil.which("npm"):
        sys.exit("npm is missing: install Node.js 18 or newer to run Lighthouse.")
    with tempfile.TemporaryDirectory(prefix="lighthouse-", ignore_cleanup_errors=True) as name:
        subprocess.run(
            [
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--silent",
                "--prefix",
                name,
                f"lighthouse@{VERSION}",
            ],  # fmt: skip
            check=True,
            env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"},
            stdout=subprocess.DEVNULL,
        )
        yield Lighthouse(Path(name))
