"""One address for every page: scheme and host of SITE_URL, reached in a single redirect.

Only in production over https (``SECURE_SSL_REDIRECT``). A platform's own name
(``….onrender.com``, ``….herokuapp.com``) and the further ALLOWED_HOSTS lead there too.
"""

from __future__ import annotations

import logging
import re
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri

from ops.web.tally import Tally

logger = logging.getLogger(__name__)
tally = Tally(logger)

#: Email providers send their events to whatever name they were given and follow no redirect; what
#: they send proves itself. Over plain http it is still sent on: it may hold a shared secret.
FOR_ANY_NAME = "/webhooks/"
#: Seconds for which a browser remembers: long enough to save the way, short enough for a founder
#: who moves the site and moves it back.
REMEMBERED = 3600
#: What may stand in a path as it is (RFC 3986, 3.3).
ALLOWED = "/:@!$&'()*+,;=~"
_PATH = re.compile(r"/[\x21-\x7e]*")


def redirect_to_canonical(request: HttpRequest) -> HttpResponse | None:
    """The redirect, or None where the request came the right way; ``get_host`` has passed.

    301 for what is read, 308 for everything else, which keeps method and body (RFC 9110, 15.4.9).
    Only the name counts, not a port, which proxies rewrite: comparing those could go in circles.
    """
    site = urlsplit(settings.SITE_URL).netloc.lower()
    right = name_of(request.get_host()) == name_of(site)
    secure = request.is_secure()
    if secure and (right or request.path_info.startswith(FOR_ANY_NAME)):
        return None
    if not secure and claims_https(request):
        tally.note(
            "loop",
            "a visitor who came over https is sent to https again: set TRUSTED_PROXIES, and at "
            "Cloudflare SSL/TLS to Full (strict)",
            event="redirect_loop",
        )
    read = request.method in ("GET", "HEAD")
    response = HttpResponse(status=301 if read else 308)
    response["Location"] = iri_to_uri(f"https://{site}{path_and_query(request)}")
    response["Cache-Control"] = f"private, max-age={REMEMBERED}" if read else "no-store"
    # The one script on other people's pages may be asked for under a former name of ours, and with
    # such answers a browser reads nothing from here.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Content-Length"] = "0"
    del response["Content-Type"]
    return response


def name_of(host: str) -> str:
    """A ``Host`` without its port, in lower case. A dot at the end makes it another name."""
    name, _, port = host.lower().rpartition(":")
    return name if name and port.isdigit() else host.lower()


def path_and_query(request: HttpRequest) -> str:
    """What was asked for, letter for letter where the server kept it."""
    raw = getattr(request, "scope", {}).get("raw_path", b"").decode("latin-1")
    if not _PATH.fullmatch(raw):
        # A whole address or a star may stand in a request line (RFC 9112, 3.2).
        raw = quote(request.path, safe=ALLOWED) if request.path.startswith("/") else "/"
    query = request.META.get("QUERY_STRING", "")
    return f"{raw}?{query}" if query else raw


def claims_https(request: HttpRequest) -> bool:
    """Whether something in front says that the visitor's own connection is encrypted.

    Not believed for anything but a line in the log: anybody can send these headers.
    """
    visitor = request.META.get("HTTP_CF_VISITOR", "")[:100].replace(" ", "")
    return '"scheme":"https"' in visitor or getattr(request, "claimed_https", False)
