"""Pages that are not the site, sites that others built, and causes that are told once."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from lab.web_server import (
    Reply,
    Route,
    WebServer,
    by_scheme,
    moved_to,
    page,
    pages,
    redirect,
    secure_site,
)
from ops.launch.network.connect import Rule
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

STARTS = {
    "nginx": page(title="Welcome to nginx!"),
    "Apache": page(title="Apache2 Ubuntu Default Page: It works"),
    "Django": page(title="The install worked successfully! Congratulations!"),
    "the web server": page(title="Index of /"),
}


@pytest.mark.parametrize("whose", STARTS)
def test_an_empty_servers_start_page_is_a_blocker_and_nothing_else_is_said_of_it(
    whose: str,
) -> None:
    with WebServer(home(STARTS[whose])) as server:
        found = results(world_of(server))
    finding = only(found["http.parked"])
    assert (finding.severity, finding.subject) == (Severity.BLOCKER, "example.com")
    assert whose in finding.summary
    for id in ("http.canonical", "http.headers.csp", "http.hsts", "cache.pages", "http.links"):
        assert found[id].status is Status.SKIPPED, id


def test_an_error_page_is_a_blocker_once_and_says_nothing_of_the_site() -> None:
    broken = page("Oops", status=500)
    sites: dict[str, Route] = {
        host: lambda asked: broken for host in ("example.com", "www.example.com")
    }
    with WebServer(sites) as server:
        found = results(world_of(server))
    assert only(found["http.answers"]).severity is Severity.BLOCKER
    failed = {id for id, entry in found.items() if entry.findings}
    assert failed <= {"http.answers", "http.edge"}
    assert found["cache.pages"].status is Status.UNKNOWN
    assert found["performance.p95"].status is Status.UNKNOWN


def test_a_page_that_lets_no_program_in_passes_nothing() -> None:
    challenge = page("Just a moment", status=403, server="cloudflare", cf_mitigated="challenge")
    sites: dict[str, Route] = {
        host: lambda asked: challenge for host in ("example.com", "www.example.com")
    }
    with WebServer(sites) as server:
        found = results(world_of(server))
    for id in ("http.answers", "http.links", "http.cookies", "http.mixed_content", "http.hsts"):
        assert found[id].status is Status.UNKNOWN, id


BUILDERS = {
    "Squarespace": page(server="Squarespace", age="55", set_cookie="crumb=x;Secure;Path=/"),
    "Wix": page(x_wix_request_id="1"),
    "Webflow": Reply(
        200,
        [("Content-Type", "text/html")],
        b'<html data-wf-page="1"><head><title>A coach</title></head></html>',
    ),
    "Shopify": page(x_shopid="1"),
}


@pytest.mark.parametrize("builder", BUILDERS)
def test_what_a_builders_customers_cannot_change_is_not_asked_of_them(builder: str) -> None:
    with WebServer(home(BUILDERS[builder])) as server:
        found = results(world_of(server))
    assert builder in found["http.headers.csp"].reason
    assert found["cache.pages"].status is Status.SKIPPED
    failed = {id: entry.severity for id, entry in found.items() if entry.findings}
    assert set(failed.values()) <= {Severity.CLEANUP}
    assert set(failed) <= {"http.hsts"}


def test_a_loop_at_both_names_is_one_finding_with_every_way() -> None:
    itself: Route = lambda asked: redirect(  # noqa: E731 - a route is a callable
        f"https://{asked.host}{asked.path}", cf_ray="1-AMS", server="cloudflare"
    )
    with WebServer({"example.com": itself, "www.example.com": itself}) as server:
        found = results(world_of(server), "http.loop", "http.answers", "http.canonical")
    finding = only(found["http.loop"])
    assert "www.example.com" in finding.evidence
    assert "TRUSTED_PROXIES" in finding.fix
    assert "Full (strict)" in finding.fix
    for id in ("http.answers", "http.canonical"):
        assert found[id].status is Status.SKIPPED
        assert "http.loop" in found[id].reason


def test_a_redirect_to_a_name_that_does_not_answer_is_a_blocker() -> None:
    sites = {
        "example.com": by_scheme(
            http=moved_to("https://wwww.example.com"), https=pages({"/": page("Hello")})
        ),
        "www.example.com": moved_to("https://example.com"),
    }
    with WebServer(sites) as server:
        rules = (*server.rules, Rule("wwww.example.com", 443, "127.0.0.1", 1))
        finding = only(result("http.answers", world_of(server, rules=rules)))
    assert finding.severity is Severity.BLOCKER
    assert finding.subject == "wwww.example.com"


def test_a_redirect_to_the_servers_inner_port_is_explained() -> None:
    inner = {"/": redirect("https://example.com:8443/en/", 302)}
    sites = {**healthy(), "example.com": secure_site("example.com", inner)}
    finding = only(one("http.canonical", sites))
    assert "absolute_redirect off" in finding.fix


def test_a_silent_host_is_one_finding() -> None:
    with WebServer(healthy()) as server:
        rules = tuple(
            Rule(rule.host, rule.port, rule.address, 1) if rule.host == "www.example.com" else rule
            for rule in server.rules
        )
        found = results(world_of(server, rules=rules), "http.answers", "http.hsts")
    finding = only(found["http.answers"])
    assert finding.summary == "Nothing answers at www.example.com."
    assert ("tls.reachable", "www.example.com") in finding.told_by


def test_two_machines_behind_one_name_are_told_of_that_name_alone() -> None:
    sites = healthy()
    right = sites["example.com"]
    sites["example.com"] = lambda asked: (
        page("Old words", title="An old site") if asked.family == 6 else right(asked)
    )
    found = one("http.addresses", sites)
    assert {finding.summary.partition(" ")[0] for finding in found.findings} == {"example.com"}
    assert "An old site" in found.findings[0].evidence


CACHED: dict[str, Any] = {"cf_cache_status": "HIT", "cf_ray": "1-AMS", "server": "cloudflare"}


def test_cookies_that_hold_a_choice_may_be_cached_and_a_session_may_not() -> None:
    choice = page(set_cookie="NEXT_LOCALE=en; Secure; SameSite=Lax", **CACHED)
    assert one("cache.pages", home(choice)).status is Status.PASS
    session = page('<a href="/about">', set_cookie="sessionid=x; Secure; HttpOnly", **CACHED)
    finding = only(one("cache.pages", home(session, about=session)))
    assert finding.severity is Severity.BLOCKER
    assert finding.summary.startswith("2 pages came out of a shared cache")


def test_a_cookie_that_is_fresh_at_each_visit_came_from_no_cache() -> None:
    visits = iter(range(1000))
    good = secure_site("example.com", {})

    def fresh(asked: Any) -> Any:
        if asked.scheme == "https" and asked.path == "/":
            return page(set_cookie=f"sessionid={next(visits)}; Secure; HttpOnly", **CACHED)
        return good(asked)

    sites: dict[str, Route] = {
        "example.com": fresh,
        "www.example.com": moved_to("https://example.com"),
    }
    assert one("cache.pages", sites).status is Status.PASS


def test_a_site_at_its_platforms_name_is_judged_like_any_other() -> None:
    sites: dict[str, Route] = {
        host: moved_to("https://coach.onrender.com") for host in ("example.com", "www.example.com")
    }
    sites["coach.onrender.com"] = pages({"/": page("Hello")})
    with WebServer(sites) as server:
        found = results(world_of(server))
    assert only(found["http.platform_redirect"]).severity is Severity.TRUST
    assert found["cache.pages"].status is Status.PASS
    assert found["http.edge"].status is Status.SKIPPED


def test_an_origin_that_is_only_an_address_is_found_around_cloudflare() -> None:
    behind = home(page("Hello", server="cloudflare", cf_ray="1-AMS"))
    with WebServer(behind) as edge, WebServer(home(page("Hello"))) as origin:
        rules = (*edge.rules, Rule("203.0.113.9", 443, "127.0.0.1", origin.ports["https", 4]))
        world = world_of(edge, rules=rules, platform_target="203.0.113.9")
        finding = only(result("http.origin_exposed", world))
    assert (finding.severity, finding.subject) == (Severity.TRUST, "203.0.113.9")


def test_a_platform_name_that_sends_on_is_no_way_around() -> None:
    behind = home(page("Hello", server="cloudflare", cf_ray="1-AMS"))
    behind["coach.onrender.com"] = moved_to("https://example.com")
    world: dict[str, Any] = {"platform_target": "coach.onrender.com"}
    assert one("http.origin_exposed", behind, **world).status is Status.PASS
    assert one("http.twin_hosts", behind, **world).status is Status.PASS


def test_temporary_redirects_are_one_finding_with_every_one_of_them() -> None:
    sites = {
        "example.com": by_scheme(
            http=moved_to("https://example.com", 302), https=pages({"/": page("Hello")})
        ),
        "www.example.com": moved_to("https://example.com", 307),
    }
    finding = only(one("http.permanent", sites))
    assert finding.severity is Severity.CLEANUP
    assert "302 or 307" in finding.fix
    assert finding.evidence.count("->") == 3


def test_too_little_time_is_nobodys_fault() -> None:
    def silent(asked: Any) -> Any:
        def wait(sock: socket.socket) -> None:
            sock.recv(1)

        return wait

    sites = {
        "example.com": by_scheme(http=moved_to("https://example.com"), https=silent),
        "www.example.com": moved_to("https://example.com"),
    }
    with WebServer(sites) as server:
        found = result("http.answers", world_of(server, timeout=1.0))
    assert found.status is Status.UNKNOWN
