"""Which addresses are taken, and when two are the same person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.address import address_key, address_problem


@pytest.mark.parametrize(
    "address",
    [
        "ana.b+test@example.co.uk",
        "maya@example.coach",
        "x@example.photography",
        "用户@例子.广告",
        "jörg@bücher.example",
        "o'brien@example.ie",
        " padded@example.org ",
        "UPPER@EXAMPLE.ORG",
        "a@xn--bcher-kva.example",
        "first_last-1@sub.sub.example.travel",
    ],
)
def test_people_are_let_in(address: str) -> None:
    assert address_problem(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "", "   ", "nobody", "@example.org", "a@", "a@localhost", "a b@example.org", "a@b@c.org",
        "a@example..org", "a@-example.org", "a@example.1", ".a@example.org", "a.@example.org",
        "a..b@example.org", "a@example.org\nBcc: x@example.org", "<a@example.org>",
        "a@exa mple.org",
        f"{'a' * 65}@example.org", f"a@{'b' * 64}.org", f"{'a' * 60}@{'b.' * 100}org",
        "a\u200b@example.org", "a\x00@example.org", "a,b@example.org",
    ],
)  # fmt: skip
def test_what_cannot_be_written_to_is_refused_in_words(address: str) -> None:
    assert "address" in address_problem(address)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maya@Example.org", "maya@example.ORG"),
        (" maya@example.org", "maya@example.org"),
        ("jörg@bücher.example", "JÖRG@xn--bcher-kva.example"),
        ("cafe\u0301@example.org", "caf\u00e9@example.org"),
    ],
)
def test_the_same_person_is_known_again(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


def test_a_plus_address_is_its_own() -> None:
    assert address_key("a+x@example.org") != address_key("a@example.org")


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    if address_problem(text) == "":
        key = address_key(text)
        assert key == address_key(text.swapcase()) or not text.isascii()
        assert len(key) <= 320
