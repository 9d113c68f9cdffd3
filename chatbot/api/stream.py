"""A reply as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).

The first byte leaves at once and a comment at least every ``HEARTBEAT`` seconds, because platform
routers cut a silent response; no part of this may hold a database connection while it waits.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse

from chatbot.models import Conversation
from chatbot.reply import Delta, Done, Event, Interrupted, reply
from chatbot.turns import Turn
from ops.web.leaving import ended, leaving

#: Seconds of silence after which a comment is sent.
HEARTBEAT = 10.0


def event_stream(
    request: HttpRequest, *, conversation: Conversation, turn: Turn
) -> StreamingHttpResponse:
    """The response with the headers that keep proxies from holding text back."""
    request_id = getattr(request, "request_id", "")
    response = StreamingHttpResponse(
        _events(conversation, turn, request_id),
        content_type="text/event-stream; charset=utf-8",
        status=201,
    )
    response["Cache-Control"] = "no-store, no-transform"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(conversation: Conversation, turn: Turn, request_id: str) -> AsyncIterator[bytes]:
    yield b": here\n\n"
    yield _event("started", {"id": str(turn.message.id)})
    pause = settings.STREAM_PIECE_MS / 1000
    async with contextlib.aclosing(reply(conversation=conversation, turn=turn)) as events:
        async for event in with_heartbeat(events):
            if event is None:
                yield b": still here\n\n"
            elif isinstance(event, Delta):
                yield _event("delta", {"text": event.text})
                if pause and not event.live and not leaving.begun:
                    await asyncio.sleep(pause)
            elif isinstance(event, Done):
                yield _event("done", event.message)
            else:
                problem = {
                    "type": "about:blank",
                    "title": "Answer cut short",
                    "status": 503,
                    "detail": event.detail,
                    "request_id": request_id,
                }
                yield _event("error", problem)


async def with_heartbeat(events: AsyncIterator[Event]) -> AsyncIterator[Event | None]:
    """The events, with None after each ``HEARTBEAT`` seconds of silence.

    When the process has to end before they do, ``Interrupted`` is the last of them.
    """
    pending: asyncio.Task[Event] | None = None
    with leaving.watched() as end:
        try:
            while True:
                pending = pending or asyncio.ensure_future(anext(events))
                both: set[asyncio.Future[Any]] = {pending, end}
                await asyncio.wait(both, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
                if not pending.done():
                    if end.done():
                        await ended(pending)
                        yield Interrupted()
                        return
                    yield None
                    continue
                try:
                    event = pending.result()
                except StopAsyncIteration:
                    return
                pending = None
                yield event
        finally:
            if pending is not None:
                await ended(pending)


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
