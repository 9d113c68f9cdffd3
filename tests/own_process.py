"""A process of its own: nothing imported by other tests, no variable but those that are given."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.live_site import ROOT

BARE = {"PATH": os.environ["PATH"], "ENV_FILE": ""}


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """One command of Python in a process with these variables and no others."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**BARE, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def printed(code: str, **variables: str) -> str:
    """What a few lines of Python print there; they must end well."""
    done = run("-c", code, **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
