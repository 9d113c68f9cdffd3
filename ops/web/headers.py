"""Headers on every response: what a browser may do with it, who may show it, who may keep it.

What a response is told follows from where it is (public page, panel, account, admin, API) and from
whether it is a page at all. A view that has set a header itself keeps it. docs/headers.md says what
each does for the founder; one more source goes into ``EXTRA_SOURCES`` of ``config/settings.py``.

Nothing of ours needs a nonce: no page holds a script or a style inline, Django's admin included.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase

from ops.web import hsts
from ops.web.native import Native

#: Where our pages load things from (CSP Level 3): everything from here, nothing inline.
SOURCES: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
    "frame-src": ("'none'",),
}
#: No text ever becomes code or markup (https://www.w3.org/TR/trusted-types/): none of our scripts
#: does that, so there is no policy that could. The admin's jQuery does, and goes without.
TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types 'none'"
#: A response that is no page loads nothing, wherever somebody manages to show it.
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
#: What of CSP a founder may add to.
MAY_GROW = (
    "script-src", "style-src", "img-src", "font-src", "connect-src", "frame-src", "media-src",
    "form-action",
)  # fmt: skip

#: Abilities of a browser that no page of ours uses: all that Chromium 156 knows, but for what
#: stands below and for hints about the device, which a server has to ask for
#: (https://www.w3.org/TR/permissions-policy/). A browser that does not know one passes over it.
UNUSED = (
    "accelerometer", "aria-notify", "autoplay", "browsing-topics", "camera",
    "captured-surface-control", "clipboard-read", "compute-pressure", "cross-origin-isolated",
    "deferred-fetch", "deferred-fetch-minimal", "digital-credentials-create",
    "digital-credentials-get", "display-capture", "encrypted-media", "fullscreen", "gamepad",
    "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "interest-cohort", "keyboard-map", "language-detector", "language-model", "local-fonts",
    "local-network", "local-network-access", "loopback-network", "magnetometer",
    "media-playback-while-not-visible", "microphone", "midi", "on-device-speech-recognition",
    "otp-credentials", "payment", "picture-in-picture", "private-state-token-issuance",
    "private-state-token-redemption", "screen-wake-lock", "serial", "speaker-selection",
    "summarizer", "translator", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
#: Passkeys: for whoever signs in, and nowhere else.
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
#: Open to every frame unless refused. The panel frames a calendar, which may want them, and the
#: admin's pop-up windows say goodbye with ``unload``.
OPEN_TO_FRAMES = ("storage-access", "sync-xhr", "unload")


def permissions(unused: Sequence[str], own: Sequence[str] = ()) -> str:
    """A Permissions-Policy: ``unused`` for nobody, ``own`` and copying for our own pages."""
    refused = [f"{name}=()" for name in unused]
    return ", ".join([*refused, *(f"{name}=(self)" for name in ("clipboard-write", *own))])


PUBLIC_PERMISSIONS = permissions((*UNUSED, *PASSKEYS, *OPEN_TO_FRAMES))
PANEL_PERMISSIONS = permissions((*UNUSED, *PASSKEYS))
ACCOUNT_PERMISSIONS = permissions((*UNUSED, *OPEN_TO_FRAMES), PASSKEYS)
ADMIN_PERMISSIONS = permissions(UNUSED, PASSKEYS)

#: The panel: made to be shown in a frame.
FRAMED = "/widget/"
#: About one person, or for staff; beside the admin.
PERSONAL = ("/api/", "/webhooks/", "/accounts/", "/setup/", "/privacy/your-data/")
#: What other websites, messengers and networks load or show.
FOR_OTHER_SITES = ("/embed.js", FRAMED, "/social.png", "/icon.svg", "/icon-", "/favicon.ico")
#: Seconds for which a browser may remember that something moved for good. Without a limit it does
#: for ever, and a founder who changes the address of the site cannot take it back.
MOVED = 3600


def page_policy(
    *, ancestors: str = "'none'", frames: str = "", trusted_types: bool = True, extra: bool = True
) -> str:
    """The Content-Security-Policy of a page of ours.

    ``ancestors`` may frame it, ``frames`` may be framed by it; both as CSP writes sources. With
    ``extra`` the sources of ``EXTRA_SOURCES`` count: on what visitors see, not where staff work or
    somebody signs in.
    """
    more = _checked(settings.EXTRA_SOURCES) if extra else ()
    return _page_policy(ancestors, frames, trusted_types, more)


@functools.lru_cache(maxsize=64)
def _page_policy(
    ancestors: str, frames: str, trusted_types: bool, extra: tuple[tuple[str, tuple[str, ...]], ...]
) -> str:
    sources = dict(SOURCES)
    for name, more in (("frame-src", tuple(frames.split())), *extra):
        kept = [source for source in sources.get(name, ()) if source != "'none'" or not more]
        sources[name] = (*kept, *more)
    parts = [f"{name} {' '.join(given)}" for name, given in sources.items()]
    parts.append(f"frame-ancestors {ancestors}")
    if trusted_types:
        parts.append(TRUSTED_TYPES)
    return "; ".join(parts)


def _checked(added: Mapping[str, Sequence[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The founder's own sources, checked; raises ``ImproperlyConfigured`` for what would weaken
    more than it names.
    """
    for name, sources in added.items():
        if name not in MAY_GROW:
            raise ImproperlyConfigured(
                f"EXTRA_SOURCES: {name!r} is none of {', '.join(MAY_GROW)}; see docs/headers.md"
            )
        for source in sources:
            if not re.fullmatch(
                r"https://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/[^\s;,'\"]*)?", source
            ):
                raise ImproperlyConfigured(
                    f"EXTRA_SOURCES: {source!r} under {name} must be one https:// address"
                )
    return tuple((name, tuple(sources)) for name, sources in added.items())


