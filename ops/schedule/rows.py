"""One row a chore: when it last began and ended, and what went wrong."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from ops.schedule.registry import Chore


class ChoreRunQuerySet(models.QuerySet["ChoreRun"]):
    """Many rows at once."""

    def take(self, chore: Chore, now: datetime) -> bool:
        """Whether the chore is due and now ours; of several who ask at once, one gets it."""
        self.get_or_create(name=chore.name)
        never = Q(began_at__isnull=True)
        ended = Q(ended_at__gte=F("began_at"), began_at__lte=now - chore.every)
        killed = (Q(ended_at__isnull=True) | Q(ended_at__lt=F("began_at"))) & Q(
            began_at__lte=now - chore.patience
        )
        # A clock that was set back must not stop the chores until it has caught up.
        ahead = Q(began_at__gt=now + chore.every)
        free = self.filter(never | ended | killed | ahead, name=chore.name)
        return bool(free.update(began_at=now))


class ChoreRun(models.Model):
    """``problem`` is the class of the error that ended the last run, or ""."""

    name = models.CharField(max_length=60, unique=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=100, blank=True)

    objects = ChoreRunQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    def may_be_due(self, chore: Chore, now: datetime) -> bool:
        """Whether it is worth asking the database for it."""
        if self.began_at is None:
            return True
        if self.began_at > now + chore.every:
            return True
        ended = self.ended_at is not None and self.ended_at >= self.began_at
        return self.began_at <= now - (chore.every if ended else chore.patience)
