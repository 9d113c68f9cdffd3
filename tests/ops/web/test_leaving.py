"""What a process that is told to end does with work under way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from chatbot.api import stream
from chatbot.reply import Delta, Event, Interrupted
from ops.web.leaving import CutShort, Leaving


def test_work_that_ends_in_time_is_left_alone() -> None:
    async def play() -> str:
        leaving = Leaving()
        leaving.begin(0.5)

        async def work() -> str:
            await asyncio.sleep(0.05)
            return "done"

        return await leaving.finish(work())

    assert asyncio.run(play()) == "done"


def test_work_that_does_not_is_cancelled_and_may_tidy_up_first() -> None:
    tidied: list[bool] = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.01)
            tidied.append(True)

    async def play() -> None:
        leaving = Leaving()
        leaving.begin(0.05)
        await leaving.finish(work())

    began = time.monotonic()
    with pytest.raises(CutShort):
        asyncio.run(play())
    assert tidied == [True]
    assert time.monotonic() - began < 5


def test_what_begins_when_the_time_is_up_is_cut_short_at_once() -> None:
    async def play() -> bool:
        leaving = Leaving()
        leaving.begin(0)
        await asyncio.sleep(0.02)
        with leaving.watched() as end:
            return end.done()

    assert asyncio.run(play())


def test_being_told_twice_changes_nothing() -> None:
    async def play() -> bool:
        leaving = Leaving()
        leaving.begin(60)
        leaving.begin(0)
        await asyncio.sleep(0.02)
        with leaving.watched() as end:
            return end.done()

    assert not asyncio.run(play())


def test_an_error_of_the_work_is_the_callers() -> None:
    async def work() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(Leaving().finish(work()))


def test_a_stream_gives_what_is_there_and_then_the_word_that_it_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leaving = Leaving()
    monkeypatch.setattr(stream, "leaving", leaving)
    closed: list[bool] = []

    async def events() -> AsyncIterator[Event]:
        try:
            yield Delta("Most sessions ")
            leaving.begin(0.05)
            yield Delta("are by video.")
            await asyncio.sleep(60)
        finally:
            closed.append(True)

    async def play() -> list[Event | None]:
        return [event async for event in stream.with_heartbeat(events())]

    heard = asyncio.run(play())
    assert heard == [Delta("Most sessions "), Delta("are by video."), Interrupted()]
    assert closed == [True]
