"""Counts in this process's memory, for when the shared ones cannot be reached."""

from __future__ import annotations

import threading
import time

#: Senders counted at most. Beyond it the oldest are forgotten, so that memory has an end.
MOST = 50_000


class LocalCounter:
    """Fixed windows; exact between the threads of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        #: ``key -> (end of its window, count)``, the oldest first.
        self._counts: dict[tuple[str, int], tuple[int, int]] = {}

    def add(self, key: str, period: int, *, by: int = 1) -> tuple[int, int]:
        """Count one, or ``by``; ``(count in this window, seconds until it ends)``."""
        now = int(time.time())
        end = now - now % period + period
        with self._lock:
            known_end, count = self._counts.pop((key, period), (end, 0))
            count = count + by if known_end == end else by
            self._counts[key, period] = (end, count)
            if len(self._counts) > MOST:
                self._forget(now)
        return count, end - now

    def clear(self) -> None:
        """Start afresh."""
        with self._lock:
            self._counts.clear()

    def _forget(self, now: int) -> None:
        """Drop what is over, and then the tenth that was not heard of for longest."""
        over = [slot for slot, (end, _) in self._counts.items() if end <= now]
        for slot in over or list(self._counts)[: MOST // 10]:
            del self._counts[slot]
