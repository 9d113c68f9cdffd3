"""A TLS (or plain HTTP) server on loopback that can be right, or wrong in any way.

    with TlsServer(identity) as server:                       # 127.0.0.1, TLS 1.2 and 1.3
        options = NetworkOptions(connect_to=(server.rule("example.com"),), ca_file=...)

    TlsServer(identity, address="::1")                        # the other family
    TlsServer(default, sni={"www.example.com": other})        # a certificate per asked name
    TlsServer(identity, versions=("1.0", "1.1"))              # old versions only
    TlsServer(identity, handler=answer)                       # HTTPS: answers each request
    TlsServer(None, handler=answer)                           # the same over plain HTTP
    TlsServer(behaviour=SILENT | CLOSE | PLAIN_HTTP)          # no TLS at all

``handler`` takes a ``Request`` and gives a ``Reply``, or raw bytes that are sent as they are. Each
connection carries one request. What was asked is kept in ``server.asked_names`` (SNI),
``server.requests`` and ``server.stray`` (bytes that came after the handshake without a handler).

``rule`` is a ``--connect-to`` rule that leads a host here. It begins to listen when it is made and
stops at the end of the ``with`` block, without waiting for clients.
"""

from __future__ import annotations

import select
import socket
import ssl
import tempfile
import threading
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from lab.certificates import Identity
from ops.launch.network.connect import Rule

TLS, SILENT, CLOSE, PLAIN_HTTP = "tls", "silent", "close", "plain_http"
VERSIONS = {
    "1.0": ssl.TLSVersion.TLSv1,
    "1.1": ssl.TLSVersion.TLSv1_1,
    "1.2": ssl.TLSVersion.TLSv1_2,
    "1.3": ssl.TLSVersion.TLSv1_3,
}
#: Bytes of a request that are read.
REQUEST = 1024 * 1024


