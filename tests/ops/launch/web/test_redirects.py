"""Redirects: the cases of sites that went wrong, served by real servers."""

from __future__ import annotations

import pytest

from lab.web_server import (
    Asked,
    Reply,
    WebServer,
    by_scheme,
    moved_to,
    page,
    pages,
    redirect,
    secure_site,
)
from tests.ops.launch.web.lab import Severity, Status, healthy, one, only, results, world_of

ROOT, WWW = "https://example.com", "https://www.example.com"
REDIRECTS = (
    "http.answers", "http.addresses", "http.canonical", "http.loop", "http.hops",
    "http.path_kept", "http.permanent", "http.downgrade", "http.platform_redirect",
    "http.twin_hosts",
)  # fmt: skip


def test_a_healthy_site_passes_every_check_of_redirects() -> None:
    with WebServer(healthy()) as server:
        found = results(world_of(server), *REDIRECTS)
    assert {id: result.status for id, result in found.items()} == dict.fromkeys(found, Status.PASS)
    assert set(found) == set(REDIRECTS)


def test_only_get_is_sent_and_each_question_is_asked_once() -> None:
    with WebServer(healthy()) as server:
        results(world_of(server), *REDIRECTS)
    assert {asked.method for asked in server.asked} == {"GET"}
    asked = [(asked.url, asked.family) for asked in server.asked]
    # The home page alone comes twice: at a glance for each address, and whole.
    assert len(asked) - len(set(asked)) <= 1
    assert len(asked) < 20


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_door_is_tried_on_both_families(scheme: str) -> None:
    with WebServer(healthy()) as server:
        results(world_of(server), "http.canonical")
    doors = {(a.scheme, a.host, a.family) for a in server.asked if a.path == "/"}
    assert {(scheme, host, family) for host in ("example.com", "www.example.com")
            for family in (4, 6)} <= doors  # fmt: skip


def cloudflare(reply: Reply) -> Reply:
    """The same answer as it comes through Cloudflare."""
    return Reply(reply.status, [*reply.headers, ("Server", "cloudflare"), ("CF-RAY", "1-AMS")],
                 reply.body)  # fmt: skip


def test_cloudflare_flexible_is_named_with_both_fixes() -> None:
    loop = lambda asked: cloudflare(redirect(f"{ROOT}{asked.path}"))  # noqa: E731
    found = only(one("http.loop", {"example.com": loop, "www.example.com": moved_to(ROOT)}))
    assert found.severity is Severity.BLOCKER
    assert "Full (strict)" in found.fix
    assert "SECURE_PROXY_SSL_HEADER" in found.fix
    assert "TRUSTED_PROXIES" in found.fix
    assert "https://example.com/ (301)" in found.evidence


def test_a_self_loop_without_cloudflare_names_the_proxy_setting() -> None:
    loop = lambda asked: redirect(f"{ROOT}{asked.path}")  # noqa: E731
    found = only(one("http.loop", {"example.com": loop, "www.example.com": moved_to(ROOT)}))
    assert found.severity is Severity.BLOCKER
    assert "SECURE_PROXY_SSL_HEADER" in found.fix


def test_root_and_www_that_send_visitors_to_each_other_are_a_loop() -> None:
    found = only(
        one("http.loop", {"example.com": moved_to(WWW), "www.example.com": moved_to(ROOT)})
    )
    assert found.severity is Severity.BLOCKER
    assert "example.com and www.example.com send visitors to each other" in found.summary


def test_redirects_without_end_are_a_loop() -> None:
    def onward(asked: Asked) -> Reply:
        return redirect(f"{ROOT}{asked.path}a")

    with WebServer({"example.com": onward, "www.example.com": moved_to(ROOT)}) as server:
        found = results(world_of(server), "http.loop")["http.loop"]
    assert only(found).severity is Severity.BLOCKER
    assert len(server.asked) < 150


def test_a_redirect_that_a_cookie_ends_is_no_loop() -> None:
    def gate(asked: Asked) -> Reply:
        if "seen=1" in asked.headers.get("cookie", ""):
            return page("Hello")
        return redirect("/", 302, set_cookie="seen=1; Path=/; Secure")

    sites = {"example.com": by_scheme(http=moved_to(ROOT), https=gate),
             "www.example.com": moved_to(ROOT)}  # fmt: skip
    assert one("http.loop", sites).status is Status.PASS


def test_two_hops_are_fine_and_three_are_a_cleanup_item() -> None:
    two = {
        "example.com": moved_to(WWW),
        "www.example.com": secure_site("www.example.com", {"/": page()}),
    }
    two["example.com"] = by_scheme(http=moved_to(ROOT), https=moved_to(WWW))
    assert one("http.hops", two, host="www.example.com").status is Status.PASS
    three = {
        "example.com": by_scheme(http=moved_to(ROOT), https=moved_to("http://www.example.com")),
        "www.example.com": two["www.example.com"],
    }
    found = only(one("http.hops", three, host="www.example.com"))
    assert found.severity is Severity.CLEANUP
    assert found.evidence.count("->") == 3


