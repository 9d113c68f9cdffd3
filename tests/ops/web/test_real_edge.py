"""The edge over a socket: what gunicorn's own reading of a request adds to the tricks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ops.web.test_real_server import Answer, Site, serving

SECRET = "edge-secret-" + "of-these-tests-" * 3
CANONICAL = "coach.example.com"
ME = "203.0.113.77"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """In production behind one router; a request from this machine stands for the router's."""
    with serving(
        tmp_path_factory.mktemp("edge"),
        TEST_TRUSTED_PROXIES="heroku",
        TEST_SITE_URL=f"https://{CANONICAL}",
        TEST_HOSTS=f"{CANONICAL},coach.herokuapp.com",
    ) as found:
        yield found


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(
        tmp_path_factory.mktemp("guarded"),
        TEST_TRUSTED_PROXIES="heroku,cloudflare",
        TEST_SITE_URL=f"https://{CANONICAL}",
        TEST_HOSTS=f"{CANONICAL},coach.herokuapp.com",
        TEST_EDGE_SECRET=SECRET,
    ) as found:
        yield found


def ask(site: Site, target: str, *lines: str, method: str = "GET") -> Answer:
    """These very lines, and nothing added but the end."""
    whole = [f"{method} {target} HTTP/1.1", "Connection: close", *lines, "", ""]
    return site.ask("\r\n".join(whole).encode("latin-1"))


def whoami(site: Site, *lines: str) -> dict[str, Any]:
    answer = ask(site, "/api/v1/whoami/", f"Host: {CANONICAL}", "X-Forwarded-Proto: https", *lines)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = json.loads(answer.body)
    return found


@pytest.mark.parametrize(
    "lines",
    [
        ["X-Forwarded-For: 6.6.6.6", f"X-Forwarded-For: {ME}"],
        ["X_Forwarded_For: 6.6.6.6", f"X-Forwarded-For: {ME}"],
        [f"X-Forwarded-For: {ME}", "X_Forwarded_For: 6.6.6.6"],
        ["x-forwarded-for: 6.6.6.6", f"X-FORWARDED-FOR: {ME}"],
        [f"X-Forwarded-For:\t 6.6.6.6 ,\t{ME} \t"],
        [f"X-Forwarded-For: {'6.6.6.6, ' * 700}{ME}"],
        ["CF-Connecting-IP: 6.6.6.6", "CF_Connecting_IP: 6.6.6.6", f"X-Forwarded-For: {ME}"],
        ["Remote-Addr: 6.6.6.6", "REMOTE_ADDR: 6.6.6.6", f"X-Forwarded-For: {ME}"],
        ["HTTP-X-Forwarded-For: 6.6.6.6", f"X-Forwarded-For: {ME}"],
    ],
)
def test_the_routers_own_entry_is_the_one_that_counts(site: Site, lines: list[str]) -> None:
    assert whoami(site, *lines)["address"] == ME


@pytest.mark.parametrize(
    "lines",
    [
        ["X-Forwarded-For: 6.6.6.6\r\n , 7.7.7.7"], ["X-Forwarded-For : 6.6.6.6"],
        ["X-Forwarded-For: 6.6.6.6\x00"], ["X-Forwarded-For: 6.6.6.6\rX-Real-IP: 1.1.1.1"],
        [f"Host: {CANONICAL}"], ["Host: evil.example"],
    ],
)  # fmt: skip
def test_malformed_and_double_header_lines_are_refused(site: Site, lines: list[str]) -> None:
    answer = ask(site, "/api/v1/whoami/", f"Host: {CANONICAL}", "X-Forwarded-Proto: https", *lines)
    assert answer.status == 400


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["X-Forwarded-Proto: https"], 200),
        (["x-forwarded-proto:HTTPS"], 200),
        (["X_Forwarded_Proto: https"], 301),
        (["X-Forwarded-Proto: https", "X-Forwarded-Proto: http"], 301),
        (["X-Forwarded-Proto: http", "X-Forwarded-Proto: https"], 200),
        (["X-Forwarded-Proto: https, http"], 301),
        (["X-Forwarded-Ssl: on", "X-Forwarded-Protocol: ssl", "Front-End-Https: on"], 301),
        (["X-Forwarded-Port: 443", "Forwarded: proto=https"], 301),
        (["X-Url-Scheme: https", 'CF-Visitor: {"scheme":"https"}'], 301),
    ],
)
def test_only_the_routers_own_word_tells_the_scheme(
    site: Site, lines: list[str], status: int
) -> None:
    assert ask(site, "/api/v1/whoami/", f"Host: {CANONICAL}", *lines).status == status


