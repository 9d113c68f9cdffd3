"""Requests to an ASGI application in this process, and how often each is handed to a thread."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Application = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Called:
    """What a server would have sent, seconds until the end, and what was given to a thread."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float
    hops: tuple[str, ...]


async def call(
    application: Application,
    path: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    host: str = "127.0.0.1",
) -> Called:
    """One request, until the application is done with it. ``path`` may hold a query."""
    path, _, query = path.partition("?")
    given = {"host": host, "content-length": str(len(body)), **(headers or {})}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "root_path": "", "client": ("127.0.0.1", 50_000), "server": ("127.0.0.1", 80),
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip
    sent: list[Mapping[str, Any]] = []
    asked = False

    async def receive() -> Mapping[str, Any]:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()  # The client stays; the application stops waiting.
        asked = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    with counted() as hops:
        began = time.perf_counter()
        await application(scope, receive, send)
        seconds = time.perf_counter() - began
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    whole = b"".join(message.get("body", b"") for message in sent[1:])
    return Called(sent[0]["status"], found, whole, seconds, tuple(hops))


@contextlib.contextmanager
def counted() -> Iterator[list[str]]:
    """Names of what the running loop gives to a thread: all of it goes through one method, whether
    asked by ``sync_to_async`` or by ``asyncio.to_thread``.
    """
    loop: Any = asyncio.get_running_loop()
    hops: list[str] = []
    plain = loop.run_in_executor

    def watched(executor: Any, function: Any, *arguments: Any) -> Any:
        hops.append(_name(function))
        return plain(executor, function, *arguments)

    loop.run_in_executor = watched
    try:
        yield hops
    finally:
        del loop.run_in_executor


def _name(function: Any) -> str:
    """What is really called, below the wrappers of asgiref and asyncio."""
    while (inner := getattr(function, "args", ())) and callable(inner[-1]):
        function = inner[-1]
    function = getattr(function, "func", function)
    return str(getattr(function, "__qualname__", function))
