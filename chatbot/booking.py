"""Booking pages that the chat shows inside itself, and what the page's policy must allow for it.

Calendly and Cal.com are made to be framed and tell the page around them of a booking; anything else
opens in a new tab. A conversation's ``reference`` goes along, so that the call that is booked finds
its way back; the visitor could write anything there, so it is signed.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from urllib.parse import urlsplit

from django.core import signing

from chatbot.models import Conversation

#: Each with every name below it: a team at Cal.com has one of its own.
BOOKING_HOSTS = ("calendly.com", "cal.com")
#: How long after a conversation began a booking page opened in it is still believed.
REFERENCE_LASTS = timedelta(days=30)
SALT = "chatbot.booking"


def reference(conversation: Conversation) -> str:
    """What the booking page is given. It opens nothing: it says which conversation it was."""
    return signing.TimestampSigner(salt=SALT).sign(conversation.pk.hex)


def conversation_of(reference: str) -> Conversation | None:
    """The conversation a reference was made for, or None."""
    try:
        value = signing.TimestampSigner(salt=SALT).unsign(reference, max_age=REFERENCE_LASTS)
        return Conversation.objects.filter(pk=uuid.UUID(hex=value)).first()
    except (signing.BadSignature, ValueError):
        return None


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
