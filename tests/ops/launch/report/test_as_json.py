"""The report for programs."""

from __future__ import annotations

import json

from ops.launch.report import FORMATS, Options
from ops.launch.report.harmless import is_harmless
from tests.ops.launch.report import samples


def test_it_is_the_contracts_object() -> None:
    data = json.loads(FORMATS["json"](samples.full(), Options()))
    assert data == samples.full().as_json()
    assert data["schema"] == 1
    assert data["summary"] == {
        "blocker": 2, "trust": 1, "cleanup": 1, "passed": 3, "unknown": 2, "skipped": 1, "error": 1,
    }  # fmt: skip


def test_hostile_text_reads_back_as_it_was_and_does_nothing_on_a_terminal() -> None:
    text = FORMATS["json"](samples.hostile(), Options())
    assert json.loads(text) == samples.hostile().as_json()
    assert all(is_harmless(line) for line in text.split("\n"))
    text.encode()
