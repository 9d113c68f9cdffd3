"""Adding a note to a lead."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from leads.models import Lead, LeadNote
from leads.work.changing import name_of

#: Characters of one note.
LONGEST = 4000
#: The same words by the same person so soon after are a form that was gone back to.
SOON = timedelta(minutes=10)


class BadNote(ValueError):
    """It cannot be taken; the message says what to change."""


def add(lead: Lead, text: str, *, by: Any, sent_id: uuid.UUID) -> bool:
    """Store a note; False for a form that was sent before, or gone back to and sent again.

    Raises ``BadNote``, and ``Lead.DoesNotExist`` for a lead that was merged or deleted meanwhile.
    """
    text = "".join(letter for letter in text if letter.isprintable() or letter in "\n\t").strip()
    if not text:
        raise BadNote("There is nothing in the note. Write a line first.")
    if len(text) > LONGEST:
        raise BadNote(f"A note has {LONGEST:,} characters at most. Make two of it.")
    with transaction.atomic():
        lead = Lead.objects.select_for_update().get(pk=lead.pk)
        twice = {"lead": lead, "by": by, "text": text, "created_at__gte": timezone.now() - SOON}
        if LeadNote.objects.filter(**twice).exists():
            return False
        _, is_new = LeadNote.objects.get_or_create(
            sent_id=sent_id,
            defaults={"lead": lead, "text": text, "by": by, "by_name": name_of(by)},
        )
        Lead.objects.filter(pk=lead.pk, wrote_again_at__isnull=False).update(wrote_again_at=None)
    return is_new
