"""One name for each request, from the edge to the log line, the error and the email it causes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

from ops.web.native import Native

#: The id of the request that is being served, or "" outside one.
current_request_id: ContextVar[str] = ContextVar("request_id", default="")
#: The request itself, for whoever must know on whose behalf something is done; None outside one.
current_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)

ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{8,64}")


def acceptable(given: str) -> str:
    """``given`` when it is 8 to 64 characters ``A-Za-z0-9-``, else a new id."""
    return given if ACCEPTABLE.fullmatch(given) else uuid.uuid4().hex


@contextmanager
def known_as(request_id: str) -> Iterator[None]:
    """What is done and logged inside carries this id, though no request asked for it."""
    token = current_request_id.set(request_id)
    try:
        yield
    finally:
        current_request_id.reset(token)


class RequestId(Native):
    """Names the request, and puts the name on its response."""

    def before(self, request: HttpRequest) -> None:
        """Keep a good incoming ``X-Request-ID``, else make one."""
        request_id = acceptable(request.headers.get("X-Request-ID", ""))
        request.request_id = request_id  # type: ignore[attr-defined]
        current_request_id.set(request_id)
        current_request.set(request)

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Tell the caller."""
        current_request.set(None)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response
