"""A few addresses that do what the tests of the ground floor need; no room above is involved."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from ops.web.client_ip import client_address
from ops.web.json_body import parse_json
from ops.web.limits import acheck, check
from ops.web.problems import Problem, unknown_address

#: What an exception says that a visitor caused. Kept away from where it is raised, because error
#: reports show the lines around.
WORDS = "the visitor said 'tell nobody, call me at jane@example.org please'"
ADDRESS = "could not connect to host=10.0.0.9 password=hunter2"


def page(request: HttpRequest) -> HttpResponse:
    """A page with a form."""
    return HttpResponse("<p>a page</p>")


async def plain(request: HttpRequest) -> HttpResponse:
    """The cheapest API route there is."""
    return JsonResponse({"thread": threading.current_thread().name})


def scope_of(request: HttpRequest) -> set[str]:
    """Names of the headers as the server handed them over; none under WSGI."""
    return {name.decode() for name, _ in getattr(request, "scope", {"headers": ()})["headers"]}


async def whoami(request: HttpRequest) -> HttpResponse:
    """Who the site thinks is asking."""
    return JsonResponse(
        {
            "address": client_address(request),
            "secure": request.is_secure(),
            "host": request.get_host(),
            "method": request.method,
            "secret": "X-Edge-Secret" in request.headers or "x-edge-secret" in scope_of(request),
        }
    )


async def body(request: HttpRequest) -> HttpResponse:
    """What was in the body."""
    kind = request.headers.get("Content-Type", "")
    return JsonResponse(parse_json(request.body, content_type=kind))


@api_view(["POST"])
def rest(request: Request) -> Response:
    """The same through DRF."""
    return Response(request.data)


async def limited(request: HttpRequest) -> HttpResponse:
    """An async door with a limit."""
    await acheck(request, "door", conversation=request.GET.get("c", ""))
    return JsonResponse({})


def limited_page(request: HttpRequest) -> HttpResponse:
    """A page with a limit."""
    check(request, "door")
    return HttpResponse("in")


def fail(request: HttpRequest, how: str) -> HttpResponse:
    """Fail in one of the ways things fail."""
    errors: dict[str, Exception] = {
        "bug": ValueError(WORDS),
        "away": OperationalError(ADDRESS),
        "missing": Http404("secret"),
        "denied": PermissionDenied("secret"),
        "problem": Problem(409, "Twice", "Do it once.", headers={"X-Extra": "1"}),
    }
    raise errors[how]


async def afail(request: HttpRequest, how: str) -> HttpResponse:
    """The same on the event loop."""
    return fail(request, how)


async def stream(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """Three pieces, with a pause between them."""

    async def pieces() -> AsyncIterator[bytes]:
        for piece in range(3):
            yield f"{piece}\n".encode()
            await asyncio.sleep(float(request.GET.get("pause", "0")))

    return StreamingHttpResponse(pieces(), content_type="text/event-stream")


urlpatterns: list[Any] = [
    path("", page, name="landing"),
    path("widget/", page),
    path("form/", page),
    path("limited/", limited_page),
    path("fail/<slug:how>/", fail),
    path("afail/<slug:how>/", afail),
    path("api/v1/plain/", plain),
    path("api/v1/whoami/", whoami),
    path("webhooks/whoami/", whoami),
    path("api/v1/body/", csrf_exempt(body)),
    path("api/v1/rest/", rest),
    path("api/v1/limited/", limited),
    path("api/v1/stream/<int:number>/", stream),
    path("api/v1/fail/<slug:how>/", fail),
    path("api/v1/afail/<slug:how>/", afail),
    path("", include("ops.urls")),
    path("admin/", admin.site.urls),
    re_path(r"^api/v1/nothing/", unknown_address),
]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The site's page for nothing."""
    return HttpResponse("<p>nothing here</p>", status=404)


handler404 = "tests.ops.web.urls.not_found"
handler500 = "ops.web.problems.server_error"
