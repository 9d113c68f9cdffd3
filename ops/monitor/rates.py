"""Error rates and response times of all processes together, by the minute.

Each process adds what it counted every ten seconds to rows of its own, so that no two ever wait for
each other, and one that is killed takes ten seconds with it; reading sums them. They lie in the
database whether or not there is a Redis: a day of them would fill the smallest Redis there is, and
one that is away or emptied would take them along. Minutes are kept for a day: long history belongs
to the uptime provider.
"""

from __future__ import annotations

import logging
import math
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from ops.monitor.counting import ALL, Count, counter, summed

logger = logging.getLogger(__name__)

KEPT = timedelta(hours=25)
#: A share of failures above this is worth an alert (the roadmap's bar), and so is one of slow
#: answers.
BAR = 0.01
#: Fewer failures say nothing, however few requests there were; nor do fewer slow answers: the
#: first ones of a process that has just begun are.
FEWEST, FEWEST_SLOW = 3, 10
#: Minutes after which nobody writes into a minute any more.
SETTLED = 5


class RateMinute(models.Model):
    """What one process counted of one subject in one minute; ``steps`` as ``{step: count}``."""

    minute = models.DateTimeField()
    subject = models.CharField(max_length=200)
    process = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    slow = models.PositiveIntegerField(default=0)
    steps = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["minute", "subject", "process"], name="ops_rate_one_row_a_process"
            )
        ]
        indexes = [models.Index(fields=["subject", "minute"], name="ops_rate_subject")]

    def __str__(self) -> str:
        return f"{self.subject}, {self.minute:%Y-%m-%d %H:%M}"

    def as_count(self) -> Count:
        """As it was counted."""
        return _counted(self.count, self.failed, self.slow, self.steps)


@dataclass(frozen=True, slots=True)
class Rate:
    """One subject in a window. Shares are 0 to 1, times milliseconds."""

    subject: str
    count: int
    failed: int
    slow: int
    p50: float | None
    p95: float | None
    p99: float | None

    @property
    def failed_share(self) -> float:
        """Of all."""
        return self.failed / self.count if self.count else 0.0

    @property
    def slow_share(self) -> float:
        """Of all."""
        return self.slow / self.count if self.count else 0.0

    @property
    def is_bad(self) -> bool:
        """Whether more than one in a hundred fails, and that is not chance."""
        return self.failed >= FEWEST and surely_above(self.failed, self.count, BAR)

    @property
    def is_slow(self) -> bool:
        """Whether more than one in a hundred is slow, and that is not chance."""
        return self.slow >= FEWEST_SLOW and surely_above(self.slow, self.count, BAR)

    def goes_on(self, lately: Rate | None) -> bool:
        """Whether it is slow, and ``lately`` (its newest minute) still is: a burst is no outage."""
        return bool(
            self.is_slow
            and lately is not None
            and lately.slow >= FEWEST
            and surely_above(lately.slow, lately.count, BAR)
        )


class Writer:
    """Writes what this process counted."""

    def __init__(self) -> None:
        self._name = ""
        #: What this process has written of minutes that may still grow.
        self._written: dict[tuple[int, str], Count] = {}

    def flush(self) -> int:
        """Write, and return how many rows; what cannot be written is kept for the next time."""
        taken = counter.take()
        if not taken:
            return 0
        try:
            self._write(taken)
        except Exception:
            counter.give_back(taken)
            raise
        return len(taken)

    def _write(self, taken: dict[tuple[int, str], Count]) -> None:
        name = f"{os.getpid()}-"
        if not self._name.startswith(name):  # A fork must not write into its parent's rows.
            self._name, self._written = name + secrets.token_hex(8), {}
        whole = {key: summed([self._written.get(key, Count()), count]) for key, count in
                 taken.items()}  # fmt: skip
        RateMinute.objects.bulk_create(
            [_row(key, count, self._name) for key, count in whole.items()],
            update_conflicts=True,
            unique_fields=["minute", "subject", "process"],
            update_fields=["count", "failed", "slow", "steps"],
        )
        newest = max(minute for minute, _ in whole)
        self._written |= whole
        self._written = {key: c for key, c in self._written.items() if key[0] >= newest - SETTLED}


