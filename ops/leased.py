"""Rows that wait to be sent: any number of processes may try, and one has each at a time.

A row is claimed by one conditional update, which holds on SQLite and PostgreSQL alike, and for a
while: whoever is silent for longer is taken for dead, and another takes the row over.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self, TypeVar, cast

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)


class LeasedQuerySet(models.QuerySet[Row]):
    """Many at once."""

    def due(self, now: datetime | None = None) -> Self:
        """Whose time has come, and whose sender has died."""
        return self.filter(cast("type[Leased]", self.model).is_due(now or timezone.now()))


class Leased(models.Model):
    """``WAITS`` and ``SENDS`` are the states of a row that waits and of one that is in hand;
    ``LEASE`` is how long its sender may be silent. A table that has this names a ``state``.
    """

    WAITS: ClassVar[str]
    SENDS: ClassVar[str]
    LEASE: ClassVar[timedelta]

    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def is_due(cls, now: datetime) -> Q:
        """What a row says of itself when its time has come, or when its sender has died."""
        return Q(state=cls.WAITS, next_attempt_at__lte=now) | Q(
            state=cls.SENDS, lease_until__lte=now
        )

    def take(self) -> bool:
        """Claim this row as it was read; False when somebody else was quicker.

        Asks for columns of the row alone. A condition that spans a relation becomes a subquery, and
        PostgreSQL looks at the row again once the other's claim is stored, but not at the subquery:
        both would have it (postgresql.org/docs/current/transaction-iso.html, "Read Committed").
        """
        claim, now = uuid.uuid4(), timezone.now()
        as_read = self._rows().filter(self.is_due(now), pk=self.pk, attempts=self.attempts)
        taken = as_read.update(
            state=self.SENDS, claim=claim, lease_until=now + self.LEASE, attempts=F("attempts") + 1
        )
        if taken:
            self.claim = claim
            self.attempts += 1
        return bool(taken)

    def renew(self) -> bool:
        """Say that its sender is alive; False when the row is no longer ours."""
        return bool(self._ours().update(lease_until=timezone.now() + self.LEASE))

    def let_go(self, **change: Any) -> bool:
        """Store what became of it and give the claim up; False when the row is no longer ours."""
        return bool(self._ours().update(claim=None, lease_until=None, **change))

    def _ours(self) -> Any:
        return self._rows().filter(pk=self.pk, claim=self.claim, state=self.SENDS)

    def _rows(self) -> Any:
        return type(self)._default_manager
