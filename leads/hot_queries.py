"""The queries of this room that are made often or over tables that grow, for the launch check."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.utils import timezone

from leads.models import (
    Booking,
    BookingTime,
    Consent,
    Enquiry,
    FitAnswer,
    Lead,
    LeadEvent,
    LeadNote,
)
from ops import queries

#: Nobody's id: a plan needs none that is there.
NOBODY = uuid.UUID(int=0)


def register() -> None:
    """Tell the ground floor."""
    queries.register(
        "the list of leads",
        lambda: Lead.objects.order_by("-created_at")[:100],
        columns=("-created_at",),
    )
    queries.register(
        "the new leads",
        lambda: Lead.objects.filter(status=Lead.Status.NEW).order_by("-created_at")[:10],
        columns=("status", "-created_at"),
    )
    queries.register(
        "a lead by its address",
        lambda: Lead.objects.filter(email_key="nobody@example.com"),
        columns=("email_key",),
    )
    queries.register(
        "what a lead asked",
        lambda: Enquiry.objects.filter(lead=NOBODY).order_by("-created_at"),
        columns=("lead_id",),
    )
    queries.register(
        "what a lead agreed to", lambda: Consent.objects.filter(lead=NOBODY), columns=("lead_id",)
    )
    queries.register(
        "the list of bookings",
        lambda: Booking.objects.order_by("-created_at")[:100],
        columns=("-created_at",),
    )
    queries.register(
        "the calls of two days",
        lambda: Booking.objects.between(timezone.now(), timezone.now() + timedelta(days=2))[:20],
        columns=("starts_at",),
    )
    queries.register(
        "what a lead booked", lambda: Booking.objects.filter(lead=NOBODY), columns=("lead_id",)
    )
    queries.register(
        "a booking by its provider's id",
        lambda: BookingTime.objects.filter(provider="calendly", key="nobody"),
        columns=("provider", "key"),
    )
    queries.register(
        "who left an address in a conversation",
        lambda: Enquiry.objects.filter(conversation_id=str(NOBODY)),
        columns=("conversation_id",),
    )
    queries.register(
        "the next steps that are due",
        lambda: Lead.objects.filter(next_step_on__lte=date(2000, 1, 1)).order_by("next_step_on"),
        columns=("next_step_on",),
    )
    queries.register(
        "who wrote again",
        lambda: Lead.objects.filter(wrote_again_at__isnull=False).order_by("-wrote_again_at")[:10],
        columns=("-wrote_again_at",),
    )
    queries.register(
        "a lead's notes",
        lambda: LeadNote.objects.filter(lead=NOBODY).order_by("-created_at"),
        columns=("lead_id", "-created_at"),
    )
    queries.register(
        "what changed about a lead",
        lambda: LeadEvent.objects.filter(lead=NOBODY).order_by("-at"),
        columns=("lead_id", "-at"),
    )
    queries.register(
        "what was answered in a conversation",
        lambda: FitAnswer.objects.filter(conversation_id=str(NOBODY)),
        columns=("conversation_id",),
    )
