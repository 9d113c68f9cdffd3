"""A Celery worker that is told to end: its tasks stop after the email in hand, not in the middle.

On its own Celery lets tasks run to their end, however long that takes, or, where a platform tells
every process of the machine at once (Heroku does), loses the children in the middle of whatever
they do. Either way an email may have left and nobody has noted it. Here the child that works is
told, looks up between two emails (``going_on``), and goes home; what is left stays in the outbox.
"""

from __future__ import annotations

import os
import signal
import threading
from typing import Any


class Child:
    """One process of the worker's pool, as it sees itself."""

    def __init__(self) -> None:
        self._told = False
        self._usual: Any = None

    def begins(self) -> None:
        """A task begins: until it ends, SIGTERM waits for it. The pool's own handler would not."""
        if threading.current_thread() is threading.main_thread():
            self._usual = signal.signal(signal.SIGTERM, self._on_signal)

    def ends(self) -> None:
        """A task has ended, and SIGTERM is the pool's again."""
        if self._usual is not None:
            signal.signal(signal.SIGTERM, self._usual)
            self._usual = None
        if self._told:
            # The pool sends its own home by other means; where it is past that, nobody waits.
            last = threading.Timer(5, os._exit, [0])
            last.daemon = True
            last.start()

    def _on_signal(self, number: int, frame: Any) -> None:
        self._told = True

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
