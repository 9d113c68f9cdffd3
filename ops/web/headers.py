"""Headers on every response of ours."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ops.web.native import Native

#: Our pages load everything from here and hold nothing inline. The admin works with it: its
#: scripts are files, and the styles it sets from scripts are not counted as inline.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors {ancestors}"
)
#: A response that is no page loads nothing, wherever somebody manages to show it.
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
#: Made to be shown in a frame.
FRAMED = "/widget/"


class ResponseHeaders(Native):
    """Adds what is missing; a view that has set a header keeps it."""

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add to one response."""
        path = request.path_info
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        if path.startswith(("/api/", f"/{settings.ADMIN_PATH}/")):
            response.setdefault("Cache-Control", "no-store")
            # Said here and not in robots.txt, which would tell everybody where the admin is.
            response.setdefault("X-Robots-Tag", "noindex")
        elif response.status_code >= 400 or request.method == "POST":
            response.setdefault("Cache-Control", "no-store")
        if path.startswith(FRAMED):
            response.headers.pop("X-Frame-Options", None)
        self._add_policy(path, response)
        return response

    def _add_policy(self, path: str, response: HttpResponseBase) -> None:
        if not response.get("Content-Type", "").startswith("text/html"):
            if path.startswith("/api/"):
                response.setdefault("Content-Security-Policy", DATA_POLICY)
            return
        if settings.DEBUG and response.status_code >= 400:
            return  # Django's own error pages for programmers hold their styles inline.
        ancestors = "'self'" if path.startswith(FRAMED) else "'none'"
        policy = PAGE_POLICY.format(ancestors=ancestors)
        response.setdefault("Content-Security-Policy", policy)
