"""Leads for tests, by one line each."""

from __future__ import annotations

from typing import Any

from leads.address import address_key
from leads.models import Lead
from leads.work import tags


def lead(email: str = "ana@example.org", *, tagged: str = "", **values: Any) -> Lead:
    """A stored lead."""
    made = Lead.objects.create(email=email, email_key=address_key(email), **values)
    if tagged:
        made.tags.set(tags.tags_of(tags.split(tagged)))
    return made
