"""Google's Lighthouse, where it is installed and asked for with ``--lighthouse``.

The facts called "lighthouse". A run takes a minute or so and drives a real Chrome.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from typing import Any

from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.registry import gatherer
from ops.launch.world import World

#: Seconds the whole run may take.
SECONDS = 180.0
INSTALL = (
    "Lighthouse is not installed. Install Node.js and Chrome, then: npm install -g lighthouse. "
    "Without it, open https://pagespeed.web.dev/ and type the site's address there."
)
_CHROMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")


@dataclass(frozen=True, kw_only=True, slots=True)
class LighthouseFacts:
    """Scores from 0 to 100 by category, and the slowest numbers as Lighthouse words them."""

    scores: dict[str, int]
    numbers: dict[str, str]


@gatherer("lighthouse", seconds=SECONDS, beyond=True)
def gather_lighthouse(world: World) -> LighthouseFacts:
    """Run the command on the home page, as a phone."""
    if not world.lighthouse:
        raise NotApplicable("Lighthouse runs only when asked for, with --lighthouse.")
    command = shutil.which("lighthouse")
    if command is None:
        raise CannotTell(INSTALL)
    return read_report(_run(command, world))


def _run(command: str, world: World) -> str:
    chrome = next((path for path in map(shutil.which, _CHROMES) if path), "")
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", *_mapped(world)]
    process = subprocess.Popen(  # noqa: S603 - the program by its full path, the URL checked before
        [
            command,
            world.target.url,
            "--output=json",
            "--quiet",
            "--only-categories=performance,accessibility,best-practices,seo",
            f"--chrome-flags={' '.join(flags)}",
        ],
        env={**os.environ, **({"CHROME_PATH": chrome} if chrome else {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise CannotTell(f"Lighthouse was not done within {SECONDS:.0f} s") from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()
    if process.returncode:
        last = (errors.strip().splitlines() or ["no reason given"])[-1]
        raise CannotTell(f"Lighthouse ended with an error: {last[:200]}")
    return output


def _mapped(world: World) -> list[str]:
    """``--connect-to`` in Chrome's words."""
    rules = [
        f"MAP {rule.host}:{rule.port or 443} {rule.address}:{rule.to_port or rule.port or 443}"
        for rule in world.options.connect_to
        if rule.host and ":" not in rule.address
    ]
    return [f'--host-resolver-rules="{",".join(rules)}"'] if rules else []


def read_report(text: str) -> LighthouseFacts:
    """The scores in a Lighthouse report; raises ``CannotTell`` for anything else."""
    try:
        report: dict[str, Any] = json.loads(text)
        scores = {
            name: round(category["score"] * 100)
            for name, category in report["categories"].items()
            if category.get("score") is not None
        }
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError) as error:
        raise CannotTell("Lighthouse gave no report that could be read") from error
    if "performance" not in scores:
        problem = (report.get("runtimeError") or {}).get("message") or "the page did not load in it"
        raise CannotTell(f"Lighthouse could not judge the page: {str(problem)[:200]}")
    audits = report.get("audits") or {}
    wanted = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
    numbers = {name: str(audits[name].get("displayValue", "")) for name in wanted if name in audits}
    return LighthouseFacts(scores=scores, numbers=numbers)
