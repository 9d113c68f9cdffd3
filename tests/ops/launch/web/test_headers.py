"""Headers: HSTS, framing, scripts, cookies and caches."""

from __future__ import annotations

from typing import Any

import pytest

from lab.web_server import Reply, by_scheme, moved_to, page, text
from ops.launch.checks.web.caching import is_hashed
from ops.launch.checks.web.hsts import read_policy
from tests.ops.launch.web.lab import Severity, Status, home, one, only

YEAR = "max-age=31536000"
HSTS = {
    "missing": ((), "not told"),
    "off": (("max-age=0",), "forget"),
    "a day": (("max-age=86400",), "1.0 days"),
    "no max-age": (("includeSubDomains",), "ignore"),
    "no number": (("max-age=abc",), "ignore"),
    "a comma for a semicolon": ((f"{YEAR}, includeSubDomains",), "twice"),
    "twice": ((YEAR, "max-age=86400"), "twice"),
    "preload alone": ((f"{YEAR}; preload",), "turned down"),
    "preload too short": (("max-age=15552000; includeSubDomains; preload",), "turned down"),
}


def with_hsts(*values: str) -> Reply:
    """A home page with these HSTS headers."""
    headers = [("Content-Type", "text/html")]
    return Reply(200, headers + [("Strict-Transport-Security", value) for value in values], b"<p>")


@pytest.mark.parametrize("name", HSTS)
def test_mistakes_of_hsts_are_cleanup_items(name: str) -> None:
    values, words = HSTS[name]
    found = only(one("http.hsts", home(with_hsts(*values))))
    assert found.severity is Severity.CLEANUP
    assert words in found.summary


@pytest.mark.parametrize(
    "value", [YEAR, f"{YEAR}; includeSubDomains; preload", 'Max-Age="31536000" ; includesubdomains']
)
def test_good_hsts_passes(value: str) -> None:
    assert one("http.hsts", home(with_hsts(value))).status is Status.PASS


def test_hsts_over_http_is_a_cleanup_item() -> None:
    plain = lambda asked: Reply(  # noqa: E731
        301, [("Location", f"https://example.com{asked.path}"), ("Strict-Transport-Security", YEAR)]
    )
    sites = home(with_hsts(YEAR))
    sites["example.com"] = by_scheme(http=plain, https=sites["example.com"])
    assert "does nothing" in only(one("http.hsts", sites)).summary


def test_a_root_that_jumps_to_www_first_is_said_only_to_those_who_want_preload() -> None:
    sites = home(page())
    preload = with_hsts(f"{YEAR}; includeSubDomains; preload")
    sites["example.com"] = moved_to("https://www.example.com")
    sites["www.example.com"] = by_scheme(
        http=moved_to("https://www.example.com"), https=lambda asked: preload
    )
    found = only(one("http.hsts", sites, host="www.example.com"))
    assert "moves to www at once" in found.summary


def test_a_policy_is_read_as_browsers_do() -> None:
    assert read_policy(f"{YEAR};;").problem == ""
    assert "twice" in read_policy("max-age=1; max-age=2").problem
    assert "no setting" in read_policy("max-age=1; include SubDomains").problem
    assert read_policy('max-age="60"').max_age == 60


def test_a_page_that_may_be_framed_is_a_cleanup_item() -> None:
    assert only(one("http.headers.framing", home(page()))).severity is Severity.CLEANUP
    with_one = page(x_content_type_options="nosniff")
    assert only(one("http.headers.framing", home(with_one))).severity is Severity.CLEANUP
    assert one("http.headers.nosniff", home(with_one)).status is Status.PASS


@pytest.mark.parametrize(
    ("headers", "good"),
    [
        ({"x_frame_options": "SAMEORIGIN"}, True),
        ({"x_frame_options": "ALLOW-FROM https://example.net"}, False),
        ({"x_frame_options": "DENY, SAMEORIGIN"}, False),
        ({"content_security_policy": "frame-ancestors 'none'"}, True),
        ({"content_security_policy": "frame-ancestors *"}, False),
        ({"content_security_policy": "default-src 'self'"}, False),
    ],
)
def test_framing_is_judged_as_browsers_do(headers: dict[str, Any], good: bool) -> None:
    found = one("http.headers.framing", home(page(**headers)))
    assert (found.status is Status.PASS) == good


@pytest.mark.parametrize(
    ("policy", "good"),
    [
        ("default-src 'self'", True),
        ("script-src 'self' 'unsafe-inline'", False),
        ("script-src 'self' 'unsafe-inline' 'nonce-abc'", True),
        ("script-src 'nonce-abc' 'strict-dynamic' https: 'unsafe-inline'", True),
        ("script-src 'self' 'unsafe-eval'", False),
        ("script-src *", False),
        ("script-src https:", False),
        ("img-src 'self'", False),
        ("frame-ancestors 'none', script-src 'self'", True),
    ],
)
def test_a_policy_that_lets_any_script_run_is_weak(policy: str, good: bool) -> None:
    found = one("http.headers.csp", home(page(content_security_policy=policy)))
    assert (found.status is Status.PASS) == good