@dataclass(frozen=True)
class Request:
    """What a client asked. Header names are lower case; ``target`` is path and query.

    ``scheme`` is ``https`` or ``http``, ``address`` and ``port`` are where it came in.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""
    scheme: str = "https"
    asked_name: str = ""
    address: str = ""
    port: int = 0

    @property
    def host(self) -> str:
        """The ``Host`` header."""
        return self.headers.get("host", "")


@dataclass(frozen=True)
class Reply:
    """What is answered; ``Content-Length`` and ``Connection: close`` are added."""

    status: int = 200
    headers: Sequence[tuple[str, str]] = ()
    body: bytes = b""

    def encoded(self, method: str) -> bytes:
        """As it goes over the wire; without its body for HEAD."""
        lines = [f"HTTP/1.1 {self.status} X", *(f"{key}: {value}" for key, value in self.headers)]
        names = {key.lower() for key, _ in self.headers}
        if "content-length" not in names and "transfer-encoding" not in names:
            lines.append(f"Content-Length: {len(self.body)}")
        lines += ["Connection: close", "", ""]
        head = "\r\n".join(lines).encode("latin-1")
        return head if method == "HEAD" else head + self.body


Handler = Callable[[Request], Reply | bytes]


@dataclass
class TlsServer:
    """One listening socket, a thread that accepts, and a thread for each connection."""

    identity: Identity | None = None
    sni: Mapping[str, Identity] = field(default_factory=dict)
    versions: Sequence[str] = ("1.2", "1.3")
    address: str = "127.0.0.1"
    handler: Handler | None = None
    behaviour: str = TLS
    port: int = 0

    def __post_init__(self) -> None:
        self.asked_names: list[str] = []
        self.requests: list[Request] = []
        self.stray: list[bytes] = []
        self.connections = 0
        self._contexts = {name: _context(given, self.versions) for name, given in self.sni.items()}
        self._context = _context(self.identity, self.versions) if self.identity else None
        if self._context:
            self._context.sni_callback = self._chosen
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._listener = _listening(self.address, self.port)
        self.port = self._listener.getsockname()[1]
        self._wake, self._woken = socket.socketpair()
        self._acceptor = threading.Thread(target=self._accept, name="lab-tls", daemon=True)
        self._acceptor.start()

    def rule(self, host: str, port: int = 443) -> Rule:
        """A ``--connect-to`` rule that leads ``host`` here."""
        return Rule(host, port, self.address, self.port)

    def __enter__(self) -> TlsServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop, hang up on everybody, and wait for the threads."""
        self._wake.send(b"x")
        self._acceptor.join()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for ours in (self._listener, self._wake, self._woken):
            ours.close()

    def _accept(self) -> None:
        while True:
            ready, _, _ = select.select([self._listener, self._woken], [], [])
            if self._woken in ready:
                return
            with suppress(OSError):
                connection, _ = self._listener.accept()
                connection.setblocking(True)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                with self._lock:
                    self.connections += 1
                    self._open.add(connection)
                    self._threads.append(thread)
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        # A twin of the descriptor is what ``close`` hangs up on: TLS takes over the first one.
        twin = connection.dup()
        with self._lock:
            self._open.discard(connection)
            self._open.add(twin)
        try:
            with suppress(OSError):
                self._talk(connection)
        finally:
            with self._lock:
                self._open.discard(twin)
            connection.close()
            twin.close()

    def _talk(self, connection: socket.socket) -> None:
        if self.behaviour == CLOSE:
            return
        if self.behaviour == SILENT:
            while connection.recv(4096):
                pass
        elif self.behaviour == PLAIN_HTTP:
            connection.recv(4096)
            connection.sendall(Reply(400, body=b"plain HTTP\n").encoded("GET"))
        elif self._context is None:
            self._answer(connection, "http", "")
        else:
            with self._context.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            ) as secure:
                secure.do_handshake()
                self._answer(secure, "https", getattr(secure, "asked_name", ""))

    def _chosen(self, secure: Any, name: str | None, context: ssl.SSLContext) -> None:
        secure.asked_name = name or ""
        self.asked_names.append(secure.asked_name)
        if name in self._contexts:
            secure.context = self._contexts[name]

    def _answer(self, connection: socket.socket, scheme: str, asked_name: str) -> None:
        if self.handler is None:
            while got := connection.recv(4096):
                self.stray.append(got)
            return
        request = _request(connection, scheme, asked_name, self.address, self.port)
        if request is None:
            return
        self.requests.append(request)
        reply = self.handler(request)
        connection.sendall(reply if isinstance(reply, bytes) else reply.encoded(request.method))
        if isinstance(connection, ssl.SSLSocket):
            connection.unwrap()


def _request(
    connection: socket.socket, scheme: str, asked_name: str, address: str, port: int
) -> Request | None:
    """Read one request; None where the client hung up before its end."""
    got = b""
    while b"\r\n\r\n" not in got:
        part = connection.recv(65536)
        got += part
        if not part or len(got) > REQUEST:
            return None
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, *_ = [*first.split(" "), "", ""]
    pairs = (line.partition(":") for line in lines)
    headers = {key.strip().lower(): value.strip() for key, _, value in pairs}
    while len(body) < int(headers.get("content-length") or 0):
        part = connection.recv(65536)
        if not part:
            return None
        body += part
    return Request(method, target, headers, body, scheme, asked_name, address, port)


def _listening(address: str, port: int) -> socket.socket:
    listener = socket.socket(
        socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM
    )
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(64)
    listener.setblocking(False)
    return listener


def _context(identity: Identity, versions: Sequence[str]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    # Old versions, short keys and SHA-1 are what is to be shown here.
    context.set_ciphers("ALL:@SECLEVEL=0")
    wanted = [VERSIONS[version] for version in versions]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version, context.maximum_version = min(wanted), max(wanted)
    with tempfile.TemporaryDirectory() as folder:
        context.load_cert_chain(*identity.files(Path(folder)))
    return context
