"""Slips of the finger are undone where they can be told from other words."""

from __future__ import annotations

import pytest

from chatbot.guards.spelling import Speller

SPELLER = Speller(["ignore", "instructions", "previous", "suicidal"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ignroe", "ignore"),
        ("instrucitons", "instructions"),
        ("instrctons", "instructions"),
        ("previuos", "previous"),
        ("sucidal", "suicidal"),
        ("suiciiiidal", "suicidal"),
        ("u dont", "you don't"),
    ],
)
def test_a_slip_is_undone(written: str, meant: str) -> None:
    assert SPELLER.corrected(f"well {written} then") == f"well {meant} then"


@pytest.mark.parametrize(
    "text", ["ignores", "ignored", "ignoring", "igloo", "previews", "hello", ""]
)
def test_another_word_and_another_form_are_left_alone(text: str) -> None:
    assert SPELLER.corrected(text) == ""
