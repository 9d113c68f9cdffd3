"""WhiteNoise without a thread for what is not a static file.

WhiteNoise is a synchronous middleware: as it comes, every request of any kind would pass through
a thread and back, and files would be sent by a synchronous iterator, which Django reads whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

CHUNK = 256 * 1024
#: Files up to this many bytes are read at once, in the one visit to a thread.
SMALL = 1024 * 1024


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves static files; everything else passes on the event loop."""

    sync_capable = async_capable = True
    #: Seconds for which a file with its hash in its name is kept: a year, as RFC 2616 had it and
    #: as caches still read it.
    FOREVER = 365 * 24 * 3600

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        """Serve, or pass on."""
        if self.is_async:
            return self._acall(request)
        return super().__call__(request)

    async def _acall(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase | None = None
        path = request.path_info
        if path in self.files or (self.autorefresh and path.startswith(self.static_prefix)):
            response = await asyncio.to_thread(self._found, request)
        if response is None:
            response = await self.get_response(request)
        return response

    def _found(self, request: HttpRequest) -> HttpResponseBase | None:
        found = (
            self.find_file(request.path_info)
            if self.autorefresh
            else self.files.get(request.path_info)
        )
        return None if found is None else self._without_iterator(self.serve(found, request))

    def _without_iterator(self, response: StreamingHttpResponse) -> HttpResponseBase:
        """The same response, whole when it is small and read piece by piece when it is not."""
        file: Any = getattr(response, "file_to_stream", None)
        if file is not None and int(response.get("Content-Length", "0")) > SMALL:
            response.streaming_content = _pieces(file)
            return response
        whole = HttpResponse(file.read() if file else b"", status=response.status_code)
        del whole["Content-Type"]
        for name, value in response.items():
            whole[name] = value
        if file is not None:
            file.close()
        return whole


async def _pieces(file: Any) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(file.read, CHUNK):
        yield piece
