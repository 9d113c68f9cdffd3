"""One row an email: what to send, how far it is, and who is sending it."""

from __future__ import annotations

import random
import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ops.leased import Leased, LeasedQuerySet

#: How long a sender may be silent before another takes its row over.
LEASE = timedelta(seconds=30)
#: Seconds before each further try; after the last, about three days in all, we give up.
BACK_OFF = (10, 30, 120, 600, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 24 * 3600)


class OutboxQuerySet(LeasedQuerySet["OutboxMessage"]):
    """Many emails at once."""

    def given_up(self) -> OutboxQuerySet:
        """Those that could not be sent, but for those that were not meant to be."""
        failed = self.filter(state=OutboxMessage.State.FAILED)
        return failed.exclude(fate=OutboxMessage.Fate.SUPPRESSED)


class OutboxMessage(Leased):
    """An email. Its Message-ID is made with it, so that a second copy can be told as one."""

    class State(models.TextChoices):
        PENDING = "pending", "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed", "given up"

    class Fate(models.TextChoices):
        """What became of it after it had left, as the provider told: the last word is the worst."""

        UNKNOWN = "", "nothing heard"
        SUPPRESSED = "suppressed", "not sent: this address is left alone"
        DEFERRED = "deferred", "waits at their mail server"
        RETURNED = "returned", "came back for now"
        DELIVERED = "delivered", "arrived"
        REJECTED = "rejected", "refused by your email provider"
        BOUNCED = "bounced", "came back: no such mailbox"
        COMPLAINED = "complained", "marked as spam"

    WAITS, SENDS, LEASE = State.PENDING, State.SENDING, LEASE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    reply_to = models.CharField(max_length=320, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    message_id = models.CharField(max_length=320, unique=True)
    request_id = models.CharField(max_length=64, blank=True)
    is_test = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    last_error = models.CharField(max_length=500, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    fate = models.CharField(
        max_length=10, choices=Fate.choices, blank=True, default="", db_default=""
    )
    fate_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "email"
        verbose_name_plural = "outbox"
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="ops_outbox_waiting",
                condition=Q(state="pending"),
            ),
            models.Index(
                fields=["lease_until"], name="ops_outbox_sending", condition=Q(state="sending")
            ),
            models.Index(fields=["-created_at"], name="ops_outbox_recent"),
            models.Index(fields=["to"], name="ops_outbox_to"),
            models.Index(fields=["kind", "-created_at"], name="ops_outbox_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {str(self.id)[:8]}"

    def mark_sent(self, provider_id: str) -> bool:
        """The provider has it."""
        return self.let_go(
            state=self.State.SENT,
            sent_at=timezone.now(),
            provider_id=provider_id[:200],
            last_error="",
        )

    def mark_suppressed(self, why: str) -> bool:
        """Its address is left alone: given up without a try."""
        return self.let_go(state=self.State.FAILED, fate=self.Fate.SUPPRESSED, last_error=why[:500])

    def hear(self, fate: str, at: datetime) -> bool:
        """The provider told what became of it; False where something graver is known.

        Events come in any order: what came back never turns into what arrived.
        """
        order = list(self.Fate.values)
        milder = order[: order.index(fate)]
        known = type(self).objects.filter(pk=self.pk, fate__in=milder)
        return bool(known.update(fate=fate, fate_at=at))

    def words(self) -> str:
        """What became of it, for a person."""
        if self.fate == self.Fate.SUPPRESSED:
            return self.last_error or str(self.Fate.SUPPRESSED.label)
        if self.fate:
            return self.get_fate_display()
        if self.state == self.State.FAILED:
            return f"given up: {self.last_error}" if self.last_error else "given up"
        if self.state == self.State.SENT:
            return "sent"
        return "waiting to be sent" + (f" ({self.last_error})" if self.last_error else "")

    def mark_failed(self, error: str, *, permanent: bool, retry_after: float | None) -> bool:
        """It was not taken: wait and try again, or give up."""
        last = self.attempts > len(BACK_OFF)
        given_up = permanent or last
        wait = 0.0 if given_up else BACK_OFF[self.attempts - 1] * random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries, guards nothing
        return self.let_go(
            state=self.State.FAILED if given_up else self.State.PENDING,
            next_attempt_at=timezone.now() + timedelta(seconds=max(wait, retry_after or 0)),
            last_error=error[:500],
        )
