"""The flow of one message: screen, find, answer, hand off, record.

Everything that answers a visitor (the JSON door, the stream, the terminal) goes through
``reply()`` and gets the same events, so that they can never disagree.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from chatbot import qualifying, wording
from chatbot.answerers import choose
from chatbot.answerers.base import Answerer
from chatbot.answerers.builtin import BuiltinAnswerer, pieces
from chatbot.answerers.errors import ModelError
from chatbot.guarded import Guarded
from chatbot.models import Conversation, Message
from chatbot.models.conversation import ANSWERING_LEASE
from chatbot.models.guard import GuardEvent
from chatbot.screen import ToAnswer, drafted, screen
from chatbot.turns import (
    Draft,
    Turn,
    TurnState,
    for_a_person,
    is_lost,
    keep_claim,
    look_again,
    store_reply,
)
from chatbot.writing import Writer
from ops.database import in_database
from ops.web.leaving import ended

logger = logging.getLogger(__name__)

#: How often a call that waits for its twin looks whether the reply is there.
LOOK_EVERY = 0.15
#: How often a call that answers looks whether it still may: a person may have taken over.
MAY_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of the reply's text; ``live`` when it is shown while more is being written."""

    text: str
    live: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """The stored reply, in the shape of the contract."""

    message: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The reply could not be finished; sending the same message again answers it anew."""

    detail: str = wording.interrupted()


Event = Delta | Done | Interrupted


async def reply(
    *,
    conversation: Conversation,
    turn: Turn,
    answerer: Answerer | None = None,
    streamed: bool = True,
) -> AsyncGenerator[Event, None]:
    """The events of a reply: pieces of text, then ``Done`` or ``Interrupted``.

    ``streamed`` says that somebody reads along; without, the whole reply is due sooner, and a
    model that breaks off costs nothing, since nobody has seen what it wrote.

    A turn that another call is answering is waited for; if that call falls silent, this one
    takes the turn over. Where a person has the conversation, or takes it while this is being
    written, ``Done`` has no words. Closing the iterator early stores what there is as interrupted.
    """
    while turn.state == TurnState.RUNNING:
        await asyncio.sleep(LOOK_EVERY)
        turn = await in_database(look_again, turn)
    if turn.state == TurnState.DONE:
        if turn.reply is not None:
            for piece in pieces(turn.reply.text):
                yield Delta(piece)
        yield Done(turn.reply.as_json() if turn.reply else turn.message.for_a_person())
        return
    async with (
        _kept(turn) as lost,
        contextlib.aclosing(_answer(conversation, turn, answerer, streamed)) as events,
        contextlib.aclosing(_until(lost, events)) as ours,
    ):
        ending = False
        async for event in ours:
            ending = isinstance(event, Done | Interrupted)
            yield event
        if not ending:
            yield await _taken_away(turn)


async def _until(
    lost: asyncio.Event, events: AsyncGenerator[Event, None]
) -> AsyncGenerator[Event, None]:
    """The events, for as long as the turn is ours: a person who steps in is not talked over."""
    end = asyncio.ensure_future(lost.wait())
    pending: asyncio.Task[Event] | None = None
    try:
        while True:
            pending = asyncio.ensure_future(anext(events))
            both: set[asyncio.Future[Any]] = {pending, end}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not pending.done():
                return
            try:
                event = pending.result()
            except StopAsyncIteration:
                return
            yield event
    finally:
        end.cancel()
        if pending is not None:
            await ended(pending)


async def _taken_away(turn: Turn) -> Event:
    """What to tell the visitor whose message another process, or a person, is to answer now."""
    if await in_database(for_a_person, turn):
        return Done(turn.message.for_a_person())
    return Interrupted()


async def _answer(
    conversation: Conversation, turn: Turn, answerer: Answerer | None, streamed: bool
) -> AsyncGenerator[Event, None]:
    began = time.monotonic()
    writer: Writer | None = None
    draft: Draft | None = None
    open_turn = True

    async def store(draft: Draft, status: Message.Status) -> Message | None:
        nonlocal open_turn
        open_turn = False
        spent = round((time.monotonic() - began) * 1000)
        # Shielded: what waits for a database thread is dropped when the caller leaves, and the turn
        # would stay claimed, with nobody answering it.
        return await asyncio.shield(
            in_database(_store, conversation, turn, draft, status=status, duration_ms=spent)
        )

    async def store_partial() -> None:
        said = "".join(writer.said) if writer else ""
        draft = Draft(text=said, outcome=Message.Outcome.DEGRADED)
        try:
            await store(draft, Message.Status.INTERRUPTED)
        except Exception:
            logger.exception("an interrupted reply could not be stored")

    try:
        plan = await in_database(screen, conversation=conversation, message=turn.message)
        shown = False
        if isinstance(plan, ToAnswer):
            writer = Writer(
                plan.question,
                lambda seen: _who_answers(
                    plan,
                    answerer,
                    seen,
                    streamed=streamed,
                    without_model=conversation.is_the_monitors,
                ),
                business=plan.business,
                guarded=plan.guarded,
            )
            instant = writer.answerer.instant
            async with contextlib.aclosing(writer.pieces(streamed=streamed)) as released:
                async for piece in released:
                    if not instant:
                        shown = True
                        yield Delta(piece, live=True)
            draft = drafted(writer, plan)
        else:
            draft = plan
        reply = await store(draft, Message.Status.COMPLETE)
        if reply is None:  # A person or another call took over, or it was deleted meanwhile.
            yield await _taken_away(turn)
            return
        if not shown:
            for piece in pieces(reply.text):
                yield Delta(piece)
        elif writer is not None and reply.text != writer.text:
            # Nothing that was shown is taken back; what the reply ends with is added.
            yield Delta(reply.text.removeprefix(writer.text))
        yield Done(reply.as_json())
    except ModelError as error:
        logger.warning("a reply broke off", extra={"event": "reply_cut", "kind": error.kind.value})
        await store_partial()
        yield Interrupted()
    except Exception:
        # The outermost edge of answering: whatever went wrong, the visitor is told and may retry.
        logger.exception("a reply could not be finished")
        await store_partial()
        yield Interrupted()
    finally:
        if guarded := writer.events if writer else draft.guarded if draft else ():
            await asyncio.shield(_keep_events(turn, guarded))
        if open_turn:
            # The caller has left. Shielded, because this task may be about to be cancelled.
            await asyncio.shield(store_partial())


def _store(
    conversation: Conversation,
    turn: Turn,
    draft: Draft,
    *,
    status: Message.Status,
    duration_ms: int,
) -> Message | None:
    """Store the reply; a whole one with the founder's next question, if it is time for it."""
    if status == Message.Status.COMPLETE:
        draft = _with_question(conversation, turn.message, draft)
    return store_reply(turn, draft, status=status, duration_ms=duration_ms)


