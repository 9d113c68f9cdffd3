"""Ties what providers tell into the schedule."""

from __future__ import annotations

from datetime import timedelta

from ops import schedule
from ops.outbox import events, inbound


def register() -> None:
    """Two chores."""
    schedule.register("forget old email events", events.prune, every=timedelta(hours=1))
    schedule.register("forget old reply addresses", inbound.prune, every=timedelta(hours=12))
