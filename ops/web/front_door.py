"""Who is let in at all, decided before anything is logged, counted, looked up or drawn.

In this order, for every path but the liveness probe:

- ``X-Forwarded-Proto`` is taken away from a request that no trusted proxy has sent, so that nobody
  can pretend to come over https. What is left of it is what the outermost trusted proxy said.
- A ``Host`` that is not ours is refused with a few plain words. Machines that try every address of
  the internet send such all day: they cost no session, no query, no line each, no error report.
- Where EDGE_SECRET is set, a request without it has come around the owner's edge and is refused,
  health routes excepted (platforms ask those from inside).
"""

from __future__ import annotations

import hmac
import logging

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from ops.web.client_ip import clean, proxies_here, walk
from ops.web.native import Native
from ops.web.problems import BARE, Problem, for_programs, problem_response
from ops.web.tally import Tally

logger = logging.getLogger(__name__)
tally = Tally(logger)

#: Asked by platforms and monitors, over plain HTTP and around the edge.
HEALTH = ("/healthz", "/readyz")
#: The one that answers for any host: platforms ask by address, with a Host of their own.
FOR_ANY_HOST = "/healthz"
SECRET = "HTTP_X_EDGE_SECRET"  # noqa: S105 - the name of the header, not what it holds
SECRET_NAME = b"x-edge-secret"
SCHEME = "HTTP_X_FORWARDED_PROTO"
#: More than any honest list of schemes has characters.
LONGEST_LIST = 200
NOT_THROUGH_EDGE = Problem(
    403, "Not this way", "This address is not for visitors. Use the site's own address."
)


class FrontDoor(Native):
    """Turns away what has no business here, and tidies what proxies said."""

    def before(self, request: HttpRequest) -> HttpResponseBase | None:
        """None to let in, or the refusal."""
        through_edge = take_secret(request)
        request.came_through_edge = through_edge  # type: ignore[attr-defined]
        tidy_scheme(request, through_edge=through_edge)
        if request.path_info == FOR_ANY_HOST:
            return None
        try:
            request.get_host()
        except DisallowedHost:
            tally.note("host", "requests for a host that is not ours", event="unknown_host")
            return refusal(request, BARE[400])
        if settings.EDGE_SECRET and not through_edge and request.path_info not in HEALTH:
            tally.note("edge", "requests that came around the edge", event="around_the_edge")
            return refusal(request, NOT_THROUGH_EDGE)
        return None


def take_secret(request: HttpRequest) -> bool:
    """Whether the request carries EDGE_SECRET. The header is gone then, for logs and reports."""
    given = request.META.pop(SECRET, "")
    if given:
        # Django keeps a second copy once somebody has asked for a header, the server a third.
        request.__dict__.pop("headers", None)
        scope = getattr(request, "scope", {"headers": ()})
        scope["headers"] = [item for item in scope["headers"] if item[0].lower() != SECRET_NAME]
    if not given or not settings.EDGE_SECRET:
        return False
    return hmac.compare_digest(
        given.encode("utf-8", "replace"), settings.EDGE_SECRET.encode("utf-8")
    )


def tidy_scheme(request: HttpRequest, *, through_edge: bool) -> None:
    """Leave ``X-Forwarded-Proto`` only where it is believed, as one word.

    A proxy that appends to it instead of overwriting it makes a list. Then the word of the
    outermost proxy that is trusted counts, as with addresses: it stands as far from the right.
    """
    given = request.META.pop(SCHEME, None)
    if given is None:
        return
    told = [part.strip().lower() for part in given[-LONGEST_LIST:].split(",")]
    chain = request.META.get("HTTP_X_FORWARDED_FOR", "")
    visitor = clean(request.META.get("HTTP_CF_CONNECTING_IP", ""))
    peer = request.META.get("REMOTE_ADDR", "")
    _, passed = walk(peer, [chain] if chain else [], proxies_here(), visitor)
    if through_edge and not passed:
        # Cloudflare overwrites what came before it, so that all of the list is honest.
        passed = len(told)
    if passed:
        request.META[SCHEME] = "https" if told[-passed:][0] == "https" else "http"
    elif "https" in told:
        # For the line in the log about a redirect that may go in circles, and nothing else.
        request.claimed_https = True  # type: ignore[attr-defined]


def refusal(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A few words, without a template, a cookie or anything the caller sent."""
    if for_programs(request):
        response = problem_response(request, problem)
    else:
        response = HttpResponse(f"{problem.detail}\n", status=problem.status)
        response["Content-Type"] = "text/plain; charset=utf-8"
        response["Cache-Control"] = "no-store"
        response["Content-Length"] = str(len(response.content))
        response._has_been_logged = True  # type: ignore[attr-defined]
    return response
