"""What a run leaves goes with it; what a killed one left goes with the next, by its mark.

A run beats while it goes on, so that the next one knows which of its kind have been killed. A run
from another machine has no row here: its test leads go an hour later, with whatever runs next.
"""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager

from ops.beating import beating
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


def going_on(run: SmokeRun) -> AbstractContextManager[None]:
    """Say every few seconds that the run goes on, for as long as the block does."""
    failed = "the smoke test could not say that it goes on"
    return beating(run.beat, every=BEAT, name="smoke-beat", failed=failed, wait=BEAT)
