"""The web process's own postman: a thread that sends when no worker does.

``wake()`` is all that happens in a request. The thread then asks a worker, if one is alive, and
otherwise sends by itself; a row that a worker has not sent after a few seconds it sends too, so
that a worker that has just died costs nobody their email.

``EMBEDDED_WORKER`` decides it by hand where there is Redis: with ``true`` the thread is the worker
and asks for no other, with ``false`` it only passes the word on. Any number of processes may have
such a thread: each row is claimed by one.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from django.conf import settings

from ops.database import give_back
from ops.outbox import worker
from ops.outbox.deliver import deliver_due
from ops.outbox.rows import OutboxMessage

logger = logging.getLogger(__name__)

#: How often the thread looks without being woken, in seconds.
LOOK_EVERY = 1.5
#: How long a row may wait for a living worker.
PATIENCE = timedelta(seconds=2)
#: Seconds for the email in hand at the end of the process, besides those its last replies took.
STOP_WITHIN = 5.0


class Postman:
    """One thread of one process."""

    def __init__(self) -> None:
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._next_beat = 0.0

    def wake(self) -> None:
        """There may be something to send; costs nothing and never fails."""
        self._woken.set()

    def start(self) -> None:
        """Begin, unless it has begun."""
        if self._thread is None or not self._thread.is_alive():
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
            self._thread.start()

    def leave(self) -> None:
        """Begin no further email; does not wait for the one in hand."""
        self._stopping.set()
        self._woken.set()

    def stop(self) -> None:
        """Finish the email in hand, then end; a provider that hangs is not waited for."""
        self.leave()
        if self._thread is not None:
            self._thread.join(STOP_WITHIN)

    def is_sender(self) -> bool:
        """Whether this process sends emails by itself."""
        return self.is_running() and not _worker_only()

    def going_on(self) -> bool:
        """Whether it has not been told to stop."""
        return not self._stopping.is_set()

    def is_running(self) -> bool:
        """Whether its thread lives, in this process."""
        return self._thread is not None and self._thread.is_alive()

    def _run(self) -> None:
        while self.going_on():
            woken = self._woken.wait(LOOK_EVERY)
            self._woken.clear()
            if not self.going_on():
                return
            try:
                self.round(woken=woken)
                self._beat()
            except Exception:
                # The outermost edge of the thread: it must outlive a database that is away.
                logger.exception("the outbox could not be looked at")
                self._stopping.wait(2)
            finally:
                give_back()

    def _beat(self) -> None:
        """Say every few seconds that somebody sends, for the launch check of another process."""
        if time.monotonic() >= self._next_beat:
            self._next_beat = time.monotonic() + worker.EVERY
            if not _worker_only():
                worker.beat_of_web_sender()

    def round(self, *, woken: bool) -> None:
        """Look once: ask a worker, or send."""
        if _worker_only():
            if woken:
                worker.push()
            return
        if not OutboxMessage.objects.due().exists():
            return
        if does_the_work():
            deliver_due(going_on=self.going_on)
            return
        if woken:
            worker.push()
        deliver_due(overdue=PATIENCE, going_on=self.going_on)


def does_the_work() -> bool:
    """Whether the web process is to do what a worker does where one lives."""
    if _worker_only():
        return False
    return bool(settings.EMBEDDED_WORKER) or not worker.is_alive()


def _worker_only() -> bool:
    return settings.EMBEDDED_WORKER is False and bool(settings.REDIS_URL)


postman = Postman()
wake, start = postman.wake, postman.start
leave, stop = postman.leave, postman.stop