def _with_question(conversation: Conversation, message: Message, draft: Draft) -> Draft:
    """The reply, with one of the founder's questions after it where it is the moment."""
    try:
        return qualifying.follow_up(conversation=conversation, message=message, draft=draft)
    except Exception:
        # The reply is there; whatever is wrong with the questions must not keep it back.
        logger.exception("no question could be put after a reply")
        return draft


def _who_answers(
    plan: ToAnswer,
    given: Answerer | None,
    seen: Callable[[], bool],
    *,
    streamed: bool,
    without_model: bool,
) -> Answerer:
    if plan.quoted or without_model:
        return BuiltinAnswerer()
    return given or choose.answerer(shown=seen, streamed=streamed)


async def _keep_events(turn: Turn, guarded: Sequence[Guarded]) -> None:
    rows = [event.row(turn.message.pk) for event in guarded[:50]]
    try:
        await in_database(GuardEvent.objects.bulk_create, rows)
    except Exception:
        logger.exception("what the guards did could not be stored")


@contextlib.asynccontextmanager
async def _kept(turn: Turn) -> AsyncIterator[asyncio.Event]:
    """Renew the claim on a turn for as long as the block runs; the event says that it is lost."""
    lost = asyncio.Event()
    looks = round(ANSWERING_LEASE.total_seconds() / 3 / MAY_EVERY)

    async def renew() -> None:
        for look in itertools.count():
            try:
                if look % looks == 0:
                    await in_database(keep_claim, turn)
                elif await in_database(is_lost, turn):
                    lost.set()
            except Exception:
                logger.exception("the claim on a reply could not be renewed")
            await asyncio.sleep(MAY_EVERY)

    task = asyncio.create_task(renew())
    try:
        yield lost
    finally:
        task.cancel()
