"""One row an email: what to send, how far it is, and who is sending it."""

from __future__ import annotations

import random
import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

#: How long a sender may be silent before another takes its row over.
LEASE = timedelta(seconds=30)
#: Seconds before each further try; after the last, about three days in all, we give up.
BACK_OFF = (10, 30, 120, 600, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 24 * 3600)


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    """Many emails at once."""

    def due(self, now: datetime | None = None) -> OutboxQuerySet:
        """Whose time has come, and whose sender has died."""
        now = now or timezone.now()
        return self.filter(
            Q(state=OutboxMessage.State.PENDING, next_attempt_at__lte=now)
            | Q(state=OutboxMessage.State.SENDING, lease_until__lte=now)
        )


class OutboxMessage(models.Model):
    """An email. Its Message-ID is made with it, so that a second copy can be told as one."""

    class State(models.TextChoices):
        PENDING = "pending", "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed", "given up"

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
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.kind} {str(self.id)[:8]}"

    def take(self) -> bool:
        """Claim this row as it was read; False when somebody else was quicker.

        One conditional update, so it holds on SQLite and PostgreSQL alike.
        """
        claim, now = uuid.uuid4(), timezone.now()
        taken = (
            OutboxMessage.objects.due(now)
            .filter(pk=self.pk, attempts=self.attempts)
            .update(
                state=self.State.SENDING,
                claim=claim,
                lease_until=now + LEASE,
                attempts=models.F("attempts") + 1,
            )
        )
        if taken:
            self.claim = claim
            self.attempts += 1
        return bool(taken)

    def renew(self) -> bool:
        """Say that its sender is alive; False when the row is no longer ours."""
        return bool(self._ours().update(lease_until=timezone.now() + LEASE))

    def mark_sent(self, provider_id: str) -> bool:
        """The provider has it."""
        return bool(
            self._ours().update(
                state=self.State.SENT,
                sent_at=timezone.now(),
                provider_id=provider_id[:200],
                last_error="",
                claim=None,
                lease_until=None,
            )
        )

    def mark_failed(self, error: str, *, permanent: bool, retry_after: float | None) -> bool:
        """It was not taken: wait and try again, or give up."""
        last = self.attempts > len(BACK_OFF)
        given_up = permanent or last
        wait = 0.0 if given_up else BACK_OFF[self.attempts - 1] * random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries, guards nothing
        return bool(
            self._ours().update(
                state=self.State.FAILED if given_up else self.State.PENDING,
                next_attempt_at=timezone.now() + timedelta(seconds=max(wait, retry_after or 0)),
                last_error=error[:500],
                claim=None,
                lease_until=None,
            )
        )

    def _ours(self) -> OutboxQuerySet:
        return OutboxMessage.objects.filter(pk=self.pk, claim=self.claim, state=self.State.SENDING)
