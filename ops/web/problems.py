"""One shape for everything that goes wrong: RFC 9457 for programs, a calm page for people."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.html import escape
from rest_framework import exceptions
from rest_framework.response import Response

from ops.web.breaker import Breaker
from ops.web.error_pages import error_page
from ops.web.native import Native

logger = logging.getLogger(__name__)

#: Said once a minute, because an outage fails every request; the access line of each shows 503.
database_outage = Breaker(
    rest=0.0, logger=logger, message="the database cannot be reached (%s); answering with 503"
)
#: Paths that programs talk to; everything else answers with a page.
FOR_PROGRAMS = ("/api/", "/healthz", "/readyz", "/webhooks/")
MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """Something a caller has to hear. ``detail`` says what to change or when to try again."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        *,
        kind: str = "about:blank",
        errors: Mapping[str, list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail
        self.kind = kind
        self.errors = errors
        self.headers = dict(headers or {})

    def as_json(self, request_id: str) -> dict[str, Any]:
        """The members of RFC 9457, section 3.1, and ours: ``request_id`` and ``errors``."""
        body: dict[str, Any] = {
            "type": self.kind,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "request_id": request_id,
        }
        if self.errors:
            body["errors"] = self.errors
        return body


def invalid(errors: Any, *, title: str = "Some fields need a change") -> Problem:
    """A 400 that names each field; ``errors`` is what a DRF serializer found."""
    found: dict[str, list[str]] = {}
    if isinstance(errors, Mapping):
        for name, value in errors.items():
            found.setdefault(str(name)[:60], []).extend(_texts(value))
    else:
        found["non_field_errors"] = _texts(errors)
    detail = " ".join(
        " ".join(texts) if name == "non_field_errors" else f"{name}: {' '.join(texts)}"
        for name, texts in found.items()
    )
    return Problem(400, title, detail[:600], errors=found)


def _texts(value: Any) -> list[str]:
    """What is wrong with one field; parts of a field are told under its name."""
    if isinstance(value, Mapping):
        return [f"{str(k)[:60]}: {text}" for k, item in value.items() for text in _texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    return [str(value)]


def for_programs(request: HttpRequest) -> bool:
    """Whether the caller is a program, by the path it asks for."""
    return request.path_info.startswith(FOR_PROGRAMS)


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The answer to a problem: JSON where programs talk, a page elsewhere."""
    request_id = getattr(request, "request_id", "")
    response: HttpResponse
    if for_programs(request):
        response = JsonResponse(problem.as_json(request_id), status=problem.status)
        response["Content-Type"] = MEDIA_TYPE
    else:
        page = _page(request, problem, request_id)
        response = HttpResponse(page, status=problem.status)
    response["Cache-Control"] = "no-store"
    response["Content-Length"] = str(len(response.content))
    for name, value in problem.headers.items():
        response[name] = value
    # Told here or by whoever raised it; Django's own line would show the raw path.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _page(request: HttpRequest, problem: Problem, request_id: str) -> str:
    template = "503.html" if problem.status == 503 else "problem.html"
    try:
        return error_page(request, template, problem=problem, request_id=request_id)
    except Exception:
        # The outermost edge: a page about a failure must not fail in front of a visitor.
        logger.exception("the page %s cannot be made", template)
        title, detail = escape(problem.title), escape(problem.detail)
        return f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{detail}</p>"


def problem_of(error: BaseException) -> Problem | None:
    """The problem an exception stands for; None for one that nobody expected."""
    match error:
        case Problem():
            return error
        case Http404():
            return NOT_FOUND
        case PermissionDenied():
            return Problem(403, "Not allowed", "You may not do this. Sign in with more rights.")
        case RequestDataTooBig():
            return BARE[413]
        case TooManyFieldsSent() | TooManyFilesSent():
            return Problem(400, "Too many fields", "The form has too many fields. Send fewer.")
        case UnreadablePostError():
            return Problem(
                400, "Cut short", "The request ended before it was whole. Send it again."
            )
        case MultiPartParserError() | BadRequest():
            return Problem(400, "Not understood", "The body cannot be read. Check how it is sent.")
        case SuspiciousOperation():
            return BARE[400]
        case OperationalError() | InterfaceError():
            return away()
    return None


def away() -> Problem:
    """The database cannot be reached, or has no connection free."""
    return Problem(
        503,
        "Back in a moment",
        "The site cannot reach its data just now. What you wrote is still with you; please try "
        "again in a few seconds.",
        headers={"Retry-After": "5"},
    )


def unexpected() -> Problem:
    """A failure of ours, told without its inside."""
    return Problem(
        500,
        "Something failed on our side",
        "It has been noted. Please try again; if it happens again, tell us the request_id.",
    )


NOT_FOUND = Problem(
    404,
    "Not found",
    "There is nothing at this address. Check the path; addresses here end with a slash.",
)
NOTHING_SENT = Problem(
    405,
    "Nothing was sent",
    "This address only takes what a form sends. Go back to the page with the form; what you typed "
    "may still stand there.",
)
#: What Django answers by itself, without an exception that reaches us.
BARE = {
    400: Problem(
        400,
        "Not understood",
        "The request is malformed, or names a host this site does not answer for. Check the "
        "address.",
    ),
    403: Problem(403, "Not allowed", "You may not do this."),
    404: NOT_FOUND,
    405: Problem(405, "Wrong method", "This address does not take that method; see Allow."),
    413: Problem(413, "Too large", "The request is too large. Send less."),
    500: unexpected(),
    503: away(),
}


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's errors in our shape; what is not DRF's goes on to the middleware."""
    if not isinstance(error, exceptions.APIException):
        return None
    if isinstance(error, exceptions.ValidationError):
        raise invalid(error.detail) from error
    detail = str(error.detail)
    headers: dict[str, str] = {}
    if isinstance(error, exceptions.MethodNotAllowed):
        allowed = ", ".join(context["view"].allowed_methods)
        headers["Allow"] = allowed
        detail = f"This address takes {allowed}."
    elif isinstance(error, exceptions.UnsupportedMediaType):
        detail = "Send the body as JSON, with Content-Type: application/json."
    elif isinstance(error, exceptions.NotAcceptable):
        detail = "This address answers with application/json only; say so in Accept."
    title = DRF_TITLES.get(error.status_code) or str(error.default_detail or "Refused").rstrip(".")
    raise Problem(error.status_code, title, detail, headers=headers) from error


DRF_TITLES = {
    405: "Wrong method",
    406: "Cannot answer in that form",
    415: "Wrong content type",
}


class ApiProblems(Native):
    """Turns every failure below it into a problem, and bare errors of Django into our shape."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django, in a thread, for what a view raised."""
        problem = problem_of(error)
        if problem is None:
            if not for_programs(request):
                return None  # Django logs it and asks for the site's page.
            logger.error("unexpected error", exc_info=error)
            problem = unexpected()
        elif isinstance(error, Http404) and not for_programs(request):
            return None  # The site's own page is kinder.
        elif isinstance(error, OperationalError | InterfaceError):
            database_outage.failed(error)
        return problem_response(request, problem)

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Give Django's own bare errors on the API (404, 405, bad host, …) our shape, and a page to
        who opens the address of a form, as a phone does that has forgotten the page.
        """
        if not for_programs(request):
            if response.status_code == 405 and request.method == "GET":
                return self._with_allow(problem_response(request, NOTHING_SENT), response)
            return response
        if response.status_code < 400:
            return response
        kind = response.get("Content-Type", "")
        if kind.startswith((MEDIA_TYPE, "application/json")):
            return response
        problem = BARE.get(response.status_code) or Problem(
            response.status_code, response.reason_phrase, "The request was refused."
        )
        return self._with_allow(problem_response(request, problem), response)

    @staticmethod
    def _with_allow(shaped: HttpResponse, response: HttpResponseBase) -> HttpResponse:
        for name in ("Allow", "Retry-After", "WWW-Authenticate"):
            if response.has_header(name):
                shaped[name] = response[name]
        return shaped


async def unknown_address(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """For the end of the list of addresses: nothing there, said without a page or a query."""
    return problem_response(request, NOT_FOUND)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere, or from a page that was open for too long."""
    return problem_response(
        request,
        Problem(
            403,
            "Please send it again",
            "This page was open for a long time, or in another window. Go back, reload the page "
            "and send the form once more.",
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``: 503 when the database is away, whatever part of a page noticed.

    Django calls it inside its ``except`` block, so the error is the one being handled.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        database_outage.failed(error)
        return problem_response(request, away())
    logger.error("unexpected error", exc_info=error)
    if for_programs(request):
        return problem_response(request, unexpected())
    page = error_page(request, "500.html", request_id=getattr(request, "request_id", ""))
    response = HttpResponse(page, status=500, headers={"Cache-Control": "no-store"})
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
