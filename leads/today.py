"""New leads on the admin's first page."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.urls import reverse

from leads.models import Enquiry, Lead
from leads.sender import today
from leads.work.board import due_of
from ops.panels import Content, Row, ago, once

#: Characters of what somebody asked.
EXCERPT = 100
#: Rows of one panel.
ROWS = 10
NEW, DUE, AGAIN = "new", "due", "again"


def new_leads() -> Content:
    """The newest people nobody has answered yet, with their number and what they asked last."""
    found = once(_people)[NEW]
    return Content(
        title="New leads",
        rows=[
            Row(
                text=str(lead),
                url=reverse("admin:leads_lead_change", args=[lead.pk]),
                note=_note(lead, getattr(lead, "asked", None) or ""),
                phone=lead.phone,
            )
            for lead in found
        ],
        empty="Nobody is waiting for you.",
    )


def next_steps() -> Content:
    """What was to be done today or before, the longest overdue first."""
    day = once(today)
    found = sorted(once(_people)[DUE], key=lambda lead: lead.next_step_on or day)
    return Content(
        title="Next steps",
        rows=[
            Row(
                text=f"{lead}: {lead.next_step}" if lead.next_step else str(lead),
                url=reverse("admin:leads_lead_change", args=[lead.pk]),
                note=_when(lead, day),
                phone=lead.phone,
            )
            for lead in found
        ],
        empty="Nothing is due today.",
    )


def wrote_again() -> Content:
    """People who were answered before and have written since."""
    return Content(
        title="Wrote again",
        rows=[
            Row(
                text=str(lead),
                url=reverse("admin:leads_lead_change", args=[lead.pk]),
                note=f"{lead.get_status_display()} · {ago(lead.wrote_again_at)}",
                phone=lead.phone,
            )
            for lead in sorted(once(_people)[AGAIN], key=_wrote, reverse=True)
            if lead.wrote_again_at
        ],
        empty="Nobody has written again.",
    )


def _people() -> dict[str, list[Lead]]:
    """Whom the panels name, newest first, in one query: each part is found by its own index."""
    last = Enquiry.objects.filter(lead=OuterRef("pk")).exclude(message="").order_by("-created_at")
    parts: dict[str, QuerySet[Lead]] = {
        NEW: Lead.objects.new().order_by("-created_at"),
        DUE: Lead.objects.due(once(today)).order_by("next_step_on"),
        AGAIN: Lead.objects.wrote_again().order_by("-wrote_again_at"),
    }
    # A slice inside a union has to be wrapped for SQLite.
    first, *rest = (
        Lead.objects.filter(pk__in=part.values("pk")[:ROWS])
        .order_by()
        .annotate(part=Value(name), asked=Subquery(last.values("message")[:1]))
        for name, part in parts.items()
    )
    found: dict[str, list[Lead]] = {name: [] for name in parts}
    for lead in first.union(*rest, all=True).order_by("-created_at"):
        found[str(getattr(lead, "part", ""))].append(lead)
    return found


def _wrote(lead: Lead) -> datetime:
    return lead.wrote_again_at or lead.created_at


def _when(lead: Lead, day: date) -> str:
    """``Today``, or how long overdue."""
    if lead.next_step_on is None or due_of(lead, day) == "today":
        return "Today"
    days = (day - lead.next_step_on).days
    return "Overdue since yesterday" if days == 1 else f"{days} days overdue"


def _note(lead: Lead, asked: str) -> str:
    """``2 hours ago · Do you have a branch in Lisbon?``"""
    asked = " ".join(asked.split())
    if len(asked) > EXCERPT:
        asked = asked[:EXCERPT].rstrip() + "…"
    return " · ".join(part for part in (ago(lead.created_at), asked) if part)