@pytest.mark.parametrize(
    ("location", "words"), [(f"{WWW}/", "which page"), ("{path}", "question mark")]
)
def test_a_lost_path_or_query_is_a_trust_issue(location: str, words: str) -> None:
    def lossy(asked: Asked) -> Reply:
        return redirect(location.replace("{path}", WWW + asked.path.partition("?")[0]))

    sites = {
        "example.com": lossy,
        "www.example.com": secure_site("www.example.com", {"/": page()}),
    }
    result = one("http.path_kept", sites, host="www.example.com")
    assert {finding.severity for finding in result.findings} == {Severity.TRUST}
    assert words in result.findings[0].summary
    assert "301 or 308" in result.findings[0].fix


def test_a_site_that_sends_unknown_pages_home_keeps_paths_all_the_same() -> None:
    soft = by_scheme(
        http=moved_to(ROOT),
        https=lambda asked: page("Hello") if asked.path == "/" else redirect("/", 302),
    )
    sites = {"example.com": soft, "www.example.com": moved_to(ROOT)}
    assert one("http.path_kept", sites).status is Status.PASS


@pytest.mark.parametrize("status", [302, 307])
def test_a_temporary_canonical_redirect_is_a_cleanup_item(status: int) -> None:
    sites = healthy() | {"www.example.com": moved_to(ROOT, status)}
    found = one("http.permanent", sites).findings
    assert {finding.severity for finding in found} == {Severity.CLEANUP}
    assert str(status) in found[0].fix


def test_a_308_is_as_good_as_a_301() -> None:
    sites = healthy() | {"www.example.com": moved_to(ROOT, 308)}
    assert one("http.permanent", sites).status is Status.PASS


def test_a_redirect_to_a_language_is_no_canonical_redirect() -> None:
    found = pages({"/": redirect("/en/", 302), "/en/": page("Hello")})
    sites = healthy() | {"example.com": by_scheme(http=moved_to(ROOT), https=found)}
    for id in ("http.permanent", "http.canonical"):
        assert one(id, sites).status is Status.PASS


def test_https_that_leads_back_to_http_is_a_blocker() -> None:
    sites = healthy() | {"www.example.com": moved_to("http://example.com")}
    found = only(one("http.downgrade", sites))
    assert found.severity is Severity.BLOCKER
    assert WWW in found.summary


def test_http_that_shows_the_site_is_a_blocker() -> None:
    sites = healthy() | {"example.com": pages({"/": page("Hello")})}
    found = only(one("http.canonical", sites))
    assert found.severity is Severity.BLOCKER
    assert "http://example.com" in found.summary
    assert "Chrome 154" in found.impact


def test_a_twin_name_that_does_not_redirect_is_a_trust_issue() -> None:
    sites = healthy() | {"www.example.com": secure_site("www.example.com", {"/": page("Hello")})}
    found = only(one("http.canonical", sites, inside=True))
    assert found.severity is Severity.TRUST
    assert "two addresses" in found.summary
    assert "https://example.com" in found.fix


def test_a_strangers_site_may_choose_www_itself() -> None:
    sites = {
        "example.com": moved_to(WWW),
        "www.example.com": secure_site("www.example.com", {"/": page()}),
    }
    assert one("http.canonical", sites).status is Status.PASS
    found = only(one("http.canonical", sites, inside=True))
    assert f"Set SITE_URL to {WWW}" in found.fix


def test_a_redirect_to_the_platforms_name_is_a_trust_issue() -> None:
    sites = {
        "example.com": moved_to("https://coach.onrender.com"),
        "www.example.com": moved_to("https://coach.onrender.com"),
        "coach.onrender.com": pages({"/": page("Hello")}),
    }
    result = one("http.platform_redirect", sites)
    assert [finding.severity for finding in result.findings] == [Severity.TRUST]
    assert "coach.onrender.com" in result.findings[0].summary


def test_the_platforms_name_that_shows_the_same_site_is_found_with_the_redirect_to_set() -> None:
    sites = healthy() | {"coach.onrender.com": pages({"/": page("Hello")})}
    found = only(
        one("http.twin_hosts", sites, platform="render", platform_target="coach.onrender.com")
    )
    assert found.severity is Severity.TRUST
    assert "Render Subdomain" in found.fix
    assert "https://example.com" in found.fix


def test_an_old_domain_that_shows_the_same_site_is_found_and_one_that_redirects_is_not() -> None:
    shows = healthy() | {"old.example.net": pages({"/": page("Hello")})}
    assert only(one("http.twin_hosts", shows, also=("old.example.net",))).subject == (
        "old.example.net"
    )
    leads = healthy() | {"old.example.net": moved_to(ROOT)}
    assert one("http.twin_hosts", leads, also=("old.example.net",)).status is Status.PASS


def test_another_site_of_the_same_owner_is_no_twin() -> None:
    sites = healthy() | {"api.example.com": pages({"/": page("An API", title="API")})}
    assert one("http.twin_hosts", sites, also=("api.example.com",)).status is Status.PASS
