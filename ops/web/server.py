"""The outermost layer of a web process: start and stop, and bodies that are too large.

Django's ASGI handler stores a whole body before the first middleware sees the request, so a limit
on its size has to stand here (``django/core/handlers/asgi.py``, ``read_body``).
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from asgiref.sync import SyncToAsync, sync_to_async
from django.core.handlers import asgi
from django.core.signals import request_started
from django.db import close_old_connections, reset_queries

from ops import lifecycle
from ops.web.headers import bare_headers
from ops.web.problems import MEDIA_TYPE, Problem
from ops.web.request_id import acceptable

logger = logging.getLogger("ops.access")

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

#: The largest body in bytes, by the beginning of the path; the first that fits counts.
#: An email that comes in brings what is attached to it, up to what mailboxes take.
BODY_LIMITS = (
    ("/api/", 64 * 1024),
    ("/contact/", 64 * 1024),
    ("/webhooks/email/", 25 * 1024 * 1024),
    ("/", 5 * 1024 * 1024),
)


def _start_requests_without_a_thread() -> None:
    """Let go of two receivers that would give each request a thread before it needs one.

    Under ASGI a request's database work has a thread of its own, which begins without a
    connection: there is nothing old to close. A chat stream, which works in ``ops.database``, then
    holds no thread at all. What closes connections at the end of a request stays.
    """
    request_started.disconnect(close_old_connections)
    request_started.disconnect(reset_queries)


def _end_requests_without_a_thread() -> None:
    """Close a response where the request did its work.

    Django closes each in the request's thread, so that its database connection is given back, and
    starts that thread for a request that never had one. Where there is none there is no connection
    either, and what is left to do at the end costs nothing (``django/core/handlers/asgi.py``).
    """
    asgi.sync_to_async = _closing  # type: ignore[attr-defined]


def _closing(close: Callable[[], None]) -> Callable[[], Awaitable[None]]:
    """As ``sync_to_async``, with which Django's handler does nothing but close."""

    async def closed() -> None:
        request = SyncToAsync.thread_sensitive_context.get(None)
        if request is None or request in SyncToAsync.context_to_thread_executor:
            await sync_to_async(close)()
        else:
            close()

    return closed


class Server:
    """Wraps Django's ASGI application."""

    def __init__(self, application: Application) -> None:
        self.application = application
        _start_requests_without_a_thread()
        _end_requests_without_a_thread()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection scope."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await asyncio.to_thread(lifecycle.start)
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await asyncio.to_thread(lifecycle.stop)
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if not scope["path"].startswith("/"):
            await _refuse(headers, send, NO_PATH)
            return
        limit = next(size for start, size in BODY_LIMITS if scope["path"].startswith(start))
        declared = headers.get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit:
            await _refuse(headers, send, too_large(limit))
            return
        body = _LimitedBody(receive, limit)
        try:
            await self.application(scope, body.receive, send)
        except BodyTooLarge:
            await _refuse(headers, send, too_large(limit))


#: A whole address or a star where a path should be, as only a proxy is asked (RFC 9112, 3.2).
#: No browser and no router of a platform sends it; it is a way to name a second host.
NO_PATH = Problem(400, "Not understood", "Ask for a path that begins with a slash.")


class BodyTooLarge(Exception):
    """More bytes came than the path may take. Raised while the body is read, before any answer."""


class _LimitedBody:
    """Counts the bytes of a body that did not say how long it is."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise BodyTooLarge
        return message


def too_large(limit: int) -> Problem:
    """What somebody hears who sends more than ``limit`` bytes."""
    return Problem(413, "Too large", f"The request may have {limit // 1024} KB at most. Send less.")


async def _refuse(headers: dict[bytes, bytes], send: Send, problem: Problem) -> None:
    request_id = acceptable(headers.get(b"x-request-id", b"").decode("latin-1"))
    logger.info(
        "refused with %s",
        problem.status,
        extra={"status": problem.status, "request_id": request_id},
    )
    body = json.dumps(problem.as_json(request_id)).encode()
    answer = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"x-request-id", request_id.encode()),
        (b"connection", b"close"),
        *((name.lower().encode(), value.encode()) for name, value in bare_headers().items()),
    ]
    await send({"type": "http.response.start", "status": problem.status, "headers": answer})
    await send({"type": "http.response.body", "body": body})
