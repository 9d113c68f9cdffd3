"""New leads on the admin's first page."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from leads.models import Enquiry, Lead
from ops.panels import Content, Row, ago

#: Characters of what somebody asked.
EXCERPT = 100


def new_leads() -> Content:
    """The newest people nobody has answered yet, with their number and what they asked last."""
    last = Enquiry.objects.filter(lead=OuterRef("pk")).exclude(message="").order_by("-created_at")
    found = Lead.objects.new().annotate(asked=Subquery(last.values("message")[:1]))[:10]
    return Content(
        title="New leads",
        rows=[
            Row(
                text=str(lead),
                url=reverse("admin:leads_lead_change", args=[lead.pk]),
                note=_note(lead, getattr(lead, "asked", None) or ""),
            )
            for lead in found
        ],
        empty="Nobody is waiting for you.",
    )


def _note(lead: Lead, asked: str) -> str:
    """``+46 8 555 010 20 · 2 hours ago · Do you have a branch in Lisbon?``"""
    asked = " ".join(asked.split())
    if len(asked) > EXCERPT:
        asked = asked[:EXCERPT].rstrip() + "…"
    parts = [lead.phone, ago(lead.created_at), asked]
    return " · ".join(part for part in parts if part)
