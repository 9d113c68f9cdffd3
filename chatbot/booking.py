"""Booking pages that the chat shows inside itself, and what the page's policy must allow for it.

Calendly and Cal.com are made to be framed and tell the page around them of a booking; anything else
opens in a new tab.
"""

from __future__ import annotations

from urllib.parse import urlsplit

#: Each with every name below it: a team at Cal.com has one of its own.
BOOKING_HOSTS = ("calendly.com", "cal.com")


def frame_sources(booking_url: str) -> str:
    """Sources of ``frame-src`` for this booking link; "" where it opens in a new tab."""
    try:
        parts = urlsplit(booking_url.strip())
        port, host = parts.port, (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or port not in (None, 80, 443):
        return ""
    for known in BOOKING_HOSTS:
        if host == known or host.endswith(f".{known}"):
            return f"https://{known} https://*.{known}"
    return ""
