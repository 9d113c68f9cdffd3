"""The queries of this room that are made often or over tables that grow, for the launch check."""

from __future__ import annotations

import uuid

from leads.models import Consent, Enquiry, Lead
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
        "who left an address in a conversation",
        lambda: Enquiry.objects.filter(conversation_id=str(NOBODY)),
        columns=("conversation_id",),
    )
