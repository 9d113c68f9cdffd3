"""Sending what is due: any number of processes may do it at once, and each row is sent once.

A second copy is possible only when a process dies between the provider's acceptance and our
commit; both copies then carry the same Message-ID.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from ops.beating import beating
from ops.database import give_back
from ops.logs.redaction import redact
from ops.monitor import counting
from ops.outbox import events, suppression, transport
from ops.outbox.providers import APIS
from ops.outbox.rows import LEASE, OutboxMessage

logger = logging.getLogger(__name__)

#: How many rows are looked at in one go.
BATCH = 20
#: Milliseconds after which a provider was slow to take an email.
SLOW = 5000.0
#: How long we insist on storing that an email has left while the database is away, in seconds.
INSIST = 600


@dataclass(slots=True)
class Delivered:
    """What one round did."""

    sent: int = 0
    failed: int = 0


def deliver_due(
    *,
    overdue: timedelta = timedelta(0),
    going_on: Callable[[], bool] = lambda: True,
) -> Delivered:
    """Send every row that has been due for at least ``overdue``; stops when ``going_on`` is False.

    No database connection is held while the provider is talked to.
    """
    done = Delivered()
    while going_on():
        rows = list(
            OutboxMessage.objects.due(timezone.now() - overdue).order_by("next_attempt_at")[:BATCH]
        )
        taken = 0
        for row in rows:
            if not going_on():
                return done
            if row.take():
                taken += 1
                if deliver(row):
                    done.sent += 1
                else:
                    done.failed += 1
        if not taken:
            return done
    return done


def deliver(row: OutboxMessage) -> bool:
    """Send one claimed row and store what became of it; whether it was sent."""
    extra = {"event": "email", "outbox_id": str(row.pk), "kind": row.kind, "attempt": row.attempts}
    stopped = suppression.barred(row.to, row.kind)
    if stopped:
        # Since it was stored, or tried again by hand: its address is left alone.
        _store(lambda: row.mark_suppressed(stopped.words))
        logger.info("an email was not sent: its address is left alone", extra=extra)
        return False
    give_back()
    with _kept(row):
        try:
            provider_id = _sent(row)
        except transport.DeliveryError as error:
            logger.warning("an email was not taken: %s", error, extra=extra)
            failure = error
        except Exception as error:
            # The outermost edge of one row: what cannot even be put together must not stop others.
            logger.exception("an email could not be put together", extra=extra)
            failure = transport.DeliveryError(type(error).__name__)
        else:
            _store(lambda: row.mark_sent(provider_id))
            _store(lambda: _known_as(row, provider_id))
            logger.info("an email has left", extra=extra)
            return True
        _store(
            lambda: row.mark_failed(
                redact(str(failure)), permanent=failure.permanent, retry_after=failure.retry_after
            )
        )
    return False


def _sent(row: OutboxMessage) -> str:
    """Hand it to the provider, and count how that went: an address refused is not its fault."""
    began, failed = time.perf_counter(), True
    try:
        provider_id = transport.send(row)
        failed = False
    except transport.DeliveryError as error:
        failed = not error.permanent
        raise
    finally:
        ms = (time.perf_counter() - began) * 1000
        counting.add(f"email {settings.EMAIL_PROVIDER}", ms, failed=failed, slow=ms > SLOW)
    return provider_id


def _known_as(row: OutboxMessage, provider_id: str) -> bool:
    """Remember the provider's name for it, by which its events are known."""
    if settings.EMAIL_PROVIDER in APIS:
        events.taken(row, settings.EMAIL_PROVIDER, provider_id)
    return True


def _store(change: Callable[[], bool]) -> None:
    """Store an outcome, insisting while the database is away: it has happened already."""
    until = time.monotonic() + INSIST
    while True:
        try:
            change()
            return
        except (OperationalError, InterfaceError):
            if time.monotonic() > until:
                raise
            give_back()
            time.sleep(0.5)


@contextmanager
def _kept(row: OutboxMessage) -> Iterator[None]:
    """Renew the claim for as long as the block runs."""
    every, failed = LEASE.total_seconds() / 3, "the claim on an email could not be renewed"
    try:
        with beating(row.renew, every=every, name="outbox-lease", failed=failed):
            yield
    finally:
        give_back()
