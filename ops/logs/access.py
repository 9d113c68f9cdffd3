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

from ops.monitor import counting, slow
from ops.uptime import visits
from ops.web.client_ip import client_address
from ops.web.test_traffic import is_ops

logger = logging.getLogger("ops.access")

#: Asked every few seconds by platforms and monitors.
HEALTH = ("/healthz", "/readyz")
#: How the monitor and the smoke test name themselves.
OUR_OWN = ("Slipway-monitor/", "Slipway-smoke-test/")
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
        began = begin(request)
        response: HttpResponseBase = self.get_response(request)
        self._noted(request, response, began)
        return response

    async def _acall(self, request: HttpRequest) -> HttpResponseBase:
        began = begin(request)
        try:
            response: HttpResponseBase = await self.get_response(request)
        except asyncio.CancelledError:
            count(request, began, CLIENT_LEFT)
            write(request, began, status=CLIENT_LEFT, left=True)
            raise
        self._noted(request, response, began)
        return response

    def _noted(self, request: HttpRequest, response: HttpResponseBase, began: float) -> None:
        status = response.status_code
        visits.notice(request)
        if not isinstance(response, StreamingHttpResponse):
            count(request, began, status)
            write(request, began, status=status, size=len(getattr(response, "content", b"")))
        elif response.has_header("Content-Length"):
            # A file: how long it takes to fetch says nothing about us.
            count(request, began, status)
            write(request, began, status=status, size=int(response["Content-Length"]))
        elif response.is_async:
            response.streaming_content = _watched(
                Stream(request, began, status), response.streaming_content
            )
        else:
            response.streaming_content = _counted(
                Stream(request, began, status), response.streaming_content
            )


def begin(request: HttpRequest) -> float:
    """When the request began, on ``time.perf_counter``."""
    request.elsewhere = counting.begin()  # type: ignore[attr-defined]
    return time.perf_counter()


class Stream:
    """One answer that comes in pieces: counted by its first byte, and as failed where it breaks."""

    def __init__(self, request: HttpRequest, began: float, status: int) -> None:
        self.request, self.began, self.status = request, began, status
        self.size, self.left, self.broken = 0, True, False
        self.ms: float | None = None

    def passed(self, part: bytes) -> bytes:
        """One piece goes out."""
        if self.ms is None:
            self.ms = spent(self.request, self.began)
        self.size += len(part)
        return part

    def over(self) -> None:
        """It has ended, the visitor has left, or it broke."""
        status = 500 if self.broken else self.status
        count(self.request, self.began, status, ms=self.ms)
        write(
            self.request, self.began, status=self.status, size=self.size,
            left=self.left and not self.broken, broken=self.broken,
        )  # fmt: skip


async def _watched(stream: Stream, content: Any) -> AsyncIterator[bytes]:
    try:
        async with aclosing(content) as parts:
            async for part in parts:
                yield stream.passed(part)
        stream.left = False
    except Exception:
        stream.broken = True
        raise
    finally:
        stream.over()


def _counted(stream: Stream, content: Any) -> Iterator[bytes]:
    try:
        for part in content:
            yield stream.passed(part)
        stream.left = False
    except Exception:
        stream.broken = True
        raise
    finally:
        stream.over()


def spent(request: HttpRequest, began: float) -> float:
    """Milliseconds until now that were ours: without the time others worked."""
    others = sum(getattr(request, "elsewhere", ()))
    return max(0.0, (time.perf_counter() - began) * 1000 - others)


def count(request: HttpRequest, began: float, status: int, *, ms: float | None = None) -> None:
    """For the error rates; ``ms`` where it is not the time until now.

    Who left before there was an answer has waited all the same, so it counts by its time.
    """
    if request.path_info in HEALTH or settings.MAINTENANCE or _is_our_own(request):
        return
    ms = spent(request, began) if ms is None else ms
    route = route_of(request)
    failed, late = status >= 500, ms > slow.bar(route)
    for subject in (counting.ALL, f"{method_of(request)} {route}"):
        counting.add(subject, ms, failed=failed, slow=late)


def _is_our_own(request: HttpRequest) -> bool:
    """Tests and the monitor's looks: a hundred healthy ones would hide a visitor's failure."""
    return is_ops(request) or request.headers.get("User-Agent", "").startswith(OUR_OWN)


def write(
    request: HttpRequest,
    began: float,
    *,
    status: int,
    size: int | None = None,
    left: bool = False,
    broken: bool = False,
) -> None:
    """The line of one request; ``left`` when the client did not wait for the end, ``broken`` when
    a stream ended in a failure. What failed is a warning, so that it stands there whatever
    ``LOG_LEVEL`` leaves out.
    """
    if request.path_info in HEALTH:
        level = logging.DEBUG
    elif (status >= 500 and not settings.MAINTENANCE) or broken:
        level = logging.WARNING
    else:
        level = logging.INFO
    if not logger.isEnabledFor(level):
        return
    route = route_of(request)
    method = method_of(request)
    extra = {
        "event": "request",
        "method": method,
        "route": route,
        "status": status,
        "ms": round((time.perf_counter() - began) * 1000, 1),
        "bytes": size,
        "client": shortened(client_address(request)),
        "left": left or None,
        "outcome": "broken" if broken else None,
        "request_id": getattr(request, "request_id", ""),
    }
    logger.log(level, "%s %s %s", method, route, status, extra=extra)


METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


def method_of(request: HttpRequest) -> str:
    """Of those there are; what somebody made up is ``OTHER``."""
    return request.method if request.method in METHODS else "OTHER"


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
