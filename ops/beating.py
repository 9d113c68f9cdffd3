"""Something said again and again while a block runs, so that others know that it goes on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import Error as DatabaseError

from ops.database import give_back

logger = logging.getLogger(__name__)


@contextmanager
def beating(
    say: Callable[[], object], *, every: float, name: str, failed: str, wait: float = 0.0
) -> Iterator[None]:
    """Call ``say`` every so many seconds, from a thread called ``name``.

    ``say`` writes to the database; where that fails, ``failed`` is logged and it goes on. At the
    end of the block the thread is waited for as long as ``wait`` says; it ends by itself.
    """
    over = threading.Event()

    def beat() -> None:
        while not over.wait(every):
            try:
                say()
            except DatabaseError:
                logger.warning(failed)
            finally:
                give_back()

    thread = threading.Thread(target=beat, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        if wait:
            thread.join(wait)
