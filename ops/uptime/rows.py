"""What is remembered: which monitors were made, and when somebody outside last looked."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from ops.uptime.wanted import Part


class UptimeMonitorQuerySet(models.QuerySet["UptimeMonitor"]):
    """Many rows at once."""

    def ids(self, provider: str, host: str) -> dict[Part, str]:
        """The ids at one provider of what looks at one site."""
        rows = self.filter(provider=provider, host=host).values_list("part", "remote_id")
        return {Part(part): id for part, id in rows if part in set(Part)}


class UptimeMonitor(models.Model):
    """One monitor of ours. ``remote_id`` is the provider's; the address of a heartbeat, which is a
    secret, is not kept here.
    """

    provider = models.CharField(max_length=20)
    host = models.CharField(max_length=253)
    part = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Part])
    remote_id = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=timezone.now)

    objects = UptimeMonitorQuerySet.as_manager()

    class Meta:
        ordering = ["provider", "host", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "host", "part"], name="ops_uptime_one_of_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.host}: {self.part}"


class UptimeVisit(models.Model):
    """When a provider last looked at this deployment, by the name it gives itself."""

    provider = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["provider"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.provider}, {self.at:%Y-%m-%d %H:%M}"
