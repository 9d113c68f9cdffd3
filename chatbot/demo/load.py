"""Puts the demo business in, and takes it out again."""

from __future__ import annotations

import json
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from chatbot.models import Business, KnowledgeEntry, OpeningHours, Testimonial
from chatbot.models.version import KnowledgeVersion

DATA = Path(__file__).with_name("northbound.json")


def load_demo() -> int:
    """Load the demo where there is no business yet; returns how many entries it has now.

    A profile or entries of the founder's own are never touched.
    """
    data = json.loads(DATA.read_text())
    with transaction.atomic():
        if not Business.objects.exists() or Business.objects.filter(is_demo=True).exists():
            _load_business(data)
        if not KnowledgeEntry.objects.filter(is_demo=False).exists():
            KnowledgeEntry.objects.filter(is_demo=True).delete()
            KnowledgeEntry.objects.bulk_create(_entries(data["knowledge"]))
    return KnowledgeEntry.objects.filter(is_demo=True).count()


def remove_demo() -> tuple[bool, int]:
    """Take the demo out: ``(whether a demo profile was removed, how many entries were)``."""
    with transaction.atomic():
        entries, _ = KnowledgeEntry.objects.filter(is_demo=True).delete()
        profiles, _ = Business.objects.filter(is_demo=True).delete()
        KnowledgeVersion.move()
    return profiles > 0, entries


def _load_business(data: dict[str, Any]) -> None:
    Business.objects.all().delete()
    business = Business(pk=1, is_demo=True, **data["business"])
    business.full_clean()
    business.save()
    OpeningHours.objects.bulk_create(
        OpeningHours(
            business=business,
            weekday=weekday,
            opens=time.fromisoformat(opens),
            closes=time.fromisoformat(closes),
        )
        for weekday, opens, closes in data["opening_hours"]
    )
    Testimonial.objects.bulk_create(
        Testimonial(business=business, position=position, **testimonial)
        for position, testimonial in enumerate(data["testimonials"])
    )


def _entries(rows: list[dict[str, Any]]) -> list[KnowledgeEntry]:
    entries = []
    for position, row in enumerate(rows):
        price = row.get("price")
        entry = KnowledgeEntry(
            position=position,
            is_demo=True,
            **row
            | {
                "variants": "\n".join(row.get("variants", [])),
                "price": Decimal(price) if price is not None else None,
            },
        )
        entry.full_clean()
        entries.append(entry)
    return entries