def test_versions_and_leaky_referrers_are_cleanup_items() -> None:
    told = only(one("http.headers.versions", home(page(server="nginx/1.18.0"))))
    assert "nginx/1.18.0" in told.evidence
    leaky = page(referrer_policy="unsafe-url")
    assert only(one("http.headers.referrer", home(leaky))).severity is Severity.CLEANUP
    assert one("http.headers.versions", home(page(server="cloudflare"))).status is Status.PASS


COOKIES = {
    "safe": ("sessionid=x; Secure; HttpOnly; SameSite=Lax", None),
    "Django's csrf": ("csrftoken=x; Secure; SameSite=Lax", None),
    "session, not secure": ("sessionid=x; HttpOnly; SameSite=Lax", Severity.TRUST),
    "session, readable": ("PHPSESSID=x; Secure; SameSite=Lax", Severity.TRUST),
    "a choice, no SameSite": ("lang=en; Secure", None),
    "session, no SameSite": ("sessionid=x; Secure; HttpOnly", Severity.CLEANUP),
    "SameSite=None, not secure": ("lang=en; SameSite=None", Severity.TRUST),
    "a prefix that is not kept": ("__Host-lang=en; SameSite=Lax", Severity.TRUST),
    "tracking": ("_ga=GA1.2; Secure; SameSite=Lax", Severity.TRUST),
    "the edge's own": ("__cf_bm=x; HttpOnly; Path=/", None),
}


@pytest.mark.parametrize("name", COOKIES)
def test_cookies_are_judged(name: str) -> None:
    line, severity = COOKIES[name]
    found = one("http.cookies", home(page(set_cookie=line)))
    assert found.severity is severity
    assert all("GA1.2" not in finding.evidence for finding in found.findings)


@pytest.mark.parametrize(
    ("headers", "severity"),
    [
        ({"set_cookie": "sessionid=x", "cache_control": "public, max-age=60"}, Severity.BLOCKER),
        ({"set_cookie": "sessionid=x", "cache_control": "s-maxage=60"}, Severity.BLOCKER),
        ({"set_cookie": "csrftoken=x", "cf_cache_status": "HIT"}, Severity.BLOCKER),
        ({"set_cookie": "csrftoken=x", "age": "12"}, Severity.BLOCKER),
        ({"set_cookie": "csrftoken=x", "cache_control": "private"}, None),
        ({"set_cookie": "csrftoken=x", "cf_cache_status": "DYNAMIC", "age": "0"}, None),
        ({"set_cookie": "__cf_bm=x", "cf_cache_status": "HIT"}, None),
        ({"cache_control": "public, max-age=60", "cf_cache_status": "HIT"}, None),
    ],
)
def test_a_page_with_a_cookie_is_never_shared(
    headers: dict[str, Any], severity: Severity | None
) -> None:
    assert one("cache.pages", home(page(**headers))).severity is severity


def test_a_personal_page_out_of_a_shared_cache_is_a_blocker() -> None:
    sites = home(
        page("<a href='/accounts/me/'>me</a>"),
        **{"accounts/me/": page("My bookings", x_cache="HIT from cloudfront")},
    )
    found = only(one("cache.pages", sites))
    assert found.severity is Severity.BLOCKER
    assert "/accounts/me/" in found.summary


FILE = "<script src='/static/app.0123456789ab.js'></script>"


@pytest.mark.parametrize(
    ("control", "good"),
    [
        ("public, max-age=31536000, immutable", True),
        ("max-age=31536000", True),
        ("max-age=3600", False),
        ("private, max-age=31536000", False),
        ("no-cache", False),
    ],
)
def test_files_with_a_hash_in_their_name_are_kept_for_long(control: str, good: bool) -> None:
    script = text("let a = 1", "text/javascript", cache_control=control)
    sites = home(page(head=FILE), **{"static/app.0123456789ab.js": script})
    assert (one("cache.static", sites).status is Status.PASS) == good


@pytest.mark.parametrize(
    ("name", "hashed"),
    [
        ("/static/app.0123456789ab.js", True),
        ("/assets/index-B4xQz9Kd.js", True),
        ("/main.5f4dcc3b.min.css", True),
        ("/static/app.js", False),
        ("/static/bootstrap-datepicker.js", False),
        ("/photo-20240101.jpg", True),
        ("/style.css?v=12345678", False),
    ],
)
def test_a_hash_in_a_name_is_recognised(name: str, hashed: bool) -> None:
    assert is_hashed(f"https://example.com{name}") is hashed


@pytest.mark.parametrize(("second", "good"), [("HIT", True), ("DYNAMIC", False)])
def test_the_second_get_of_a_file_comes_from_the_edge(second: str, good: bool) -> None:
    states = iter(["MISS", second, second, second])

    def site(asked: object) -> Reply:
        if getattr(asked, "path", "") == "/":
            return page(head=FILE, server="cloudflare", cf_ray="1")
        return text("x", "text/javascript", cf_cache_status=next(states, second))

    sites = home(page())
    sites["example.com"] = by_scheme(http=moved_to("https://example.com"), https=site)
    assert (one("cache.edge", sites).status is Status.PASS) == good


def test_without_an_edge_there_is_nothing_to_serve_from_it() -> None:
    assert one("cache.edge", home(page(head=FILE))).status is Status.SKIPPED
