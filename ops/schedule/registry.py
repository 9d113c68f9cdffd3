"""The chores there are, added by the rooms when Django is ready."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """``run`` is called once every ``every``, counted from start to start.

    It may be called again when a process was killed with it in hand, so it must stand that. After
    ``patience`` a chore that has not ended is taken for dead.
    """

    name: str
    every: timedelta
    run: Callable[[], object]
    patience: timedelta = timedelta(minutes=10)


_chores: dict[str, Chore] = {}
_in_each_process: list[Callable[[], object]] = []


def register(
    name: str,
    run: Callable[[], object],
    *,
    every: timedelta,
    patience: timedelta = timedelta(minutes=10),
) -> None:
    """Add a chore; the same name again replaces it."""
    _chores[name] = Chore(name, every, run, patience)


def chores() -> list[Chore]:
    """All, in the order in which they were added."""
    return list(_chores.values())


def in_each_process(function: Callable[[], object]) -> None:
    """Call ``function`` every ten seconds in every web process, and in a worker after its tasks.

    For what is in a process's own memory and must get out of it. It must be quick.
    """
    _in_each_process.append(function)


def do_in_each_process() -> None:
    """Do it now, for this process; one that raises is logged and keeps no other from running."""
    for function in _in_each_process:
        try:
            function()
        except Exception:
            # The outermost edge of each: a database that is away must not stop the others.
            logger.exception("%s failed", getattr(function, "__qualname__", function))
