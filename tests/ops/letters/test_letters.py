"""Every email in every language: whole HTML, the same in its text, and harmless."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from ops.letters import letterhead
from ops.letters.as_html import MOST_BYTES
from ops.letters.kinds import Kind, Shape, Value, Words, all_kinds, kind_of
from ops.letters.letterhead import Letterhead
from ops.letters.rows import EmailWords
from ops.letters.writing import (
    Letter,
    compose,
    from_text,
    samples,
    spoken_language,
    words_of,
    write,
)
from tests.ops.letters.reading import Email, words_of_text

LANGUAGES = [code for code, _name in settings.LANGUAGES]
KINDS = [kind.name for kind in all_kinds()]
HEAD = Letterhead(
    business_name="Northbound", person="Maya", site_url="https://chat.example.com", language="en"
)
#: What somebody might give for a name, a message, a page or a business.
HOSTILE = [
    '"><img src=x onerror=alert(1)>',
    "</td></table><h1>You have won</h1>",
    "Ana\r\nBcc: all@example.org",
    "\u202egpj.exe\u2066",
    "محمد علي",
    'O\'Brien & Søns, Ltd. ("Nord") <x@y.example>',
    "{code} {{code}} [x](https://evil.example) **x**",
    "\x00\x1b[31m\ufffe\U0001f9d1\u200d\U0001f4bb",
    "]]>--><!--<![endif]",
    "x" * 3000,
]


def letter(kind: Kind, language: str, values: dict[str, Value] | None = None) -> Letter:
    return compose(
        kind,
        kind.default(language),
        language=language,
        values=samples(kind) if values is None else values,
        head=HEAD,
    )


def with_everywhere(kind: Kind, text: str) -> dict[str, Value]:
    """Values that hold ``text`` wherever somebody else's words can stand."""
    made: dict[str, Value] = {}
    for variable in kind.variables:
        if variable.shape in (Shape.FACTS, Shape.TALK):
            made[variable.name] = [(text, text), ("Label", text)]
        elif variable.shape is Shape.LINK:
            made[variable.name] = variable.sample
        else:
            made[variable.name] = text
    return made


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_is_whole_and_says_what_the_text_says(name: str, language: str) -> None:
    kind = kind_of(name)
    for bare in (False, True):
        made = letter(kind, language, samples(kind, language=language, bare=bare))
        page = Email(made.html)
        assert ("html", "lang", language) in page.attributes
        assert "{" not in made.text + page.said + made.subject
        text = made.text
        for mark in ("- ", "> ", "\u2022"):
            text = text.replace(f"\n{mark}", "\n")
        # Without the bullets, and without the heading, which is the name of the business.
        said = [word.rstrip(":") for word in page.words if word != "\u2022"][1:]
        # A button shows its words, the text its address too; labels have a colon in the text only.
        text_words = [word.rstrip(":") for word in words_of_text(text)]
        addresses = set(page.links)
        assert [w for w in said if w not in addresses] == [
            w for w in text_words if w not in addresses
        ]
        assert addresses <= set(text.split()), "every address is in the text too"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("text", HOSTILE)
def test_nobodys_words_become_markup_a_header_or_a_link(name: str, text: str) -> None:
    kind = kind_of(name)
    usual, made = letter(kind, "en"), letter(kind, "en", with_everywhere(kind, text))
    page = Email(made.html)
    assert page.tags <= Email(usual.html).tags | {"span"}
    assert set(page.links) <= set(Email(usual.html).links)
    assert len(made.subject.splitlines()) == 1
    assert len(made.subject) < 300
    assert "\u202e" not in made.subject + made.text + made.html
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", made.subject + made.text + made.html)
    assert made.html.encode() and made.text.encode()


@pytest.mark.parametrize("name", KINDS)
def test_an_email_asks_nobody_for_anything(name: str) -> None:
    for language in LANGUAGES:
        html = letter(kind_of(name), language).html
        page = Email(html)
        assert not page.tags & {"img", "link", "script", "iframe", "form", "svg", "object", "video"}
        assert "url(" not in html and "@import" not in html and "@font-face" not in html
        assert not [name for _tag, name, _value in page.attributes if name.startswith("on")]
        assert all(re.match(r"(https?:|mailto:)", link) for link in page.links)
        assert len(html.encode()) < 12_000


