"""How many, how many failed, how long: counted in this process by subject and minute.

A subject is a route (``GET /api/v1/…``), ``model openai``, ``email postmark``. Times are kept as
a histogram whose steps are the square root of two, so that a percentile is right to within a fifth
whatever the traffic, and counts of several processes add up. One count takes a microsecond or two
(``bench/counting.py``); ``ops.monitor.rates`` writes them away every ten seconds.

Nothing here grows without end: so many subjects a minute, and so many minutes that could not be
written.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field

#: The last step begins at 2 ** (STEPS / 2) milliseconds, about 65 s.
STEPS = 32
#: Subjects counted apart in one minute; whatever comes beyond is counted together. There are about
#: as many routes as pages, so only something odd gets here.
MOST = 200
#: Minutes kept while the database is away.
MINUTES = 15
OTHERS = "(others)"
#: Requests of all routes together, so that a day can be drawn without reading every route.
ALL = "(all requests)"
#: Milliseconds above which an answer to a visitor is slow; the roadmap's floor for chat actions.
#: ``ops.monitor.slow`` knows the routes that have another.
SLOW = 500.0
#: Milliseconds of the request in hand in which somebody else worked.
_elsewhere: ContextVar[list[float] | None] = ContextVar("elsewhere", default=None)


@dataclass(slots=True)
class Count:
    """What happened to one subject in one minute. ``steps`` holds how many took how long."""

    count: int = 0
    failed: int = 0
    slow: int = 0
    steps: dict[int, int] = field(default_factory=dict)

    def add(self, ms: float, *, failed: bool, slow: bool) -> None:
        """Count one."""
        self.count += 1
        self.failed += failed
        self.slow += slow
        step = step_of(ms)
        self.steps[step] = self.steps.get(step, 0) + 1

    def merge(self, other: Count) -> None:
        """Add what another has."""
        self.count += other.count
        self.failed += other.failed
        self.slow += other.slow
        for step, number in other.steps.items():
            self.steps[step] = self.steps.get(step, 0) + number

    def percentile(self, share: float) -> float | None:
        """Milliseconds within which ``share`` (0 to 1) of them ended; None when there are none.

        The exact one lies at most a fifth above or below, from one millisecond to a minute.
        """
        total = sum(self.steps.values())
        if not total:
            return None
        wanted, seen = max(1, math.ceil(share * total - 1e-9)), 0
        for step in sorted(self.steps):
            seen += self.steps[step]
            if seen >= wanted:
                return middle(step)
        return None


def step_of(ms: float) -> int:
    """The step of the histogram a time falls into: the first whose upper end is not below it."""
    if ms <= 1:
        return 0
    return min(STEPS, math.ceil(2 * math.log2(ms) - 1e-9))


def middle(step: int) -> float:
    """Milliseconds in the middle of a step, as far (in proportion) from its lower as its upper
    end; of the first, which holds whatever is quicker, the upper.
    """
    return round(2 ** ((step - 0.5) / 2), 1) if step > 0 else 1.0


class Counter:
    """The counts of one process; safe between its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minutes: dict[int, dict[str, Count]] = {}

    def add(
        self, subject: str, ms: float, *, failed: bool = False, slow: bool | None = None
    ) -> None:
        """Count one that took ``ms``; ``slow`` follows from it unless it is said."""
        minute = int(time.time()) // 60
        late = ms > SLOW if slow is None else slow
        with self._lock:
            counts = self._minutes.get(minute)
            if counts is None:
                counts = self._minutes[minute] = {}
            count = counts.get(subject)
            if count is None:
                if len(counts) >= MOST and subject != ALL:
                    subject = OTHERS
                count = counts.setdefault(subject, Count())
            count.add(ms, failed=failed, slow=late)

    def take(self) -> dict[tuple[int, str], Count]:
        """What was counted since the last time."""
        with self._lock:
            taken, self._minutes = self._minutes, {}
        return {
            (minute, subject): count
            for minute, counts in taken.items()
            for subject, count in counts.items()
        }

    def give_back(self, taken: dict[tuple[int, str], Count]) -> None:
        """Keep what could not be written; the oldest minutes go when there are too many."""
        with self._lock:
            for (minute, subject), count in taken.items():
                self._minutes.setdefault(minute, {}).setdefault(subject, Count()).merge(count)
            for minute in sorted(self._minutes)[:-MINUTES]:
                del self._minutes[minute]


def summed(counts: Iterable[Count]) -> Count:
    """All of them as one."""
    whole = Count()
    for count in counts:
        whole.merge(count)
    return whole


counter = Counter()
add = counter.add


def begin() -> list[float]:
    """A request begins; what is given back says, summed, how long others have worked for it."""
    waited: list[float] = []
    _elsewhere.set(waited)
    return waited


def elsewhere(ms: float) -> None:
    """The request in hand waited so long for a company: that is counted there, and not here."""
    waited = _elsewhere.get()
    if waited is not None:
        waited.append(ms)
