"""An edit counts at once, in every process that looks."""

from __future__ import annotations

import pytest

from chatbot.knowledge.live import Found, LiveKnowledge
from chatbot.models import Business, KnowledgeEntry, OpeningHours

pytestmark = pytest.mark.django_db


def entry(**values: object) -> KnowledgeEntry:
    return KnowledgeEntry.objects.create(
        **{
            "title": "What does a single session cost?",
            "variants": "price of one session\nhourly rate",
            "answer": "One session costs 150 dollars.",
        }
        | values
    )


def set_aside(price: KnowledgeEntry) -> None:
    price.is_published = False
    price.save(update_fields=["is_published"])


def found(knowledge: LiveKnowledge, text: str = "How much is a single session?") -> Found:
    result = knowledge.find(text)
    assert result is not None
    return result


def test_an_edit_counts_with_the_next_question_in_every_index() -> None:
    price = entry()
    here, there = LiveKnowledge(), LiveKnowledge()
    assert "150" in found(here).passage.text
    assert "150" in found(there).passage.text
    price.answer = "One session costs 180 dollars."
    price.save()
    for knowledge in (here, there):
        assert "180" in found(knowledge).passage.text


@pytest.mark.parametrize(
    "take_out",
    [
        lambda e: e.delete(),
        lambda e: KnowledgeEntry.objects.all().delete(),
        lambda e: KnowledgeEntry.objects.update(is_published=False),
        set_aside,
    ],
)
def test_what_is_taken_out_is_not_said_again(take_out: object) -> None:
    price, knowledge = entry(), LiveKnowledge()
    found(knowledge)
    take_out(price)  # type: ignore[operator]
    assert knowledge.find("How much is a single session?") is None


def test_many_changed_at_once_count_too() -> None:
    entry()
    knowledge = LiveKnowledge()
    found(knowledge)
    KnowledgeEntry.objects.update(answer="It costs 99 dollars.")
    assert "99" in found(knowledge).passage.text
    KnowledgeEntry.objects.bulk_create(
        [KnowledgeEntry(title="Do you offer parking?", answer="There is a garage next door.")]
    )
    assert "garage" in found(knowledge, "Is there parking?").passage.text


def test_nothing_is_read_again_while_nothing_changed(
    django_assert_num_queries: object,
) -> None:
    entry()
    knowledge = LiveKnowledge()
    found(knowledge)
    with django_assert_num_queries(1):  # type: ignore[operator]
        knowledge.refresh()


def test_the_profile_answers_for_itself() -> None:
    business = Business(
        pk=1,
        name="Northbound",
        coach_name="Maya",
        contact_email="hello@northbound.example.com",
        booking_url="https://cal.example.com/maya",
        time_zone="Europe/Stockholm",
    )
    business.save()
    OpeningHours.objects.create(business=business, weekday=0, opens="09:00", closes="17:00")
    business.save()
    knowledge = LiveKnowledge()
    assert "Monday: 09:00 to 17:00" in found(knowledge, "When are you open?").passage.text
    assert "hello@northbound" in found(knowledge, "How can I contact you?").passage.text
    assert "cal.example.com" in found(knowledge, "How do I book a call?").passage.text


def test_an_empty_knowledge_knows_nothing() -> None:
    assert LiveKnowledge().find("What does it cost?") is None
