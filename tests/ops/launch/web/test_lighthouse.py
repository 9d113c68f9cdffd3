"""Lighthouse: only when asked for, and what it prints is not trusted to be a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ops.launch.findings import CannotTell
from ops.launch.gather.web.lighthouse import read_report
from ops.launch.world import World, target_for
from tests.ops.launch.web.lab import Severity, Status, only, result

REPORT = {
    "categories": {"performance": {"score": 0.72}, "seo": {"score": 1}},
    "audits": {"largest-contentful-paint": {"displayValue": "4.1 s"}},
}


def with_command(folder: Path, patch: pytest.MonkeyPatch, script: str) -> World:
    """A world in which ``lighthouse`` is this shell script."""
    command = folder / "lighthouse"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    patch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return World(target=target_for("example.com"), lighthouse=True)


def test_it_runs_only_when_asked_for() -> None:
    found = result("performance.lighthouse", World(target=target_for("example.com")))
    assert found.status is Status.SKIPPED


def test_without_it_the_report_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    world = World(target=target_for("example.com"), lighthouse=True)
    found = result("performance.lighthouse", world)
    assert found.status is Status.UNKNOWN
    assert "npm install" in found.reason


def test_a_score_below_the_floor_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = with_command(tmp_path, monkeypatch, f"echo '{json.dumps(REPORT)}'")
    found = only(result("performance.lighthouse", world))
    assert found.severity is Severity.CLEANUP
    assert "72 of 100" in found.summary
    assert "4.1 s" in found.evidence


def test_a_run_that_fails_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = with_command(tmp_path, monkeypatch, "echo 'no Chrome here' >&2; exit 1")
    found = result("performance.lighthouse", world)
    assert found.status is Status.UNKNOWN
    assert "no Chrome here" in found.reason


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"categories": 3}', '{"categories": {"performance": {"score": null}}}'],
)
def test_what_is_no_report_is_unknown(text: str) -> None:
    with pytest.raises(CannotTell):
        read_report(text)
