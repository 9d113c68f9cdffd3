"""Django's own middleware, made to cost nothing on the API and no thread elsewhere.

Under ASGI, Django runs each hook of its middleware in a thread of the request: some fifteen
switches a request, and a thread held open for each chat stream. Those that look only at headers
run on the event loop here; those for signed-in people are left out where nobody is signed in.
All are subclasses of Django's, so that its checks find what they look for.
"""

from __future__ import annotations

from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.security import SecurityMiddleware

from ops.web.canonical import redirect_to_canonical
from ops.web.edge import MARK
from ops.web.front_door import FOR_ANY_HOST

#: No session, no cookie, no signed-in person: tokens travel in headers there.
WITHOUT_SESSION = ("/api/v1/", "/healthz", "/readyz", "/webhooks/")
#: Bytes of a form that may be parsed on the event loop, where its token is looked for.
SMALL_FORM = 64 * 1024


def without_session(request: HttpRequest) -> bool:
    """Whether this path knows no session."""
    return request.path_info.startswith(WITHOUT_SESSION)


# Both mixins look in ``__call__`` and in ``__acall__``: Sentry's wrapper calls the latter directly.


class Inline:
    """Runs ``process_request`` and ``process_response`` directly: they do no I/O."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        """Pass by for the liveness probe, or work as Django's."""
        if request.path_info == FOR_ANY_HOST:
            return self.get_response(request)
        return super().__call__(request)  # type: ignore[misc]

    async def __acall__(self, request: HttpRequest) -> HttpResponseBase:
        """As ``MiddlewareMixin``, without the threads."""
        if request.path_info == FOR_ANY_HOST:
            passed: HttpResponseBase = await self.get_response(request)
            return passed
        before = getattr(self, "process_request", None)
        response: HttpResponseBase | None = before(request) if before else None
        if response is None:
            response = await self.get_response(request)
        after = getattr(self, "process_response", None)
        return after(request, response) if after else response


class PagesOnly:
    """Leaves paths without sessions alone."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        """Pass by, or work as Django's."""
        if without_session(request):
            return self.get_response(request)
        return super().__call__(request)  # type: ignore[misc]

    async def __acall__(self, request: HttpRequest) -> HttpResponseBase:
        """The same under ASGI."""
        response: HttpResponseBase
        if without_session(request):
            response = await self.get_response(request)
        else:
            response = await self._on_the_loop(request)
        return response

    async def _on_the_loop(self, request: HttpRequest) -> HttpResponseBase:
        """Around a request that knows sessions; as the class above does unless told otherwise."""
        response: HttpResponseBase = await super().__acall__(request)  # type: ignore[misc]
        return response


class Security(Inline, SecurityMiddleware):
    """The one redirect to the canonical address.

    What else Django's sets is in ``ops.web.headers``, by the kind of the page.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:  # type: ignore[override]
        """As Django's, which would need a second redirect for the host."""
        path = request.path.lstrip("/")
        if not self.redirect or any(known.search(path) for known in self.redirect_exempt):
            return None
        return redirect_to_canonical(request)


class Common(Inline, CommonMiddleware):
    """Trailing slashes, the host check and ``Content-Length``."""


class ClickJacking(Inline, XFrameOptionsMiddleware):
    """``X-Frame-Options`` on what may not be framed."""


class Sessions(PagesOnly, SessionMiddleware):
    """Sessions of signed-in people. Only a changed one is written, and only that takes a thread."""

    async def _on_the_loop(self, request: HttpRequest) -> HttpResponseBase:
        self.process_request(request)  # Makes an object; the row is read when somebody looks.
        response: HttpResponse = await self.get_response(request)
        if request.session.modified or settings.SESSION_SAVE_EVERY_REQUEST:
            return await sync_to_async(self.process_response)(request, response)
        return self.process_response(request, response)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """As Django's. It takes a bad cookie away from whoever sent it, which must not happen on a
        page that a cache keeps for everybody.
        """
        if getattr(response, MARK, False):
            return response
        return super().process_response(request, response)


class Authentication(PagesOnly, AuthenticationMiddleware):
    """``request.user``, which is read when somebody looks."""

    async def _on_the_loop(self, request: HttpRequest) -> HttpResponseBase:
        self.process_request(request)
        response: HttpResponseBase = await self.get_response(request)
        return response


class Messages(PagesOnly, MessageMiddleware):
    """The admin's one-time messages; a thread only where some were shown or left."""

    async def _on_the_loop(self, request: HttpRequest) -> HttpResponseBase:
        self.process_request(request)
        response: HttpResponse = await self.get_response(request)
        left: Any = get_messages(request)
        if left.used or left.added_new:
            return await sync_to_async(self.process_response)(request, response)
        return self.process_response(request, response)


class Csrf(PagesOnly, Inline, CsrfViewMiddleware):
    """Forged posts from other sites; paths without a session have nothing to forge."""

    async_mode: bool

    @property
    def process_view(self) -> Any:
        """Django's check; an async function under ASGI, where a small form needs no thread."""
        return self._check if self.async_mode else self._check_now

    async def _check(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> Any:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        if declared.isdigit() and int(declared) <= SMALL_FORM:
            return self._check_now(request, view, args, kwargs)
        in_thread = sync_to_async(self._check_now, thread_sensitive=True)
        return await in_thread(request, view, args, kwargs)

    def _check_now(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> Any:
        if without_session(request):
            return None
        return super().process_view(request, view, args, kwargs)
