"""What the stand-ins of companies' APIs have in common: JSON over HTTP on loopback, what was asked,
and an answer of any status.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from lab.loopback import Loopback, QuietHandler

#: A status, what is answered as JSON (text goes out as it is, None as nothing), and headers.
Answer = tuple[int, Any, dict[str, str]]


class HangUp(Exception):
    """The connection is closed without an answer; ``after`` the request was carried out."""

    def __init__(self, *, after: bool = False) -> None:
        super().__init__()
        self.after = after


@dataclass
class JsonApi:
    """``asked`` are method and path of each request. A stand-in writes ``take``."""

    key: str
    asked: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def changed(self) -> list[tuple[str, str]]:
        """The requests that were to change something."""
        return [one for one in self.asked if one[0] != "GET"]

    def take(self, method: str, target: str, headers: dict[str, str], body: Any) -> Answer:
        """One request; header names are lower case. May raise ``HangUp``."""
        raise NotImplementedError


@contextmanager
def served(api: JsonApi) -> Iterator[None]:
    """Answer for it until the block ends."""

    class Handler(QuietHandler):
        protocol_version = "HTTP/1.1"
        #: Head and body in one packet: the second would wait for the first to be acknowledged.
        wbufsize = -1

        def handle_one(self) -> None:
            """One request and its answer."""
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            names = {name.lower(): value for name, value in self.headers.items()}
            try:
                status, answer, headers = api.take(self.command, self.path, names, body)
            except HangUp:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            sent = _bytes(answer)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PATCH = do_DELETE = handle_one

    with Loopback(Handler) as loopback:
        api.port = loopback.server.server_port
        yield


def _bytes(answer: Any) -> bytes:
    if answer is None:
        return b""
    return (answer if isinstance(answer, str) else json.dumps(answer)).encode()
