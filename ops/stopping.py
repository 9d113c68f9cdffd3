"""A Celery worker that is told to end: its tasks stop after the email in hand, not in the middle.

On its own Celery lets tasks run to their end, however long that takes, or, where a platform tells
every process of the machine at once (Heroku does), loses the children in the middle of whatever
they do. Either way an email may have left and nobody has noted it. Here the child that works is
told, looks up between two emails (``going_on``), and goes home; what is left stays in the outbox.
"""

from __future__ import annotations

import os
import signal
from typing import Any

#: Seconds after which a child that was told and has nothing in hand ends by itself. The pool sends
#: its own home by other means, and sooner; where it is past that, nobody waits for it.
PATIENCE = 5


class Child:
    """One process of the worker's pool, as it sees itself."""

    def __init__(self) -> None:
        self._told = False
        self._busy = False

    def listens(self) -> None:
        """From here on SIGTERM is heard and kills nothing, be it before, in or after a task.

        The pool's own handler ends the process wherever it is: also after the work of a task and
        before its pool has heard of that, which then counts the task as lost.
        """
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGALRM, self._on_alarm)

    def begins(self) -> None:
        """A task begins."""
        self._busy = True

    def ends(self) -> None:
        """A task has ended."""
        self._busy = False
        if self._told:
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)

    def _on_signal(self, number: int, frame: Any) -> None:
        self._told = True
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)

    def _on_alarm(self, number: int, frame: Any) -> None:
        if not self._busy:
            os._exit(0)

    def going_on(self) -> bool:
        """Whether a task may begin the next piece of its work."""
        return not self._told


child = Child()
going_on = child.going_on


def tell_children() -> None:
    """In the process that watches over the pool: pass on that it is time to end."""
    from billiard.process import active_children

    for process in active_children():
        try:
            os.kill(process.pid, signal.SIGTERM)
        except ProcessLookupError:
            continue
