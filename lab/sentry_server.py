"""Stands in for Sentry on loopback: takes the SDK's envelopes and keeps what was in them.

The format is newline-separated JSON (https://develop.sentry.dev/sdk/data-model/envelopes/).
"""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import brotli

#: The SDK takes brotli where it finds it.
UNPACK: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "br": brotli.decompress}


class SentryServer:
    """``raw`` is every envelope as text, ``events`` the errors and timings in them."""

    def __init__(self) -> None:
        self.raw: list[str] = []
        self.events: list[dict[str, Any]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                unpack = UNPACK.get(self.headers.get("Content-Encoding", ""))
                body = unpack(body) if unpack else body
                server.take(body.decode())
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.dsn = f"http://public@127.0.0.1:{self.server.server_port}/1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, envelope: str) -> None:
        """Keep one envelope."""
        self.raw.append(envelope)
        for part in envelope.splitlines():
            item = json.loads(part)
            if "exception" in item or "logentry" in item or "spans" in item:
                self.events.append(item)

    @property
    def said(self) -> str:
        """Everything that has arrived, as text."""
        return "\n".join(self.raw)


@contextmanager
def sentry_server() -> Iterator[SentryServer]:
    """One that stops at the end."""
    made = SentryServer()
    yield made
    made.server.shutdown()
    made.server.server_close()
