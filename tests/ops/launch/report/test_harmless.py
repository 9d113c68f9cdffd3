"""Nothing that a server says acts on its reader, and nothing hides."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.launch.report.harmless import LONGEST, harmless, harmless_data, is_harmless, one_line
from tests.ops.launch.report.samples import HOSTILE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("v=spf1 include:example.net ~all", "v=spf1 include:example.net ~all"),
        ("Grüße aus 東京 😀", "Grüße aus 東京 😀"),
        ("\x1b[31mred", "[U+001B][31mred"),
        ("\x9b31m", "[U+009B]31m"),
        ("over\rwritten", "over[U+000D]written"),
        ("a\u202egnp.exe", "a[U+202E]gnp.exe"),
        ("v=spf1\u00a0~all", "v=spf1[U+00A0]~all"),
        ("\u200b\ufeff", "[U+200B][U+FEFF]"),
        ("\ud800", "[U+D800]"),
        ("\U000e0041", "[U+E0041]"),
        ("\u3164", "[U+3164]"),
        ("one\r\ntwo\n\tthree", "one\ntwo\n    three"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_what_would_not_be_seen_is_written_out(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_a_line_stays_a_line() -> None:
    assert one_line("v=spf1 ~all\nReady to launch") == "v=spf1 ~all[U+000A]Ready to launch"
    assert one_line(" padded \n") == "padded"


def test_a_text_without_end_is_cut() -> None:
    for text in ("x" * 10**6, "\x00" * 10**6, "\r\n" * 10**6):
        assert len(harmless(text)) == LONGEST
        assert harmless(text).endswith("(the rest is left out)")
    assert harmless("x" * LONGEST) == "x" * LONGEST


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_becomes_printable_and_stays_as_it_is(text: str) -> None:
    shown = harmless(text)
    for line in shown.split("\n"):
        assert is_harmless(line)
        assert not {unicodedata.category(each) for each in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert harmless(shown) == shown
    assert "\n" not in one_line(text)
    shown.encode()


def test_data_is_made_harmless_all_the_way_down() -> None:
    data = {"a\x00": ["\x1b", {"b": "\ud800"}, 7, None, True, 1.5]}
    assert harmless_data(data) == {"a[U+0000]": ["[U+001B]", {"b": "[U+D800]"}, 7, None, True, 1.5]}
    assert harmless_data(harmless_data(HOSTILE)) == harmless_data(HOSTILE)
