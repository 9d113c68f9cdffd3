"""The visitor's spelling and the founder's must meet in the same words."""

from __future__ import annotations

import pytest

from chatbot.knowledge.text import content_words, normalise, stem, words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("don’t", "dont"),
        ("DON'T", "dont"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("re\u200bfund", "refund"),
        ("ﬁrst", "first"),
        ("ＰＲＩＣＥ", "price"),
    ],
)
def test_spellings_of_one_word_are_one_word(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


def test_vowel_signs_of_other_scripts_are_kept() -> None:
    assert words("मेरा नंबर")
    assert "\u0947" in normalise("मेरा")


def test_text_without_spaces_is_cut_into_pairs() -> None:
    assert words("取消预约") == ["取消", "消预", "预约"]
    assert words("价 price") == ["价", "price"]


@pytest.mark.parametrize("text", ["", "?", "…!!", "😀😀", "\u200b\u200d", "   \n\t"])
def test_text_without_a_word_has_no_words(text: str) -> None:
    assert words(text) == []


def test_endings_fall_away() -> None:
    assert stem("coaching") == stem("coaches") == stem("coach")
    assert stem("取消") == "取消"


def test_price_and_cost_are_one_stem() -> None:
    assert stem("prices") == stem("costs") == stem("fees")


def test_grammar_and_question_words_carry_no_subject() -> None:
    assert content_words("Can you please tell me how much the group costs?") == ["group", "cost"]
