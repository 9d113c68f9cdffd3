"""Asking for one's data to be deleted is heard in five languages, and its look-alikes are not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from chatbot.guards.erasure import asks_for_erasure
from chatbot.guards.intent import Intent, intent_of

SENTENCES = yaml.safe_load(Path(__file__).with_name("erasure.yaml").read_text())


@pytest.mark.parametrize("text", [text for texts in SENTENCES["asks"].values() for text in texts])
def test_a_wish_to_be_deleted_is_heard(text: str) -> None:
    assert intent_of(text) is Intent.ERASURE


@pytest.mark.parametrize(
    "text", [text for texts in SENTENCES["looks_like_it"].values() for text in texts]
)
def test_what_only_sounds_like_it_is_left_to_the_knowledge(text: str) -> None:
    assert intent_of(text) is not Intent.ERASURE


@pytest.mark.parametrize(
    "text",
    [
        "DELETE MY DATA",
        "dеlete my dаta",  # Two letters are Cyrillic.
        "de\u200blete my da\u200bta",
        "What does a session cost? And please delete my data.",
        "I left my email here last week\nplease remove it",
    ],
)
def test_neither_dress_nor_surroundings_hide_it(text: str) -> None:
    assert asks_for_erasure(text)


@pytest.mark.parametrize("text", ["", "?", "delete", "my data", "delete it", "a@b.example"])
def test_half_of_it_is_not_enough(text: str) -> None:
    assert not asks_for_erasure(text)


@pytest.mark.parametrize(
    "text",
    [
        "delete my " * 600,
        "a " * 3000,
        "my data , " * 600,
        "please can you remove everything that you " * 150,
        "no quiero que " * 400,
        "tout ce que je " * 400,
        "ich mochte nicht , dass meine " * 200,
    ],
)
def test_a_long_message_takes_no_long_time(text: str) -> None:
    started = time.perf_counter()
    asks_for_erasure(text)
    assert time.perf_counter() - started < 1
