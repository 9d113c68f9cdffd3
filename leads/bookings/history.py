"""The calls of one person, for their timeline."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from leads.bookings.notices import short
from leads.timeline import Entry, Person


def calls(person: Person, most: int) -> Iterator[Entry]:
    """Each call when it was booked, with its state and time."""
    for booking in person.bookings[:most]:
        begins = short(booking.starts_at, person.zone)
        yield Entry(
            at=booking.created_at,
            kind="booking",
            title=f"{booking.title or 'Call'}: {booking.get_state_display()}",
            text=booking.reason,
            details=[part for part in (begins, booking.place) if part],
            url=reverse("admin:leads_booking_change", args=[booking.pk]),
            permission="leads.view_booking",
        )
