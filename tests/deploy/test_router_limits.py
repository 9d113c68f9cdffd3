"""Heroku's router: the first byte within 30 seconds, and never 55 without one.

https://devcenter.heroku.com/articles/http-routing#timeouts. Render and Cloudflare are more patient.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from chatbot.api import stream
from chatbot.reply import Delta, Event

FIRST_BYTE, SILENCE = 30, 55


def test_a_comment_is_sent_long_before_a_router_loses_patience() -> None:
    assert stream.HEARTBEAT * 2 < FIRST_BYTE < SILENCE


async def test_while_a_model_is_silent_somebody_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.05)

    async def slow() -> AsyncIterator[Event]:
        await asyncio.sleep(0.4)
        yield Delta("at last")

    loop = asyncio.get_running_loop()
    began = last = loop.time()
    longest, heard = 0.0, list[Event | None]()
    async for event in stream.with_heartbeat(slow()):
        longest, last = max(longest, loop.time() - last), loop.time()
        heard.append(event)
    assert heard[:3] == [None, None, None] and isinstance(heard[-1], Delta)
    assert last - began >= 0.4 and longest < 0.3
