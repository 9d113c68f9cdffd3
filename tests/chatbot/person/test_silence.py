"""From the moment a person has a conversation, nothing automated is said in it."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import pytest

from chatbot.models import Conversation, Handoff, Message
from chatbot.person.answer import answer
from chatbot.person.take import HeldByAnother, give_back, take
from chatbot.reply import Delta, Done, Event, reply
from chatbot.turns import Turn, TurnState, take_turn
from ops.database import in_database
from tests.at_once import at_once
from tests.chatbot.api.talk import Talk, events, start, streamed
from tests.chatbot.person.hands import Desk, desk
from tests.chatbot.test_reply import SlowAnswerer
from tests.ops.team import people


def turn_of(conversation: Conversation, mine: str = "") -> Turn:
    return take_turn(
        conversation=conversation,
        text="Do you work online?",
        client_message_id=mine or str(uuid.uuid4()),
    )


def roles() -> list[str]:
    return list(Message.objects.order_by("seq").values_list("role", flat=True))


def test_nothing_answers_once_a_person_has_it(talk: Talk, maya: Desk) -> None:
    assert talk.send("Do you work online?").json()["role"] == "assistant"
    assert maya.reply("Hello, Maya here.").status_code == 201
    body = talk.send("What does a single session cost?").json()
    assert (body["role"], body["text"], body["outcome"]) == ("person", "", "handoff")
    stored = Message.objects.get(id=body["id"])
    assert (stored.role, stored.status, stored.outcome) == ("visitor", "complete", "handoff")
    assert roles() == ["visitor", "assistant", "person", "visitor"]


def test_the_stream_ends_without_words(talk: Talk, maya: Desk) -> None:
    maya.post("take")
    raw = streamed(talk.send("Do you work online?", accept="text/event-stream"))
    assert [name for name, _ in events(raw)] == ["started", "done"]


def test_a_message_sent_again_is_stored_once(talk: Talk, maya: Desk) -> None:
    maya.post("take")
    mine = str(uuid.uuid4())
    first = talk.send("Hello?", client_message_id=mine).json()
    again = talk.send("Hello?", client_message_id=mine).json()
    assert first == again
    assert talk.send("Other words", client_message_id=mine).status_code == 409
    assert roles() == ["visitor"]


@pytest.mark.parametrize("pause", [0.5, 30.0])
def test_a_reply_that_is_being_written_is_not_said(
    conversation: Conversation, talk: Talk, pause: float
) -> None:
    slow = SlowAnswerer(pause=pause)
    turn = turn_of(conversation)

    async def both() -> list[Event]:
        found: list[Event] = []

        async def read() -> None:
            async for event in reply(conversation=conversation, turn=turn, answerer=slow):
                found.append(event)

        task = asyncio.create_task(read())
        while not slow.calls:
            await asyncio.sleep(0.02)
        await in_database(answer, conversation.pk, text="Maya here.", user=None, nonce="1")
        await asyncio.wait_for(task, timeout=5)
        return found

    found = asyncio.run(both())
    assert isinstance(found[-1], Done)
    assert (found[-1].message["role"], found[-1].message["text"]) == ("person", "")
    assert slow.closed
    assert roles() == ["visitor", "person"]
    assert Message.objects.get(role="visitor").status == "complete"
    said = [event for event in found if isinstance(event, Delta)]
    assert len(said) <= 1  # What was out before she came, and nothing after.


def test_a_reply_that_was_stored_just_before_stays(conversation: Conversation, talk: Talk) -> None:
    talk.send("Do you work online?")
    take(conversation.pk, None)
    assert roles() == ["visitor", "assistant"]


def test_a_twin_that_waits_hears_of_the_person(conversation: Conversation, talk: Talk) -> None:
    mine = str(uuid.uuid4())
    turn_of(conversation, mine)
    twin = turn_of(conversation, mine)
    assert twin.state is TurnState.RUNNING
    take(conversation.pk, None)

    async def read() -> list[Event]:
        return [e async for e in reply(conversation=conversation, turn=twin)]

    assert asyncio.run(read())[-1].message["role"] == "person"  # type: ignore[union-attr]


def test_a_broken_reply_asked_for_again_is_a_persons(
    conversation: Conversation, talk: Talk
) -> None:
    mine = str(uuid.uuid4())
    turn = turn_of(conversation, mine)
    Message.objects.filter(pk=turn.message.pk).update(
        status="interrupted", answering_by=None, answering_until=None
    )
    take(conversation.pk, None)
    again = turn_of(conversation, mine)
    assert (again.state, again.reply) == (TurnState.DONE, None)


def test_handed_back_it_answers_afresh(talk: Talk, maya: Desk) -> None:
    talk.post("handoff/")
    maya.reply("Hello.")
    talk.send("me@example.org")
    maya.post("give_back")
    body = talk.send("Do you work online?").json()
    assert (body["role"], body["outcome"]) == ("assistant", "answered")
    # What the assistant had asked for before is forgotten: an address is not taken for an answer.
    assert not Conversation.objects.get(pk=talk.id).asked_for_email
    # And no loop: the question did not bring the person back.
    assert Handoff.objects.open().count() == 0
    assert talk.send("I want to talk to a human").json()["outcome"] == "handoff"
    assert Handoff.objects.open().count() == 1


def test_everything_at_once_leaves_one_handoff_and_no_word_after_it(
    conversation: Conversation, talk: Talk
) -> None:
    one, two = people.owner("one"), people.owner("two")

    found: dict[int, str] = {}

    def act(number: int) -> None:
        if number > 1:
            take_turn(conversation=conversation, text="Hello?", client_message_id=str(number))
            return
        user = (one, two)[number]
        try:
            take(conversation.pk, user)
            found[number] = user.username
        except HeldByAnother as held:
            found[number] = held.holder

    at_once(6, act)
    assert len(set(found.values())) == 1, "both see the same holder"
    assert Handoff.objects.open().count() == 1
    assert Conversation.objects.get(pk=conversation.pk).taken_at is not None
    late = take_turn(conversation=conversation, text="Hello?", client_message_id="late")
    assert late.state is TurnState.DONE


def test_the_monitors_own_is_never_handed_over(client: Any, demo: None, settings: Any) -> None:
    talk = start(client)
    Conversation.objects.filter(pk=talk.id).update(is_test=True, utm={"source": "monitor"})
    assert talk.send("I want to talk to a human").json()["outcome"] == "handoff"
    assert talk.post("handoff/").json()["outcome"] == "handoff"
    assert Handoff.objects.count() == 0
    sitting = desk(people.superuser(), talk.id)
    assert sitting.post("take").status_code == 403
    assert sitting.reply("Hello").status_code == 403
    assert give_back(Conversation.objects.get(pk=talk.id).pk) is False
