"""What models have cost, how they are, and what the owner was told about them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone

#: How long single calls are kept; the totals of days stay.
CALLS_KEPT = timedelta(days=400)


class ModelCallQuerySet(models.QuerySet["ModelCall"]):
    """Calls in domain words."""

    def of_conversation(self, conversation_id: uuid.UUID | str) -> ModelCallQuerySet:
        """Those booked on one conversation, oldest first."""
        return self.filter(conversation_id=conversation_id).order_by("created_at")

    def prune(self, now: datetime | None = None) -> int:
        """Delete those beyond retention; returns how many."""
        return self.filter(created_at__lt=(now or timezone.now()) - CALLS_KEPT).delete()[0]


class ModelCall(models.Model):
    """One call of a model. Made before the call with what it may cost, settled after it.

    A call that is never settled, since its process died, stands for what was reserved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    #: Kept when the conversation is forgotten: what was spent stays spent.
    conversation = models.ForeignKey(
        "chatbot.Conversation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="model_calls",
    )
    #: The visitor's message that was being answered.
    message = models.ForeignKey(
        "chatbot.Message",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="model_calls",
    )
    provider = models.CharField(max_length=20)
    model = models.CharField(max_length=120)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    cost_micros = models.PositiveBigIntegerField("cost in millionths of a US dollar", default=0)
    estimated = models.BooleanField("counted by us", default=True)
    finish = models.CharField("how it ended", max_length=40, blank=True)
    first_token_ms = models.PositiveIntegerField(null=True, blank=True)
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    settled = models.BooleanField(default=False)

    objects = ModelCallQuerySet.as_manager()

    class Meta:
        verbose_name = "model call"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["-created_at"], name="chatbot_modelcall_recent")]

    def __str__(self) -> str:
        return f"{self.provider} {self.model} {self.created_at:%Y-%m-%d %H:%M}"


class SpendingQuerySet(models.QuerySet["Spending"]):
    """Totals in domain words."""

    def add(self, key: str, micros: int, *, cap: int | None = None) -> bool:
        """Add to a total, below zero to give back; False when that would pass ``cap``.

        One conditional update, so that any number of processes at once cannot pass it.
        """
        rows = self.filter(key=key)
        if cap is not None:
            rows = rows.filter(cost_micros__lte=cap - micros)
        return bool(rows.update(cost_micros=F("cost_micros") + micros))

    def prune(self, now: datetime | None = None) -> int:
        """Delete the totals of conversations beyond retention; days are kept. Returns how many."""
        past = (now or timezone.now()) - CALLS_KEPT
        return self.filter(key__startswith=conversation_key(""), created_at__lt=past).delete()[0]

    def of_day(self, day: datetime | None = None) -> int:
        """Millionths of a US dollar spent on a day (UTC), today unless given."""
        return self._total(day_key(day))

    def of_conversation(self, conversation_id: uuid.UUID | str) -> int:
        """Millionths of a US dollar spent on a conversation."""
        return self._total(conversation_key(conversation_id))

    def _total(self, key: str) -> int:
        return self.filter(key=key).values_list("cost_micros", flat=True).first() or 0


class Spending(models.Model):
    """What a day or a conversation has cost, with what is reserved for calls now running."""

    key = models.CharField(max_length=60, primary_key=True)
    cost_micros = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SpendingQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


def day_key(day: datetime | None = None) -> str:
    """The key of a day's total."""
    return f"day:{day or timezone.now():%Y-%m-%d}"


def conversation_key(conversation_id: uuid.UUID | str) -> str:
    """The key of a conversation's total."""
    return f"conversation:{conversation_id}"


class ModelHealth(models.Model):
    """What all processes know of a model that fails; without a row it is taken for well."""

    key = models.CharField(max_length=64, primary_key=True)
    label = models.CharField(max_length=200)
    failures = models.PositiveIntegerField(default=0)
    kind = models.CharField("why", max_length=20, blank=True)
    away_until = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.label


class OwnerTold(models.Model):
    """What the owner was told about models on a day, so that they are told once."""

    key = models.CharField(max_length=120, primary_key=True)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
