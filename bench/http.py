"""A small HTTP client that costs little beside what it measures."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Answer:
    """What came back. Times are seconds after the request was sent; ``first_delta`` may be None."""

    status: int
    body: bytes
    first_byte: float
    first_delta: float | None
    whole: float

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


async def request(
    port: int, method: str, path: str, *, data: Any = None, headers: dict[str, str] | None = None
) -> Answer:
    """One request on a connection of its own; raises ``OSError`` or ``ValueError`` on a bad end."""
    body = b"" if data is None else json.dumps(data).encode()
    lines = {
        "Host": f"127.0.0.1:{port}",
        "Connection": "close",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "X-Forwarded-For": _address(),
    } | (headers or {})
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        await writer.drain()
        return await _read(reader, began)
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader, began: float) -> Answer:
    raw, first_byte, first_delta = b"", 0.0, None
    while chunk := await reader.read(65536):
        now = time.perf_counter() - began
        first_byte = first_byte or now
        raw += chunk
        if first_delta is None and b"event: delta" in raw:
            first_delta = now
    head, _, body = raw.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head.lower():
        body = _unchunk(body)
    status = int(head.split(b" ", 2)[1])
    return Answer(status, body, first_byte, first_delta, time.perf_counter() - began)


def _unchunk(body: bytes) -> bytes:
    parts: list[bytes] = []
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[:length])
        body = body[length + 2 :]
    raise ValueError("the answer was cut short")


def _address() -> str:
    return ".".join(str(random.randint(1, 254)) for _ in range(4))
