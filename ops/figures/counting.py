"""What leaves no row of its own is counted while it happens: visits.

Each process counts in memory and adds it to the day every ten seconds; one that is killed takes at
most those ten seconds along. What is kept is a number and a source.
"""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date

from django.db.models import F

from ops.figures.roll import SOURCES
from ops.figures.rows import FigureDay, day_of
from ops.figures.source import OTHER, label

#: Sources that one process tells apart between two times it writes.
MOST = 200

_lock = threading.Lock()
_seen: Counter[tuple[date, str, str]] = Counter()


def seen(name: str, source: str) -> None:
    """One more of a measure, today."""
    day, source = day_of(), label(source) or OTHER
    with _lock:
        if (day, name, source) not in _seen and len(_seen) >= MOST:
            source = OTHER
        _seen[day, name, source] += 1


def flush() -> int:
    """Write what was counted, and return how many rows; what cannot be written is kept."""
    with _lock:
        taken = Counter(_seen)
        _seen.clear()
    done: list[tuple[date, str, str]] = []
    try:
        for key, count in taken.items():
            _add(*key, count)
            done.append(key)
    except Exception:
        with _lock:
            _seen.update({key: count for key, count in taken.items() if key not in done})
        raise
    return len(done)


def _add(day: date, name: str, source: str, count: int) -> None:
    if _added(day, name, source, count):
        return
    others = FigureDay.objects.filter(day=day, name=name)
    if others.count() >= SOURCES and source != OTHER:
        _add(day, name, OTHER, count)
        return
    FigureDay.objects.bulk_create(
        [FigureDay(day=day, name=name, source=source)], ignore_conflicts=True
    )
    _added(day, name, source, count)


def _added(day: date, name: str, source: str, count: int) -> bool:
    row = FigureDay.objects.filter(day=day, name=name, source=source)
    return bool(row.update(count=F("count") + count))
