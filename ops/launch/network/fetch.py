"""One GET or HEAD to one address of a host, with a deadline for every byte.

``http.client`` over our own sockets: the address is chosen by the caller, redirects are not
followed, sizes are bounded, and a server that sends a byte a second is cut off at the deadline.
"""

from __future__ import annotations

import gzip
import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ops.launch.network.connect import Connector, NotReached, Way
from ops.launch.network.deadline import Deadline

#: Bytes of a body that are read; more is cut and said.
BODY = 2 * 1024 * 1024
AGENT = "Slipway-launch-check/1 (+https://github.com/slipway)"


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered. Header names are lower case; times are seconds.

    ``size`` counts the bytes of the body as sent (compressed). ``cut`` says that there was more.
    ``to_first_byte`` begins when the connection is open, ``connected`` is what that took.
    """

    url: str
    address: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    size: int = 0
    cut: bool = False
    to_first_byte: float = 0.0
    connected: float = 0.0

    def header(self, name: str) -> str:
        """The values of a header, joined as RFC 9110 5.3 allows; "" when it is not there."""
        return ", ".join(self.all(name))

    def all(self, name: str) -> list[str]:
        """Every value of a header, apart."""
        return [value for key, value in self.headers if key == name.lower()]

    def has(self, name: str) -> bool:
        """Whether the header is there."""
        return bool(self.all(name))

    @property
    def text(self) -> str:
        """The body as text, whatever it says it is."""
        charset = "utf-8"
        for part in self.header("content-type").lower().split(";")[1:]:
            if part.strip().startswith("charset="):
                charset = part.split("=", 1)[1].strip(" \"'")
        try:
            return self.body.decode(charset, "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")

    @property
    def is_redirect(self) -> bool:
        """Whether it sends elsewhere."""
        return self.status in (301, 302, 303, 307, 308) and bool(self.header("location"))


class NoResponse(Exception):
    """The connection was there, or not, and no answer came. ``kind`` as in ``NotReached``, or
    ``tls`` (with ``code``, OpenSSL's verify code, where there is one) or ``bad_answer``.
    ``in_handshake`` says that the connection was lost before it was encrypted."""

    def __init__(
        self, kind: str, message: str, code: int = 0, *, in_handshake: bool = False
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.code = code
        self.in_handshake = in_handshake


class _Timed(io.RawIOBase):
    """Reads from a socket, each time with what is left of the deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._deadline.left:
            raise TimeoutError
        self._sock.settimeout(max(0.01, self._deadline.left))
        return self._sock.recv_into(buffer)


class _Socket:
    """What ``http.client`` needs of a socket."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self.first_byte = 0.0

    def makefile(self, *args: object, **kwargs: object) -> io.BufferedReader:
        return io.BufferedReader(_Timed(self._sock, self._deadline))

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(max(0.01, self._deadline.left))
        self._sock.sendall(data)

    def close(self) -> None:
        """Leave it open: after ``Connection: close`` the body is still to be read."""


def trusting(ca_file: str = "") -> ssl.SSLContext:
    """A context that checks certificates as a browser does, or by ``--ca-file`` alone."""
    return ssl.create_default_context(cafile=ca_file or None)


def careless() -> ssl.SSLContext:
    """A context that looks at whatever certificate is shown."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def fetch(
    url: str,
    way: Way,
    connector: Connector,
    deadline: Deadline,
    *,
    context: ssl.SSLContext | None = None,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    data: bytes | None = None,
    limit: int = BODY,
) -> Response:
    """Ask for ``url`` at one address; raises ``NoResponse``.

    Without ``context``, a certificate is looked at and not judged (the TLS checks do that).
    """
    parts = urlsplit(url)
    secure, host = parts.scheme == "https", parts.hostname or ""
    began = time.monotonic()
    try:
        sock = connector.open(way, deadline)
    except NotReached as error:
        raise NoResponse(error.kind, str(error)) from error
    shaking = secure
    try:
        if secure:
            sock = (context or careless()).wrap_socket(sock, server_hostname=host)
            shaking = False
        connected = time.monotonic() - began
        return _talk(url, way, sock, deadline, method, headers or {}, data, limit, connected)
    except ssl.SSLCertVerificationError as error:
        raise NoResponse("tls", error.verify_message, error.verify_code) from error
    except ssl.SSLError as error:
        raise NoResponse("tls", f"no TLS connection: {error.reason or error}") from error
    except TimeoutError as error:
        words = f"{way.address} did not answer in time"
        raise NoResponse("timeout", words, in_handshake=shaking) from error
    except (http.client.HTTPException, ValueError) as error:
        raise NoResponse("bad_answer", f"the answer is no HTTP: {type(error).__name__}") from error
    except OSError as error:
        words = f"{way.address} hung up: {type(error).__name__}"
        raise NoResponse("reset", words, in_handshake=shaking) from error
    finally:
        sock.close()


def _talk(
    url: str,
    way: Way,
    sock: socket.socket,
    deadline: Deadline,
    method: str,
    headers: Mapping[str, str],
    data: bytes | None,
    limit: int,
    connected: float,
) -> Response:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 0)
    connection.sock = _Socket(sock, deadline)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    default_port = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    sent = {
        "Host": host if (parts.port or default_port) == default_port else f"{host}:{parts.port}",
        "User-Agent": AGENT,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Encoding": "gzip, br",
        "Connection": "close",
        **headers,
    }
    began = time.monotonic()
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in sent.items():
        connection.putheader(name, value)
    if data is not None:
        connection.putheader("Content-Length", str(len(data)))
    connection.endheaders(data)
    response = connection.getresponse()
    to_first_byte = time.monotonic() - began
    raw = b"" if method == "HEAD" else response.read(limit + 1)
    return Response(
        url=url,
        address=way.address,
        status=response.status,
        headers=tuple((name.lower(), value.strip()) for name, value in response.getheaders()),
        body=_unpacked(raw[:limit], response.getheader("content-encoding", "") or "", limit),
        size=len(raw[:limit]),
        cut=len(raw) > limit,
        to_first_byte=to_first_byte,
        connected=connected,
    )


def _unpacked(raw: bytes, encoding: str, limit: int) -> bytes:
    """The body without its compression, at most ``limit`` bytes of it; raw where it is broken."""
    try:
        match encoding.strip().lower():
            case "gzip" | "x-gzip":
                return gzip.GzipFile(fileobj=io.BytesIO(raw)).read(limit)
            case "deflate":
                return zlib.decompressobj().decompress(raw, limit)
            case "br":
                return _unbrotli(raw, limit)
    except (OSError, EOFError, zlib.error, ValueError):
        pass
    return raw


def _unbrotli(raw: bytes, limit: int) -> bytes:
    import brotli

    decoder, done = brotli.Decompressor(), b""
    for place in range(0, len(raw), 4096):
        try:
            done += decoder.process(raw[place : place + 4096])
        except brotli.error:
            return raw
        if len(done) >= limit:
            break
    return done[:limit]
