"""The flow of one message: races, silence, and visitors who leave."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import uuid
from collections.abc import AsyncIterator

import pytest

from chatbot.answerers.base import Question
from chatbot.models import Conversation, Message
from chatbot.reply import Delta, Done, Event, Interrupted, reply
from chatbot.turns import Turn, TurnState, look_again, take_turn
from ops import database
from ops.database import in_database
from tests.at_once import at_once

pytestmark = pytest.mark.usefixtures("demo")


class SlowAnswerer:
    """Writes a few words at a time, as a model does; ``fail_after`` breaks it off."""

    name = "slow"
    instant = False

    def __init__(self, *, pause: float = 0.01, fail_after: int | None = None) -> None:
        self.pause = pause
        self.fail_after = fail_after
        self.calls = 0
        self.closed = False

    async def answer(self, question: Question) -> AsyncIterator[str]:
        self.calls += 1
        try:
            for number, piece in enumerate(("Yes. ", "Most sessions ", "are by video.")):
                if number == self.fail_after:
                    raise ConnectionError("the provider hung up on visitor@example.org")
                yield piece
                await asyncio.sleep(self.pause)
        finally:
            self.closed = True


def turn_of(conversation: Conversation, text: str = "Do you work online?", mine: str = "") -> Turn:
    return take_turn(
        conversation=conversation, text=text, client_message_id=mine or str(uuid.uuid4())
    )


async def collect(conversation: Conversation, turn: Turn, answerer: SlowAnswerer) -> list[Event]:
    return [e async for e in reply(conversation=conversation, turn=turn, answerer=answerer)]


def conversation() -> Conversation:
    return Conversation.start()[0]


def test_pieces_come_as_they_are_written_and_the_whole_is_stored() -> None:
    talk = conversation()
    events = asyncio.run(collect(talk, turn_of(talk), SlowAnswerer()))
    assert [type(event) for event in events] == [Delta, Delta, Done]  # A sentence at a time.
    stored = Message.objects.get(role="assistant")
    assert stored.text == "Yes. Most sessions are by video."
    assert (stored.status, stored.answered_by) == ("complete", "slow")


def test_a_twin_waits_for_the_running_reply_and_asks_nobody() -> None:
    talk, mine = conversation(), str(uuid.uuid4())
    slow = SlowAnswerer(pause=0.3)

    async def both() -> tuple[list[Event], list[Event]]:
        first = asyncio.create_task(
            collect(talk, await in_database(turn_of, talk, mine=mine), slow)
        )
        await asyncio.sleep(0.1)
        twin = await in_database(turn_of, talk, mine=mine)
        assert twin.state is TurnState.RUNNING
        return await first, await collect(talk, twin, slow)

    first, twin = asyncio.run(both())
    assert slow.calls == 1
    assert first[-1] == twin[-1]
    assert Message.objects.count() == 2


def test_a_broken_reply_is_stored_as_interrupted_with_what_was_seen() -> None:
    talk, mine = conversation(), str(uuid.uuid4())
    events = asyncio.run(collect(talk, turn_of(talk, mine=mine), SlowAnswerer(fail_after=2)))
    assert isinstance(events[-1], Interrupted)
    stored = Message.objects.get(role="assistant")
    assert (stored.status, stored.text) == ("interrupted", "Yes.")  # Whole sentences only.

    events = asyncio.run(collect(talk, turn_of(talk, mine=mine), SlowAnswerer()))
    assert isinstance(events[-1], Done)
    assert Message.objects.get(role="assistant").status == "complete"


def test_a_visitor_who_leaves_stops_the_answerer_and_leaves_an_interrupted_reply() -> None:
    talk, slow = conversation(), SlowAnswerer(pause=5)
    turn = turn_of(talk)

    async def leave() -> None:
        async with contextlib.aclosing(
            reply(conversation=talk, turn=turn, answerer=slow)
        ) as events:
            async for _ in events:
                break

    asyncio.run(leave())
    assert slow.closed
    assert Message.objects.get(role="assistant").status == "interrupted"


def test_a_cancelled_request_leaves_an_interrupted_reply() -> None:
    talk, slow = conversation(), SlowAnswerer(pause=5)
    turn = turn_of(talk)

    async def cancel() -> None:
        task = asyncio.create_task(collect(talk, turn, slow))
        async with asyncio.timeout(10):
            while not slow.calls:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert Message.objects.get(role="assistant").status == "interrupted"


def test_a_visitor_who_leaves_while_the_database_is_busy_leaves_the_whole_reply() -> None:
    """The reply waits for a thread when they go: it must not be dropped with its turn claimed."""
    talk, gate = conversation(), threading.Event()
    turn = turn_of(talk)

    class Last(SlowAnswerer):
        async def answer(self, question: Question) -> AsyncIterator[str]:
            async for piece in super().answer(question):
                yield piece
            for _ in range(database._threads()._max_workers):
                database._threads().submit(gate.wait, 10)

    last = Last()

    async def cancel() -> None:
        task = asyncio.create_task(collect(talk, turn, last))
        async with asyncio.timeout(10):
            while not last.closed:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            gate.set()
            while (await in_database(look_again, turn)).state is TurnState.RUNNING:
                await asyncio.sleep(0.05)

    asyncio.run(cancel())
    assert Message.objects.get(role="assistant").status == "complete"


def test_a_conversation_forgotten_meanwhile_ends_the_reply_quietly() -> None:
    talk = conversation()
    turn = turn_of(talk)

    async def forget() -> list[Event]:
        events: list[Event] = []
        async for event in reply(conversation=talk, turn=turn, answerer=SlowAnswerer()):
            if not events:
                await in_database(Conversation.objects.all().delete)
            events.append(event)
        return events

    assert isinstance(asyncio.run(forget())[-1], Interrupted)
    assert not Message.objects.exists()


def test_many_requests_at_once_store_and_answer_one_message() -> None:
    talk, mine = conversation(), str(uuid.uuid4())
    states: list[TurnState] = []

    at_once(12, lambda _: states.append(turn_of(talk, mine=mine).state))
    assert sorted(states) == sorted([TurnState.OURS] + [TurnState.RUNNING] * 11)
    assert Message.objects.count() == 1
