"""gunicorn's own asgi worker in front, spoken to over a socket."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.live_site import BIN, ROOT, free_port


@dataclass
class Site:
    """A running server and its log."""

    port: int
    log: Path

    def open(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=40)

    def ask(self, raw: bytes) -> Answer:
        """Send these very bytes and read until the server closes."""
        with self.open() as connection:
            connection.sendall(raw)
            return Answer(read_all(connection))

    def get(self, path: str, *headers: str) -> Answer:
        lines = [f"GET {path} HTTP/1.1", "Host: testserver", "Connection: close", *headers]
        return self.ask("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def lines(self) -> list[dict[str, Any]]:
        """The JSON lines of the log so far."""
        rows = self.log.read_text().splitlines()
        return [json.loads(row) for row in rows if row.startswith("{")]


class Answer:
    """An answer off the wire."""

    def __init__(self, raw: bytes) -> None:
        head, _, self.body = raw.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        self.status = int(first.split()[1])
        self.headers = {k.lower(): v.strip() for k, _, v in (row.partition(":") for row in rest)}

    def problem(self) -> dict[str, Any]:
        assert self.headers["content-type"] == "application/problem+json"
        body: dict[str, Any] = json.loads(self.body)
        assert body["status"] == self.status
        assert body["request_id"] == self.headers["x-request-id"]
        return body


def read_all(connection: socket.socket) -> bytes:
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@contextlib.contextmanager
def serving(folder: Path, **variables: str) -> Iterator[Site]:
    """The small site behind gunicorn, until the block ends."""
    port, log, config = free_port(), folder / "log", folder / "config.py"
    config.write_text("")
    env = {**os.environ, **variables}
    command = [
        str(BIN / "gunicorn"), "--config", str(config), "--chdir", str(ROOT),
        "--worker-class", "asgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket",
        "--log-level", "warning", "--forwarded-allow-ips", "", "tests.ops.web.site:application",
    ]  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=env, stdout=output, stderr=output)
    found = Site(port, log)
    try:
        for _ in range(100):
            try:
                found.open().close()
                break
            except OSError:
                time.sleep(0.1)
        yield found
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("server"), TEST_TRUSTED_PROXIES="1") as found:
        yield found


def test_a_declared_body_that_is_too_large_is_refused_before_it_is_sent(site: Site) -> None:
    head = (
        "POST /api/v1/body/ HTTP/1.1\r\nHost: testserver\r\nX-Request-ID: from-the-edge-1\r\n"
        "Content-Type: application/json\r\nContent-Length: 90000000\r\n\r\n"
    )
    answer = site.ask(head.encode())
    assert answer.status == 413
    assert "64 KB" in answer.problem()["detail"]
    assert answer.headers["x-request-id"] == "from-the-edge-1"


def test_a_body_without_a_length_is_cut_at_the_limit(site: Site) -> None:
    with site.open() as connection:
        connection.sendall(
            b"POST /api/v1/body/ HTTP/1.1\r\nHost: testserver\r\nConnection: close\r\n"
            b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        piece = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
        sent = 0
        try:
            while sent < 400:
                connection.sendall(piece)
                sent += 1
        except OSError:
            pass
        answer = Answer(read_all(connection))
    assert answer.status == 413
    answer.problem()


def test_a_body_within_the_limit_is_taken(site: Site) -> None:
    body = json.dumps({"a": "x" * 60_000}).encode()
    head = (
        "POST /api/v1/body/ HTTP/1.1\r\nHost: testserver\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    assert site.ask(head.encode() + body).status == 200


@pytest.mark.parametrize("path", ["/api/v1/plain/?q=\xff", "/api/v1/\xff"])
def test_bytes_that_may_not_stand_in_an_address_are_refused_by_gunicorn(
    site: Site, path: str
) -> None:
    assert site.get(path).status == 400


@pytest.mark.parametrize("path", ["/api/v1/%ff/%00", "/api/v1/plain/%ed%a0%80", "/api//v1/"])
def test_an_address_that_is_no_text_is_not_found(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status == 404
    answer.problem()


@pytest.mark.parametrize("query", ["%ff", "a=%00", "a=%ed%a0%80", "%", "&&=&"])
def test_a_query_that_is_no_text_does_no_harm(site: Site, query: str) -> None:
    assert site.get(f"/api/v1/plain/?{query}").status == 200


def test_a_wrong_host_is_refused_but_for_liveness(site: Site) -> None:
    for path, status in (("/healthz", 200), ("/api/v1/plain/", 400)):
        raw = f"GET {path} HTTP/1.1\r\nHost: 10.1.2.3\r\nConnection: close\r\n\r\n"
        assert site.ask(raw.encode()).status == status


def test_only_the_last_entry_of_the_chain_is_believed(site: Site) -> None:
    answer = site.get(
        "/api/v1/whoami/",
        "X-Forwarded-For: 6.6.6.6",
        "X-Forwarded-For: 7.7.7.7, 203.0.113.77",
        "X-Real-IP: 8.8.8.8",
        "X_Forwarded_For: 9.9.9.9",
        "Forwarded: for=5.5.5.5",
    )
    assert json.loads(answer.body)["address"] == "203.0.113.77"


def test_a_stream_starts_long_before_it_ends(site: Site) -> None:
    with site.open() as connection:
        connection.sendall(
            b"GET /api/v1/stream/1/?pause=0.4 HTTP/1.1\r\nHost: testserver\r\n"
            b"Connection: close\r\n\r\n"
        )
        began, arrived = time.monotonic(), list[float]()
        while part := connection.recv(4096):
            if b"\n" in part.partition(b"\r\n\r\n")[2] or arrived:
                arrived.append(time.monotonic() - began)
    assert arrived[0] < 0.35
    assert arrived[-1] > 0.7


def test_a_visitor_who_leaves_a_stream_is_noted_in_the_log(site: Site) -> None:
    with site.open() as connection:
        connection.sendall(
            b"GET /api/v1/stream/77/?pause=0.5&name=jane HTTP/1.1\r\nHost: testserver\r\n"
            b"X-Request-ID: leaves-early-1\r\n\r\n"
        )
        connection.recv(4096)
    for _ in range(40):
        lines = [x for x in site.lines() if x.get("request_id") == "leaves-early-1"]
        if lines:
            break
        time.sleep(0.1)
    (line,) = lines
    assert line["left"] is True
    assert line["ms"] < 1400
    assert "jane" not in site.log.read_text()


def test_pages_and_files_come_without_a_warning(site: Site) -> None:
    for path in ("/", "/form/", "/admin/login/", "/static/none.css", "/fail/problem/"):
        assert site.get(path).status in (200, 302, 404, 409)
    assert "Warning" not in site.log.read_text()


def test_every_line_of_the_log_is_json(site: Site) -> None:
    site.get("/api/v1/fail/bug/")
    text = site.log.read_text()
    assert text
    assert all(row.startswith("{") for row in text.splitlines()), text
