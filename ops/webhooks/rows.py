"""Where to tell it, and what was told: an address and its secret; one row for each delivery."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ops.accounts.sealing import opened, seal
from ops.leased import Leased, LeasedQuerySet
from ops.webhooks.signing import new_secret

#: How long a process may be silent before another takes its delivery over.
LEASE = timedelta(seconds=60)
#: Seconds before each further try, three days in all (the schedule that Standard Webhooks advises:
#: github.com/standard-webhooks/standard-webhooks, spec, "Deliverability and reliability").
BACK_OFF = (5, 300, 1800, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
#: How long the secret of before still signs beside a new one.
OLD_SECRET = timedelta(days=2)
#: Nothing but failures for so long, and it is switched off.
PATIENCE = timedelta(days=3)


class EndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    """Addresses in domain words."""

    def listening(self) -> EndpointQuerySet:
        """For which deliveries are made: also those that we switched off, so that nothing is missed
        when they are back.
        """
        return self.filter(Q(is_active=True) | ~Q(switched_off=""))


class WebhookEndpoint(models.Model):
    """An address of another tool. ``events`` are names; none means every one.

    ``failing_since`` is the first failure after the last success; ``switched_off`` says why we, and
    not the founder, have switched it off.
    """

    name = models.CharField(max_length=80)
    url = models.CharField(max_length=2000)
    events = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(default=True)
    secret = models.CharField(max_length=400, editable=False)
    old_secret = models.CharField(max_length=400, blank=True, editable=False)
    old_secret_until = models.DateTimeField(null=True, blank=True, editable=False)
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    switched_off = models.CharField(max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = "webhook"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """With a secret of its own from the first moment."""
        if not self.secret:
            self.secret = seal(new_secret())
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def wants(self, event: str) -> bool:
        """Whether it is to be told of an event."""
        return not self.events or event in self.events

    def secrets(self, now: datetime | None = None) -> list[str]:
        """That sign now, the newest first; empty when no key of today opens them."""
        kept = [self.secret]
        if (
            self.old_secret
            and self.old_secret_until
            and (now or timezone.now()) < (self.old_secret_until)
        ):
            kept.append(self.old_secret)
        return [secret for secret in map(opened, kept) if secret]

    def switch_on(self) -> int:
        """Tell it again, and what it missed too; returns how many deliveries that are."""
        self.is_active, self.switched_off, self.failing_since = True, "", None
        self.save(update_fields=["is_active", "switched_off", "failing_since"])
        missed = self.deliveries.exclude(state=WebhookDelivery.State.DELIVERED)
        return missed.exclude(state=WebhookDelivery.State.SENDING).update(
            state=WebhookDelivery.State.WAITING, attempts=0, next_attempt_at=timezone.now()
        )

    def change_secret(self) -> None:
        """A new one; that of before signs beside it for two days."""
        self.old_secret, self.old_secret_until = self.secret, timezone.now() + OLD_SECRET
        self.secret = seal(new_secret())
        self.save(update_fields=["secret", "old_secret", "old_secret_until"])


class DeliveryQuerySet(LeasedQuerySet["WebhookDelivery"]):
    """Many deliveries."""

    def due(self, now: datetime | None = None) -> Self:
        """Those of addresses that are switched on."""
        return super().due(now).filter(endpoint__is_active=True)

    def forget(self, about: str) -> int:
        """Delete what was told of somebody."""
        return self.filter(about=about).delete()[0] if about else 0


class WebhookDelivery(Leased):
    """One event for one address. ``event_id`` and ``body`` stay the same at every try."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        DELIVERED = "delivered"
        GIVEN_UP = "given up"

    WAITS, SENDS, LEASE = State.WAITING, State.SENDING, LEASE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries"
    )
    event_id = models.CharField(max_length=40, db_index=True)
    event = models.CharField(max_length=40)
    body = models.TextField()
    about = models.CharField(max_length=40, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    last_status = models.PositiveSmallIntegerField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "webhook delivery"
        verbose_name_plural = "webhook deliveries"
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="ops_webhook_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(
                fields=["lease_until"], name="ops_webhook_sending", condition=Q(state="sending")
            ),
            models.Index(fields=["-created_at"], name="ops_webhook_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.event_id[-8:]}"

    def mark_delivered(self, status: int) -> bool:
        """The other side has it."""
        return self.let_go(
            state=self.State.DELIVERED,
            delivered_at=timezone.now(),
            last_status=status,
            last_error="",
        )

    def mark_failed(
        self, error: str, *, status: int | None, permanent: bool, wait: float = 0
    ) -> bool:
        """It was not taken: try again later, ``wait`` seconds at least, or give up."""
        given_up = permanent or self.attempts > len(BACK_OFF)
        pause = 0 if given_up else max(BACK_OFF[self.attempts - 1], wait)
        return self.let_go(
            state=self.State.GIVEN_UP if given_up else self.State.WAITING,
            next_attempt_at=timezone.now() + timedelta(seconds=pause),
            last_status=status,
            last_error=error[:300],
        )

    def again(self) -> None:
        """Deliver it once more, from now on as if it were new: same id, same body."""
        self.state, self.attempts, self.next_attempt_at = self.State.WAITING, 0, timezone.now()
        self.last_error, self.delivered_at, self.lease_until, self.claim = "", None, None, None
        self.save(
            update_fields=[
                "state", "attempts", "next_attempt_at", "last_error", "delivered_at",
                "lease_until", "claim",
            ]
        )  # fmt: skip
