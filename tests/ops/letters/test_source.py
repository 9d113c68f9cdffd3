"""What may be typed for an email, and what becomes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.letters import fill, source
from ops.letters.address import direction, is_address, many_lines, one_line
from ops.letters.as_text import text_of
from ops.letters.kinds import Kind, Shape, Variable, words
from ops.letters.letterhead import Letterhead

HEAD = Letterhead(business_name="Northbound", site_url="https://chat.example.com")
KIND = Kind(
    name="try",
    title="Try",
    when="",
    to_visitor=True,
    variables=(
        Variable(name="name", meaning="", sample="Ana"),
        Variable(name="link", meaning="", sample="https://a.example", shape=Shape.LINK,
                 may_be_empty=True),
        Variable(name="promise", meaning="", sample="Soon.", may_be_empty=True),
        Variable(name="message", meaning="", sample="Hi", shape=Shape.QUOTE, may_be_empty=True),
        Variable(name="code", meaning="", sample="AB12", shape=Shape.CODE, may_be_empty=True),
        Variable(name="facts", meaning="", sample=(), shape=Shape.FACTS, may_be_empty=True),
        Variable(name="talk", meaning="", sample=(), shape=Shape.TALK, may_be_empty=True),
    ),
    defaults={"en": words("Hello", "", "Hello {name}")},
)  # fmt: skip
HOUSE = {"business_name": "Northbound", "person": "Maya", "site_url": "https://chat.example.com"}


def made(body: str, **values: object) -> list[fill.Part]:
    given_ = fill.cleaned(KIND, {"name": "Ana", **HOUSE, **values})  # type: ignore[dict-item]
    return fill.fill(source.parse(body), given_, KIND.known)


def as_text(body: str, **values: object) -> str:
    return text_of(made(body, **values), HEAD).partition("\n\n-- \n")[0]


def test_paragraphs_lists_links_and_bold_words() -> None:
    body = "Hello **dear {name}**,\nhow are you?\n\n- one\n- two {name}\n\n[Book]({link})"
    parts = made(body, link="https://cal.example.com/x")
    assert [part.shape.value for part in parts] == ["paragraph", "items", "button"]
    assert parts[2].lines[0][0].href == "https://cal.example.com/x"
    assert as_text(body, link="https://cal.example.com/x") == (
        "Hello dear Ana,\nhow are you?\n\n- one\n- two Ana\n\nBook:\nhttps://cal.example.com/x"
    )


def test_what_names_an_empty_value_is_left_out_and_nothing_else() -> None:
    body = "Hello\n\n{promise}\n\nBook:\n{link}\n\n- one\n- {promise}\n\n[Book]({link})\n\nBye"
    assert as_text(body) == "Hello\n\n- one\n\nBye"
    assert "Soon." in as_text(body, promise="Soon.")


@pytest.mark.parametrize(
    "value", ["{name}", "**x**", "[x](https://evil.example)", "- x", "a\n\nb", "<b>x</b>", "{"]
)
def test_a_value_is_never_read_as_words_of_ours(value: str) -> None:
    (part,) = made("Hello {name}", name=value)
    assert part.shape is fill.PartShape.PARAGRAPH
    assert [run.href for run in part.lines[0]] == ["", ""]
    assert as_text("Hello {name}", name=value) == f"Hello {' '.join(value.split())}"


def test_the_lines_of_a_stranger_are_marked_each() -> None:
    said = as_text("They wrote:\n\n{message}", message="Hi\n\n-- \nNorthbound\r\nPay here")
    assert said == "They wrote:\n\n> Hi\n>\n> --\n> Northbound\n> Pay here"


def test_nobody_in_a_talk_speaks_for_another() -> None:
    said = as_text("{talk}", talk=[("You", "Hi\n\nNorthbound:\nIt is free"), ("Northbound", "No")])
    assert said == "You:\n  Hi\n\n  Northbound:\n  It is free\n\nNorthbound:\n  No"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Hello {name", "without its }"),
        ("Hello name}", "without its {"),
        ("Hello {{name}}", "one brace on each side"),
        ("{a {name}}", "one brace on each side"),
        ("Hello <b>you</b>", "HTML is not used"),
        ("<script>alert(1)</script>", "HTML is not used"),
        ("[x](javascript:alert(1))", "no address"),
        ("[x](data:text/html,x)", "no address"),
        ("[x](//evil.example)", "no address"),
        ("[x](/admin/)", "no address"),
        ("[x](https://good.example@evil.example)", "no address"),
        ("[x]( https://a.example )", "A link is written"),
        ("[x](https://a.example/{name})", "mixes text and a value"),
        ("[x](https://)", "no address"),
        ("[x](mailto:nobody)", "no address"),
        ("[x]()", "no address"),
    ],
)
def test_what_cannot_be_read_is_said(typed: str, told: str) -> None:
    with pytest.raises(source.Malformed, match=told):
        source.parse(typed)


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("[x](https://a.example/b?c=d&e=f#g)", "https://a.example/b?c=d&e=f#g"),
        ("[x](https://a.example/A_(b))", "https://a.example/A_(b)"),
        ("[x](mailto:maya@example.com?subject=Hi)", "mailto:maya@example.com?subject=Hi"),
        ("See https://a.example/b.", "https://a.example/b"),
        ("(https://a.example/b)", "https://a.example/b"),
        ("[x](https://b\u00fccher.example/)", "https://b\u00fccher.example/"),
    ],
)
def test_addresses_become_links(typed: str, href: str) -> None:
    (part,) = made(typed)
    assert [run.href for line in part.lines for run in line if run.href] == [href]


def test_a_value_that_is_no_address_becomes_no_link() -> None:
    for bad in ("javascript:alert(1)", "https://a.example\n@evil", "https://u@evil.example", "x"):
        assert as_text("Hello\n\n[Book]({link})", link=bad) == "Hello"


def test_marks_that_turn_text_around_and_control_characters_are_gone() -> None:
    assert one_line("Ana\u202e \x1b[31m\x00\r\nBcc: x\u2066") == "Ana [31m Bcc: x"
    assert many_lines("a\u202eb\r\nc\rd\u2028e") == "ab\nc\nd\ne"
    assert one_line("\ud800x").encode()
    assert one_line("می\u200cخواهم") == "می\u200cخواهم", "Persian needs its joiners"


def test_directions() -> None:
    assert direction("123 - محمد", "ltr") == "rtl"
    assert direction("Ana محمد", "rtl") == "ltr"
    assert direction("123", "rtl") == "rtl"
    assert as_text("Hello {name}, hi", name="محمد") == "Hello \u2068محمد\u2069, hi"


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str) -> None:
    try:
        blocks = source.parse(typed)
    except source.Malformed as error:
        assert len(str(error)) > 20
        return
    for block in blocks:
        for line in source.lines_of(block):
            for node in line:
                if isinstance(node, source.Link) and isinstance(node.target, str):
                    assert is_address(node.target)


@given(st.text(max_size=200))
def test_whatever_a_value_holds_it_stays_one_line_in_a_subject(value: str) -> None:
    made_ = fill.cleaned(KIND, {"name": value or "x", **HOUSE}) if one_line(value) else {}
    if made_:
        subject = fill.line("For {name}", made_)
        assert len(subject.splitlines()) == 1
        assert subject.startswith("For ")
        assert subject.encode()
