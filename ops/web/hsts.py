"""How long browsers are told to insist on https (RFC 6797), growing in steps as trust does.

A browser that has been told a year refuses for a year whatever goes wrong with the certificate, so
the first promise is an hour. Each longer one follows when the site has been well on https for as
long as that promise lasts; the year follows after three months. The date of the first start with
https is kept in the database, for each host, because a new address earns its own trust.

A promise never shrinks by accident: what was promised is kept beside the date, and while neither is
known (the database is away) the header is left out, which leaves browsers as they are (RFC 6797
section 8.1). ``HSTS`` of the environment sets it by hand, and ``forget`` takes it back.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error
from django.utils import timezone

from ops.database import give_back

logger = logging.getLogger(__name__)

HOUR, DAY, WEEK, MONTH, YEAR = (
    int(timedelta(hours=1).total_seconds()),
    *(int(timedelta(days=days).total_seconds()) for days in (1, 7, 30, 365)),
)
#: Age of the site on https in seconds, and what browsers are told from then on.
STEPS = ((0, HOUR), (DAY, DAY), (WEEK, WEEK), (MONTH, MONTH), (3 * MONTH, YEAR))
#: By hand; "grow" is the table above.
BY_HAND = {"hour": HOUR, "day": DAY, "week": WEEK, "month": MONTH, "year": YEAR, "forget": 0}
#: Seconds between two tries to read the date from a database that is away.
PAUSE = 30.0


def step_at(age: float) -> int:
    """Seconds to promise after ``age`` seconds on https; a clock that went back counts as new."""
    return max((told for since, told in STEPS if age >= since), default=HOUR)


def next_step(since: datetime, now: datetime, longest: int = 0) -> tuple[datetime, int] | None:
    """When the promise grows next, and to how many seconds; None when it is at its longest."""
    age = (now - since).total_seconds()
    current = max(step_at(age), longest)
    for after, told in STEPS:
        if told > current and after > age:
            return since + timedelta(seconds=after), told
    return None


class Promise:
    """What this process knows of its host."""

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._longest = 0
        self._host = ""
        self._tried = float("-inf")

    def seconds(self, now: datetime | None = None) -> int | None:
        """What to promise now; None while nobody knows what has been promised before."""
        if self._since is None or self._host != settings.SITE_HOST:
            return None
        age = ((now or timezone.now()) - self._since).total_seconds()
        self._longest = max(self._longest, step_at(age))
        return self._longest

    def learn(self) -> bool:
        """Read the host's date, or begin it now; False when the database does not answer."""
        # Not above: a web process imports this before its tables are there.
        from ops.web.https_start import HttpsStart

        self._tried = time.monotonic()
        try:
            row, _ = HttpsStart.objects.get_or_create(host=settings.SITE_HOST)
            row.grow(step_at((timezone.now() - row.since).total_seconds()))
        except Error as error:
            logger.warning(
                "the date of the first start with https cannot be read (%s); browsers are not "
                "told to insist on https until it can",
                type(error).__name__,
            )
            return False
        self._since, self._longest, self._host = row.since, row.longest, row.host
        return True

    def learn_at_times(self) -> None:
        """The same where no server started us: before the first answer, and not often in vain."""
        if wanted() and self.seconds() is None and time.monotonic() - self._tried > PAUSE:
            self.learn()


promise = Promise()


def wanted() -> bool:
    """Whether the date matters: on https, in production, and not set by hand."""
    return bool(settings.HTTPS and not settings.DEBUG and settings.HSTS not in BY_HAND)


def header() -> str:
    """``Strict-Transport-Security`` for a response over https; "" for none."""
    if not settings.HTTPS or settings.DEBUG:
        return ""
    seconds = BY_HAND[settings.HSTS] if settings.HSTS in BY_HAND else promise.seconds()
    return "" if seconds is None else f"max-age={seconds}"


_stopped = threading.Event()


def start() -> None:
    """When a web process starts: learn, and go on trying in the background if that fails."""
    if not wanted():
        return
    _stopped.clear()
    if not _learn_in_thread():
        threading.Thread(target=_keep_trying, name="hsts", daemon=True).start()


def stop() -> None:
    """Try no more."""
    _stopped.set()


def _learn_in_thread() -> bool:
    try:
        return promise.learn()
    finally:
        give_back()


def _keep_trying() -> None:
    while not _stopped.wait(PAUSE):
        if _learn_in_thread():
            return
