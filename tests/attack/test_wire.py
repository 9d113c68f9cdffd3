"""What a socket can do to gunicorn: smuggling, tricks with hosts and headers, slow requests.

A request whose end is told in two ways is understood differently by the platform's router and by
us (RFC 9112 section 6.3 and 11.2). Such a request has to be refused, and what follows it on the
same connection must never be answered as a second request.
"""

from __future__ import annotations

import socket
import time

import pytest

from tests.attack.attacker import Attacker, raw, statuses
from tests.live_site import OPS_TOKEN, LiveSite

HIDDEN = "GET /api/v1/smuggled/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
JSON = "Content-Type: application/json\r\n"
START = "/api/v1/conversations/"

SMUGGLING = {
    "length and chunks": f"Content-Length: {len(HIDDEN) + 5}\r\nTransfer-Encoding: chunked\r\n\r\n"
    "0\r\n\r\n",
    "chunks and length": "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    "two lengths": "Content-Length: 2\r\nContent-Length: 60\r\n\r\n{}",
    "two lengths in one": "Content-Length: 2, 60\r\n\r\n{}",
    "a signed length": "Content-Length: +2\r\n\r\n{}",
    "a negative length": "Content-Length: -2\r\n\r\n{}",
    "a length in hex": "Content-Length: 0x2\r\n\r\n{}",
    "a length with a gap": "Content-Length: 2 0\r\n\r\n{}",
    "a length in other digits": "Content-Length: \xb2\r\n\r\n{}",
    "a chunked that is not last": "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "an unknown coding": "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunked with a tail": "Transfer-Encoding: chunked\x0b\r\n\r\n0\r\n\r\n",
    "a space before the colon": "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded header": "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "a chunk of no size": "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "a chunk of a negative size": "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
    "a chunk in python's digits": "Transfer-Encoding: chunked\r\n\r\n0_2\r\n{}\r\n0\r\n\r\n",
    "a chunk longer than it says": "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
    "a line feed for a line end": "Content-Length: 2\nX-A: b\r\n\r\n{}",
    "a return in a value": "X-A: b\rTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}",
    "a NUL in a value": "X-A: b\x00c\r\nContent-Length: 2\r\n\r\n{}",
}


@pytest.mark.parametrize("form", SMUGGLING.values(), ids=SMUGGLING)
def test_no_second_request_is_smuggled_behind_a_first(
    site: LiveSite, attacker: Attacker, form: str
) -> None:
    head = f"POST {START} HTTP/1.1\r\nHost: 127.0.0.1\r\n{JSON}"
    answer = raw(site, f"{head}{form}{HIDDEN}".encode("latin-1"), patience=3)
    assert len(statuses(answer)) <= 1 or 400 <= statuses(answer)[0] < 500, answer
    assert b"smuggled" not in answer
    assert not [line for line in attacker.log() if "smuggled" in str(line)]
    assert attacker.ask("GET", "/healthz").status_code == 200


def test_a_second_request_that_is_none_of_these_is_answered(site: LiveSite) -> None:
    """So that the test above would see one."""
    one = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    assert statuses(raw(site, f"{one}{HIDDEN}".encode(), patience=3)) == [200, 404]


HOSTS = [
    "evil.example",
    "127.0.0.1.evil.example",
    "evil.example:{port}",
    "127.0.0.1:{port}@evil.example",
    "127.0.0.1:{port}/evil",
    "[::1]",
    "",
    "127.0.0.1\tevil.example",
    "localhost.evil.example",
    "127.0.0.1:{port}.evil.example",
]


@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_host_is_refused_and_repeated_nowhere(site: LiveSite, host: str) -> None:
    host = host.format(port=site.port)
    answer = raw(
        site, f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode(), patience=5
    )
    assert statuses(answer)[0] == 400
    assert b"evil" not in answer


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded", "X-HTTP-Host-Override"]
)
@pytest.mark.parametrize("path", ["/", "/embed.js", "/sitemap.xml", "/robots.txt", "/nowhere/"])
def test_no_other_header_says_which_host_we_are(attacker: Attacker, name: str, path: str) -> None:
    answer = attacker.ask("GET", path, headers={name: "evil.example;host=evil.example"})
    assert answer.status_code < 500
    assert "evil.example" not in answer.text + str(answer.headers)


@pytest.mark.parametrize(
    "name", ["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Forwarded-Path"]
)
def test_no_header_changes_the_path(attacker: Attacker, name: str) -> None:
    answer = attacker.ask("GET", "/robots.txt", headers={name: "/api/schema/"})
    assert answer.text.startswith("User-agent")


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_no_header_changes_the_method(attacker: Attacker, name: str) -> None:
    opened = attacker.start()
    path = f"/api/v1/conversations/{opened.id}/"
    answer = attacker.ask("GET", path, headers=opened.bearer | {name: "DELETE"})
    assert answer.status_code == 405
    assert attacker.ask("GET", opened.path, headers=opened.bearer).status_code == 200


