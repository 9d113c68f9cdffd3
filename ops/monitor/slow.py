"""From when on an answer is slow: by the kind of route.

A visitor waits half a second and begins to wonder. Who signs in waits for a password that is slow
to check on purpose, and who works in the admin for reports. What a language model takes is counted
apart (``counting.elsewhere``), and a stream until its first byte, so the chat needs no other bar.
"""

from __future__ import annotations

from django.conf import settings

from ops.monitor.counting import SLOW

#: Milliseconds, for people who work here, sign in, or set up; and for programs that call us.
PATIENT = 2000.0

_bars: dict[str, float] = {}
_known: dict[str, float] = {}


def allow(beginning: str, ms: float = PATIENT) -> None:
    """Routes that begin so may take ``ms`` milliseconds; the longest beginning counts."""
    _bars[beginning] = ms
    _known.clear()


def bar(route: str) -> float:
    """Milliseconds above which an answer of a route (as ``access.route_of`` says) is slow."""
    found = _known.get(route)
    if found is None:
        fitting = [one for one in _bars if route.startswith(one)]
        # There are as many as the site has routes, so this needs no bound.
        found = _known[route] = _bars[max(fitting, key=len)] if fitting else SLOW
    return found


def register() -> None:
    """The routes of this room."""
    allow(f"/{settings.ADMIN_PATH}/")
    allow("/webhooks/")
