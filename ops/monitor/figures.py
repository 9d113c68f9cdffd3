"""What waits, in numbers: emails that have not left, and work that no worker has taken.

A look of the monitor keeps them, so that the status page can show how they grew.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from ops import readiness
from ops.outbox.rows import OutboxMessage

logger = logging.getLogger(__name__)

#: Celery's own name of its queue, a list in Redis.
QUEUE = "celery"
#: Tasks in it beyond which the worker does not keep up: it is given some twenty a minute.
LONG = 100
#: After this an email that was tried and has not left is stuck.
STUCK = timedelta(minutes=15)


class Waiting(NamedTuple):
    """``age`` is how long the oldest email whose time has come waits, in seconds; ``emails`` how
    many do; ``queue`` how many tasks lie before the worker, None where there is none.
    """

    emails: int = 0
    age: int = 0
    queue: int | None = None

    def as_json(self) -> dict[str, int]:
        """What is stored with a look."""
        return {name: value for name, value in self._asdict().items() if value is not None}


def waiting(now: datetime | None = None) -> Waiting:
    """As it is; raises what the database raises, and says None of a queue that cannot be read."""
    now = now or timezone.now()
    due = OutboxMessage.objects.due(now)
    oldest = due.aggregate(oldest=Min("next_attempt_at"))["oldest"]
    age = int((now - oldest).total_seconds()) if oldest else 0
    return Waiting(due.count() if oldest else 0, max(0, age), queue())


def queue() -> int | None:
    """How many tasks wait for a worker; None without Redis, and where it does not answer."""
    if not settings.REDIS_URL:
        return None
    try:
        with readiness.asking_broker() as client:
            return int(client.llen(QUEUE))
    except Exception as error:
        # Whatever the client raises: that Redis is away is told by its own layer.
        logger.debug("the queue could not be read: %s", type(error).__name__)
        return None


def stuck(now: datetime | None = None) -> tuple[int, timedelta]:
    """Emails that were tried and have not left for a quarter of an hour, and the oldest's age."""
    now = now or timezone.now()
    rows = OutboxMessage.objects.filter(
        state=OutboxMessage.State.PENDING, attempts__gt=0, created_at__lte=now - STUCK
    )
    oldest = rows.aggregate(oldest=Min("created_at"))["oldest"]
    return (rows.count(), now - oldest) if oldest else (0, timedelta(0))
