"""Today's and tomorrow's calls on the admin's first page."""

from __future__ import annotations

import zoneinfo
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from leads.bookings.rows import Booking
from leads.sender import current_sender
from ops.panels import Content, Row, once
from ops.zone import named

ROWS = 20


def calls() -> Content:
    """In the founder's own zone, the next one first; what is over for an hour is left out."""
    zone = named(once(current_sender).time_zone)
    now = timezone.now()
    today = timezone.localtime(now, zone).date()
    end = datetime.combine(today + timedelta(days=2), datetime.min.time(), zone)
    found = (
        Booking.objects.real()
        .standing()
        .between(now - timedelta(hours=1), end)
        .select_related("lead")[:ROWS]
    )
    return Content(
        title="Calls today and tomorrow",
        rows=[
            Row(
                text=f"{_when(booking, zone, today)} · {booking.who or booking.title or 'A call'}",
                url=reverse("admin:leads_booking_change", args=[booking.pk]),
                note=_note(booking),
                phone=booking.lead.phone if booking.lead else "",
            )
            for booking in found
        ],
        empty="No calls today or tomorrow.",
    )


def _when(booking: Booking, zone: zoneinfo.ZoneInfo, today: object) -> str:
    if booking.starts_at is None:
        return ""
    local = timezone.localtime(booking.starts_at, zone)
    return f"{local:%H:%M}" if local.date() == today else f"Tomorrow {local:%H:%M}"


def _note(booking: Booking) -> str:
    waits = "waits for you to confirm" if booking.state == Booking.State.REQUESTED else ""
    return " · ".join(part for part in (booking.title, waits) if part)
