"""One line for each request, with nothing in it that a visitor wrote.

The route is the pattern that matched, never the address that was asked for, because addresses
hold ids and, in other people's hands, tokens and names.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from ops.web.client_ip import client_address

logger = logging.getLogger("ops.access")

#: Asked every few seconds by platforms and monitors.
HEALTH = ("/healthz", "/readyz")
#: What proxies write for a client that hung up before there was an answer.
CLIENT_LEFT = 499


class AccessLog:
    """Writes the line when the response is made, or when its stream has ended."""

    sync_capable = async_capable = True

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        """Answer, then write."""
        if self.is_async:
            return self._acall(request)
        began = time.perf_counter()
        response: HttpResponseBase = self.get_response(request)
        self._noted(request, response, began)
        return response

    async def _acall(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        try:
            response: HttpResponseBase = await self.get_response(request)
        except asyncio.CancelledError:
            write(request, began, status=CLIENT_LEFT, left=True)
            raise
        self._noted(request, response, began)
        return response

    def _noted(self, request: HttpRequest, response: HttpResponseBase, began: float) -> None:
        status = response.status_code
        if not isinstance(response, StreamingHttpResponse):
            write(request, began, status=status, size=len(getattr(response, "content", b"")))
        elif response.has_header("Content-Length"):
            # A file: how long it takes to fetch says nothing about us.
            write(request, began, status=status, size=int(response["Content-Length"]))
        elif response.is_async:
            response.streaming_content = _watched(
                request, response, began, response.streaming_content
            )
        else:
            response.streaming_content = _counted(
                request, response, began, response.streaming_content
            )


async def _watched(
    request: HttpRequest, response: HttpResponseBase, began: float, content: Any
) -> AsyncIterator[bytes]:
    size, left = 0, True
    try:
        async with aclosing(content) as parts:
            async for part in parts:
                size += len(part)
                yield part
        left = False
    finally:
        write(request, began, status=response.status_code, size=size, left=left)


def _counted(
    request: HttpRequest, response: HttpResponseBase, began: float, content: Any
) -> Iterator[bytes]:
    size, left = 0, True
    try:
        for part in content:
            size += len(part)
            yield part
        left = False
    finally:
        write(request, began, status=response.status_code, size=size, left=left)


def write(
    request: HttpRequest, began: float, *, status: int, size: int | None = None, left: bool = False
) -> None:
    """The line of one request; ``left`` when the client did not wait for the end."""
    level = logging.DEBUG if request.path_info in HEALTH else logging.INFO
    if not logger.isEnabledFor(level):
        return
    route = route_of(request)
    method = request.method if request.method in METHODS else "OTHER"
    extra = {
        "event": "request",
        "method": method,
        "route": route,
        "status": status,
        "ms": round((time.perf_counter() - began) * 1000, 1),
        "bytes": size,
        "client": shortened(client_address(request)),
        "left": left or None,
        "request_id": getattr(request, "request_id", ""),
    }
    logger.log(level, "%s %s %s", method, route, status, extra=extra)


METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


def route_of(request: HttpRequest) -> str:
    """The pattern that matched, such as ``/api/v1/conversations/<uuid:conversation_id>/``."""
    match = request.resolver_match
    if match is not None and match.route:
        return f"/{match.route.replace('^', '').replace('$', '')}"
    if match is not None:
        return "/"
    static = settings.STATIC_URL
    return f"{static}*" if static and request.path_info.startswith(static) else "(no route)"


def shortened(address: str) -> str:
    """An address without the part that tells one household from the next: /24, or /48 in IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    kept = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network((address, kept), strict=False))
