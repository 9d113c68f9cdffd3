"""Remembers that something is away, so that it costs one wait and not one for each request."""

from __future__ import annotations

import logging
import threading
import time

#: Seconds between two lines about the same outage.
TOLD_EVERY = 60.0


class Breaker:
    """Closed while things work; after a failure one caller tries again every ``rest`` seconds."""

    def __init__(self, *, rest: float, logger: logging.Logger, message: str) -> None:
        self.rest = rest
        self._logger = logger
        self._message = message
        self._lock = threading.Lock()
        self._away_until: float | None = None
        self._told_at = -TOLD_EVERY

    def lets_through(self) -> bool:
        """Whether this caller may try; while things are away only one in ``rest`` seconds may."""
        if self._away_until is None:
            return True
        with self._lock:
            now = time.monotonic()
            if self._away_until is not None and now < self._away_until:
                return False
            self._away_until = now + self.rest
            return True

    def failed(self, error: Exception) -> None:
        """Leave it alone for a while; say so once a minute."""
        with self._lock:
            now = time.monotonic()
            self._away_until = now + self.rest
            tell = now - self._told_at >= TOLD_EVERY
            if tell:
                self._told_at = now
        if tell:
            self._logger.error(self._message, type(error).__name__, exc_info=error)

    def worked(self) -> None:
        """It is back."""
        if self._away_until is not None:
            with self._lock:
                self._away_until = None

    def forget(self) -> None:
        """Start afresh: nothing is away and nothing has been said."""
        with self._lock:
            self._away_until, self._told_at = None, -TOLD_EVERY
