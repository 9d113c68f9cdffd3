"""Somebody has arrived on our own page, or opened the chat on another site, and from where.

Told from the request for the page itself, so that a visitor's browser is asked for nothing: no
script, no cookie, no id. What is kept is that a day's number goes up. A cache in front of the site
that answers in our place hides the visits it answers.
"""

from __future__ import annotations

from django.http import HttpRequest

from ops.figures import counting
from ops.figures.source import of_host, source_of
from ops.web.test_traffic import is_ops

VISITS, OPENED = "visits", "opened"


def page_opened(request: HttpRequest) -> None:
    """A page of ours: counted when a browser arrives on it from elsewhere."""
    if _is_navigation(request, "document") and not _goes_on(request):
        touch = {
            "utm": {"source": request.GET.get("utm_source", "")},
            "referrer": request.headers.get("Referer", ""),
        }
        counting.seen(VISITS, source_of(touch, own=request.get_host().partition(":")[0]))


def panel_opened(request: HttpRequest) -> None:
    """The panel in a frame on another site: that site is the source."""
    if _is_navigation(request, "iframe"):
        counting.seen(OPENED, of_host(request.headers.get("Referer", "")))


def _is_navigation(request: HttpRequest, into: str) -> bool:
    """Whether a browser shows it to somebody now (https://www.w3.org/TR/fetch-metadata/).

    Programs seldom say so, which leaves most of them out; nor is a page fetched ahead a visit.
    """
    asked = request.headers
    return (
        request.method == "GET"
        and asked.get("Sec-Fetch-Mode") == "navigate"
        and asked.get("Sec-Fetch-Dest") == into
        and "prefetch" not in asked.get("Sec-Purpose", "")
        and not is_ops(request)
    )


def _goes_on(request: HttpRequest) -> bool:
    """Whether they were here already: from another page of ours, or by reloading."""
    reloads = request.headers.get("Cache-Control", "") in ("max-age=0", "no-cache")
    return reloads or request.headers.get("Sec-Fetch-Site") == "same-origin"
