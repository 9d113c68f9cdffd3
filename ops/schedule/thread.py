"""The web process's own hand for chores: a thread that works while no worker does.

Apart from the thread that sends emails, which a long chore must not hold up.
"""

from __future__ import annotations

import logging
import threading

from ops.database import give_back
from ops.outbox import background
from ops.schedule.registry import do_in_each_process
from ops.schedule.run import run_due

logger = logging.getLogger(__name__)

#: Seconds between two looks.
LOOK_EVERY = 10.0


class Hand:
    """One thread of one process."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, unless it has begun."""
        if self._thread is None or not self._thread.is_alive():
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="chores", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Finish the chore in hand if that is soon, then end; what is cut short is done again."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(5)

    def round(self) -> None:
        """Look once."""
        if background.does_the_work():
            run_due(going_on=lambda: not self._stopping.is_set())

    def _run(self) -> None:
        stopped = False
        while not stopped:
            stopped = self._stopping.wait(LOOK_EVERY)
            do_in_each_process()
            try:
                if not stopped:
                    self.round()
            except Exception:
                # The outermost edge of the thread: it must outlive a database that is away.
                logger.exception("the chores could not be looked at")
            finally:
                give_back()


hand = Hand()
start, stop = hand.start, hand.stop
