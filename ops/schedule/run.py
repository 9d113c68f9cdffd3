"""Doing what is due."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.utils import timezone

from ops.database import give_back
from ops.schedule.registry import Chore, chores
from ops.schedule.rows import ChoreRun

logger = logging.getLogger(__name__)


def run_due(going_on: Callable[[], bool] = lambda: True) -> list[str]:
    """Do each chore that is due and that nobody has in hand; returns the names of those done.

    One that raises is logged, counts as done until it is due again, and keeps no other from
    running. Raises what the database raises when it is away.
    """
    done = []
    due = _maybe_due()
    for chore in due:
        if not going_on():
            break
        if ChoreRun.objects.take(chore, timezone.now()):
            _run(chore)
            done.append(chore.name)
    return done


def _maybe_due() -> list[Chore]:
    """One query for the usual case that nothing is."""
    known = {row.name: row for row in ChoreRun.objects.all()}
    now = timezone.now()
    return [
        chore
        for chore in chores()
        if chore.name not in known or known[chore.name].may_be_due(chore, now)
    ]


def _run(chore: Chore) -> None:
    problem = ""
    try:
        chore.run()
    except Exception as error:
        # The outermost edge: one chore must not keep the others from being done.
        problem = type(error).__name__
        logger.exception("the chore %s failed", chore.name, extra={"event": "chore_failed"})
    finally:
        give_back()
    ChoreRun.objects.filter(name=chore.name).update(ended_at=timezone.now(), problem=problem)
