"""The drawings of the status page, as numbers that a template puts into SVG.

Nothing is loaded from elsewhere and nothing needs a script. Each drawing has its words beside it,
for whoever hears the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from ops.launch.runs import LaunchRun
from ops.monitor import rates
from ops.monitor.layers import Layer
from ops.monitor.names import NAMES

#: A day in quarters of an hour.
STEP, STEPS = timedelta(minutes=15), 96
#: A look older than this says nothing of now.
FRESH = timedelta(minutes=5)
#: Units of the drawings: one quarter of an hour is 10 wide.
WIDE, HIGH = 10, 100
RANK = {"failed": 2, "unknown": 1, "ok": 0}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of equal quarters: where it begins, how wide it is, and its state."""

    x: int
    width: int
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One layer's day. ``now`` is its newest state."""

    name: str
    now: str
    stretches: Sequence[Stretch]


@dataclass(frozen=True, slots=True)
class Chart:
    """A day of answers: ``lines`` are stretches of the p95, each the points of a polyline; ``bars``
    and ``slow`` the shares that failed and that were slow, as x, height and width.

    ``top`` is the milliseconds at the upper edge; ``worst`` and ``slowest`` are the largest shares
    in percent, and ``scale`` the percent at the upper edge.
    """

    lines: Sequence[str]
    bars: Sequence[tuple[int, int, int]]
    slow: Sequence[tuple[int, int, int]]
    top: int
    scale: int
    worst: float
    slowest: float
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A day of one figure: ``lines`` as in ``Chart``, what is at the upper edge, and the newest."""

    name: str
    lines: Sequence[str]
    top: str
    most: str
    now: str


@dataclass(frozen=True, slots=True)
class Run:
    """One launch check in the trend: its findings, and where its bar begins and how tall it is."""

    row: LaunchRun
    words: str
    found: int
    y: int
    tall: int


def strips(looks: Sequence[tuple[datetime, dict[str, str]]], start: datetime) -> list[Strip]:
    """A day of looks as strips; the worst look of a quarter gives it its colour."""
    worst: dict[Layer, list[str]] = {layer: [""] * STEPS for layer in Layer}
    for at, states in looks:
        place = int((at - start) / STEP)
        if not 0 <= place < STEPS:
            continue
        for layer in Layer:
            state, known = states.get(layer.value, "unknown"), worst[layer][place]
            if not known or RANK[state] > RANK[known]:
                worst[layer][place] = state
    newest = looks[-1][1] if looks else {}
    return [
        Strip(NAMES[layer], newest.get(layer.value, "unknown"), _stretches(cells, start))
        for layer, cells in worst.items()
    ]


def _stretches(cells: Sequence[str], start: datetime) -> list[Stretch]:
    found: list[Stretch] = []
    place = 0
    while place < len(cells):
        end = place
        while end < len(cells) and cells[end] == cells[place]:
            end += 1
        state = cells[place] or "none"
        begins, ends = start + STEP * place, start + STEP * end
        words = f"{_clock(begins)} to {_clock(ends)}: {WORDS[state]}"
        found.append(Stretch(place * WIDE, (end - place) * WIDE, state, words))
        place = end
    return found


WORDS = {"ok": "works", "failed": "failed", "unknown": "could not be told", "none": "not looked"}


def chart(found: Sequence[rates.Rate]) -> Chart:
    """A day of answers."""
    times = [rate.p95 for rate in found]
    top = max([100.0, *(value for value in times if value is not None)])
    failed = [rate.failed_share * 100 for rate in found]
    slow = [rate.slow_share * 100 for rate in found]
    scale = max(*failed, *slow, 5.0)
    return Chart(
        lines=_lines(times, top),
        bars=_bars(failed, scale),
        slow=_bars(slow, scale),
        top=round(top),
        scale=round(scale),
        worst=round(max(failed), 1),
        slowest=round(max(slow), 1),
        count=sum(rate.count for rate in found),
    )


def _bars(shares: Sequence[float], scale: float) -> list[tuple[int, int, int]]:
    return [
        (place * WIDE, max(2, round(share / scale * HIGH)), WIDE - 2)
        for place, share in enumerate(shares)
        if share
    ]


def _lines(values: Sequence[float | None], top: float) -> list[str]:
    """Polylines, broken where nothing is known; a lone point is drawn as a short line."""
    found: list[list[str]] = []
    before: float | None = None
    for place, value in enumerate(values):
        if value is not None:
            x, y = place * WIDE + WIDE // 2, HIGH - round(value / top * HIGH)
            if before is None:
                found.append([f"{x - 3},{y}"])
            found[-1].append(f"{x},{y}")
        before = value
    return [" ".join([*points, _onwards(points[-1])]) for points in found]


def _onwards(point: str) -> str:
    x, _, y = point.partition(",")
    return f"{int(x) + 3},{y}"


def waiting(looks: Iterable[tuple[datetime, Mapping[str, int]]], start: datetime) -> list[Line]:
    """A day of what waited, the most of each quarter; none where nobody has asked."""
    days: dict[str, list[float | None]] = {}
    newest: dict[str, int] = {}
    for at, found in looks:
        place = int((at - start) / STEP)
        if not 0 <= place < STEPS:
            continue
        for name, value in found.items():
            if name not in FIGURES:
                continue
            day = days.setdefault(name, [None] * STEPS)
            day[place] = max(day[place] or 0, value)
        newest = dict(found) or newest
    drawn = []
    for name, (words, least, how) in FIGURES.items():
        if name in days:
            most = max(value for value in days[name] if value is not None)
            top = max(most, least)
            drawn.append(
                Line(words, _lines(days[name], top), how(top), how(most), how(newest.get(name, 0)))
            )
    return drawn


def seconds(value: float) -> str:
    """``40 s``, ``12 min``, ``3 h``: as short as a drawing wants it."""
    if value < 120:
        return f"{value:.0f} s"
    return f"{value / 60:.0f} min" if value < 7200 else f"{value / 3600:.0f} h"


def number(value: float) -> str:
    """Without a point."""
    return f"{value:.0f}"


#: What each figure of ``ops.monitor.figures`` is called, the least that fills its drawing, and how
#: it is said.
FIGURES = {
    "age": ("The email that waits longest", 60, seconds),
    "emails": ("Emails that wait", 10, number),
    "queue": ("Tasks before the worker", 10, number),
}


def trend(rows: Iterable[LaunchRun]) -> list[Run]:
    """The last launch checks, the oldest first, by how much they found."""
    known = list(rows)[::-1]
    counts = [[int(row.summary.get(kind, 0)) for kind in KINDS] for row in known]
    most = max([1, *(sum(count) for count in counts)])
    tall = [max(2, round(sum(count) / most * 40)) for count in counts]
    return [
        Run(row, _found(count), sum(count), 42 - height, height)
        for row, count, height in zip(known, counts, tall, strict=True)
    ]


KINDS = ("blocker", "trust", "cleanup")


def _found(count: Sequence[int]) -> str:
    names = ("blocker", "trust issue", "cleanup item")
    told = [f"{n} {name}{'' if n == 1 else 's'}" for n, name in zip(count, names, strict=True) if n]
    return ", ".join(told) or "nothing found"


def hours(start: datetime) -> list[datetime]:
    """What stands below a drawing."""
    return [start + timedelta(hours=index) for index in range(0, 24, 6)]


def begin(now: datetime) -> datetime:
    """A day ago, at the beginning of a quarter, so that now lies in the last one."""
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    return quarter - STEP * (STEPS - 1)


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
