"""gunicorn as production runs it, at an https address behind a router: what reaches a browser."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Iterator

import brotli
import pytest

from tests.live_site import LiveSite, live_site

HOST = "chat.example.com"
HASHED = re.compile(r'"(/static/chatbot/[^"]+\.[0-9a-f]{8}\.(?:css|js))"')
AGE = (
    "from ops.models import HttpsStart; from datetime import timedelta; "
    "row = HttpsStart.objects.get(); row.since -= timedelta(days=%d); row.save(); "
    "print(row.host, row.longest)"
)


class Answer:
    """Status, headers by lower-case name, body."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with live_site(
        tmp_path_factory.mktemp("wire"), SITE_URL=f"https://{HOST}", TRUSTED_PROXIES="1"
    ) as running:
        yield running


def ask(
    site: LiveSite, path: str, method: str = "GET", body: bytes = b"", scheme: str = "https",
    **headers: str,
) -> Answer:  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    given = {"Host": HOST, "X-Forwarded-Proto": scheme, "X-Forwarded-For": "203.0.113.9"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body, given)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def test_a_file_with_its_hash_is_kept_for_a_year_in_three_encodings(site: LiveSite) -> None:
    page = ask(site, "/").body.decode()
    names = set(HASHED.findall(page))
    assert len(names) >= 3
    for name in names:
        plain = ask(site, name)
        assert plain.status == 200
        assert plain.headers["cache-control"] == "max-age=31536000, public, immutable"
        for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
            packed = ask(site, name, Accept_Encoding=encoding)
            assert packed.headers["content-encoding"] == encoding
            assert "accept-encoding" in packed.headers["vary"].lower()
            assert unpack(packed.body) == plain.body
            assert int(packed.headers["content-length"]) == len(packed.body) < len(plain.body)


def test_the_same_file_without_its_hash_is_kept_for_an_hour(site: LiveSite) -> None:
    answer = ask(site, "/static/chatbot/page.css", Accept_Encoding="br")
    assert answer.headers["cache-control"] == "max-age=3600, public"
    assert answer.headers["content-encoding"] == "br"


@pytest.mark.parametrize("path", ["/static/chatbot/page.css", "/static/chatbot/page.js"])
def test_a_file_carries_the_headers_too(site: LiveSite, path: str) -> None:
    found = ask(site, path).headers
    assert found["x-content-type-options"] == "nosniff"
    assert found["cross-origin-resource-policy"] == "same-origin"
    assert found["content-security-policy"].startswith("default-src 'none'")
    assert "access-control-allow-origin" not in found
    etag = found["etag"]
    again = ask(site, path, If_None_Match=etag)
    assert (again.status, again.body) == (304, b"")
    assert "content-security-policy" not in again.headers


@pytest.mark.parametrize(
    ("path", "method", "body"),
    [
        ("/contact/", "POST", b"name=Jane&email=nope&message=secret-" + b"x" * 2000),
        ("/admin/login/", "GET", b""), ("/admin/login/", "POST", b"username=jane"),
        ("/nowhere/", "GET", b""), ("/api/v1/conversations/", "POST", b"{}"),
        ("/api/v1/leads/", "POST", b'{"email": "' + b"x" * 900 + b'"}'),
    ],
)  # fmt: skip
def test_what_is_personal_or_echoes_is_never_packed_nor_kept(
    site: LiveSite, path: str, method: str, body: bytes
) -> None:
    kind = "application/json" if path.startswith("/api") else "application/x-www-form-urlencoded"
    answer = ask(site, path, method, body, Accept_Encoding="br, gzip", Content_Type=kind)
    assert "content-encoding" not in answer.headers
    assert "no-store" in answer.headers["cache-control"]


def test_a_page_for_everybody_is_packed_and_its_query_is_not_in_it(site: LiveSite) -> None:
    answer = ask(site, "/?q=echo-of-the-visitor", Accept_Encoding="br, gzip")
    assert answer.headers["content-encoding"] == "br"
    assert b"echo-of-the-visitor" not in brotli.decompress(answer.body)
    assert "set-cookie" not in answer.headers


def test_a_body_that_is_refused_at_the_door_carries_them(site: LiveSite) -> None:
    answer = ask(site, "/api/v1/leads/", "POST", b"x" * 70_000)
    assert answer.status == 413
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"


def test_a_stream_carries_them_from_its_first_byte(site: LiveSite) -> None:
    started = ask(site, "/api/v1/conversations/", "POST", b"{}", Content_Type="application/json")
    found = re.findall(rb'"(?:id|token)": ?"([^"]+)"', started.body)
    conversation, token = (text.decode() for text in found[:2])
    answer = ask(
        site, f"/api/v1/conversations/{conversation}/messages/", "POST",
        b'{"text": "What does a session cost?", "client_message_id": "%s"}'
        % b"0b0e7f0e-5a86-4a3c-9d0e-0f7f6c1f0a11",
        Content_Type="application/json", Accept="text/event-stream",
        Authorization=f"Bearer {token}",
    )  # fmt: skip
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store, no-transform"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["strict-transport-security"] == "max-age=3600"
    assert "content-encoding" not in answer.headers
    assert b"event: done" in answer.body


def test_the_promise_of_https_grows_with_the_days_and_is_kept_over_a_restart(
    site: LiveSite,
) -> None:
    def told() -> str:
        return ask(site, "/privacy/").headers["strict-transport-security"]

    assert told() == "max-age=3600"
    plain = ask(site, "/privacy/", scheme="http")
    assert plain.status == 301 and plain.headers["location"] == f"https://{HOST}/privacy/"
    assert "strict-transport-security" not in plain.headers
    for days, seconds in ((8, 604_800), (100, 31_536_000), (-500, 31_536_000)):
        site.manage("shell", "-c", AGE % days)
        site.stop()
        site.serve()
        assert told() == f"max-age={seconds}"
    assert site.manage("shell", "-c", AGE % 0).split()[-2:] == [HOST, "31536000"]
