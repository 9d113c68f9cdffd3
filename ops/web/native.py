"""What our own middleware shares: the same work in sync and in async mode, without a thread."""

from __future__ import annotations

from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponseBase


class Native:
    """Calls ``before`` and ``after`` around the response, on whatever thread the request is."""

    sync_capable = async_capable = True

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        """Serve one request."""
        if self.is_async:
            return self._acall(request)
        early = self.before(request)
        return self.after(request, early or self.get_response(request))

    async def _acall(self, request: HttpRequest) -> HttpResponseBase:
        early = self.before(request)
        return self.after(request, early or await self.get_response(request))

    def before(self, request: HttpRequest) -> HttpResponseBase | None:
        """Look at the request, no I/O. What is returned is the answer: nothing below is asked."""
        return None

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Look at the response; no I/O."""
        return response
