"""Whether a form was posted from our own pages, told without a cookie.

Browsers say where a post comes from (https://fetch.spec.whatwg.org/#origin-header,
https://www.w3.org/TR/fetch-metadata/). Pages with such a form can then be cached for everybody.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def from_our_site(request: HttpRequest) -> bool:
    """False when the browser says the post comes from another site.

    A client that says nothing at all is no browser that could be tricked, and is let through to
    the other guards.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    # A browser that is too old for either still names the page, unless that forbids it.
    origin = request.headers.get("Origin", request.headers.get("Referer"))
    if origin is None:
        return True
    try:
        netloc = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    return netloc in {request.get_host().lower(), urlsplit(settings.SITE_URL).netloc.lower()}
