"""How long bookings are kept apart from their leads: what belongs to nobody goes after a while."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from leads.bookings.rows import Booking, ForgottenBooking
from ops.privacy.batches import delete_all

EVERY = timedelta(days=1)
#: Of which the provider never said whose they are.
NOBODYS = timedelta(days=180)
#: No provider tells of a call so long after it was booked.
FINGERPRINTS = timedelta(days=730)


def prune() -> None:
    """Bookings of nobody, and fingerprints of those that were deleted."""
    now = timezone.now()
    delete_all(Booking.objects.filter(lead=None, created_at__lt=now - NOBODYS))
    delete_all(ForgottenBooking.objects.filter(forgotten_at__lt=now - FINGERPRINTS))
