"""New leads on the admin's first page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.timesince import timesince

from leads.models import Lead
from ops.panels import Content, Row


def new_leads() -> Content:
    """The newest people nobody has answered yet."""
    return Content(
        title="New leads",
        rows=[
            Row(
                text=str(lead),
                url=reverse("admin:leads_lead_change", args=[lead.pk]),
                note=f"{timesince(lead.created_at)} ago",
            )
            for lead in Lead.objects.new()[:10]
        ],
        empty="Nobody is waiting for you.",
    )
