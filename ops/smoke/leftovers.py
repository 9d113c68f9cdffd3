"""What a run leaves goes with it; what a killed one left goes with the next, by its mark.

A run beats while it goes on, so that the next one knows which of its kind have been killed. A run
from another machine has no row here: its test leads go an hour later, with whatever runs next.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error as DatabaseError

from ops.database import give_back
from ops.smoke import registry
from ops.smoke.rows import SmokeRun

logger = logging.getLogger(__name__)

BEAT = 5.0


def sweep() -> int:
    """Delete what killed runs have left; returns how many rows that were."""
    gone = 0
    for run in SmokeRun.objects.killed():
        gone += _sweep(run.tag)
        SmokeRun.objects.filter(pk=run.pk, tag=run.tag).update(cleaned=True)
    gone += _sweep("")
    if gone:
        logger.info("cleaned up after an earlier smoke test", extra={"rows": gone})
    return gone


def _sweep(tag: str) -> int:
    return sum(sweeper(tag) for _, sweeper in registry.sweepers())


def sweep_own(tag: str) -> None:
    """The end of a run: everything with its mark, whatever the steps have undone already."""
    _sweep(tag)


@contextmanager
def beating(run: SmokeRun) -> Iterator[None]:
    """Say every few seconds that the run goes on, from a thread of its own."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT):
            try:
                run.beat()
            except DatabaseError:
                logger.warning("the smoke test could not say that it goes on")
            finally:
                give_back()

    thread = threading.Thread(target=beat, name="smoke-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(BEAT)
