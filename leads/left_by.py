"""Whose conversation it is: who left their address in it, for the room above."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse

from leads.models import Lead
from ops.panels import dialled


@dataclass(frozen=True, kw_only=True, slots=True)
class Who:
    """``called`` is their name, or their address where they left none; ``url`` is their page."""

    called: str
    name: str
    phone: str
    url: str

    @property
    def tel(self) -> str:
        """What a telephone dials."""
        return dialled(self.phone)


def who_left(conversation_id: uuid.UUID) -> Who | None:
    """Who left an address there, the last of several; one query."""
    there = Lead.objects.filter(enquiries__conversation_id=str(conversation_id))
    lead = there.order_by("-enquiries__created_at").first()
    if lead is None:
        return None
    page = reverse("admin:leads_lead_change", args=[lead.pk])
    return Who(called=str(lead), name=lead.name, phone=lead.phone, url=page)
