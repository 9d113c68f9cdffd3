"""The figures of leads, for the page of figures."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from leads.models import Booking, Lead
from ops.figures.registry import Measure, register
from ops.figures.source import first_of


def register_measures() -> None:
    """Add them."""
    register(Measure(name="leads", title="Leads", count=leads, order=60))
    register(Measure(name="bookings", title="Calls booked", count=bookings, order=70))


def leads(begin: datetime, end: datetime) -> Counter[str]:
    """People who left their details for the first time."""
    rows = Lead.objects.real().filter(created_at__gte=begin, created_at__lt=end)
    touches = rows.values_list("first_touch", "last_touch")
    return Counter(first_of(*both) for both in touches.iterator(chunk_size=2000))


def bookings(begin: datetime, end: datetime) -> Counter[str]:
    """Calls that were booked, whatever became of them, by where their lead came from."""
    rows = Booking.objects.filter(is_test=False, created_at__gte=begin, created_at__lt=end)
    touches = rows.values_list("lead__first_touch", "touch")
    return Counter(first_of(*both) for both in touches.iterator(chunk_size=2000))
