"""What is counted, brought by each room in ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

#: Counts what began in ``[begin, end)``, by source.
DayCount = Callable[[datetime, datetime], Mapping[str, int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """``count`` is None for what is counted while it happens (``ops.figures.counting``).

    ``share_of`` names the measure that this one is a part of: it is shown in percent of it.
    """

    name: str
    title: str
    count: DayCount | None = None
    order: int = 0
    share_of: str = ""


_measures: dict[str, Measure] = {}


def register(measure: Measure) -> None:
    """Add it."""
    _measures[measure.name] = measure


def measures() -> list[Measure]:
    """All, in the order of the page."""
    return sorted(_measures.values(), key=lambda measure: measure.order)
