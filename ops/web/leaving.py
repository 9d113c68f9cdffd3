"""A web process that has been told to end, and what still happens in it.

Platforms kill a process 30 seconds after they told it to end, and gunicorn kills what is left
after 25. A reply from a model can last longer. So each has ``GRACE`` seconds more; one that is
still being written then is stored as far as it is, and its visitor told to send the same message
again, which the next process answers.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

T = TypeVar("T")

#: Seconds in which what is under way may still come to its own end.
GRACE = 14.0


class CutShort(Exception):
    """The process ends before the work is done."""


class Leaving:
    """What one process knows of its end. All of it happens in the thread of the event loop."""

    def __init__(self) -> None:
        self.begun = False
        self._over = False
        self._watched: set[asyncio.Future[None]] = set()

    def begin(self, grace: float = GRACE) -> None:
        """The process is to end: what lasts longer than ``grace`` seconds is cut short."""
        if not self.begun:
            self.begun = True
            asyncio.get_running_loop().call_later(grace, self._cut)

    def _cut(self) -> None:
        self._over = True
        for future in list(self._watched):
            if not future.done():
                future.set_result(None)

    @contextlib.contextmanager
    def watched(self) -> Iterator[asyncio.Future[None]]:
        """A future that is done once whoever holds it has to come to an end."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._over:
            future.set_result(None)
        self._watched.add(future)
        try:
            yield future
        finally:
            self._watched.discard(future)

    async def finish(self, work: Coroutine[Any, Any, T]) -> T:
        """What ``work`` returns; ``CutShort`` when there is no time left for it.

        Work that is cut short is cancelled first, so that it can store what it has.
        """
        with self.watched() as end:
            task = asyncio.ensure_future(work)
            both: set[asyncio.Future[Any]] = {task, end}
            try:
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
                if not task.done():
                    raise CutShort
                return task.result()
            finally:
                await ended(task)


async def ended(task: asyncio.Future[Any]) -> None:
    """Cancel a task that is not done, and wait until it is."""
    if not task.done():
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, StopAsyncIteration):
            await task


leaving = Leaving()