def bare_headers() -> dict[str, str]:
    """For an answer given before Django is asked, which is never a page."""
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": DATA_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


class ResponseHeaders(Native):
    """Adds what is missing. Outermost but for the log, so that nothing goes out without."""

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        page_policy()  # A source that cannot stand there stops the start, and not every page.

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add to one response."""
        path = request.path_info
        admin = path.startswith(f"/{settings.ADMIN_PATH}/")
        personal = admin or path.startswith(PERSONAL)
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault(
            "Referrer-Policy", "same-origin" if personal else "strict-origin-when-cross-origin"
        )
        shown = "cross-origin" if path.startswith(FOR_OTHER_SITES) else "same-origin"
        response.setdefault("Cross-Origin-Resource-Policy", shown)
        if personal:
            # Said here and not in robots.txt, which would tell everybody where the admin is.
            response.setdefault("X-Robots-Tag", "noindex")
        _keep(request, response, personal)
        if path.startswith(FRAMED):
            response.headers.pop("X-Frame-Options", None)
        if response.status_code == 304:
            pass  # Browsers replace what they kept with what stands here, and it has no kind.
        elif response.get("Content-Type", "").startswith("text/html"):
            _for_a_page(path, admin, personal, response)
        else:
            response.setdefault("Content-Security-Policy", DATA_POLICY)
        if request.is_secure():
            if not self.is_async:
                hsts.promise.learn_at_times()
            told = hsts.header()
            if told:
                response.setdefault("Strict-Transport-Security", told)
        return response


def _keep(request: HttpRequest, response: HttpResponseBase, personal: bool) -> None:
    """Who may keep it: nobody, unless a view says so of something that is no one's own."""
    if response.cookies and "no-store" not in response.get("Cache-Control", ""):
        response["Cache-Control"] = "no-store"
    moved = response.status_code in (301, 308) and request.method in ("GET", "HEAD")
    kept = f"public, max-age={MOVED}" if moved and not personal else "no-store"
    response.setdefault("Cache-Control", kept)


def _for_a_page(path: str, admin: bool, personal: bool, response: HttpResponseBase) -> None:
    framed = path.startswith(FRAMED)
    if not framed:
        response.setdefault("X-Frame-Options", "DENY")
    response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if framed:
        abilities = PANEL_PERMISSIONS
    elif admin:
        abilities = ADMIN_PERMISSIONS
    else:
        abilities = (
            ACCOUNT_PERMISSIONS if path.startswith(("/accounts/", "/setup/"))
            else PUBLIC_PERMISSIONS
        )  # fmt: skip
    response.setdefault("Permissions-Policy", abilities)
    if settings.DEBUG and response.status_code >= 400:
        return  # Django's own error pages for programmers hold their styles inline.
    ancestors = "'self'" if framed else "'none'"
    response.setdefault(
        "Content-Security-Policy",
        page_policy(ancestors=ancestors, trusted_types=not admin, extra=not personal),
    )
