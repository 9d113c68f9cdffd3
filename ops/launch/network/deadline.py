"""Time that is running out, and work done side by side within it.

Work runs in daemon threads: a server that never answers costs its thread, not the run, and does
not keep the process from ending.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from ops.launch.findings import Unknown

T = TypeVar("T")


class OutOfTime(Exception):
    """The deadline passed before the work was done."""


class Deadline:
    """A moment, as seconds from now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that remain, never below 0."""
        return max(0.0, self._end - time.monotonic())

    def within(self, seconds: float) -> Deadline:
        """The sooner of this deadline and ``seconds`` from now."""
        return Deadline(min(seconds, self.left))

    def check(self) -> None:
        """Raise ``OutOfTime`` once it has passed."""
        if not self.left:
            raise OutOfTime(f"no answer within {self.seconds:.0f} seconds")


def together(
    calls: Sequence[Callable[[], T]], *, deadline: Deadline, at_once: int = 16
) -> list[T | Unknown]:
    """Do all calls side by side; each gives its result, or ``Unknown`` with the reason.

    Returns at the deadline at the latest; what is still going on is left to end by itself.
    """
    results: list[T | Unknown] = [
        Unknown(f"no answer within {deadline.seconds:.0f} seconds") for _ in calls
    ]
    queue = list(enumerate(calls))[::-1]
    lock, done = threading.Condition(), 0

    def work() -> None:
        nonlocal done
        while True:
            with lock:
                if not queue:
                    return
                place, call = queue.pop()
            try:
                result: T | Unknown = call()
            except Exception as error:  # One fact less is no reason to lose the others.
                result = Unknown(reason_of(error))
            with lock:
                results[place] = result
                done += 1
                lock.notify_all()

    for number in range(min(at_once, len(calls))):
        threading.Thread(target=work, name=f"gather-{number}", daemon=True).start()
    with lock:
        while done < len(calls) and deadline.left:
            lock.wait(deadline.left)
        queue.clear()
        return list(results)


def reason_of(error: BaseException) -> str:
    """An error as a sentence; its class where it says nothing."""
    return str(error) or type(error).__name__
