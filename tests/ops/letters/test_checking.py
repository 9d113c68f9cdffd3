"""Words that make no whole email are refused, with what to change."""

from __future__ import annotations

import pytest
from django.conf import settings

from ops.letters.checking import problems
from ops.letters.kinds import Words, all_kinds, kind_of

CODE = "account_reset"
CONFIRMATION = "lead_confirmation"


def told(kind: str, **changed: str) -> str:
    default = kind_of(kind).default("en")
    words = {"subject": default.subject, "preheader": default.preheader, "body": default.body}
    found = problems(kind_of(kind), Words(**words | changed))
    assert set(found) <= set(changed), found
    return " ".join(text for texts in found.values() for text in texts)


@pytest.mark.parametrize("kind", [kind.name for kind in all_kinds()])
def test_the_words_that_come_with_it_hold_in_every_language(kind: str) -> None:
    found = kind_of(kind)
    assert set(found.defaults) == {code for code, _name in settings.LANGUAGES}
    for language in found.defaults:
        assert problems(found, found.default(language)) == {}, language


def test_each_language_says_it_in_its_own_words() -> None:
    for kind in all_kinds():
        assert len({words.body for words in kind.defaults.values()}) == len(settings.LANGUAGES)
        assert len({words.subject for words in kind.defaults.values()}) == len(settings.LANGUAGES)


def test_a_value_that_does_not_exist_is_named_with_those_that_do() -> None:
    words = told(CONFIRMATION, body="Hello\n\nBook: {boking_url}")
    assert "no value {boking_url}" in words
    assert "Did you mean {booking_url}?" in words
    for name in ("reply_promise", "receipt", "business_name", "person", "site_url"):
        assert f"{{{name}}}" in words


def test_nothing_a_visitor_typed_can_stand_in_the_confirmation() -> None:
    for name in ("visitor_name", "visitor_email", "message", "details", "name"):
        assert f"no value {{{name}}}" in told(CONFIRMATION, body=f"Hello\n\n{{{name}}}")


def test_what_an_email_is_no_use_without_must_be_there() -> None:
    assert "{code} is missing" in told(CODE, body="Here is your code.")
    assert told(CODE, body="Here it is:\n\n{code}") == ""
    assert "{code} is missing" in told(CODE, body="Your code", subject="{business_name}")


def test_what_is_more_than_a_line_stands_alone() -> None:
    assert "paragraph of its own" in told(CODE, body="Your code is {code}.")
    assert "paragraph of its own" in told(CODE, body="Your code:\n{code}")
    assert "paragraph of its own" in told(CODE, body="- {code}")
    assert "cannot stand in the subject" in told(CODE, subject="{code} is your code")


def test_a_subject_has_no_hole_and_no_second_line() -> None:
    assert "sometimes empty" in told(CONFIRMATION, subject="{reply_promise}")
    assert "sometimes empty" in told(CONFIRMATION, preheader="{booking_url}")
    assert "one line" in told(CONFIRMATION, subject="Hello\nBcc: x@example.org")
    assert "needs a subject" in told(CONFIRMATION, subject="   ")
    assert "control character" in told(CONFIRMATION, subject="Hello\x00")
    assert "without its }" in told(CONFIRMATION, subject="Hello {person")


def test_an_email_of_which_nothing_might_be_left_is_refused() -> None:
    assert "nothing might be left" in told(CONFIRMATION, body="{reply_promise}\n\n- {booking_url}")
    assert "needs a text" in told(CONFIRMATION, body=" \n ")


def test_a_link_leads_to_an_address() -> None:
    assert "is no address" in told(CONFIRMATION, body="Hello\n\n[x]({receipt})")
    assert told(CONFIRMATION, body="Hello\n\n[x]({booking_url})") == ""


def test_lengths_are_named() -> None:
    assert "use 200 at most" in told(CONFIRMATION, subject="x" * 201)
    assert "use 10000 at most" in told(CONFIRMATION, body="x" * 10_001)
    assert told(CONFIRMATION, body="x" * 10_000) == ""
