"""Who would rather not answer, in five languages, and who only sounds like it."""

from __future__ import annotations

import time

import pytest

from chatbot.guards.skipping import is_asking, parts, skips, wants_no_more


@pytest.mark.parametrize(
    "text",
    ["skip", "Skip this one please", "No thanks.", "I'd rather not say", "I don't know", "next",
     "later", "not sure", "keine Angabe", "Überspringen", "lieber nicht", "nein danke", "passer",
     "non merci", "je préfère ne pas répondre", "saltar", "no gracias", "prefiero no decirlo",
     "pular", "não obrigada", "prefiro não dizer", "depois"],
)  # fmt: skip
def test_one_is_left_out(text: str) -> None:
    assert skips(text)


@pytest.mark.parametrize(
    "text",
    ["I would skip the intro call", "no more stress at work", "I don't know how to lead my team",
     "the next level of my career", "not now but in March", "nein, ich will 3000 ausgeben", "12"],
)  # fmt: skip
def test_an_answer_is_not(text: str) -> None:
    assert not skips(text) and not wants_no_more(text)


@pytest.mark.parametrize(
    "text",
    ["stop", "Stop asking me questions!", "no more questions please", "stop asking",
     "keine weiteren Fragen", "plus de questions", "no más preguntas", "sem mais perguntas",
     "chega de perguntas"],
)  # fmt: skip
def test_no_more_at_all(text: str) -> None:
    assert wants_no_more(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [("How long does it take", True), ("3000?", True), ("Wie lange dauert es", True),
     ("¿Cuánto cuesta", True), ("Est-ce en ligne", True), ("3000", False),
     ("I want to change my career", False), ("Führung", False)],
)  # fmt: skip
def test_what_asks_itself(text: str, asks: bool) -> None:
    assert is_asking(text) is asks


def test_a_message_is_cut_after_its_sentences() -> None:
    assert parts("3000. What is included?\nThanks") == ["3000.", "What is included?", "Thanks"]
    assert parts("3.000 €") == ["3.000 €"]


def test_long_nonsense_is_read_at_once() -> None:
    began = time.monotonic()
    for text in ("no " * 4000, "stop " * 4000, "je " * 4000, "?" * 9000, "a" * 20000):
        skips(text)
        wants_no_more(text)
        is_asking(text)
        parts(text)
    assert time.monotonic() - began < 1
