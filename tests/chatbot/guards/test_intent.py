"""What a message is, besides a question."""

from __future__ import annotations

import pytest

from chatbot.guards.intent import Intent, address_in, asks_to_be_written_to, intent_of


@pytest.mark.parametrize("text", ["Hi", "hello there!", "Good morning", "Hey 👋", "Bonjour"])
def test_a_greeting_is_a_greeting(text: str) -> None:
    assert intent_of(text) is Intent.GREETING


@pytest.mark.parametrize(
    "text", ["thanks", "Thank you so much!", "ok, thanks", "Perfect, thank you. Bye"]
)
def test_thanks_are_thanks(text: str) -> None:
    assert intent_of(text) is Intent.THANKS


@pytest.mark.parametrize(
    "text",
    [
        "Can I talk to a person?",
        "I want to speak to someone",
        "please connect me with a human",
        "human please",
        "I need a real person",
        "Could someone call me?",
    ],
)
def test_asking_for_a_person_is_heard(text: str) -> None:
    assert intent_of(text) is Intent.PERSON


@pytest.mark.parametrize(
    "text",
    [
        "Hi, what does a session cost?",
        "Is it one person or a group?",
        "Thanks, and how do I cancel?",
        "How many people are in the group?",
        "Do you work with human resources teams?",
        "What does the person-centred approach mean?",
        "How do I talk to my boss about a raise?",
    ],
)
def test_a_question_that_only_mentions_such_a_word_is_still_a_question(text: str) -> None:
    assert intent_of(text) is Intent.QUESTION


@pytest.mark.parametrize("text", ["?", "…", "👍", "!!! ???", "\u200b"])
def test_a_message_without_a_letter_or_digit_is_unreadable(text: str) -> None:
    assert intent_of(text) is Intent.UNREADABLE


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("reach me at ana.b+test@example.co.uk please", "ana.b+test@example.co.uk"),
        ("It is maya@example.coach.", "maya@example.coach"),
        ("(me@example.org)", "me@example.org"),
        ("<me@example.org>", "me@example.org"),
        ("me@bücher.example!", "me@bücher.example"),
        ("no address here", ""),
        ("@handle on social media", ""),
    ],
)
def test_an_address_is_taken_without_the_punctuation_around_it(text: str, address: str) -> None:
    assert address_in(text) == address


def test_only_a_wish_to_be_written_to_counts_as_one() -> None:
    assert asks_to_be_written_to("you can email me at me@example.org")
    assert asks_to_be_written_to("my email is me@example.org")
    assert not asks_to_be_written_to("is hello@example.org your address?")
