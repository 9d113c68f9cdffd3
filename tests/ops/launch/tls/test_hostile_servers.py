"""Servers that send rubbish, a byte at a time, or lies."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.certificates import Authority
from lab.tls_server import TlsServer
from ops.launch.findings import CannotTell, Severity, Status
from ops.launch.gather.tls.certificate import clean, described, loaded, parsed
from ops.launch.gather.tls.chain import Store, trusting
from ops.launch.gather.tls.hello import greet
from ops.launch.network.connect import Rule
from ops.launch.network.deadline import Deadline
from tests.ops.launch.tls.lab import good, look, only

_DER = good().certificate.public_bytes(Encoding.DER)


@contextmanager
def saying(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that does ``talk`` with everybody, one after the other."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    talk(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    port = listener.getsockname()[1]
    try:
        yield port
    finally:
        stop.set()
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port)).close()
        thread.join()
        listener.close()


def _heard(answer: bytes) -> tuple[str, str]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(answer)
        theirs.shutdown(socket.SHUT_WR)
        heard = greet(ours, "example.com", "1.2", Deadline(1))
    return heard.version, heard.alert


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_answer_to_the_greeting_is_read_without_breaking(answer: bytes) -> None:
    _heard(answer)
    _heard(b"\x16\x03\x03" + len(answer).to_bytes(2, "big") + answer)


def test_a_hello_that_is_cut_off_accepts_nothing() -> None:
    hello = b"\x02\x00\x00\x26\x03\x03" + bytes(36)
    record = b"\x16\x03\x03" + len(hello).to_bytes(2, "big") + hello
    done = b"\x16\x03\x03\x00\x04\x0e\x00\x00\x00"
    assert _heard(record) == ("", "")
    assert _heard(record + done) == ("1.2", "")
    assert _heard(b"\x15\x03\x03\x00\x02\x02\x46") == ("", "protocol_version")


def test_endless_handshake_messages_are_cut_off() -> None:
    empty = b"\x16\x03\x03\x40\x00" + b"\x0c\x00\x40\x00" + bytes(16380)
    with saying(lambda connection: connection.sendall(empty * 100)) as port:
        sock = socket.create_connection(("127.0.0.1", port))
        with sock:
            heard = greet(sock, "example.com", "1.2", Deadline(5))
    assert not heard.whole


def test_a_server_that_sends_a_byte_now_and_then_is_cut_off() -> None:
    enough = threading.Event()

    def drip(connection: socket.socket) -> None:
        while not enough.wait(0.02):
            connection.sendall(b"\x16")

    with saying(drip) as port:
        results = look(Rule("example.com", 443, "127.0.0.1", port), timeout=1)
        enough.set()
    assert all(result.status is not Status.ERROR for result in results.values())


def test_rubbish_is_no_secure_connection() -> None:
    with saying(lambda connection: connection.sendall(b"220 mail.example.com ESMTP\r\n")) as port:
        results = look(Rule("example.com", 443, "127.0.0.1", port))
    finding = only(results, "tls.reachable", Severity.BLOCKER)
    assert "refuses secure connections" in finding.summary


def test_escape_codes_in_a_certificate_do_not_reach_the_report() -> None:
    authority = Authority.root("\x1b[31mRogue\x07 Root", "Rogue\r\nLab")
    with TlsServer(authority.leaf("example.com").presenting(authority.certificate)) as server:
        results = look(server.rule("example.com"))
    said = repr(results)
    assert "\\x1b" not in said and "\\x07" not in said and "\\r" not in said
    assert "Rogue" in said


def test_long_texts_are_cut() -> None:
    assert len(clean("x" * 100_000)) == 201


def test_a_chain_is_read_up_to_the_first_that_cannot_be_read() -> None:
    der = _DER
    assert len(parsed([der, b"\x30\x00", der])) == 1
    assert parsed([b""]) == []
    assert len(parsed([der] * 50)) == 12


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_certificate_is_described_or_left_out(data: st.DataObject) -> None:
    der = bytearray(_DER)
    for _ in range(data.draw(st.integers(1, 4))):
        der[data.draw(st.integers(0, len(der) - 1))] = data.draw(st.integers(0, 255))
    certificate = loaded(bytes(der))
    if certificate is not None:
        described(certificate)


def test_a_file_without_certificates_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("ca") / "empty.pem"
    empty.write_text("nothing here")
    with pytest.raises(CannotTell, match="holds no certificates"):
        Store.of(str(empty))
    with pytest.raises(CannotTell, match="holds no certificates"):
        trusting(str(empty))


def test_the_authorities_of_this_machine_can_be_read() -> None:
    store = Store.of()
    assert store.fact().count == sum(map(len, store.by_name.values()))
