"""Says once a minute what happens often, with how often it happened since it was last said."""

from __future__ import annotations

import logging
import threading
import time

#: Seconds between two lines about the same thing.
TOLD_EVERY = 60.0
#: Things kept apart at most; they are named by our own code, not by visitors.
MOST = 1_000


class Tally:
    """Counts by name, and writes a line for the first and then one a minute at most."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[float, int]] = {}

    def note(self, name: str, message: str, **extra: object) -> None:
        """Count one; ``message`` is logged with ``extra`` and ``count`` when its minute is over."""
        now = time.monotonic()
        with self._lock:
            told_at, count = self._seen.get(name, (-TOLD_EVERY, 0))
            count += 1
            tell = now - told_at >= TOLD_EVERY
            if len(self._seen) >= MOST:
                self._seen.clear()
            self._seen[name] = (now, 0) if tell else (told_at, count)
        if tell:
            self._logger.warning(message, extra={**extra, "count": count})

    def forget(self) -> None:
        """Start afresh."""
        with self._lock:
            self._seen.clear()
