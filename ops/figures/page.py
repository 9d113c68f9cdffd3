"""The page of figures: so many weeks, each measure's total and weeks, and all of them by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from ops.figures.registry import Measure, measures
from ops.figures.rows import FigureDay, day_of

#: What may be looked at, in weeks; the first is shown unless another is asked for.
SPANS = (12, 4, 26, 52)
#: Rows of the table of sources; what is left is one more.
SOURCES = 12
#: Units of a drawing.
WIDE, HIGH = 10, 60
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of one measure, with its words."""

    x: int
    y: int
    tall: int
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: ``total`` as it is said, and how that compares with the weeks before."""

    title: str
    total: str
    change: str
    bars: Sequence[Bar]
    top: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source with a title and a cell for each measure shown; ``rest`` are several together."""

    source: str
    cells: Sequence[tuple[str, str]]
    rest: bool = False


Counts = Mapping[str, int]


def page(weeks: int, source: str, *, today: date | None = None) -> dict[str, Any]:
    """All of it, for the template. Weeks begin on Monday, and the last one is still running."""
    today = today or day_of()
    first = today - timedelta(days=today.weekday()) - WEEK * (weeks - 1)
    # As many days before as have passed of these weeks: a week that has begun is no whole one.
    # Which days were counted (rows without a source) is no figure.
    kept = FigureDay.objects.exclude(source="")
    before = kept.between(first - WEEK * weeks, today - WEEK * weeks)
    rows = kept.between(first, today)
    by_source = _by_source(rows)
    if source:
        before, rows = before.filter(source=source), rows.filter(source=source)
    by_week = _by_week(rows, first, weeks)
    totals: Counter[str] = Counter()
    for week in by_week:
        totals.update(week)
    earlier = Counter(dict(before.values_list("name").annotate(sum=Sum("count"))))
    shown = measures()
    mondays = [first + WEEK * place for place in range(weeks)]
    return {
        "figures": [_figure(one, totals, earlier, by_week, mondays) for one in shown],
        "columns": [measure.title for measure in shown],
        "rows": _source_rows(by_source, shown),
        "first": first,
        "last": mondays[-1],
        "weeks": weeks,
        "spans": sorted(SPANS),
        "source": source,
        "width": weeks * WIDE,
        "is_empty": not any(by_source.values()),
    }


def _by_source(rows: Any) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for source, name, count in rows.values_list("source", "name").annotate(sum=Sum("count")):
        found.setdefault(source, Counter())[name] += count
    return found


def _by_week(rows: Any, first: date, weeks: int) -> list[Counter[str]]:
    found: list[Counter[str]] = [Counter() for _ in range(weeks)]
    for day, name, count in rows.values_list("day", "name").annotate(sum=Sum("count")):
        found[(day - first).days // 7][name] += count
    return found


def _figure(
    measure: Measure,
    totals: Counts,
    earlier: Counts,
    by_week: Sequence[Counts],
    mondays: Sequence[date],
) -> Figure:
    values = [_value(measure, week) for week in by_week]
    top = 100 if measure.share_of else max([1, *(value or 0 for value in values)])
    bars = [
        Bar(place * WIDE, HIGH - tall, tall, f"Week of {monday:%-d %B}: {_said(measure, value)}")
        for place, (monday, value) in enumerate(zip(mondays, values, strict=True))
        for tall in [max(1 if value is None or not value else 2, round((value or 0) / top * HIGH))]
    ]
    now = _value(measure, totals)
    # Where nothing at all was counted before, the site was not there yet.
    then = _value(measure, earlier) if earlier else None
    return Figure(
        measure.title,
        _said(measure, now),
        _change(measure, now, then),
        bars,
        _said(measure, top),
    )


def _value(measure: Measure, counts: Counts) -> int | None:
    """A number, or the percent it is of another; None where there is nothing to take it of."""
    count = counts.get(measure.name, 0)
    if not measure.share_of:
        return count
    whole = counts.get(measure.share_of, 0)
    return min(100, round(100 * count / whole)) if whole else None


def _said(measure: Measure, value: int | None) -> str:
    if value is None:
        return "–"
    return f"{value} %" if measure.share_of else _number(value)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")


def _change(measure: Measure, now: int | None, then: int | None) -> str:
    if now is None or then is None:
        return ""
    more = now - then
    if not more:
        return "as many as before" if not measure.share_of else "as before"
    unit = f" point{'' if abs(more) == 1 else 's'}" if measure.share_of else ""
    return f"{_number(abs(more))}{unit} {'more' if more > 0 else 'fewer'} than before"


def _source_rows(by_source: Mapping[str, Counts], shown: Sequence[Measure]) -> list[SourceRow]:
    """The sources that brought most people first, by the last measure that is worth most."""
    worth = [measure.name for measure in reversed(shown) if not measure.share_of]
    order = sorted(by_source, key=lambda one: [-by_source[one].get(name, 0) for name in worth])
    rows = [SourceRow(name, _cells(by_source[name], shown)) for name in order[:SOURCES]]
    if rest := order[SOURCES:]:
        together = _together(by_source[name] for name in rest)
        rows.append(SourceRow(f"{len(rest)} more", _cells(together, shown), rest=True))
    return rows


def _cells(counts: Counts, shown: Sequence[Measure]) -> list[tuple[str, str]]:
    return [(one.title, _said(one, _value(one, counts))) for one in shown]


def _together(many: Iterable[Counts]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in many:
        found.update(one)
    return found
