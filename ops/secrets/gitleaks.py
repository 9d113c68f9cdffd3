"""Asks gitleaks as well, where it is installed, for what our own rules do not know.

Its report is asked for with every value taken out. What it finds where something was found already
is dropped; the value is read from the file again, to leave out placeholders.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ops.secrets import forms
from ops.secrets.allowed import is_marked
from ops.secrets.collected import Collector, Place
from ops.secrets.git import environment
from ops.secrets.kind import Kind, kind
from ops.secrets.kinds import BY_ID, by_name, common
from ops.secrets.look_alikes import is_placeholder, looks_random

#: Seconds it may take.
PATIENCE = 300.0
#: Takes the text of a file at a commit ("" for the file as it is); None where there is none.
Reader = Callable[[str, str], str | None]


class GitleaksProblem(Exception):
    """Gitleaks is there and did not do it; the message is a sentence."""


def installed() -> bool:
    """Whether it is on the path."""
    return shutil.which("gitleaks") is not None


def scan(folder: Path, into: Collector, read: Reader, *, history: bool) -> int:
    """Add what gitleaks finds beyond ours; how much that is. Raises ``GitleaksProblem``."""
    added = 0
    for entry in _report(folder, history):
        path, line = _below(folder, str(entry.get("File", ""))), int(entry.get("StartLine") or 0)
        commit = str(entry.get("Commit") or "")
        text = read(path, commit)
        if text is None or into.stands_at(path, line, commit):
            continue
        lines = text.split("\n")
        value = _value(entry, lines)
        if is_marked(lines, line) or is_placeholder(value):
            continue
        if "eyJ" in value and not forms.is_signed_token(value):
            continue
        if entry.get("RuleID") == "generic-api-key" and not looks_random(value):
            continue
        into.add(_kind(entry), value, Place(path, line, commit))
        added += 1
    return added


def _report(folder: Path, history: bool) -> list[dict[str, Any]]:
    program = shutil.which("gitleaks") or "gitleaks"
    words = [program, "git" if history else "dir", ".", "--report-format=json", "--report-path=-",
             "--redact=100", "--no-banner", "--exit-code=0", "--log-level=error"]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program with words of ours
            words, cwd=folder, env=environment(), capture_output=True, check=False,
            timeout=PATIENCE,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise GitleaksProblem(f"it took longer than {PATIENCE:.0f} s") from None
    except OSError as error:
        raise GitleaksProblem(f"it cannot be started: {error.strerror}") from error
    if done.returncode:
        raise GitleaksProblem(f"it ended with {done.returncode}; version 8.19 or later is needed")
    try:
        found = json.loads(done.stdout or b"[]")
    except ValueError:
        raise GitleaksProblem("its report is no JSON") from None
    if not isinstance(found, list | None):
        raise GitleaksProblem("its report is no list")
    return [entry for entry in found or [] if isinstance(entry, dict)]


def _below(folder: Path, path: str) -> str:
    whole = Path(path)
    return str(whole.relative_to(folder)) if whole.is_relative_to(folder) else path


def _value(entry: dict[str, Any], lines: list[str]) -> str:
    """The value as it stands in the file; gitleaks counts columns from 1, the first line from 2."""
    line = int(entry.get("StartLine") or 0)
    if not 0 < line <= len(lines):
        return ""
    begin, end = int(entry.get("StartColumn") or 1), int(entry.get("EndColumn") or 0)
    one = lines[line - 1]
    return one[max(0, begin - 2) : end] if end >= begin else one[max(0, begin - 2) :]


def _kind(entry: dict[str, Any]) -> Kind:
    rule = str(entry.get("RuleID", ""))
    for id in (rule, rule.partition("-")[0]):
        if id in BY_ID:
            return BY_ID[id]
    known = by_name(rule)
    if known is not None:
        return known
    if rule == "generic-api-key":
        return common.GENERIC
    name = rule.replace("-", " ")
    return kind(f"gitleaks-{rule}", f"{name} (by gitleaks' rule)", "the service it belongs to")
