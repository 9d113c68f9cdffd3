"""One person is found in any wrapping, and nobody else is taken for them."""

from __future__ import annotations

import base64
import json
import quopri
from email.header import Header
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.privacy.known import Sort, name, phone
from ops.privacy.looking import DELETED, Looker

ANA = "ana.lópez@example.org"
PLAIN = "ana@example.org"


@pytest.mark.parametrize(
    "text",
    [
        "ana@example.org", "write to ANA@Example.ORG.", "<ana@example.org>", "(ana@example.org)",
        "mailto:ana@example.org?subject=x", "https://x.test/?email=ana%40example.org&a=1",
        "https://x.test/?next=%2Fthanks%3Fe%3Dana%2540example.org", "ana&#64;example.org",
        '{"e": "\\u0061na@example.org"}', "it is ana@example.org,thanks", "ana@example.org\u2026",
        "ana@example.org.Thanks a lot", "\u201cana@example.org\u201d", "ana\u00ad@example.org",
        "ＡＮＡ@example.org", "a;ana@example.org;b", "x\nana@example.org\ny", "=?utf-8?B?"
        + base64.b64encode(b"to ana@example.org").decode() + "?=",
        base64.b64encode(b"Dear ana@example.org, hello there").decode(),
        base64.urlsafe_b64encode(b"???>>>ana@example.org???>>>").decode(),
        base64.encodebytes(b"A long text before, " * 5 + b"ana@example.org" + b" and after" * 9)
        .decode(),
        json.dumps({"raw": base64.encodebytes(b"x" * 80 + b" ana@example.org").decode()}),
        quopri.encodestring(b"Gr\xc3\xbc\xc3\x9fe, ana@example.org").decode(), "ana=40example.org",
        "ana=example.org@bounces.coach.example", "<bounces+7-ana=example.org@em.coach.example>",
        "ana@example。org", "メールは ana@example。org。 です",
    ],
)  # fmt: skip
def test_an_address_is_found(text: str) -> None:
    assert Looker(PLAIN).has_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "joana@example.org", "ana+news@example.org", "ana@example.org.br", "ana@mail.example.org",
        "an.ana@example.org", "ana-@example.org", "ana@example.orgs", "o'ana@example.org",
        "ana at example dot org", "ana@example.com", "joana=example.org@x.example", "",
        "%", "\\u", "=?utf-8?B?!?=",
    ],
)  # fmt: skip
def test_somebody_else_is_not(text: str) -> None:
    assert not Looker(PLAIN).has_address(text)


@pytest.mark.parametrize(
    "text",
    ["ana.lópez@example.org", "ANA.LÓPEZ@EXAMPLE.ORG", "ana.lo\u0301pez@example.org",
     quote(ANA), json.dumps(ANA), Header(ANA, "utf-8").encode()],
)  # fmt: skip
def test_letters_outside_ascii(text: str) -> None:
    assert Looker(ANA).has_address(text)
    assert not Looker(ANA).has_address(text.replace("l", "k").replace("L", "K"))


@pytest.mark.parametrize(
    "asked", ["eva@bücher.example", "eva@xn--bcher-kva.example", "EVA@BÜCHER.example"]
)
@pytest.mark.parametrize("text", ["eva@bücher.example", "Eva@xn--bcher-kva.example"])
def test_a_domain_in_either_form(asked: str, text: str) -> None:
    assert Looker(asked).has_address(text)


def test_a_plus_address_is_its_own() -> None:
    looker = Looker("ana+news@example.org")
    assert looker.has_address("to ana+news@example.org") and not looker.has_address(PLAIN)


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        ("+49 171 2345678", "call 0171/234 56 78 please", True),
        ("0171 2345678", "+49 (0)171 2345678", True),
        ("+1 (555) 010-9988", "5550109988", True),
        ("+49 171 2345678", "order 4917123456789", False),
        ("+49 171 2345678", "2026-11-27 02:33:10", False),
        ("12", "12", False),
        ("2345678", "2345678", True),
        ("2345678", "0171 2345678", False),
    ],
)  # fmt: skip
def test_a_telephone_number_in_its_spellings(number: str, text: str, found: bool) -> None:
    assert (Sort.PHONE in Looker(PLAIN, [phone(number)]).sorts_in(text)) is found


@pytest.mark.parametrize(
    ("called", "text", "found", "sure"),
    [
        ("Ana Sofía Vela", "Dear ANA  SOFÍA VELA,", True, True),
        ("Ana Vela", "Vela, Ana", True, True),
        ("Ana Vela", "Mariana Velasco", False, True),
        ("Ana", "Ana came by", True, False),
        ("Ana", "Banana", False, False),
        ("王小明", "您好王小明先生", True, True),
        (".*", "anything at all", False, False),
        ("", "anything at all", False, False),
    ],
)  # fmt: skip
def test_a_name_and_how_much_it_says(called: str, text: str, found: bool, sure: bool) -> None:
    looker = Looker(PLAIN, [name(called)])
    assert (Sort.NAME in looker.sorts_in(text)) is found
    assert (Sort.NAME in looker.sure_in(text)) is (found and sure)


def test_only_the_person_is_blotted_out() -> None:
    looker = Looker(PLAIN, [name("Ana Vela"), phone("0171 2345678")])
    text = "Ask joana@example.org, or Ana Vela (ANA@example.org, +49 171 2345678). Thanks, Eva"
    assert looker.without(text) == (
        f"Ask joana@example.org, or {DELETED} ({DELETED}, {DELETED}). Thanks, Eva"
    )
    wrapped = {"a": ["https://x.test/?e=ana%40example.org", {"b": "Eva", "c": 3}]}
    assert looker.without_in(wrapped) == {"a": [DELETED, {"b": "Eva", "c": 3}]}


@given(st.text(max_size=300))
def test_no_text_makes_it_fail_and_none_holds_the_person_afterwards(text: str) -> None:
    looker = Looker(PLAIN, [name("Ana Vela"), phone("0171 2345678")])
    looker.sorts_in(text)
    assert not looker.sure_in(looker.without(f"{text} ana@example.org {text}"))


@given(st.text(max_size=60).filter(lambda text: "ana" not in text.casefold()))
def test_whatever_stands_around_it_wrapped_or_not(around: str) -> None:
    text = f"{around}\n{PLAIN}\n{around}"
    for wrapped in (text, quote(text), json.dumps(text)):
        assert Looker(PLAIN).has_address(wrapped)
