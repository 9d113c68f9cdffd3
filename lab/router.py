"""Stands in for a platform's router on loopback: spreads connections over the web processes that
are in service, and can take one out of service without cutting what it is doing.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from itertools import count


class Router:
    """``ports`` are in service, in turn. A connection stays with the process it began with."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.open: dict[int, int] = {}
        self._turn = count()
        self._lock = threading.Lock()
        self._server = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def take_out(self, port: int, *, patience: float = 20) -> None:
        """Send nobody new there, and wait for those who are."""
        with self._lock:
            self.ports.remove(port)
        until = time.monotonic() + patience
        while self.open.get(port) and time.monotonic() < until:
            time.sleep(0.01)

    def close(self) -> None:
        """No more connections."""
        self._server.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                visitor, _ = self._server.accept()
                threading.Thread(target=self._serve, args=[visitor], daemon=True).start()

    def _serve(self, visitor: socket.socket) -> None:
        with self._lock:
            port = self.ports[next(self._turn) % len(self.ports)]
            self.open[port] = self.open.get(port, 0) + 1
        try:
            with visitor, socket.create_connection(("127.0.0.1", port), timeout=30) as process:
                back = threading.Thread(target=_pour, args=[process, visitor], daemon=True)
                back.start()
                _pour(visitor, process)
                back.join(30)
        except OSError:
            pass  # The visitor sees a closed connection, as with any router.
        finally:
            with self._lock:
                self.open[port] -= 1


def _pour(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def router() -> Iterator[Router]:
    """One that stops at the end."""
    made = Router()
    try:
        yield made
    finally:
        made.close()
