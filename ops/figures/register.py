"""Ties the figures into the schedule."""

from __future__ import annotations

from ops import schedule
from ops.figures import counting, roll, visits
from ops.figures.registry import Measure
from ops.figures.registry import register as register_measure


def register() -> None:
    """Count visits, and the days."""
    register_measure(Measure(name=visits.VISITS, title="Visits of your page", order=10))
    register_measure(Measure(name=visits.OPENED, title="Chat opened on other sites", order=20))
    schedule.in_each_process(counting.flush)
    schedule.register("count the day", roll.roll, every=roll.EVERY)
