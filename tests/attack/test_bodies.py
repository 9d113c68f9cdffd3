"""JSON bombs and other bodies, sent to gunicorn at every address that takes one."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from tests.attack.attacker import Attacker, raw, statuses
from tests.live_site import LiveSite

PATHS = [
    "/api/v1/conversations/",
    "/api/v1/leads/",
    "/api/v1/client-errors/",
    "/api/v1/conversations/{id}/messages/",
    "/api/v1/conversations/{id}/transcript/",
    "/api/v1/conversations/{id}/identify/",
]
BODIES: dict[str, bytes] = {
    "30,000 lists deep": b"[" * 30_000,
    "a closed object 5,000 deep": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "an integer of 60,000 digits": b'{"text": ' + b"9" * 60_000 + b"}",
    "an exponent": b'{"text": 1e999999999}',
    "NaN": b'{"text": NaN}',
    "Infinity": b'{"text": -Infinity}',
    "NUL": b'{"text": "a\\u0000b", "email": "\\u0000@example.org"}',
    "half of a character": b'{"text": "\\ud800", "email": "\\udfff@example.org"}',
    "half of a character as bytes": b'{"text": "\xed\xa0\x80"}',
    "a byte that is no UTF-8": b'{"text": "\xff"}',
    "UTF-16": '{"text": "x"}'.encode("utf-16"),
    "an empty body": b"",
    "a list": b"[]",
    "a word": b"null",
    "two objects": b"{}{}",
    "a comment": b'{"text": /* x */ "x"}',
    "20,000 names": json.dumps({f"n{n}": n for n in range(5_000)}).encode(),
    "one name twice": b'{"consent": false, "consent": true, "email": "a", "email": "b"}',
    "names of Python's": b'{"__class__": {}, "__init__": {"__globals__": 1}, "self": 1, "pk": 1}',
    "names of JavaScript's": b'{"__proto__": {"consent": true}, "constructor": {"prototype": {}}}',
    "lists for texts": b'{"text": ["x"], "email": [], "page_url": {}, "utm": [], "message": [1]}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("path", PATHS)
def test_a_bomb_is_refused_in_words(attacker: Attacker, path: str, body: bytes) -> None:
    opened = attacker.start(is_test=True)
    answer = attacker.ask(
        "POST",
        path.format(id=opened.id),
        content=body,
        headers=opened.bearer | {"Content-Type": "application/json", "Origin": attacker.site.url},
    )
    assert answer.status_code < 500, answer.text
    if answer.status_code != 201:
        assert answer.headers["content-type"] == "application/problem+json"
        problem: dict[str, Any] = answer.json()
        assert problem["status"] == answer.status_code
        assert "Traceback" not in answer.text and "/site-packages/" not in answer.text
    else:
        # What is not known of a conversation's beginning is left out, as of any object.
        assert path == "/api/v1/conversations/"


@pytest.mark.parametrize("path", [*PATHS, "/contact/", "/admin/login/"])
def test_ten_megabytes_are_refused(attacker: Attacker, path: str) -> None:
    opened = attacker.start(is_test=True)
    text = json.dumps({"text": "x" * 10_000_000})
    try:
        answer = attacker.ask(
            "POST",
            path.format(id=opened.id),
            content=text,
            headers=opened.bearer | {"Content-Type": "application/json"},
        )
    except Exception as error:
        # Refused before it was sent to the end, which some see as a connection cut off.
        assert type(error).__name__ in ("WriteError", "ReadError", "RemoteProtocolError")
    else:
        assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/api/v1/conversations/", "/contact/", "/"])
def test_a_body_without_an_end_is_cut(site: LiveSite, path: str) -> None:
    """Chunks for ever, which no declared length gives away."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    sent = 0
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        connection.sendall(head.encode())
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        try:
            while sent < 100_000_000:
                connection.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass
    # What fits into the buffers of both ends may still be taken from us.
    assert sent < 60_000_000


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "identity, gzip"])
def test_a_packed_body_is_not_unpacked(attacker: Attacker, coding: str) -> None:
    import gzip

    bomb = gzip.compress(b'{"text": "' + b"x" * 20_000_000 + b'"}')
    answer = attacker.ask(
        "POST",
        "/api/v1/conversations/",
        content=bomb,
        headers={"Content-Type": "application/json", "Content-Encoding": coding},
    )
    assert answer.status_code in (400, 415)


def test_a_form_of_very_many_fields_is_refused(attacker: Attacker) -> None:
    body = "&".join(f"f{n}=1" for n in range(5_000))
    answer = attacker.ask(
        "POST",
        "/contact/",
        content=body,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Origin": attacker.site.url},
    )
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=" + "a" * 2_000,
        "multipart/form-data; boundary=\xff",
        "multipart/form-data; boundary=x; charset=utf-99",
        "application/x-www-form-urlencoded; charset=utf-7",
        "text/html",
        "",
        "\x00",
        "application/x-www-form-urlencoded; charset=" + "x" * 2_000,
    ],
)
@pytest.mark.parametrize("path", ["/contact/", "/admin/login/"])
def test_a_form_of_another_kind_is_no_error_of_ours(site: LiveSite, path: str, kind: str) -> None:
    body = b"--x\r\nContent-Disposition: form-data; name=email\r\n\r\na\r\n--x--\r\n"
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nContent-Type: {kind}\r\n"
        f"X-Forwarded-For: 198.18.255.1\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    answer = raw(site, head.encode("latin-1") + body, patience=10)
    assert statuses(answer) and all(status < 500 for status in statuses(answer)), answer[:500]
