"""Asks a server for one protocol version, with a greeting of our own.

OpenSSL builds differ in which old versions they still speak, and Python warns of each. A
ClientHello (RFC 5246 7.4.1.2) is a few dozen bytes, and up to TLS 1.2 the server answers with its
certificates in the clear; so we greet, read the first answer, and hang up. Nothing is agreed on.
"""

from __future__ import annotations

import secrets
import socket
import struct
from dataclasses import dataclass

from ops.launch.network.deadline import Deadline
from ops.launch.network.names import is_address

#: Versions on the wire (RFC 5246 appendix A.1).
WIRE = {"1.0": 0x0301, "1.1": 0x0302, "1.2": 0x0303}
#: Bytes of an answer that are read.
ANSWER = 256 * 1024
ALERT, HANDSHAKE = 21, 22
SERVER_HELLO, CERTIFICATE, SERVER_DONE = 2, 11, 14

#: What old and new servers may choose from: ECDHE and RSA, with GCM, ChaCha20, CBC, 3DES and RC4.
CIPHERS = (
    0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC009, 0xC013, 0xC00A, 0xC014, 0x009E, 0x009F,
    0x0033, 0x0039, 0x009C, 0x009D, 0x003C, 0x003D, 0x002F, 0x0035, 0xC012, 0x0016, 0x000A, 0xC011,
    0x0005,
)  # fmt: skip
GROUPS = (29, 23, 24, 25)
SIGNATURES = (
    0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201,
)  # fmt: skip

#: Alerts a server ends a handshake with (RFC 8446 6), as far as they say something.
ALERTS = {
    40: "handshake_failure", 70: "protocol_version", 71: "insufficient_security",
    80: "internal_error", 86: "inappropriate_fallback", 112: "unrecognized_name",
    116: "certificate_required",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """A server's first answer.

    ``version`` is what it chose, "" where it chose none; ``alert`` the name of its alert;
    ``chain`` the certificates in DER. ``plain`` is what it said where it does not speak TLS, and
    ``whole`` that its answer came to its end. ``silent`` says that it did not in time.
    """

    version: str = ""
    alert: str = ""
    chain: tuple[bytes, ...] = ()
    plain: bytes = b""
    whole: bool = False
    silent: bool = False


def greet(sock: socket.socket, host: str, version: str, deadline: Deadline) -> Heard:
    """Send the greeting for ``version`` (1.0, 1.1 or 1.2) and read the answer; does not raise."""
    try:
        sock.settimeout(max(0.01, deadline.left))
        sock.sendall(client_hello(host, version))
        return _Answer(sock, deadline).read()
    except TimeoutError:
        return Heard(silent=True)
    except OSError:
        return Heard()


def client_hello(host: str, version: str) -> bytes:
    """The greeting as one record. An address is not named (RFC 6066 3)."""
    extensions = b""
    if not is_address(host):
        name = host.encode("ascii", "replace")
        extensions += _extension(0, _sized(b"\0" + _sized(name)))
    extensions += _extension(10, _sized(_words(GROUPS)))
    extensions += _extension(11, b"\1\0")
    if version == "1.2":
        extensions += _extension(13, _sized(_words(SIGNATURES)))
    extensions += _extension(0xFF01, b"\0")
    body = (
        struct.pack("!H", WIRE[version])
        + secrets.token_bytes(32)
        + b"\0"
        + _sized(_words(CIPHERS))
        + b"\1\0"
        + _sized(extensions)
    )
    message = b"\1" + len(body).to_bytes(3, "big") + body
    return struct.pack("!BHH", HANDSHAKE, WIRE["1.0"], len(message)) + message


def _words(numbers: tuple[int, ...]) -> bytes:
    return struct.pack(f"!{len(numbers)}H", *numbers)


def _sized(content: bytes) -> bytes:
    return struct.pack("!H", len(content)) + content


def _extension(kind: int, content: bytes) -> bytes:
    return struct.pack("!H", kind) + _sized(content)


class _Answer:
    """Reads records, and the handshake messages inside them, until there is a verdict."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self._messages = b""
        self._read = 0
        self._version = ""
        self._chain: tuple[bytes, ...] = ()

    def read(self) -> Heard:
        while self._read < ANSWER:
            head = self._take(5)
            if len(head) < 5 or head[0] not in (ALERT, HANDSHAKE) or head[1] != 3:
                return self._heard(plain=head + self._rest() if head and head[0] > 24 else b"")
            content = self._take(int.from_bytes(head[3:5], "big"))
            if head[0] == ALERT:
                code = content[1] if len(content) > 1 else 0
                return self._heard(alert=ALERTS.get(code, f"alert {code}"))
            if not content:
                break
            self._messages += content
            if self._done():
                return self._heard(whole=True)
        return self._heard()

    def _heard(self, *, alert: str = "", plain: bytes = b"", whole: bool = False) -> Heard:
        return Heard(
            version=self._version if whole else "",
            alert=alert,
            chain=self._chain,
            plain=plain,
            whole=whole,
        )

    def _done(self) -> bool:
        """Look at the messages that are complete; whether the server has said all it says."""
        while len(self._messages) >= 4:
            kind, size = self._messages[0], int.from_bytes(self._messages[1:4], "big")
            if len(self._messages) < 4 + size:
                return False
            content, self._messages = self._messages[4 : 4 + size], self._messages[4 + size :]
            if kind == SERVER_HELLO:
                wire = int.from_bytes(content[:2], "big")
                self._version = next((name for name, code in WIRE.items() if code == wire), "")
            elif kind == CERTIFICATE:
                self._chain = _certificates(content)
            elif kind == SERVER_DONE:
                return True
        return False

    def _take(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            if not self._deadline.left:
                raise TimeoutError
            self._sock.settimeout(max(0.01, self._deadline.left))
            part = self._sock.recv(size - len(got))
            if not part:
                break
            got += part
        self._read += len(got)
        return got

    def _rest(self) -> bytes:
        """A little more of what is no TLS, enough to tell what it is."""
        try:
            return self._take(64)
        except OSError:
            return b""


def _certificates(content: bytes) -> tuple[bytes, ...]:
    """The entries of a Certificate message (RFC 5246 7.4.2): each with a length of three bytes."""
    found, place = [], 3
    while place + 3 <= len(content):
        size = int.from_bytes(content[place : place + 3], "big")
        found.append(content[place + 3 : place + 3 + size])
        place += 3 + size
    return tuple(found)
