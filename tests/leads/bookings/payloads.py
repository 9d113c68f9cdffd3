"""Events as Calendly and Cal.com send them, signed, and the doors they knock at.

Shapes: https://developer.calendly.com/docs/webhooks/overview and
https://cal.com/docs/developing/guides/automation/webhooks.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

CALENDLY_SECRET = "calendly-secret-for-tests-0123456789-abcdef"
CAL_SECRET = "cal-secret-for-tests-0123456789-abcdefghij"
API = "https://api.calendly.com/scheduled_events"
#: A Monday far ahead.
DAY = datetime(2031, 3, 3, 9, 0, tzinfo=UTC)


def iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def told(minutes: float = 0) -> str:
    """The provider's clock: an hour ago, and so many minutes later."""
    return iso(datetime.now(UTC) - timedelta(hours=1) + timedelta(minutes=minutes))


def invitee(name: str) -> str:
    return f"{API}/EVENT{name}/invitees/INVITEE{name}"


def calendly(event: str = "invitee.created", key: str = "A", **more: Any) -> dict[str, Any]:
    """``at``: minutes of the provider's clock; ``start``: when the call begins; the rest goes into
    the payload.
    """
    at, start = more.pop("at", 0), more.pop("start", DAY)
    location = more.pop("location", {"type": "zoom", "join_url": "https://zoom.us/j/1"})
    return {
        "event": event,
        "created_at": told(at),
        "created_by": "https://api.calendly.com/users/AAA",
        "payload": {
            "uri": invitee(key),
            "event": f"{API}/EVENT{key}",
            "email": "Ana@Example.org",
            "name": "Ana Silva",
            "first_name": None,
            "last_name": None,
            "status": "canceled" if event == "invitee.canceled" else "active",
            "timezone": "America/New_York",
            "text_reminder_number": "+1 404-555-1234",
            "rescheduled": False,
            "old_invitee": None,
            "new_invitee": None,
            "no_show": None,
            "cancel_url": f"https://calendly.com/cancellations/{key}",
            "reschedule_url": f"https://calendly.com/reschedulings/{key}",
            "questions_and_answers": [
                {"question": "What is it about?", "answer": "A new role", "position": 0}
            ],
            "tracking": {
                "utm_campaign": "spring", "utm_source": "news", "utm_medium": None,
                "utm_content": None, "utm_term": None, "salesforce_uuid": None,
            },
            "scheduled_event": {
                "uri": f"{API}/EVENT{key}",
                "name": "First call",
                "status": "active",
                "start_time": iso(start),
                "end_time": iso(start + timedelta(minutes=30)),
                "location": location,
            },
            "updated_at": told(at),
        } | more,
    }  # fmt: skip


def no_show(event: str, name: str = "A", at: float = 0) -> dict[str, Any]:
    return {
        "event": event,
        "created_at": told(at),
        "payload": {
            "uri": "https://api.calendly.com/invitee_no_shows/6ee96ed4",
            "invitee": invitee(name),
            "created_at": told(at),
        },
    }


def cal(event: str = "BOOKING_CREATED", uid: str = "uidA", **more: Any) -> dict[str, Any]:
    """The same for Cal.com."""
    at, start = more.pop("at", 0), more.pop("start", DAY)
    email, name = more.pop("email", "Ana@Example.org"), more.pop("name", "Ana Silva")
    return {
        "triggerEvent": event,
        "createdAt": told(at),
        "payload": {
            "bookerUrl": "https://cal.com",
            "type": "first-call",
            "title": f"First call between Maya and {name}",
            "eventTitle": "First call",
            "description": "",
            "startTime": iso(start),
            "endTime": iso(start + timedelta(minutes=30)),
            "organizer": {"name": "Maya", "email": "maya@northbound.example.com",
                          "timeZone": "Europe/Stockholm"},
            "attendees": [{"name": name, "email": email, "timeZone": "America/New_York",
                           "language": {"locale": "en"}}],
            "responses": {
                "name": {"label": "your_name", "value": name},
                "email": {"label": "email_address", "value": email},
                "location": {"label": "location",
                             "value": {"optionValue": "", "value": "integrations:daily"}},
                "notes": {"label": "additional_notes", "value": "A new role"},
                "guests": {"label": "additional_guests", "value": []},
            },
            "userFieldsResponses": {"team": {"label": "Size of your team", "value": ["5", "6"]}},
            "location": "integrations:daily",
            "videoCallData": {"type": "daily_video", "url": "https://daily.co/room"},
            "seatsPerTimeSlot": None,
            "uid": uid,
            "metadata": {"videoCallUrl": "https://app.cal.com/video/uidA"},
            "status": "CANCELLED" if event == "BOOKING_CANCELLED" else "ACCEPTED",
        } | more,
    }  # fmt: skip


def cal_no_show(uid: str, *people: tuple[str, bool], at: float = 0) -> dict[str, Any]:
    attendees = [{"email": email, "noShow": absent} for email, absent in people]
    return {
        "triggerEvent": "BOOKING_NO_SHOW_UPDATED",
        "createdAt": told(at),
        "payload": {"message": "x", "bookingUid": uid, "attendees": attendees},
    }


def signature(body: bytes, *, secret: str = CALENDLY_SECRET, at: float | None = None) -> str:
    """As Calendly signs."""
    when = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"{when}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={when},v1={digest}"


def send(data: Any, **more: Any) -> Any:
    """Post an event to the door of its provider; ``raw`` is a body as it is, ``secret`` another."""
    is_cal = isinstance(data, dict) and "triggerEvent" in data
    provider = more.pop("provider", "cal" if is_cal else "calendly")
    body = more.pop("raw", None) or json.dumps(data).encode()
    secret = more.pop("secret", CAL_SECRET if provider == "cal" else CALENDLY_SECRET)
    if provider == "cal":
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Cal-Signature-256": digest, "X-Cal-Webhook-Version": "2021-10-20"}
    else:
        headers = {"Calendly-Webhook-Signature": signature(body, secret=secret)}
    return Client(raise_request_exception=False).generic(
        "POST",
        f"/webhooks/bookings/{provider}/",
        body,
        content_type="application/json",
        headers={**headers, **more.pop("headers", {})},
        **more,
    )
