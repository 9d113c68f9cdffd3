"""gunicorn's worker for ASGI, with two manners it lacks: it keeps no caller waiting for ever, and
it ends well before the one that watches over it loses patience.

As it comes, half a request holds a connection as long as its sender likes, and a process that is
told to end waits for every connection, also those that only a browser or a platform's router keeps
open for later: always the whole ``graceful_timeout``, at whose end the process is killed in the
middle of storing what it has (``gunicorn/workers/gasgi.py``, ``gunicorn/arbiter.py``).
"""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakSet

from gunicorn.asgi.protocol import ASGIProtocol
from gunicorn.workers.gasgi import ASGIWorker

from ops import lifecycle
from ops.web.leaving import leaving

#: Seconds after which connections are closed that nobody is asking anything on. Until then their
#: next request is still answered, with word that the connection closes.
IDLE = 2.0
#: Seconds after which every other connection is closed too. What is left of ``graceful_timeout``
#: is for ending the email in hand and giving database connections back.
LAST = 18.0


class Worker(ASGIWorker):  # type: ignore[misc]
    """One web process."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.connections: WeakSet[Any] = WeakSet()

    async def _shutdown(self) -> None:
        if not self._quick_shutdown:
            leaving.begin()
            # It looks for new emails no more, and has until the end for the one in hand.
            await asyncio.to_thread(lifecycle.leave)
            self.loop.call_later(IDLE, self._close, True)
            self.loop.call_later(LAST, self._close, False)
        await super()._shutdown()

    def _close(self, only_idle: bool) -> None:
        for connection in list(self.connections):
            if not only_idle or (connection._awaiting_request and not connection._finishing_calls):
                connection._keepalive_timeout()


def _made(self: Any, transport: Any, made: Any = ASGIProtocol.connection_made) -> None:
    """As gunicorn's, which waits for ever for the head of a connection's first request.

    Half a request then held a connection as long as its sender liked; now as long as ``keepalive``.
    """
    made(self, transport)
    self._arm_keepalive_timer()
    self.worker.connections.add(self)


ASGIProtocol.connection_made = _made
