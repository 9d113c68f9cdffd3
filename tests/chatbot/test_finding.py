"""Conversations are found by what was said in one message of them, and by their number."""

from __future__ import annotations

import uuid

import pytest

from chatbot import finding
from chatbot.finding import matching
from chatbot.models import Conversation, Message

pytestmark = pytest.mark.django_db


def talk(*texts: str, pk: uuid.UUID | None = None) -> Conversation:
    made = Conversation.objects.create(token_hash="", pk=pk or uuid.uuid4())
    for text in texts:
        Message.objects.create(conversation=made, role=Message.Role.VISITOR, text=text)
    return made


def found(words: str) -> set[uuid.UUID]:
    rows = matching(Conversation.objects.order_by("-last_message_at"), words)
    return set(rows.values_list("pk", flat=True))


def test_a_message_that_holds_every_word_is_found_by_parts_of_them() -> None:
    price = talk("What does a session in Lisbon cost?", "Thank you")
    place = talk("Where do you meet?", "A SESSION in Zürich")
    talk("Hello")
    assert found("session") == {price.pk, place.pk}
    assert found("lisbon session") == {price.pk}
    assert found("sessio züri") == {place.pk}
    assert found("session ZÜRICH") == {place.pk}
    assert found("session xylophone") == set()


def test_of_very_many_messages_the_newest_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "NEWEST", 2)
    talk("Hello")
    newer, newest = talk("Hello"), talk("Hello")
    assert found("hello") == {newer.pk, newest.pk}


def test_a_conversation_is_found_by_its_number_as_its_page_shows_it() -> None:
    one = talk("Hello", pk=uuid.UUID("deadbeef-0000-4000-8000-000000000001"))
    talk("Hello", pk=uuid.UUID("deadbeee-0000-4000-8000-000000000001"))
    for words in ("deadbeef", "DEADBEEF-0000", str(one.pk)):
        assert found(words) == {one.pk}


def test_words_that_look_like_a_number_are_words_where_there_is_no_such_number() -> None:
    one = talk("Do you know the defaced facade?")
    assert found("facade") == {one.pk}
    assert found("defaced") == {one.pk}
