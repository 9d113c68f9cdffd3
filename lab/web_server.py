"""A web server on loopback that answers as a test asks it to, well or badly.

One site speaks HTTP and HTTPS, on IPv4 and IPv6, for as many host names as a test wants; each host
has a route, a callable from what was asked to a reply::

    with WebServer({"example.com": pages({"/": page("Hello")})}) as server:
        server.rules          # for --connect-to, so that example.com leads here
        server.asked          # every request: method, host, path, scheme, family

A reply may also be a callable that is given the open socket and may do with it what it likes.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from types import TracebackType

import trustme

from ops.launch.network.connect import Rule


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in. ``family`` is 4 or 6; header names are lower case."""

    method: str
    scheme: str
    host: str
    path: str
    family: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def url(self) -> str:
        """What was asked for."""
        return f"{self.scheme}://{self.host}{self.path}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back; header names as given, and nothing added but the length."""

    status: int = 200
    headers: Sequence[tuple[str, str]] = ()
    body: bytes = b""


Raw = Callable[[socket.socket], None]
Route = Callable[[Asked], "Reply | Raw"]


def page(
    inside: str = "", *, title: str = "A coach", status: int = 200, head: str = "", **headers: str
) -> Reply:
    """An HTML page; keyword ``cache_control`` becomes the header ``Cache-Control``."""
    top = f"<!doctype html><html><head><title>{title}</title>{head}</head>"
    html = f"{top}<body>{inside}</body></html>"
    listed = [("Content-Type", "text/html; charset=utf-8")]
    listed += [(name.replace("_", "-").title(), value) for name, value in headers.items()]
    return Reply(status, listed, html.encode())


def text(body: str | bytes, type: str = "text/plain", status: int = 200, **headers: str) -> Reply:
    """Anything that is no page."""
    listed = [("Content-Type", type)]
    listed += [(name.replace("_", "-").title(), value) for name, value in headers.items()]
    return Reply(status, listed, body.encode() if isinstance(body, str) else body)


def redirect(to: str, status: int = 301, **headers: str) -> Reply:
    """A redirect to exactly ``to``."""
    listed = [("Location", to)]
    listed += [(name.replace("_", "-").title(), value) for name, value in headers.items()]
    return Reply(status, listed)


def pages(found: Mapping[str, Reply | Raw], missing: Reply | None = None) -> Route:
    """A site of fixed pages by path, queries aside; anything else is 404."""
    nothing = missing or page("Not here", title="Not found", status=404)
    return lambda asked: found.get(asked.path.partition("?")[0], nothing)


def moved_to(origin: str, status: int = 301, *, keep: bool = True) -> Route:
    """A host that sends everybody to another origin, with the path and query or without."""
    return lambda asked: redirect(origin + (asked.path if keep else "/"), status)


def by_scheme(*, http: Route, https: Route) -> Route:
    """Another route for each scheme."""
    return lambda asked: (http if asked.scheme == "http" else https)(asked)


def secure_site(canonical: str, found: Mapping[str, Reply | Raw]) -> Route:
    """A site as it should be: http leads to the same path on https."""
    return by_scheme(http=moved_to(f"https://{canonical}"), https=pages(found))


@dataclass
class WebServer:
    """Four listeners: two schemes by two families. ``names`` go into the certificate."""

    sites: Mapping[str, Route]
    names: Sequence[str] = ()
    families: Sequence[int] = (4, 6)
    asked: list[Asked] = field(default_factory=list)

    def __enter__(self) -> WebServer:
        authority = trustme.CA()
        names = self.names or [name.partition(":")[0] for name in self.sites] or ["example.com"]
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*dict.fromkeys(names)).configure_cert(self._context)
        self._authority = authority
        self._listeners: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.ports: dict[tuple[str, int], int] = {}
        for family in self.families:
            for scheme in ("http", "https"):
                self._listen(scheme, family)
        return self

    def _listen(self, scheme: str, family: int) -> None:
        kind, address = (socket.AF_INET, "127.0.0.1") if family == 4 else (socket.AF_INET6, "::1")
        listener = socket.socket(kind, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, 0))
        listener.listen(128)
        self.ports[scheme, family] = listener.getsockname()[1]
        self._listeners.append(listener)
        self._start(self._accept, listener, scheme, family)

    def _start(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            held = [*self._listeners, *self._open]
        for sock in held:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        for listener in self._listeners:
            listener.close()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """``--connect-to`` rules that lead every host of the site here, on both families."""
        return tuple(
            Rule(host, port, "127.0.0.1" if family == 4 else "::1", self.ports[scheme, family])
            for host in dict.fromkeys(name.partition(":")[0] for name in self.sites)
            for family in self.families
            for scheme, port in (("http", 80), ("https", 443))
        )

    def ca_file(self, folder: Path) -> str:
        """A file with the authority that vouches for the server, for ``--ca-file``."""
        path = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(str(path))
        return str(path)

    def paths(self, host: str = "") -> list[str]:
        """The paths asked for, of one host or of all."""
        return [asked.path for asked in self.asked if host in ("", asked.host)]

    def _accept(self, listener: socket.socket, scheme: str, family: int) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            self._start(self._serve, sock, scheme, family)

    def _serve(self, sock: socket.socket, scheme: str, family: int) -> None:
        with self._lock:
            self._open.add(sock)
        try:
            sock.settimeout(30)
            if scheme == "https":
                plain = sock
                sock = self._context.wrap_socket(plain, server_side=True)
                with self._lock:
                    self._open.discard(plain)
                    self._open.add(sock)
            asked = _read(sock, scheme, family)
            if asked is not None:
                self.asked.append(asked)
                self._answer(sock, asked)
        except OSError:
            pass  # The visitor hung up, or the test is over.
        finally:
            with self._lock:
                self._open.discard(sock)
            sock.close()

    def _answer(self, sock: socket.socket, asked: Asked) -> None:
        name = asked.host.rpartition(":")[0] if asked.host[-1:].isdigit() else asked.host
        route = self.sites.get(asked.host) or self.sites.get(name) or self.sites.get("*")
        reply = route(asked) if route else page("No such host", status=404)
        if not isinstance(reply, Reply):
            reply(sock)
            return
        phrases = {status.value: status.phrase for status in HTTPStatus}
        lines = [f"HTTP/1.1 {reply.status} {phrases.get(reply.status, 'Unusual')}"]
        lines += [f"{name}: {value}" for name, value in reply.headers]
        lines += [f"Content-Length: {len(reply.body)}", "Connection: close", "", ""]
        head = "\r\n".join(lines).encode("latin-1")
        sock.sendall(head + (b"" if asked.method == "HEAD" else reply.body))


def _read(sock: socket.socket, scheme: str, family: int) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = sock.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    while len(body) < int(headers.get("content-length", 0)):
        body += sock.recv(65536)
    return Asked(method, scheme, headers.get("host", ""), path, family, headers, body)
