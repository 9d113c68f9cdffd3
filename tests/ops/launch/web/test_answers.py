"""Whether the site answers, and whether what answers is the site."""

from __future__ import annotations

import socket

import pytest

from lab.web_server import Reply, WebServer, moved_to, page, secure_site, text
from ops.launch.network.connect import Rule
from tests.live_site import free_port
from tests.ops.launch.web.lab import (
    Severity,
    Status,
    healthy,
    home,
    one,
    only,
    result,
    results,
    world_of,
)

STRAYS = {
    "Heroku no such app": (
        page('<iframe src="//www.herokucdn.com/error-pages/no-such-app.html">', status=404),
        "Heroku does not know",
    ),
    "Heroku nothing yet": (page("There's nothing here, yet.", status=404), "Heroku does not know"),
    "Heroku crash": (
        page('<iframe src="//www.herokucdn.com/error-pages/application-error.html">', status=503),
        "not running",
    ),
    "Render": (text("Not Found\n", status=404, x_render_routing="no-server"), "Render does not"),
    "Railway": (page("The train has not arrived at the station.", status=404), "Railway does not"),
    "Netlify": (text("Not Found - Request ID: 01ABC", status=404), "Netlify does not know"),
    "Vercel": (
        text("The deployment could not be found on Vercel.\n\nDEPLOYMENT_NOT_FOUND", status=404),
        "Vercel does not know",
    ),
    "GitHub": (page("There isn't a GitHub Pages site here.", status=404), "GitHub Pages does not"),
}


@pytest.mark.parametrize("name", STRAYS)
def test_the_platforms_own_error_page_is_recognised(name: str) -> None:
    reply, words = STRAYS[name]
    found = only(one("http.answers", home(reply)))
    assert found.severity is Severity.BLOCKER
    assert words in found.summary
    assert found.fix


def test_a_host_that_the_app_does_not_know_is_told_with_the_variable_to_set() -> None:
    found = only(one("http.answers", home(page("<h1>Bad Request (400)</h1>", status=400))))
    assert found.severity is Severity.BLOCKER
    assert "ALLOWED_HOSTS" in found.fix
    assert "example.com" in found.fix


@pytest.mark.parametrize("status", [500, 502, 503, 404, 401])
def test_an_error_instead_of_the_home_page_is_a_blocker(status: int) -> None:
    found = only(one("http.answers", home(page("Oops", status=status))))
    assert found.severity is Severity.BLOCKER
    assert str(status) in found.evidence


@pytest.mark.parametrize(("status", "words"), [(526, "Full (strict)"), (521, "log")])
def test_cloudflares_error_pages_are_told_apart(status: int, words: str) -> None:
    reply = page("error", status=status, server="cloudflare", cf_ray="1-AMS")
    found = only(one("http.answers", home(reply)))
    assert "Cloudflare" in found.summary
    assert words in found.fix


def test_a_challenge_for_people_only_is_unknown() -> None:
    reply = page("Just a moment", status=403, server="cloudflare", cf_mitigated="challenge")
    found = one("http.answers", home(reply))
    assert found.status is Status.UNKNOWN
    assert "lets no program in" in found.reason


def test_a_closed_https_port_is_a_blocker_while_http_answers() -> None:
    with WebServer(healthy()) as server:
        rules = tuple(
            Rule(r.host, r.port, r.address, free_port()) if r.port == 443 else r
            for r in server.rules
        )
        found = result("http.answers", world_of(server, rules=rules))
    assert {finding.severity for finding in found.findings} == {Severity.BLOCKER}
    assert {finding.subject for finding in found.findings} == {
        "https://example.com", "https://www.example.com",
    }  # fmt: skip


def test_a_closed_http_port_is_only_a_trust_issue() -> None:
    with WebServer(healthy()) as server:
        rules = tuple(
            Rule(r.host, r.port, r.address, free_port()) if r.port == 80 else r
            for r in server.rules
        )
        found = result("http.answers", world_of(server, rules=rules))
    assert {finding.severity for finding in found.findings} == {Severity.TRUST}


def test_servers_that_never_answer_leave_everything_unknown() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        rules = tuple(
            Rule(host, number, "127.0.0.1", port)
            for host in ("example.com", "www.example.com")
            for number in (80, 443)
        )
        with WebServer({}) as server:
            found = results(world_of(server, rules=rules, timeout=1.0))
    statuses = {result.status for result in found.values()}
    assert statuses <= {Status.UNKNOWN, Status.SKIPPED}, found
    assert found["http.answers"].status is Status.UNKNOWN
    assert found["http.canonical"].status is Status.UNKNOWN


PARKED = [
    "<script src='https://sedoparking.com/frmpark/x.js'></script>",
    "<h1>The domain example.com is for sale</h1>",
    "<script>window.onload=function(){window.location.href='/lander'}</script>",
    "This Web page is parked for FREE, courtesy of GoDaddy",
    "<img src='https://parkingpage.namecheap.com/logo.png'>",
    "Parked Domain name on Hostinger DNS system",
]


@pytest.mark.parametrize("words", PARKED)
def test_a_parking_page_is_a_blocker(words: str) -> None:
    found = one("http.parked", home(page(words)))
    assert {finding.severity for finding in found.findings} == {Severity.BLOCKER}


def test_a_coach_who_writes_about_parking_is_not_parked() -> None:
    words = "Where to park: the car park is for guests. Our house is for sale, our domain is not."
    assert one("http.parked", home(page(words))).status is Status.PASS


def test_a_dead_ipv6_address_is_a_blocker_that_names_it() -> None:
    with WebServer(healthy()) as server:
        rules = tuple(
            Rule(r.host, r.port, r.address, free_port()) if r.address == "::1" else r
            for r in server.rules
        )
        found = result("http.addresses", world_of(server, rules=rules))
    assert {finding.severity for finding in found.findings} == {Severity.BLOCKER}
    assert {finding.subject for finding in found.findings} == {"::1"}
    assert "AAAA" in found.findings[0].fix


def test_an_address_that_shows_another_page_is_a_blocker() -> None:
    other = {host: secure_site(host, {"/": page("Old", title="Welcome to nginx")})
             for host in ("example.com", "www.example.com")}  # fmt: skip
    with WebServer(healthy()) as server, WebServer(other) as old:
        rules = tuple(
            new if new.address == "127.0.0.1" else bad
            for new, bad in zip(server.rules, old.rules, strict=True)
        )
        found = result("http.addresses", world_of(server, rules=rules))
    assert found.status is Status.FAIL
    assert "gives some visitors another page" in found.findings[0].summary


def test_pages_that_differ_only_in_a_token_are_the_same() -> None:
    count = iter(range(1000))

    def fresh(asked: object) -> Reply:
        return page(f"<input value='{next(count)}'>")

    sites = healthy() | {"example.com": fresh}
    sites["www.example.com"] = moved_to("https://example.com")
    assert one("http.addresses", sites).status is Status.PASS
