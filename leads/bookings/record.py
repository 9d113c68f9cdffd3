"""Keep what a provider told: one row a call, one lead a person, whatever comes twice or late."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from leads import announcing, capture
from leads.address import address_key, address_problem
from leads.bookings import notices, reference
from leads.bookings.rows import Booking, BookingTime, ForgottenBooking
from leads.bookings.told import Told
from leads.capture import VerifiedConversation
from leads.models import Consent
from leads.work import changing

logger = logging.getLogger(__name__)

#: Two events of one call at the same moment: the second finds what the first has stored.
TRIES = 5
CONSENT_VERSION = "booking-1"
CONSENT_TEXT = (
    "Booked a call at {provider} and left this address there. That asks to be written to about "
    "this call; nothing else was agreed to."
)
#: Filled from the newest event that has them.
DETAILS = (
    "title", "time_zone", "place", "reason", "join_url", "cancel_url", "reschedule_url",
)  # fmt: skip


class _Again(Exception):
    """Somebody else has changed what was found; look once more."""


def record(told: Told) -> Booking | None:
    """Store it; None for the call of somebody who was erased. The same event twice changes nothing.

    The owner's email and what other tools are told are stored in the same transaction.
    """
    if told.seats:
        seats = dict(told.seats)
        known = BookingTime.objects.filter(provider=told.provider, key__in=seats)
        taken = list(known.values_list("key", flat=True))
        kept = [record(replace(told, key=k, no_show=seats[k], seats=())) for k in taken]
        return kept[0] if kept else record(replace(told, seats=()))
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                return _record(told)
        except (IntegrityError, _Again):
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _record(told: Told) -> Booking | None:
    if ForgottenBooking.objects.knows(told.provider, told.keys):
        ForgottenBooking.objects.remember(told.provider, told.keys)
        return None
    booking = _find_or_add(told)
    _set_times(booking, told)
    _set_details(booking, told)
    joined = None
    if booking.lead is None and not address_problem(told.email):
        joined = _join(booking, told)
    booking.settle()
    _announce(booking, joined)
    booking.save()
    return booking


def _find_or_add(told: Told) -> Booking:
    """The call, locked. Two rows that turn out to be one call become one."""
    times = BookingTime.objects.filter(provider=told.provider, key__in=told.keys)
    ids = set(times.values_list("booking_id", flat=True))
    if not ids:
        return Booking.objects.create(provider=told.provider)
    locked = list(Booking.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if {one.pk for one in locked} != set(times.values_list("booking_id", flat=True)):
        raise _Again
    kept, *others = sorted(locked, key=lambda one: (one.lead_id is None, one.created_at))
    for other in others:
        BookingTime.objects.filter(booking=other).update(booking=kept)
        for name in (*DETAILS, "answers", "told", "details_at"):
            setattr(kept, name, getattr(kept, name) or getattr(other, name))
        Booking.objects.filter(pk=other.pk).delete()
    return kept


def _set_times(booking: Booking, told: Told) -> None:
    """The times it names, in one order: two events of one call do not wait for each other."""
    known = {one.key: one for one in booking.times.all()}
    for name in sorted(set(told.keys) - known.keys()):
        known[name] = BookingTime.objects.create(
            booking=booking, provider=told.provider, key=name, told_at=told.at
        )
    _set_time(booking, known[told.key], told)
    if told.before in known:
        known[told.before].raise_to(BookingTime.State.MOVED)
        known[told.before].save()
    if told.after in known:
        known[told.after].raise_to(BookingTime.State.BOOKED)
        known[told.after].save()


def _set_time(booking: Booking, time: BookingTime, told: Told) -> None:
    newer = told.at >= time.told_at
    if told.starts_at and (newer or time.starts_at is None):
        if time.starts_at not in (None, told.starts_at):
            _keep_old_time(booking, time)
        time.starts_at, time.ends_at = told.starts_at, _end(told)
    if told.state:
        time.raise_to(told.state)
    if told.after:
        time.raise_to(BookingTime.State.MOVED)
    if told.no_show is not None and told.at >= (time.no_show_at or told.at):
        time.no_show, time.no_show_at = told.no_show, told.at
        time.raise_to(BookingTime.State.BOOKED)
    time.told_at = max(time.told_at, told.at)
    time.save()


def _keep_old_time(booking: Booking, time: BookingTime) -> None:
    """A call that was moved and kept its id: the time before stays on record."""
    BookingTime.objects.get_or_create(
        provider=time.provider,
        key=f"{time.key}#{time.starts_at:%Y%m%dT%H%M%S}",
        defaults={
            "booking": booking,
            "state": BookingTime.State.MOVED,
            "starts_at": time.starts_at,
            "ends_at": time.ends_at,
            "told_at": time.told_at,
        },
    )


def _end(told: Told) -> datetime | None:
    fits = told.starts_at and told.ends_at and told.ends_at > told.starts_at
    return told.ends_at if fits else None


def _set_details(booking: Booking, told: Told) -> None:
    """From the newest event that says anything; an older one only fills what is blank.

    Of somebody who cannot be written to, and so could not be found again to be erased, nothing is
    kept but the time; a title may hold a name.
    """
    newer = booking.details_at is None or told.at >= booking.details_at
    known = booking.lead is not None or not address_problem(told.email)
    for name in DETAILS if known else ():
        value = getattr(told, name)
        if value and (newer or not getattr(booking, name)):
            setattr(booking, name, value)
    if known and told.answers and (newer or not booking.answers):
        booking.answers = [{"question": q, "answer": a} for q, a in told.answers]
    if newer and (told.title or told.email):
        booking.details_at = told.at
    if told.email and not known:
        logger.warning(
            "a booking came without an address that can be written to",
            extra={"event": "booking_without_address", "provider": told.provider},
        )


def _join(booking: Booking, told: Told) -> tuple[Consent, bool]:
    """Make or find the lead, with evidence of what they asked for; and whether it is new."""
    conversation = _conversation(told)
    first = _first_touch(told, conversation)
    booking.is_test = bool(conversation and conversation.is_test)
    lead, is_new = capture.join_lead(
        email=told.email,
        name=told.name,
        phone=told.phone,
        first_touch=first,
        last_touch=_last_touch(told, conversation),
        is_test=booking.is_test,
    )
    booking.lead = lead
    booking.touch = first or lead.first_touch
    if conversation and _is_theirs(conversation, told.email):
        booking.conversation_id = conversation.id
    consent = Consent.objects.create(
        lead=lead,
        text=CONSENT_TEXT.format(provider=booking.get_provider_display()),
        version=CONSENT_VERSION,
        source=told.provider,
        given_at=told.at,
    )
    return consent, is_new


def _conversation(told: Told) -> VerifiedConversation | None:
    """The conversation in which the booking page was opened, if that is proven."""
    return reference.conversation_of(told.reference) if told.reference else None


def _is_theirs(conversation: VerifiedConversation, email: str) -> bool:
    """Not where somebody else left an address: a link may have been passed on to a friend, who must
    not be given, or have erased, what another person wrote.
    """
    left = {address_key(one) for one in capture.addresses_of(conversation.id)}
    return not left or address_key(email) in left


def _first_touch(told: Told, conversation: VerifiedConversation | None) -> dict[str, str]:
    """Where they first came from: as the conversation knows it, else the campaign it was told."""
    if conversation is None:
        return dict(told.utm)
    first = conversation.first_touch or {
        "page_url": conversation.page_url,
        "referrer": conversation.referrer,
        "utm": conversation.utm,
    }
    touch = capture.touch_of(**first)
    campaign = any(name.startswith("utm_") for name in touch)
    return touch if campaign else {**touch, **told.utm}


def _last_touch(told: Told, conversation: VerifiedConversation | None) -> dict[str, str]:
    if conversation is None:
        return dict(told.utm)
    return capture.touch_of(
        page_url=conversation.page_url, referrer=conversation.referrer, utm=conversation.utm
    )


def _announce(booking: Booking, joined: tuple[Consent, bool] | None) -> None:
    """Tell the owner and other tools of a change, once each."""
    if booking.lead is None or booking.is_test:
        return
    now = f"{booking.state} {booking.starts_at.isoformat() if booking.starts_at else ''}".strip()
    nowhere = booking.state == Booking.State.MOVED and booking.starts_at is None
    if now != booking.told and booking.state in (Booking.State.BOOKED, Booking.State.MOVED):
        # Of a lead that joins, other tools hear once, with its status.
        changing.booked(booking.lead.pk, tell=joined is None)
        booking.lead.refresh_from_db()
    if joined is not None:
        announcing.joined(booking.lead, *joined)
    if nowhere or now == booking.told:
        return
    before, booking.told = booking.told, now
    announcing.booked(booking, is_new=not before)
    if booking.starts_at is None or booking.starts_at > timezone.now():
        notices.tell_owner(booking, before=before.partition(" "))
