"""What the monitor keeps: its memory, what it saw of a day, the outages, and when to be silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from ops.monitor import watch as watching
from ops.monitor.layers import Layer, Result

#: Looks are kept for the strip of a day, outages for a year.
LOOKS_KEPT, OUTAGES_KEPT = timedelta(hours=25), timedelta(days=366)


#: Maintenance windows that are remembered for when the database is away.
MOST_WINDOWS = 20


class MonitorState(models.Model):
    """One row: ``watch`` is ``Watch.as_json()``, as it was at ``at``."""

    watch = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class MonitorLook(models.Model):
    """One look. ``states`` is ``{layer: "ok" | "failed" | "unknown"}``, ``ms`` what each took;
    ``waiting`` is ``ops.monitor.figures.Waiting`` of that moment, {} where nobody asked.
    """

    at = models.DateTimeField(db_index=True)
    states = models.JSONField(default=dict)
    ms = models.JSONField(default=dict)
    waiting = models.JSONField(default=dict, db_default={})

    class Meta:
        default_permissions = ()
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def keep(
        cls, results: Iterable[Result], at: datetime, waiting: Mapping[str, int] | None = None
    ) -> None:
        """Store one, and let go of those older than a day."""
        known = list(results)
        cls.objects.create(
            at=at,
            states={result.layer.value: result.state.value for result in known},
            ms={result.layer.value: result.ms for result in known if result.ms},
            waiting=dict(waiting or {}),
        )
        cls.objects.filter(at__lt=at - LOOKS_KEPT).delete()


class Outage(models.Model):
    """One incident, as it is told and looked up later. ``first`` is the layer it was seen as first,
    which with ``began_at`` says which incident it is, whatever it turns out to be.
    """

    began_at = models.DateTimeField()
    first = models.CharField(max_length=12)
    layer = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Layer])
    ended_at = models.DateTimeField(null=True, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    seen = models.PositiveIntegerField(default=1)
    flapping = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "status and outages"
        ordering = ["-began_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["began_at", "first"], name="ops_outage_once")
        ]
        indexes = [models.Index(fields=["-began_at"], name="ops_outage_recent")]

    def __str__(self) -> str:
        return f"{self.layer}, {self.began_at:%Y-%m-%d %H:%M}"

    @classmethod
    def keep(cls, incident: watching.Incident) -> None:
        """Store how it stands."""
        values = {
            "layer": incident.layer.value,
            "ended_at": incident.ended,
            "evidence": incident.evidence[:500],
            "seen": incident.seen,
            "flapping": incident.flapping,
        }
        row, _ = cls.objects.update_or_create(
            began_at=incident.since, first=incident.first.value, defaults=values
        )
        if incident.said and row.told_at is None:
            cls.objects.filter(pk=row.pk).update(told_at=timezone.now())

    @classmethod
    def end_others(cls, going_on: Iterable[watching.Incident], now: datetime) -> None:
        """End what is over although nobody heard of it: it began and ended in a maintenance
        window, or the database was away when it ended.
        """
        known = {(incident.since, incident.first.value) for incident in going_on}
        for row in cls.objects.filter(ended_at=None):
            if (row.began_at, row.first) not in known:
                cls.objects.filter(pk=row.pk).update(ended_at=now)

    @classmethod
    def prune(cls, now: datetime) -> None:
        """Delete what is beyond retention."""
        cls.objects.filter(began_at__lt=now - OUTAGES_KEPT).delete()


class MaintenanceWindow(models.Model):
    """A time in which something is expected to fail: it is looked at, and nobody is told."""

    begins_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-begins_at"]
        indexes = [models.Index(fields=["-ends_at"], name="ops_window_end")]

    def __str__(self) -> str:
        return f"{self.begins_at:%Y-%m-%d %H:%M} to {self.ends_at:%H:%M}"

    def clean(self) -> None:
        """A window has a length, and an end that is remembered."""
        if self.ends_at and self.begins_at and self.ends_at <= self.begins_at:
            raise ValidationError({"ends_at": "It must end after it begins."})
        if self.ends_at and self.ends_at - self.begins_at > timedelta(days=7):
            raise ValidationError(
                {"ends_at": "At most seven days: a window that is forgotten hides real outages."}
            )

    @classmethod
    def open_at(cls, now: datetime) -> bool:
        """Whether one is open."""
        return cls.objects.filter(begins_at__lte=now, ends_at__gt=now).exists()

    @classmethod
    def to_come(cls, now: datetime) -> list[tuple[datetime, datetime]]:
        """Begin and end of those that have not ended, the next first."""
        rows = cls.objects.filter(ends_at__gt=now).order_by("begins_at")
        return list(rows.values_list("begins_at", "ends_at")[:MOST_WINDOWS])
