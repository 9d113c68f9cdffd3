"""Counts the days: today and yesterday again and again, an older day once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from ops.figures.registry import Measure, measures
from ops.figures.rows import FigureDay, day_of
from ops.figures.source import OTHER, label

EVERY = timedelta(minutes=5)
#: A year and the weeks it is held against are counted when the app first does this; so many days in
#: one go.
BACK, AT_ONCE = 2 * 53 * 7, 30
#: Sources of one day and measure; what is left is one more.
SOURCES = 40
#: Under this name stands which days were counted.
COUNTED = "counted"


def roll(now: datetime | None = None) -> int:
    """Count what is due; returns how many days that were."""
    today = day_of(now)
    days = list(_due(today))
    counted = [measure for measure in measures() if measure.count is not None]
    for day in days:
        _count_day(day, counted)
    FigureDay.objects.prune(today)
    return len(days)


def _due(today: date) -> Iterator[date]:
    """The newest first. A day is counted once more after its end, and then stays."""
    first = today - timedelta(days=BACK)
    marked = FigureDay.objects.between(first, today).filter(name=COUNTED)
    closed = dict(marked.values_list("day", "count"))
    older = [today - timedelta(days=back) for back in range(1, BACK + 1)]
    yield today
    yield from [day for day in older if not closed.get(day)][:AT_ONCE]


def _count_day(day: date, counted: list[Measure]) -> None:
    begin = datetime.combine(day, time(), UTC)
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    over = timezone.now() >= end
    rows = [
        FigureDay(day=day, name=measure.name, source=source, count=count)
        for measure in counted
        if measure.count is not None
        for source, count in folded(measure.count(begin, end)).items()
    ]
    names = [measure.name for measure in counted]
    with transaction.atomic():
        FigureDay.objects.filter(day=day, name__in=[*names, COUNTED]).delete()
        FigureDay.objects.bulk_create(
            [*rows, FigureDay(day=day, name=COUNTED, count=int(over))], ignore_conflicts=True
        )


def folded(counts: Mapping[str, int]) -> dict[str, int]:
    """The largest sources, and all others as one."""
    tidy: Counter[str] = Counter()
    for source, count in counts.items():
        tidy[label(source) or OTHER] += count
    largest = dict(tidy.most_common(SOURCES))
    rest = tidy.total() - sum(largest.values())
    if rest:
        largest[OTHER] = largest.get(OTHER, 0) + rest
    return {source: count for source, count in largest.items() if count > 0}