REQUEST_LINES = [
    "OPTIONS * HTTP/1.1",
    "GET http://evil.example/ HTTP/1.1",
    "CONNECT evil.example:443 HTTP/1.1",
    "GET //evil.example/ HTTP/1.1",
    "GET /\\evil.example HTTP/1.1",
    "GET /%00 HTTP/1.1",
    "GET /..%2f..%2fetc/passwd HTTP/1.1",
    "GET /static/../config/settings.py HTTP/1.1",
    "GET /static/%2e%2e/%2e%2e/manage.py HTTP/1.1",
    "GET /static/..%5c..%5cmanage.py HTTP/1.1",
    "GET /%ff%fe HTTP/1.1",
    "GET / HTTP/9.9",
    "GET /",
    "BREW / HTTP/1.1",
    "get / HTTP/1.1",
    "TRACE / HTTP/1.1",
    "TRACK / HTTP/1.1",
    "\x16\x03\x01\x02\x00",
    "PRI * HTTP/2.0",
    "GET /?" + "a=1&" * 500 + " HTTP/1.1",
    "GET /" + "a" * 20_000 + " HTTP/1.1",
    "GET /embed.js;.css HTTP/1.1",
    "GET /%0d%0aSet-Cookie:evil=1 HTTP/1.1",
    "GET /contact%0d%0aSet-Cookie:evil=1 HTTP/1.1",
    "GET /%F0%9F%92%A9 HTTP/1.1",
]


@pytest.mark.parametrize("line", REQUEST_LINES)
def test_an_odd_request_line_is_no_error_of_ours(site: LiveSite, line: str) -> None:
    text = f"{line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    answer = raw(site, text.encode("latin-1"), patience=5)
    assert all(status < 500 or status in (501, 505) for status in statuses(answer)), answer[:500]
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie: evil" not in head.replace(b"\r\n", b"\n").split(b"\n")
    assert not [row for row in head.split(b"\r\n") if row.startswith(b"location: //evil")]
    assert b"root:" not in answer
    assert b"DJANGO_SETTINGS_MODULE" not in answer


@pytest.mark.parametrize(
    "headers",
    [
        "X-A: " + "a" * 70_000 + "\r\n",
        "".join(f"X-{n}: 1\r\n" for n in range(2_000)),
        "Cookie: " + "; ".join(f"c{n}={'v' * 50}" for n in range(2_000)) + "\r\n",
        "A" * 70_000 + ": 1\r\n",
        "X-Forwarded-For: " + "1.2.3.4," * 8_000 + "\r\n",
    ],
    ids=["a long value", "many headers", "many cookies", "a long name", "a long chain"],
)
def test_headers_without_measure_are_refused(site: LiveSite, headers: str) -> None:
    text = f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Connection: close\r\n\r\n"
    answer = raw(site, text.encode(), patience=10)
    assert all(400 <= status < 500 for status in statuses(answer)), answer[:300]


def test_a_crowd_that_never_ends_its_requests_keeps_nobody_out(
    site: LiveSite, attacker: Attacker
) -> None:
    """Slow loris: two hundred connections that have said half of a header each."""
    slow = []
    try:
        for _ in range(200):
            connection = socket.create_connection(("127.0.0.1", site.port), timeout=10)
            connection.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ")
            slow.append(connection)
        for connection in slow:
            connection.sendall(b"a")
        assert attacker.ask("GET", "/healthz").status_code == 200
        assert attacker.ask("GET", "/").status_code == 200
    finally:
        for connection in slow:
            connection.close()


@pytest.mark.parametrize("begun", ["GET / HTTP/1.1\r\nX-A: ", "GET", ""])
def test_a_request_that_never_ends_is_given_up(site: LiveSite, begun: str) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=100) as connection:
        connection.sendall(begun.encode())
        until = time.monotonic() + 90
        while time.monotonic() < until:
            if not connection.recv(1000):
                return
    pytest.fail("the connection was kept")


@pytest.mark.parametrize(
    "scheme", ["Bearer", "Basic", "Ops", "ops", "OPS", "Token", "Ops,Ops", "Ops\t"]
)
@pytest.mark.parametrize("token", ["", "x", "null", OPS_TOKEN[:-1], OPS_TOKEN + "x", "\xff" * 40])
def test_a_guess_at_the_ops_token_opens_nothing(site: LiveSite, scheme: str, token: str) -> None:
    text = (
        f"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {scheme} {token}\r\n"
        "Connection: close\r\n\r\n"
    )
    answer = raw(site, text.encode("latin-1"), patience=10)
    assert statuses(answer)[0] in (200, 503)
    assert b'"checks"' in answer
    assert b'"detail"' not in answer


def test_the_ops_token_itself_opens_the_details(attacker: Attacker) -> None:
    """So that the test above would see one."""
    answer = attacker.ask("GET", "/readyz", headers={"Authorization": f"Ops {OPS_TOKEN}"})
    assert "detail" in answer.json()["checks"]["database"]
