"""The queries of the ground floor that are made often or over tables that grow."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ops import queries
from ops.letters.rows import EmailWords
from ops.outbox.rows import OutboxMessage


def register() -> None:
    """Add them."""
    queries.register(
        "the emails whose time has come",
        lambda: OutboxMessage.objects.due(),
        columns=("next_attempt_at",),
    )
    queries.register(
        "the emails given up lately",
        lambda: OutboxMessage.objects.filter(
            state=OutboxMessage.State.FAILED, created_at__gte=timezone.now() - timedelta(hours=1)
        ),
        columns=("-created_at",),
    )
    queries.register(
        "the list of emails",
        lambda: OutboxMessage.objects.order_by("-created_at")[:100],
        columns=("-created_at",),
    )
    queries.register(
        "the founder's words for an email",
        lambda: EmailWords.objects.filter(kind="lead_confirmation", language="en"),
        columns=("kind", "language"),
    )
