"""Cal.com's webhooks: how they are signed, and what they say.

https://cal.com/docs/developing/guides/automation/webhooks. No time is signed, so a copy can come at
any later moment: what an event changes depends on its own ``createdAt`` and never on when it came.
A call that moves gets a new ``uid`` and names the one before as ``rescheduleUid``.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from leads.address import address_key, address_problem
from leads.bookings.rows import BookingTime, Provider
from leads.bookings.told import (
    ANSWERS,
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

SIGNATURE = "X-Cal-Signature-256"
#: Under which the panel sends the reference of a conversation: ``metadata[conversation]``.
REFERENCE = "conversation"

State = BookingTime.State
STATES = {
    "BOOKING_CREATED": State.BOOKED,
    "BOOKING_CONFIRMED": State.BOOKED,
    "BOOKING_RESCHEDULED": State.BOOKED,
    "BOOKING_PAID": State.BOOKED,
    "BOOKING_REQUESTED": State.REQUESTED,
    "BOOKING_PAYMENT_INITIATED": State.REQUESTED,
    "BOOKING_REJECTED": State.CANCELLED,
    "BOOKING_CANCELLED": State.CANCELLED,
}
#: What the booking itself says of how it stands; believed before the name of the event, which is
#: BOOKING_REQUESTED for some calls that were moved (github.com/calcom/cal.diy/issues/21169).
STATUSES = {
    "ACCEPTED": State.BOOKED,
    "PENDING": State.REQUESTED,
    "AWAITING_HOST": State.REQUESTED,
    "REJECTED": State.CANCELLED,
    "CANCELLED": State.CANCELLED,
}
NO_SHOW = "BOOKING_NO_SHOW_UPDATED"
#: Fields of every booking form that are no questions of the founder's.
NO_QUESTIONS = frozenset(
    {"name", "email", "location", "guests", "rescheduleReason", "title"}
    | {"attendeePhoneNumber", "smsReminderNumber"}
)


def is_signed(header: str, body: bytes, secrets: Sequence[str]) -> bool:
    """Whether the header is the HMAC-SHA256 of the body, in hex, under one of the secrets."""
    given = header.strip().removeprefix("sha256=").lower().encode()
    wanted = [hmac.new(one.encode(), body, hashlib.sha256).hexdigest() for one in secrets]
    return any(hmac.compare_digest(given, one.encode()) for one in wanted)


def read(data: dict[str, Any]) -> list[Told]:
    """What an event says of calls; none for events about something else. Raises ``Unreadable``."""
    event, payload = data.get("triggerEvent"), part(data, "payload")
    if event == NO_SHOW:
        return [_no_show(data, payload)]
    if not isinstance(event, str) or event not in STATES:
        return []
    uid = key_of(payload.get("uid")) or key_of(payload.get("rescheduleUid"))
    if not uid:
        raise Unreadable("payload.uid must be the uid of the booking")
    state = STATES[event]
    if state != State.CANCELLED:
        state = STATUSES.get(str(payload.get("status")).upper(), state)
    people = _people(payload)
    if not payload.get("seatsPerTimeSlot"):
        return [_told(data, payload, uid, state, people[0])]
    # A call with seats has one uid for everybody in it.
    return [_told(data, payload, uid, state, person, seat=True) for person in people]


def _told(
    data: dict[str, Any],
    payload: dict[str, Any],
    uid: str,
    state: str,
    person: dict[str, str],
    *,
    seat: bool = False,
) -> Told:
    def place_of(uid: str) -> str:
        return _seat(uid, person["email"]) if seat and uid else uid

    metadata, video = part(payload, "metadata"), part(payload, "videoCallData")
    spot, manage = payload.get("location"), _manage(payload, uid, state)
    joins = (metadata.get("videoCallUrl"), video.get("url"), spot)
    old = key_of(payload.get("rescheduleUid"))
    return Told(
        provider=Provider.CAL,
        key=place_of(uid),
        at=_at(data),
        state=state,
        before=place_of(old) if old != uid else "",
        after=place_of(key_of(payload.get("rescheduledToUid"))),
        email=person["email"],
        name=person["name"],
        phone=person["phone"],
        title=line(payload.get("eventTitle") or payload.get("title"), 200),
        starts_at=moment(payload.get("startTime")),
        ends_at=moment(payload.get("endTime")),
        time_zone=person["zone"],
        place="" if link(spot) or str(spot).startswith("integrations:") else line(spot, 300),
        answers=_answers(payload),
        reason=paragraphs(payload.get("cancellationReason") or payload.get("rejectionReason"), 500),
        join_url=next((found for one in joins if (found := link(one))), ""),
        cancel_url=manage and f"{manage}/booking/{uid}?cancel=true",
        reschedule_url=manage and f"{manage}/reschedule/{uid}",
        utm=_campaign(payload, metadata),
        reference=line(metadata.get(REFERENCE), 200),
    )


def _no_show(data: dict[str, Any], payload: dict[str, Any]) -> Told:
    """Somebody was marked as not having come, or that was taken back."""
    uid = key_of(payload.get("bookingUid")) or key_of(payload.get("uid"))
    if not uid:
        raise Unreadable("payload.bookingUid must be the uid of the booking")
    attendees = [one for one in _list(payload.get("attendees")) if isinstance(one, dict)]
    return Told(
        provider=Provider.CAL,
        key=uid,
        seats=tuple(
            (_seat(uid, line(one.get("email"), 320)), one.get("noShow") is True)
            for one in attendees[:100]
        ),
        at=_at(data),
        no_show=any(one.get("noShow") is True for one in attendees),
    )


def _people(payload: dict[str, Any]) -> list[dict[str, str]]:
    """Who booked; of a call with seats everybody it names. At least one, who may be nobody."""
    answered = part(payload, "responses")
    booker = {name: part(answered, name).get("value") for name in ("email", "name")}
    found = [one for one in _list(payload.get("attendees")) if isinstance(one, dict)][:100]
    email = line(booker["email"], 320)
    if email:
        same = [one for one in found if line(one.get("email"), 320) == email]
        found = [{**(same[0] if same else {}), **{k: v for k, v in booker.items() if v}}]
    phone = part(answered, "attendeePhoneNumber").get("value")
    return [
        {
            "email": line(one.get("email"), 320),
            "name": _name(one.get("name")),
            "phone": line(one.get("phoneNumber") or phone, 40),
            "zone": zone(one.get("timeZone")),
        }
        for one in found or [{}]
    ]


def _name(value: Any) -> str:
    if isinstance(value, dict):
        value = f"{line(value.get('firstName'), 100)} {line(value.get('lastName'), 100)}"
    return line(value, 200)


def _seat(uid: str, email: str) -> str:
    """The key of one person in a call of several, which does not show who it is."""
    known = address_key(email) if not address_problem(email) else email
    return f"{uid}/{hashlib.sha256(f'{uid}:{known}'.encode()).hexdigest()[:16]}"


def _answers(payload: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Their own questions, and whatever else the form asked for."""
    asked = part(payload, "userFieldsResponses") | part(payload, "responses")
    pairs: list[tuple[Any, Any]] = [
        (str(one.get("label") or name).replace("_", " "), one.get("value"))
        for name, one in list(asked.items())[: 4 * ANSWERS]
        if isinstance(one, dict) and name not in NO_QUESTIONS and not name.startswith("utm_")
    ]
    return answers_of([*pairs, *part(payload, "customInputs").items()])


def _campaign(payload: dict[str, Any], metadata: dict[str, Any]) -> dict[str, str]:
    """Wherever this version tells it: its own tracking, our metadata, hidden questions."""
    tracking = part(payload, "tracking") | payload
    camel = {f"utm_{word.lower()}": tracking.get(f"utm{word}") for word in _WORDS}
    hidden = {name: one.get("value") for name, one in part(payload, "responses").items()
              if isinstance(one, dict)}  # fmt: skip
    return campaign_of(part(payload, "tracking"), camel, metadata, hidden)


_WORDS = ("Source", "Medium", "Campaign", "Term", "Content")


def _manage(payload: dict[str, Any], uid: str, state: str) -> str:
    """Where Cal.com lets a call be changed; "" for what is over."""
    site = link(payload.get("bookerUrl")).rstrip("/")
    plain = uid.replace("-", "").replace("_", "").isalnum()
    return site if plain and state != State.CANCELLED and "?" not in site else ""


def _at(data: dict[str, Any]) -> Any:
    return min(moment(data.get("createdAt")) or timezone.now(), timezone.now())


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
