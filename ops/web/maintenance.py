"""The site closed for a while, by ``MAINTENANCE``: a page that says so, with 503 and Retry-After.

Search engines read a 503 as "come back", and keep what they know of the site
(https://developers.google.com/search/docs/crawling-indexing/http-network-errors).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseBase

from ops.web.native import Native
from ops.web.problems import Problem, problem_response

#: Seconds after which to look again.
LATER = 600
#: Health, so that the platform does not restart us; events that nobody sends twice; the colour of
#: the page that is shown.
OPEN = ("/healthz", "/readyz", "/webhooks/", "/brand.css")
#: The way into the admin.
SIGN_IN = ("/accounts/login/", "/accounts/logout/", "/accounts/2fa/", "/accounts/reauthenticate/")


class Maintenance(Native):
    """Stands before everything that visitors reach; not there at all while the site is open."""

    def __init__(self, get_response: Any) -> None:
        if not settings.MAINTENANCE:
            raise MiddlewareNotUsed
        super().__init__(get_response)
        self.open = (*OPEN, *SIGN_IN, f"/{settings.ADMIN_PATH}/")

    def before(self, request: HttpRequest) -> HttpResponseBase | None:
        """Pass on, or say that the site is closed."""
        if request.path_info.startswith(self.open):
            return None
        return problem_response(request, closed())


def closed() -> Problem:
    """What everybody is told; the page translates it."""
    return Problem(
        503,
        "Closed for a little while",
        "We are working on this site. Please come back in a few minutes.",
        headers={"Retry-After": str(LATER)},
    )
