"""What a web process does when it starts and when it stops; rooms add to it in ``ready()``.

Functions run in a thread, in the order they were added, and must be quick: the server waits for
the starting ones before it takes requests. One that raises is logged and does not keep the
others from running.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

_starting: list[Callable[[], None]] = []
_leaving: list[Callable[[], None]] = []
_stopping: list[Callable[[], None]] = []


def on_start(function: Callable[[], None]) -> None:
    """Run ``function`` when a web process starts."""
    _starting.append(function)


def on_leave(function: Callable[[], None]) -> None:
    """Run ``function`` as soon as a web process is told to stop, while replies are finished."""
    _leaving.append(function)


def on_stop(function: Callable[[], None]) -> None:
    """Run ``function`` when a web process stops, after its last reply."""
    _stopping.append(function)


def start() -> None:
    """Run everything that was added with ``on_start``."""
    _run(_starting)


def leave() -> None:
    """Run everything that was added with ``on_leave``."""
    _run(_leaving)


def stop() -> None:
    """Run everything that was added with ``on_stop``, the last added first."""
    _run(_stopping[::-1])


def _run(functions: list[Callable[[], None]]) -> None:
    for function in functions:
        try:
            function()
        except Exception:
            # The outermost edge: one part that cannot start must not keep the site down.
            logger.exception("%s failed", getattr(function, "__qualname__", function))
