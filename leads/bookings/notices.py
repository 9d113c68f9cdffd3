"""The owner's email about a call: booked, moved, cancelled."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from leads import notify
from leads.bookings.rows import Booking
from leads.letters import BOOKING, TABLES
from leads.models import Lead
from leads.sender import current_sender
from ops.letters import letterhead
from ops.letters.dates import day
from ops.letters.writing import spoken_language, write
from ops.outbox.enqueue import enqueue
from ops.zone import named

State = Booking.State


def tell_owner(booking: Booking, *, before: tuple[str, str, str]) -> None:
    """Tell the owner; answering writes to the visitor. ``before`` is (state, " ", time), told last.

    A call that is confirmed, or marked as not held, is the owner's own doing.
    """
    became = _became(booking, before[0], before[2])
    if not became or not settings.OWNER_EMAIL or booking.lead is None:
        return
    language = spoken_language("", letterhead.current())
    words = TABLES.of(language)
    waits = booking.state == State.REQUESTED
    provider = booking.get_provider_display()
    letter = write(
        BOOKING.name,
        language=language,
        values={
            "what": words.called[became],
            "visitor_name": booking.who,
            "visitor_email": booking.lead.email,
            "details": _details(booking, booking.lead, before[2], language),
            "answers": [(one["question"], one["answer"]) for one in booking.answers],
            "to_confirm": words.to_confirm.replace("{provider}", provider) if waits else "",
            "join_url": "" if became == "cancelled" else booking.join_url,
            **notify.talk_of("" if before[0] else booking.conversation_id, words),
            "admin_url": notify.page_of(booking.lead),
        },
    )
    enqueue(
        to=settings.OWNER_EMAIL,
        **letter.parts,
        kind=BOOKING.name,
        reply_to=booking.lead.email,
        headers=notify.thread_of(booking.lead, booking.conversation_id),
    )


def _became(booking: Booking, before: str, time: str) -> str:
    """What happened, by its name in ``Table.called``; "" for what the owner need not be told."""
    if booking.state == State.CANCELLED:
        return "cancelled"
    if booking.state == State.NO_SHOW:
        return ""
    if not before:
        return "to_confirm" if booking.state == State.REQUESTED else "new"
    at = booking.starts_at.isoformat() if booking.starts_at else ""
    return "moved" if at != time else ""


def _details(booking: Booking, lead: Lead, before: str, language: str) -> list[tuple[str, str]]:
    words, home = TABLES.of(language), current_sender().time_zone
    yours = when(booking.starts_at, home, language)
    theirs = when(booking.starts_at, booking.time_zone, language)
    earlier = when(_time(before), home, language)
    known = [
        (words.call, booking.title),
        (words.at, yours),
        (words.at_theirs, theirs if booking.time_zone not in ("", home) else ""),
        (words.before, earlier if earlier != yours else ""),
        (words.name, lead.name),
        (words.email, lead.email),
        (words.phone, lead.phone),
        (words.place, booking.place),
        (words.reason, booking.reason),
    ]
    return [(label, text) for label, text in known if text]


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def when(moment: datetime | None, zone: str, language: str = "en") -> str:
    """``Tuesday 8 December 2026, 10:00 (Europe/Stockholm)``; "" where there is no time."""
    if moment is None:
        return ""
    there = named(zone)
    local = timezone.localtime(moment, there)
    return f"{day(local, language, with_weekday=True)}, {local:%H:%M} ({there.key})"


def short(moment: datetime | None, zone: str) -> str:
    """``Tue 8 Dec 2026, 10:00``."""
    if moment is None:
        return ""
    local = timezone.localtime(moment, named(zone))
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"
