"""The founder's own website and the host of the others' files: one small server on loopback.

Pages are under ``http://localhost``, files under ``http://127.0.0.1``: two sites, as in life. Files
come compressed with gzip and can be read from any origin. Whatever else is asked for is a backend
that is not there: 404.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {
    ".js": "text/javascript", ".mjs": "text/javascript", ".cjs": "text/javascript",
    ".css": "text/css", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml",
}  # fmt: skip
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Northbound Coaching</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="Coaching for founders who have to decide.">
{head}
</head>
<body>
<main>
<h1>Northbound Coaching</h1>
{filler}
</main>
</body>
</html>
"""
FILLER = "\n".join(["<p>Twelve years of helping people decide.</p>"] * 40)
#: What a strict site would say of a script and a sheet from one host, and nothing more.
POLICY = "default-src 'none'; script-src {files}; style-src {files}"


@dataclass(frozen=True, slots=True)
class HostPage:
    """One page: what stands in its head, and its policy if it is strict."""

    head: str = ""
    policy: str = ""


@dataclass(slots=True)
class Host:
    """The running server; ``pages`` may be added to while it runs."""

    port: int
    folder: Path
    pages: dict[str, HostPage]

    @property
    def url(self) -> str:
        """Where the pages are."""
        return f"http://localhost:{self.port}"

    @property
    def files(self) -> str:
        """Where the others' files are, and where their backend would be."""
        return f"http://127.0.0.1:{self.port}"

    def answer(self, path: str) -> tuple[int, str, bytes, str]:
        """``(status, type, body, policy)``."""
        page = self.pages.get(path)
        if page:
            html = PAGE.format(head=page.head, filler=FILLER)
            return 200, TYPES[".html"], gzip.compress(html.encode(), 9), page.policy
        if path == "/favicon.ico":
            return 204, "", b"", ""
        file = (self.folder / path.lstrip("/")).resolve()
        if file.is_relative_to(self.folder) and file.is_file():
            return 200, TYPES.get(file.suffix, "application/octet-stream"), compressed(file), ""
        return 404, "application/json", b"{}", ""


@functools.cache
def compressed(file: Path) -> bytes:
    """The file with gzip at its best."""
    return gzip.compress(file.read_bytes(), 9)


@contextlib.contextmanager
def hosting(port: int, folder: Path) -> Iterator[Host]:
    """Serve until the end of the block."""
    host = Host(port, folder.resolve(), {"/": HostPage()})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, kind, body, policy = host.answer(self.path.split("?")[0])
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Access-Control-Allow-Origin", "*")
            if kind:
                self.send_header("Content-Type", kind)
            if body.startswith(b"\x1f\x8b"):
                self.send_header("Content-Encoding", "gzip")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.path = "/no-backend"
            self.do_GET()

        do_PUT = do_PATCH = do_POST

        def do_OPTIONS(self) -> None:
            self.send_response(204)
            for name in ("Origin", "Methods", "Headers"):
                self.send_header(f"Access-Control-Allow-{name}", "*")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
