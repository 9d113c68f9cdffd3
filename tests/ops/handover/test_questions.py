"""The questionnaire takes a stranger's words and nothing else."""

from __future__ import annotations

import pytest

from ops.handover.questions import (
    LONGEST,
    QUESTIONS,
    BadAnswer,
    ask_each,
    cleaned,
    read,
    template,
)


def test_a_file_that_was_printed_can_be_filled_in_and_read() -> None:
    known = {"owner": 'Maya "M" \\ Lindqvist', "second": "Jonas"}
    assert read(template(known)) == known
    assert template({}).count(' = ""') == len(QUESTIONS)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"boss": "x"}, "no question 'boss'"),
        ({"owner": 3}, "quotation marks"),
        ({"owner": "x" * (LONGEST + 1)}, f"{LONGEST} are the most"),
        ({"owner": "Maya\u202e"}, "cannot be seen"),
        ({"passwords": "ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"}, "looks like a key"),
    ],
    ids=["unknown", "number", "long", "unseen", "secret"],
)
def test_what_cannot_be_used_is_refused_by_name(answers: dict[str, object], words: str) -> None:
    with pytest.raises(BadAnswer, match=words):
        cleaned(answers)


def test_a_file_that_is_no_toml_says_how_to_write_one() -> None:
    with pytest.raises(BadAnswer, match='owner = "Maya"'):
        read("owner: Maya")


def test_at_a_terminal_enter_keeps_a_dash_empties_and_a_bad_answer_is_asked_again() -> None:
    typed = iter(["", "-", "x" * 300, "Jonas", *[""] * 30])
    said: list[str] = []
    known = {"owner": "Maya", "owner_reach": "123"}
    found = ask_each(known, lambda question: next(typed), said.append)
    assert found == {"owner": "Maya", "second": "Jonas"}
    assert len(said) == 1 and "300 characters" in said[0]
