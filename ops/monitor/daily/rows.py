"""One row: what the daily look remembers."""

from __future__ import annotations

from django.db import models

from ops.monitor.daily.memory import Memory


class DailyWatch(models.Model):
    """``memory`` is ``Memory.as_json()``, as it was at ``at``."""

    memory = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


def load() -> Memory:
    """What is remembered; raises ``DatabaseError`` where that cannot be asked."""
    row = DailyWatch.objects.filter(pk=1).first()
    return Memory.from_json(row.memory) if row else Memory()
