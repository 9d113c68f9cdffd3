"""The board: a column for each status, with the newest people in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from leads.models import Lead
from leads.sender import today
from ops.panels import dialled

#: Cards of one column; the list has the rest.
CARDS = 15


@dataclass(slots=True)
class Card:
    """One person on the board. ``due`` is ``overdue``, ``today``, ``later`` or ""."""

    lead: Lead
    due: str = ""

    @property
    def tel(self) -> str:
        """What a telephone dials."""
        return dialled(self.lead.phone)


@dataclass
class Column:
    """One status: how many people are in it, and the first of them."""

    status: str
    label: str
    count: int = 0
    cards: list[Card] = field(default_factory=list)

    @cached_property
    def moves(self) -> SafeString:
        """A button for each other column, the same in each card: drawn once."""
        others = [pair for pair in Lead.Status.choices if pair[0] != self.status]
        button = '<button type="submit" name="to" value="{}">{}</button>'
        return format_html_join("", button, others)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.cards)


def columns(*, owner: Any = None) -> list[Column]:
    """All, in the order of the work. Three queries and one for tags, however many leads."""
    found = Lead.objects.real()
    if owner is not None:
        found = found.filter(owner=owner)
    counts = dict(found.order_by().values_list("status").annotate(Count("pk")))
    # Each column's first by its own index; a slice inside a union has to be wrapped for SQLite.
    parts = [
        Lead.objects.filter(
            pk__in=found.filter(status=status).order_by("-created_at").values("pk")[:CARDS]
        )
        .order_by()
        .values_list("pk")
        for status in Lead.Status.values
        if counts.get(status)
    ]
    keys = [key for (key,) in parts[0].union(*parts[1:], all=True)] if parts else []
    rows = (
        Lead.objects.filter(pk__in=keys)
        .select_related("owner")
        .prefetch_related("tags")
        .order_by("-created_at")
    )
    made = {value: Column(value, str(label)) for value, label in Lead.Status.choices}
    day = today()
    for lead in rows:
        made[lead.status].cards.append(Card(lead, due_of(lead, day)))
    for status, count in counts.items():
        if status in made:
            made[status].count = count
    return list(made.values())


def due_of(lead: Lead, day: date) -> str:
    """Whether the next step is overdue, for today, or later."""
    if lead.next_step_on is None or lead.status not in Lead.OPEN:
        return ""
    if lead.next_step_on == day:
        return "today"
    return "overdue" if lead.next_step_on < day else "later"