def test_a_client_that_shows_no_dark_scheme_finds_every_colour_on_the_element() -> None:
    page = Email(letter(kind_of("lead_notice"), "en").html)
    for tag, name, value in page.attributes:
        if name == "style" and "color:" in value and tag in ("p", "a", "td"):
            assert re.search(r"(?<![-\w])color:#[0-9a-f]{6}", value) or "background" in value
    classes = {
        name
        for _tag, attribute, value in page.attributes
        if attribute == "class"
        for name in value.split()
    }
    dark = page.styles.split("(prefers-color-scheme:dark)")[1]
    for name in classes - {"pad", "out"}:
        assert f".{name}{{" in dark, f"{name} keeps its light colour in the dark"


def test_no_style_is_one_that_gmail_throws_away() -> None:
    """It drops a whole style element over one mistake, and counts 8192 characters."""
    styles = Email(letter(kind_of("lead_notice"), "en").html).styles
    assert len(styles) < 8192
    assert styles.count("{") == styles.count("}")
    assert "!important}" not in styles.replace("!important;}", "")


def test_direction_follows_what_is_said() -> None:
    kind = kind_of("lead_confirmation")
    words = Words(subject="تشکر", preheader="سلام", body="سلام،\n\nپیام شما رسید.\n\nHello")
    made = compose(kind, words, language="en", values=samples(kind), head=HEAD)
    page = Email(made.html)
    assert ("html", "dir", "rtl") in page.attributes
    assert ("p", "dir", "ltr") in page.attributes, "an English paragraph in it is not turned"
    talk = kind_of("transcript")
    values = samples(talk) | {"conversation": [("You", "שלום, מה המחיר?"), ("Maya", "Hello")]}
    page = Email(letter(talk, "en", values).html)
    assert ("html", "dir", "ltr") in page.attributes
    assert ("p", "dir", "rtl") in page.attributes


def test_a_conversation_too_long_for_gmail_is_whole_as_text() -> None:
    kind = kind_of("transcript")
    talk = [("You", f"Question {number}. {'Words of it. ' * 20}") for number in range(500)]
    made = letter(kind, "en", samples(kind) | {"conversation": talk})
    assert made.html == ""
    assert all(f"Question {number}." in made.text for number in range(500))
    short = letter(kind, "en", samples(kind) | {"conversation": talk[:100]})
    assert 0 < len(short.html.encode()) <= MOST_BYTES


def test_values_that_are_not_the_kinds_are_refused() -> None:
    kind = kind_of("account_reset")
    with pytest.raises(ValueError, match="knows no name"):
        letter(kind, "en", {"code": "AB", "name": "x"})
    with pytest.raises(ValueError, match="needs code"):
        letter(kind, "en", {"code": " "})


@pytest.mark.django_db
def test_words_written_for_one_occasion_are_never_markup() -> None:
    made = from_text("It\nbroke", "One {brace} **x** <b>\n- [x](https://a.example)\n\nTwo")
    assert made.subject == "It broke"
    assert "One {brace} **x** <b>\n- [x](https://a.example)\n\nTwo" in made.text
    assert "b" not in Email(made.html).tags
    assert Email(made.html).links[0] == "https://a.example"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("de", "de"), ("pt-BR", "pt"), ("DE_at", "de"), ("sv", "fr"), ("", "fr"), ("*", "fr")],
)
def test_the_readers_language_else_the_businesss(asked: str, spoken: str) -> None:
    head = Letterhead(business_name="N", language="fr")
    assert spoken_language(asked, head) == spoken


def test_a_business_of_no_language_of_ours_writes_english() -> None:
    assert spoken_language("", Letterhead(business_name="N", language="sv")) == "en"


@pytest.mark.django_db
def test_own_words_are_used_and_a_field_left_out_keeps_its_default() -> None:
    EmailWords.objects.create(kind="account_reset", language="en", subject="Hi from {person}")
    made = write("account_reset", language="en", values={"code": "AB12-CD34"})
    assert made.subject.startswith("Hi from ")
    assert "Enter this code" in made.text
    assert write("account_reset", language="de", values={"code": "X"}).subject.startswith("Ihr")


@pytest.mark.django_db
def test_words_that_no_longer_hold_do_not_hold_an_email_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    kind = kind_of("account_reset")
    for body in ("No value at all", "{gone}\n\n{code}", "{code", "<b>\n\n{code}"):
        EmailWords.objects.update_or_create(kind=kind.name, language="en", defaults={"body": body})
        assert words_of(kind, "en") == kind.default("en")
        assert "AB12" in write(kind.name, language="en", values={"code": "AB12"}).text
    assert "not used" in caplog.text


def test_without_a_business_the_letterhead_is_the_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(letterhead, "_source", [])
    head = letterhead.current()
    assert head.business_name == settings.SITE_HOST
    assert head.light.paper != head.dark.paper
