"""One number for each day, measure and source."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import models
from django.utils import timezone

#: Three years and a little, so that a year can be held against the two before it.
KEPT = timedelta(days=1100)


def day_of(moment: datetime | None = None) -> date:
    """The day a moment counts for, now unless given: in UTC, whoever asks and from where."""
    return (moment or timezone.now()).astimezone(UTC).date()


class FigureDayQuerySet(models.QuerySet["FigureDay"]):
    """Days in domain words."""

    def between(self, first: date, last: date) -> FigureDayQuerySet:
        """Both days among them."""
        return self.filter(day__gte=first, day__lte=last)

    def prune(self, today: date | None = None) -> int:
        """Delete what is beyond retention."""
        return self.filter(day__lt=(today or day_of()) - KEPT).delete()[0]


class FigureDay(models.Model):
    """``name`` is that of a measure. A row without a source says that the day was counted."""

    day = models.DateField()
    name = models.CharField(max_length=20)
    source = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField(default=0)

    objects = FigureDayQuerySet.as_manager()

    class Meta:
        verbose_name = "figure"
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["day", "name", "source"], name="ops_figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day} {self.source}"
