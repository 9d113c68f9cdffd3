"""How quick the home page is: ten requests, one after another.

The facts called "speed".
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from ops.launch.findings import CannotTell
from ops.launch.gather.web.follow import NoWay, ways_to
from ops.launch.gather.web.matrix import home_page
from ops.launch.gather.web.quiet import quiet
from ops.launch.network.fetch import BODY, NoResponse, Response, fetch
from ops.launch.registry import gatherer
from ops.launch.world import Target, World

SAMPLES = 10
#: Seconds for one sample.
PATIENCE = 10.0
#: Samples that are enough; of a very slow page the visit that opened it counts too.
ENOUGH = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """One request, in seconds: connecting (with TLS), first byte after that, and all of it."""

    connected: float
    first_byte: float
    total: float
    status: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeedFacts:
    """The samples of the home page at ``url``; ``waking`` is how long the very first visit took."""

    target: Target
    url: str
    samples: tuple[Sample, ...]
    waking: float = 0.0
    failed: int = 0

    @property
    def first_byte(self) -> float:
        """Median seconds from the start of connecting to the first byte."""
        return statistics.median(sample.connected + sample.first_byte for sample in self.samples)

    @property
    def p95(self) -> float:
        """The 95th percentile of the whole page, in seconds."""
        return percentile([sample.total for sample in self.samples], 0.95)


def percentile(values: Sequence[float], share: float) -> float:
    """Between the two nearest ranks, so that one outlier of ten counts for half."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


@gatherer("speed", seconds=20)
def gather_speed(world: World) -> SpeedFacts:
    """Ask for the home page ten times; stops at the third failure."""
    chain = home_page(world)
    if chain.end is None:
        raise CannotTell(f"the home page did not answer: {chain.words}")
    samples: list[Sample] = []
    failed = 0
    with quiet(world):
        while len(samples) + failed < SAMPLES and failed < 3 and world.deadline.left > 1:
            sample = _sample(world, chain.end.url)
            if sample:
                samples.append(sample)
            if world.deadline.left and (sample is None or sample.status == 429):
                failed += 1
    if len(samples) < ENOUGH:
        samples.insert(0, _opening(chain.end))
    if len(samples) < 2:
        raise CannotTell(
            "the home page was answered once, and not again in the time that there was"
        )
    return SpeedFacts(
        target=world.target,
        url=chain.end.url,
        samples=tuple(samples),
        waking=chain.end.connected + chain.end.to_first_byte,
        failed=failed,
    )


def _opening(answer: Response) -> Sample:
    """The visit that found the page, as a sample; its body took no time worth counting."""
    begun = answer.connected + answer.to_first_byte
    return Sample(
        connected=answer.connected, first_byte=answer.to_first_byte, total=begun,
        status=answer.status,
    )  # fmt: skip


def _sample(world: World, url: str) -> Sample | None:
    try:
        way = ways_to(world, url)[0]
        began = time.monotonic()
        answer = fetch(url, way, world.connector, world.deadline.within(PATIENCE), limit=BODY)
    except (NoWay, NoResponse):
        return None
    return Sample(
        connected=answer.connected,
        first_byte=answer.to_first_byte,
        total=time.monotonic() - began,
        status=answer.status,
    )