@pytest.mark.parametrize(
    "host",
    ["evil.example", "10.0.0.1", f"{CANONICAL}@evil.example", f"evil.example:80@{CANONICAL}",
     f"{CANONICAL}, evil.example", f"{CANONICAL}/", f"{CANONICAL}:x", "", "[::1]:80", "\xe9vil"],
)  # fmt: skip
def test_a_host_that_is_not_ours_is_a_400(site: Site, host: str) -> None:
    assert ask(site, "/form/", f"Host: {host}").status == 400


def test_no_host_at_all_is_a_400(site: Site) -> None:
    assert ask(site, "/form/").status == 400
    assert site.ask(b"GET /form/ HTTP/1.0\r\n\r\n").status == 400


@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize(
    "target",
    [
        "http://evil.example/form/", "https://evil.example/", "//evil.example/form/", "evil.e",
        f"http://{CANONICAL}@evil.example/", "/\\evil.example/", "/%5cevil.example", "*", "http://",
    ],
)  # fmt: skip
def test_no_request_line_leads_to_another_site(site: Site, target: str, secure: bool) -> None:
    proto = "https" if secure else "http"
    answer = ask(site, target, "Host: coach.herokuapp.com", f"X-Forwarded-Proto: {proto}")
    assert answer.status in (301, 400, 404)
    if answer.status == 301:
        assert answer.headers["location"].startswith(f"https://{CANONICAL}/")


@pytest.mark.parametrize(
    "target",
    ["/a%2Fb/%C3%A9/?x=%2F&y=a+b&z", "/a;b=c/~d/@e/", "/?a=1?b=2", "/a%20b%0d%0aX:%20y/",
     "/a//b/../c/./d"],
)  # fmt: skip
def test_path_and_query_arrive_letter_for_letter(site: Site, target: str) -> None:
    answer = ask(site, target, "Host: coach.herokuapp.com")
    assert (answer.status, answer.headers["location"]) == (301, f"https://{CANONICAL}{target}")
    assert "x" not in answer.headers
    assert answer.headers["content-length"] == "0"


def test_a_body_survives_the_redirect_by_its_method(site: Site) -> None:
    answer = ask(
        site, "/api/v1/body/", "Host: coach.herokuapp.com", "Content-Length: 0", method="POST"
    )
    assert answer.status == 308


def test_what_comes_around_the_edge_is_refused_but_for_health(guarded: Site) -> None:
    for path, status in (("/healthz", 200), ("/form/", 403), ("/api/v1/plain/", 403)):
        assert ask(guarded, path, f"Host: {CANONICAL}").status == status


@pytest.mark.parametrize(
    "lines",
    [
        [f"X_Edge_Secret: {SECRET}"], [f"X-Edge-Secret: {SECRET}", "X-Edge-Secret: x"],
        [f"X-Edge-Secret: {SECRET} x"], [f"Edge-Secret: {SECRET}"], [f"Cookie: s={SECRET}"],
    ],
)  # fmt: skip
def test_only_the_one_header_opens(guarded: Site, lines: list[str]) -> None:
    assert ask(guarded, "/form/", f"Host: {CANONICAL}", *lines).status == 403


def test_through_the_edge_the_visitor_is_who_the_edge_says(guarded: Site) -> None:
    found = whoami(
        guarded, f"x-edge-secret: {SECRET}", f"CF-Connecting-IP: {ME}", "X-Forwarded-For: 6.6.6.6"
    )
    assert (found["address"], found["secure"], found["secret"]) == (ME, True, False)
    assert SECRET not in guarded.log.read_text()


def test_a_crowd_of_strangers_writes_a_line_and_not_a_book(site: Site) -> None:
    for number in range(40):
        ask(site, "/", f"Host: h{number}.evil.example")
    told = [row for row in site.lines() if row.get("event") == "unknown_host"]
    assert len(told) <= 2
    assert "evil" not in site.log.read_text()
