"""Calendly's webhooks, API version 2: how they are signed, and what they say.

https://developer.calendly.com/docs/webhooks/overview: no order is promised, what is not answered
with 2xx is repeated for 24 hours and then the webhook is switched off. A call that moves is a new
invitee (``old_invitee``), and the one before is cancelled with ``rescheduled`` and ``new_invitee``.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from leads.bookings.rows import BookingTime, Provider
from leads.bookings.told import (
    Told,
    Unreadable,
    answers_of,
    campaign_of,
    key_of,
    line,
    link,
    moment,
    paragraphs,
    part,
    zone,
)

SIGNATURE = "Calendly-Webhook-Signature"
#: Seconds that a call's own time may be away from ours.
TOLERANCE = 300
#: The address of an invitee: one person at one time.
INVITEE = re.compile(r"/scheduled_events/([\w-]+)/invitees/([\w-]+)/?$", re.ASCII)

STATES = {
    "invitee.created": BookingTime.State.BOOKED,
    "invitee.canceled": BookingTime.State.CANCELLED,
}
NO_SHOWS = {"invitee_no_show.created": True, "invitee_no_show.deleted": False}


def is_signed(header: str, body: bytes, secrets: Sequence[str]) -> bool:
    """Whether ``t=…,v1=…`` fits the body and one of the secrets, and is of now.

    https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures
    """
    parts = [part.strip().partition("=") for part in header.split(",")[:10]]
    times = [value for name, _, value in parts if name == "t"]
    given = [value.encode() for name, _, value in parts if name == "v1"]
    if len(times) != 1 or not re.fullmatch(r"[0-9]{1,12}", times[0]):
        return False
    if abs(timezone.now().timestamp() - int(times[0])) > TOLERANCE:
        return False
    signed = times[0].encode() + b"." + body
    wanted = [hmac.new(one.encode(), signed, hashlib.sha256).hexdigest() for one in secrets]
    return any(hmac.compare_digest(a, b.encode()) for a in given for b in wanted)


def read(data: dict[str, Any]) -> list[Told]:
    """What an event says of calls; none for events about something else. Raises ``Unreadable``."""
    event = data.get("event")
    if not isinstance(event, str) or event not in STATES | NO_SHOWS:
        return []
    payload = part(data, "payload")
    if event in NO_SHOWS:
        return [_no_show(data, payload, NO_SHOWS[event])]
    key = _key(payload.get("uri"))
    if not key:
        raise Unreadable("payload.uri must be the address of an invitee")
    meeting, tracking = part(payload, "scheduled_event"), part(payload, "tracking")
    location = part(meeting, "location")
    phone = payload.get("text_reminder_number")
    if location.get("type") == "outbound_call":
        phone = location.get("location") or phone
    asked = payload.get("questions_and_answers")
    return [
        Told(
            provider=Provider.CALENDLY,
            key=key,
            at=_at(data, payload),
            state=STATES["invitee.canceled" if payload.get("status") == "canceled" else event],
            before=_key(payload.get("old_invitee")),
            after=_key(payload.get("new_invitee")) if payload.get("rescheduled") is True else "",
            email=line(payload.get("email"), 320),
            name=_name(payload),
            phone=line(phone, 40),
            title=line(meeting.get("name"), 200),
            starts_at=moment(meeting.get("start_time")),
            ends_at=moment(meeting.get("end_time")),
            time_zone=zone(payload.get("timezone")),
            place=line(location.get("location"), 300),
            answers=answers_of(
                [
                    (one.get("question"), one.get("answer"))
                    for one in (asked if isinstance(asked, list) else [])
                    if isinstance(one, dict)
                ]
            ),
            reason=paragraphs(part(payload, "cancellation").get("reason"), 500),
            join_url=link(location.get("join_url")),
            cancel_url=link(payload.get("cancel_url")),
            reschedule_url=link(payload.get("reschedule_url")),
            utm=campaign_of(tracking),
            reference=line(tracking.get("salesforce_uuid"), 200),
        )
    ]


def _no_show(data: dict[str, Any], payload: dict[str, Any], came_not: bool) -> Told:
    """Somebody was marked as not having come, or that was taken back; names the invitee alone."""
    places = (payload.get("uri"), payload.get("invitee"), part(payload, "invitee").get("uri"))
    key = next((_key(place) for place in places if INVITEE.search(str(place))), "")
    if not key:
        raise Unreadable("payload.invitee must be the address of an invitee")
    return Told(provider=Provider.CALENDLY, key=key, at=_at(data, payload), no_show=came_not)


def _at(data: dict[str, Any], payload: dict[str, Any]) -> Any:
    found = moment(data.get("created_at")) or moment(payload.get("updated_at"))
    return min(found or timezone.now(), timezone.now())


def _key(address: Any) -> str:
    """``EVENT/INVITEE`` out of an invitee's address; another form of id as it is."""
    if not isinstance(address, str):
        return ""
    known = INVITEE.search(address)
    return key_of(f"{known[1]}/{known[2]}" if known else address)


def _name(payload: dict[str, Any]) -> str:
    whole = line(payload.get("name"), 200)
    return whole or line(f"{_word(payload, 'first_name')} {_word(payload, 'last_name')}", 200)


def _word(payload: dict[str, Any], name: str) -> str:
    return line(payload.get(name), 100)
