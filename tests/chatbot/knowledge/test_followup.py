"""A short follow-up takes its subject from before; a full question takes nothing."""

from __future__ import annotations

import pytest

from chatbot.knowledge.followup import carry_subject, find
from chatbot.knowledge.index import Document, KnowledgeIndex

EARLIER = ("hello", "tell me about the group programme")


@pytest.fixture
def index() -> KnowledgeIndex:
    filled = KnowledgeIndex()
    for document in (
        Document(id="group", question="What is the group programme?", answer="Eight weeks."),
        Document(id="group-price", question="How much does the group programme cost?"),
        Document(id="price", question="How much does one-to-one coaching cost?"),
        Document(id="group-cancel", question="Can I cancel the group programme?"),
        Document(id="session-cancel", question="Can I cancel a session?"),
        Document(id="refund", question="What is your refund policy?"),
    ):
        filled.put(document)
    return filled


@pytest.mark.parametrize(
    "text",
    ["how much is it?", "and the package?", "can I cancel?", "how long?", "is it online", "price?"],
)
def test_a_short_follow_up_is_searched_with_the_subject(text: str) -> None:
    assert carry_subject(text, EARLIER) == f"{text} group programme"


@pytest.mark.parametrize(
    "text",
    [
        "What is your refund policy?",
        "Who is Anna?",
        "who are you?",
        "is there parking?",
        "How much does one-to-one coaching cost?",
        "hi",
        "thanks",
        "?",
        "",
        "I think it is time that I change something in my life, do you agree with that",
    ],
)
def test_what_stands_on_its_own_is_left_alone(text: str) -> None:
    assert carry_subject(text, EARLIER) == text


def test_the_newest_subject_is_taken_past_other_follow_ups() -> None:
    earlier = ["what about couples therapy", "tell me about the group programme", "how much is it?"]
    assert carry_subject("can I cancel it?", earlier) == "can I cancel it? group programme"


def test_nothing_earlier_changes_nothing() -> None:
    assert carry_subject("how much is it?", []) == "how much is it?"
    assert carry_subject("how much is it?", ["hi", "ok"]) == "how much is it?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how much is it?", "group-price"),
        ("can I cancel?", "group-cancel"),
        ("What is your refund policy?", "refund"),
        ("how much does one-to-one coaching cost?", "price"),
    ],
)
def test_the_follow_up_finds_the_answer_about_the_subject(
    index: KnowledgeIndex, text: str, expected: str
) -> None:
    hit = find(index, text, EARLIER)
    assert hit is not None
    assert hit.id == expected


def test_the_subject_alone_is_no_answer(index: KnowledgeIndex) -> None:
    hit = find(index, "do you give refunds?", EARLIER)
    assert hit is None or hit.id == "refund"
