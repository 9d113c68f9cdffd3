"""Words that mean the same meet in one word, whichever of five languages they are written in."""

from __future__ import annotations

import time

import pytest

from chatbot.knowledge.concepts import LANGUAGES
from chatbot.knowledge.lexicon import is_english, is_neutral, mistyped, stem_in
from chatbot.knowledge.text import content_words, is_content, terms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Can I get my money back?", "Can I get a refund?"),
        ("postpone my appointment", "reschedule my sessions"),
        ("¿Puedo aplazar una cita?", "move a session"),
        ("Kann ich den Termin verschieben?", "move a session"),
        ("Puis-je reporter la s\u00e9ance ?", "move a session"),
        ("Posso remarcar a sess\u00e3o?", "move a session"),
        ("Stornierungsbedingungen", "cancellation policy"),
        ("\u00bfPuedo recuperar mi dinero?", "refund"),
    ],
)
def test_what_means_the_same_has_the_same_subject(one: str, other: str) -> None:
    assert sorted(content_words(one)) == sorted(content_words(other))


@pytest.mark.parametrize(
    ("asked", "english"),
    [
        ("Wie viel", ["how", "much"]),
        ("\u00bfCu\u00e1ndo", ["when"]),
        ("O\u00f9", ["ou"]),
        ("Combien de temps", ["how", "long"]),
        ("A que horas", ["what", "time"]),
    ],
)
def test_question_words_are_brought_to_the_english_ones(asked: str, english: list[str]) -> None:
    assert terms(asked) == english


def test_endings_and_accents_left_out_do_not_matter() -> None:
    assert terms("sesiones") == terms("sesi\u00f3n") == terms("sess\u00f5es") == ["session"]
    assert terms("certifi\u00e9e") == terms("certifiee") == ["qualification"]


def test_an_english_text_is_not_read_in_another_language() -> None:
    assert terms("what kind of station wagon is that") == words(
        "what kind of station wagon is that"
    )
    assert is_english(words("do you have a patron"))
    assert not is_english(words("tenez vous un journal"))


def test_a_text_in_no_listed_language_stays_as_it_is() -> None:
    for text in (
        "\u5982\u4f55\u53d6\u6d88\u9884\u7ea6",
        "\u041a\u0430\u043a \u043e\u0442\u043c\u0435\u043d\u0438\u0442\u044c",
        "zrušit objednávku",
    ):
        assert terms(text) == words(text)


@pytest.mark.parametrize("word", ["possible", "bekomme", "saturday", "30", "podemos", "vraiment"])
def test_words_that_name_no_subject_are_neutral(word: str) -> None:
    assert is_neutral(word)


@pytest.mark.parametrize(
    "word", ["coffee", "casino", "refund", "kaffee", "discount", "\u5496\u5561"]
)
def test_subjects_are_not_neutral(word: str) -> None:
    assert not is_neutral(word)


@pytest.mark.parametrize("word", ["ummm", "hh", "ahh", "el", "der", "voces"])
def test_murmurs_and_small_words_are_no_content(word: str) -> None:
    assert not is_content(word)


def test_every_language_of_the_lists_has_a_stemmer() -> None:
    assert {stem_in(language, "nation") for language in LANGUAGES}


def test_a_word_without_end_is_left_alone_at_once() -> None:
    endless = "stornierungs" * 10_000
    started = time.perf_counter()
    assert terms(endless) == [endless]
    assert not is_neutral(endless)
    assert time.perf_counter() - started < 1


def test_a_slip_in_a_word_of_the_lists_is_seen() -> None:
    assert mistyped("refnud") == mistyped("refnd") == ("refund",)
    assert mistyped("nurse") == mistyped("coffee") == ()