def _row(key: tuple[int, str], count: Count, process: str) -> RateMinute:
    minute, subject = key
    return RateMinute(
        minute=datetime.fromtimestamp(minute * 60, tz=timezone.get_default_timezone()),
        subject=subject[:200],
        process=process,
        count=count.count,
        failed=count.failed,
        slow=count.slow,
        steps=count.steps,
    )


#: What is read of a row; a day has more of them than should each become an object.
READ = ("minute", "subject", "count", "failed", "slow", "steps")


def window(minutes: int, *, now: datetime | None = None, prefix: str = "") -> list[Rate]:
    """Each subject in the last ``minutes`` full minutes and the one that runs, the busiest first.

    ``prefix`` leaves out subjects that do not begin with it. All requests together are the
    subject ``counting.ALL``.
    """
    return windows(minutes, now=now, prefix=prefix)[0]


def windows(*minutes: int, now: datetime | None = None, prefix: str = "") -> tuple[list[Rate], ...]:
    """``window`` for each of several lengths, read at once."""
    this = (now or timezone.now()).replace(second=0, microsecond=0)
    starts = [this - timedelta(minutes=length) for length in minutes]
    rows = RateMinute.objects.filter(minute__gte=min(starts))
    if prefix:
        rows = rows.filter(subject__startswith=prefix)
    found: list[dict[str, Count]] = [{} for _ in minutes]
    for minute, subject, *rest in rows.values_list(*READ).iterator(chunk_size=1000):
        one = _counted(*rest)
        for start, counts in zip(starts, found, strict=True):
            if minute >= start:
                counts.setdefault(subject, Count()).merge(one)
    return tuple(_sorted(counts) for counts in found)


def of(rates: Iterable[Rate], subject: str = ALL) -> Rate:
    """The one about ``subject``, with nothing in it when there is none."""
    return next((rate for rate in rates if rate.subject == subject), _rate(subject, Count()))


def by_time(start: datetime, step: timedelta, count: int, subject: str = ALL) -> list[Rate]:
    """One subject's rates in ``count`` stretches of ``step`` from ``start`` on, empty ones too."""
    rows = RateMinute.objects.filter(
        minute__gte=start, minute__lt=start + step * count, subject=subject
    )
    found = [Count() for _ in range(count)]
    for minute, _, *rest in rows.values_list(*READ).iterator(chunk_size=1000):
        found[int((minute - start) / step)].merge(_counted(*rest))
    return [_rate(subject, whole) for whole in found]


def _sorted(counts: dict[str, Count]) -> list[Rate]:
    rates = [_rate(subject, whole) for subject, whole in counts.items()]
    return sorted(rates, key=lambda rate: (-rate.count, rate.subject))


def _counted(count: int, failed: int, slow: int, steps: dict[str, int]) -> Count:
    return Count(count, failed, slow, {int(step): number for step, number in steps.items()})


def _rate(subject: str, count: Count) -> Rate:
    return Rate(
        subject, count.count, count.failed, count.slow,
        count.percentile(0.5), count.percentile(0.95), count.percentile(0.99),
    )  # fmt: skip


def surely_above(part: int, whole: int, bar: float, z: float = 3.0) -> bool:
    """Whether a share is above ``bar`` with a certainty of 99.9 %: it is asked every minute.

    The lower end of Wilson's score interval: right for few and for many, where the plain share
    cries wolf at one failure in five requests.
    """
    if not whole:
        return False
    share = part / whole
    middle = share + z * z / (2 * whole)
    spread = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return (middle - spread) / (1 + z * z / whole) > bar


def prune(now: datetime | None = None) -> Any:
    """Delete what is beyond retention."""
    return RateMinute.objects.filter(minute__lt=(now or timezone.now()) - KEPT).delete()


writer = Writer()
flush = writer.flush
