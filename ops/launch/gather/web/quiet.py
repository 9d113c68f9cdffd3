"""Lets the speed samples and the crawl take turns, so that one does not slow the other.

Nobody waits long: a crawl that hangs on a slow page must not keep the samples from being taken.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ops.launch.world import World


@contextmanager
def quiet(world: World, *, patience: float = 3.0) -> Iterator[None]:
    """Hold the line, or go ahead without it after ``patience`` seconds."""
    line = world.once("quiet line", threading.Lock)
    held = line.acquire(timeout=min(patience, world.deadline.left))
    try:
        yield
    finally:
        if held:
            line.release()
