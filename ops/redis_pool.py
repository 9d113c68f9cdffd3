"""One small pool of Redis connections for a whole process.

Django makes a cache for each thread, and under ASGI for each request, and each cache makes a pool
of its own. Twenty visitors at once then want more connections than a small Redis has (Heroku's
smallest takes 20), and who gets none counts alone.
"""

from __future__ import annotations

import os
import threading
from typing import Any, ClassVar

from redis import BlockingConnectionPool

#: A cache is asked for well under a millisecond, so a few serve hundreds of visitors.
CONNECTIONS = 2
#: Seconds to wait for one. Longer than for an answer (``config.databases``): who waits for a
#: connection waits for the answers to those before, and for a new one to be made on a busy machine.
PATIENCE = 3


class OnePool(BlockingConnectionPool):
    """Named in ``CACHES``; ``from_url`` gives the same pool to everybody in a process."""

    _made: ClassVar[dict[tuple[int, str], OnePool]] = {}
    _making: ClassVar[threading.Lock] = threading.Lock()

    @classmethod
    def from_url(cls, url: str, **options: Any) -> OnePool:
        """The pool for this address; every cache has the same options."""
        # A process that was forked off makes its own.
        key = (os.getpid(), url)
        with cls._making:
            if key not in cls._made:
                options |= {"max_connections": CONNECTIONS, "timeout": PATIENCE}
                cls._made[key] = super().from_url(url, **options)
            return cls._made[key]
