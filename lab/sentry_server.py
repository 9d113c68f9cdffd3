"""Stands in for Sentry on loopback: takes the SDK's envelopes and keeps what was in them.

The format is newline-separated JSON (https://develop.sentry.dev/sdk/data-model/envelopes/).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import brotli

from lab.loopback import Loopback, QuietHandler

#: The SDK takes brotli where it finds it.
UNPACK: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "br": brotli.decompress}


class SentryServer(Loopback):
    """``raw`` is every envelope as text, ``events`` the errors, messages and timings in them.

    As at Sentry a wrong key is 403, another project 404, and anything but POST 405; ``answers`` are
    status and body of the next ones, whatever is asked.
    """

    def __init__(self) -> None:
        self.raw: list[str] = []
        self.events: list[dict[str, Any]] = []
        self.answers: list[tuple[int, str]] = []
        server = self

        class Handler(QuietHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                unpack = UNPACK.get(self.headers.get("Content-Encoding", ""))
                body = unpack(body) if unpack else body
                if server.answers:
                    self.say(*server.answers.pop(0))
                elif self.path != "/api/1/envelope/":
                    self.say(404, '{"detail":"no such project"}')
                elif "sentry_key=public," not in self.headers.get("X-Sentry-Auth", "") + ",":
                    self.say(403, '{"detail":"event submission rejected with_reason: ProjectId"}')
                else:
                    server.take(body.decode())
                    self.say(
                        200, json.dumps({"id": json.loads(body.split(b"\n")[0]).get("event_id")})
                    )

            def do_GET(self) -> None:
                self.say(*(server.answers.pop(0) if server.answers else (405, "")))

            def say(self, status: int, body: str) -> None:
                """Answer."""
                self.send_response(status)
                if status == 429:
                    self.send_header("Retry-After", "60")
                    self.send_header("X-Sentry-Rate-Limits", "60:error:organization:quota")
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body.encode())

        super().__init__(Handler)
        self.dsn = f"http://public@127.0.0.1:{self.server.server_port}/1"

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
    with SentryServer() as made:
        yield made
