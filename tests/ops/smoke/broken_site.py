"""What stands in front of a running site and spoils one thing: a proxy on loopback."""

from __future__ import annotations

import contextlib
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "keep-alive", "date", "server"}


@dataclass
class Reply:
    """An answer on its way to the visitor, which a ``Spoil`` may change."""

    status: int
    headers: dict[str, str]
    body: bytes
    path: str


Spoil = Callable[[Reply], None]


@dataclass
class Proxy:
    """Passes everything on, under its own address; ``spoil`` changes the answers."""

    target: str
    url: str = ""
    spoil: Spoil = field(default=lambda reply: None)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _passed_on(proxy: Proxy, handler: BaseHTTPRequestHandler) -> Reply:
    length = int(handler.headers.get("Content-Length") or 0)
    request = urllib.request.Request(
        f"{proxy.target}{handler.path}",
        data=handler.rfile.read(length) if length else None,
        headers={k: v for k, v in handler.headers.items() if k != "Accept-Encoding"},
        method=handler.command,
    )
    try:
        response: Any = urllib.request.build_opener(_Stay).open(request, timeout=30)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        headers = {k: v for k, v in response.headers.items() if k.lower() not in HOP_BY_HOP}
        body = response.read().replace(proxy.target.encode(), proxy.url.encode())
        return Reply(response.status, headers, body, handler.path)


@contextlib.contextmanager
def proxy_before(target: str) -> Iterator[Proxy]:
    """A running proxy before the site at ``target``."""
    proxy = Proxy(target)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = _passed_on(proxy, self)
            proxy.spoil(reply)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_POST = do_DELETE = do_GET

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    proxy.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()


def set_header(path: str, name: str, value: str) -> Spoil:
    """Add or exchange a header on the answers of one path."""

    def spoil(reply: Reply) -> None:
        if reply.path.partition("?")[0] == path:
            kept = {k: v for k, v in reply.headers.items() if k.lower() != name.lower()}
            reply.headers = kept | {name: value}

    return spoil


def instead(
    path: str, status: int, body: bytes = b"", *, bare: bool = False, **headers: str
) -> Spoil:
    """Another answer at one path; ``bare`` is one that is not the site's own."""

    def spoil(reply: Reply) -> None:
        if reply.path.partition("?")[0] == path:
            reply.status, reply.body = status, body
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            reply.headers = named if bare else reply.headers | named

    return spoil


def exchange(path: str, old: bytes, new: bytes) -> Spoil:
    """Other words in the answers whose path begins so."""

    def spoil(reply: Reply) -> None:
        if reply.path.startswith(path):
            assert old in reply.body, (old, reply.body[:300])
            reply.body = reply.body.replace(old, new)

    return spoil


def late(path_end: str, seconds: float) -> Spoil:
    """Hold a whole answer back, as proxies do that collect streams."""

    def spoil(reply: Reply) -> None:
        if reply.path.endswith(path_end) and "event-stream" in str(reply.headers):
            time.sleep(seconds)

    return spoil
