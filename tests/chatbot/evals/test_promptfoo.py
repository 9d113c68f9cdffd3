"""The cases as promptfoo takes them, and what it calls back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from chatbot.evals import promptfoo
from chatbot.evals.load import SHIPPED, read_cases
from chatbot.evals.words import OWN, PROMPTFOO


@pytest.fixture
def written(demo: None) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(promptfoo.configuration(read_cases(SHIPPED)))
    return loaded


def test_it_holds_only_words_that_promptfoo_has(written: dict[str, Any]) -> None:
    assert written["prompts"] == ["{{turns | dump}}"]
    used = {
        part["type"].removeprefix("not-")
        for test in written["tests"]
        for one in test["assert"]
        for part in (one, *one.get("assert", []))
    }
    assert used <= PROMPTFOO.keys() | {"python"}
    assert not used & OWN.keys()


def test_placeholders_are_filled_and_turns_stay_one_test(written: dict[str, Any]) -> None:
    by_id = {test["description"].split()[0]: test for test in written["tests"]}
    assert by_id["PR2"]["vars"]["turns"] == ["Tell me about Three-month package", "How much is it?"]
    assert by_id["PR2"]["options"] == {"disableVarExpansion": True}
    assert by_id["PR2"]["assert"][0] == {"type": "contains", "value": "US$1,200"}
    assert "{{" not in yaml.safe_dump(written["tests"])


def test_what_needs_a_world_of_its_own_is_left_out(written: dict[str, Any]) -> None:
    ids = {test["description"].split()[0] for test in written["tests"]}
    assert not ids & {"INJ6", "PR8", "ROB4"}
    assert {"INJ1", "REF4", "LEAD1"} <= ids


@pytest.mark.parametrize(
    ("own", "value", "reply", "passes"),
    [
        ("outcome", "answered", {"outcome": "answered"}, True),
        ("outcome", ["refused", "unknown"], {"outcome": "answered"}, False),
        ("idk", None, {"outcome": "unknown", "sources": []}, True),
        ("idk", None, {"outcome": "answered", "sources": [{"title": "A"}]}, False),
        ("grounded", "A", {"outcome": "answered", "sources": [{"title": "A"}]}, True),
        ("grounded", "B", {"outcome": "answered", "sources": [{"title": "A"}]}, False),
    ],
)
def test_our_own_types_are_judged_by_what_ask_printed(
    own: str, value: Any, reply: dict[str, Any], passes: bool
) -> None:
    context = {
        "config": {"own": own, "value": value},
        "providerResponse": {"metadata": {"replies": [reply]}},
    }
    assert promptfoo.get_assert("", context)["pass"] is passes


def test_the_command_writes_the_file(demo: None, tmp_path: Path) -> None:
    path = tmp_path / "promptfooconfig.yaml"
    call_command("run_evals", "--promptfoo", str(path), stderr=io.StringIO())
    assert yaml.safe_load(path.read_text())["tests"]


@pytest.mark.parametrize(
    ("python", "javascript"),
    [
        ("(?i)ok", "[oO][kK]"),
        (r"(?i)^\W*(yes|1)\b", r"^\W*([yY][eE][sS]|1)\b"),
        (r"(?i)[a-c\]\wd]e[^1]", r"[a-c\]\wdA-C\]\wD][eE][^1]"),
        ("sk-[A-Z]", "sk-[A-Z]"),
    ],
)
def test_a_pattern_means_the_same_in_javascript(python: str, javascript: str) -> None:
    assert promptfoo.for_javascript(python) == javascript
