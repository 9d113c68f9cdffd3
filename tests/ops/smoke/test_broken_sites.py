"""What the smoke test says of a site that is broken, each thing in words of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from chatbot import smoke, smoke_widget
from leads import smoke as leads_smoke
from ops.smoke import site as smoke_site
from ops.smoke import trouble
from ops.smoke.registry import Step
from ops.smoke.run import Result, play
from ops.smoke.visit import Visit
from tests.live_site import OPS_TOKEN, LiveSite
from tests.ops.smoke.broken_site import (
    Proxy,
    Spoil,
    exchange,
    instead,
    late,
    proxy_before,
    set_header,
)
from tests.ops.smoke.conftest import FOUNDER
from tests.ops.smoke.counting import counts

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="needs a browser: install chromium")
STEPS = {
    "up": smoke_site.up,
    "homepage": smoke.homepage,
    "widget": smoke_widget.widget,
    "message": smoke.message,
    "stream": smoke.stream,
    "model": smoke.model,
    "lead": leads_smoke.lead,
}


@pytest.fixture
def proxy(site: LiveSite) -> Iterator[Proxy]:
    with proxy_before(site.url) as running:
        yield running


def tried(base: str, *names: str, browser: str = "", seconds: float = 10) -> list[Result]:
    """These steps, from outside."""
    visit = Visit(base=base, token=OPS_TOKEN, inside=False, seconds=seconds, browser=browser)
    wanted = [
        Step(id=name, title=name, run=STEPS[name], order=place, first=name == "up")
        for place, name in enumerate(names)
    ]
    return play(visit, wanted)


def words(result: Result) -> str:
    return f"{result.status}: {result.detail}. {result.fix}"


CSP = "Content-Security-Policy"
PAGES: list[tuple[str, Spoil, str, str]] = [
    ("homepage", instead("/", 500), "has an error of its own (500)", "request id"),
    ("homepage", instead("/", 502, bare=True), "the site itself does not", "web process"),
    ("homepage", instead("/", 503, b"Closed for a little while"), "maintenance", "MAINTENANCE"),
    ("homepage", instead("/", 503, Retry_After="600"), "maintenance", "MAINTENANCE"),
    ("homepage", instead("/", 302, Location="https://x.example/"), "sends to https://x.example/",
     "smoke_test https://x.example/"),
    ("homepage", instead("/", 400), "does not know the name 127.0.0.1", "ALLOWED_HOSTS"),
    ("homepage", instead("/", 403), "does not let us in", "EDGE_SECRET"),
    ("homepage", instead("/", 403, bare=True, cf_mitigated="challenge"), "Cloudflare asks",
     "Slipway-smoke-test"),
    ("homepage", instead("/", 429, Retry_After="30"), "too many requests", "in 30 seconds"),
    ("homepage", instead("/", 200, b"<h1>Welcome to nginx</h1>"), "no chat in it", "address"),
    ("homepage", exchange("/", b"<h1", b"Traceback (most recent call last)<h1"), "Traceback",
     "DEBUG"),
    ("homepage", exchange("/", b"og:site_name", b"og:nothing"), "names no business",
     "changes its pages"),
    ("homepage", exchange("/", b"canonical", b"alternate"), "tells search engines", "SITE_URL"),
    ("homepage", set_header("/", CSP, "default-src 'none'"), "default-src forbids it",
     "Content-Security-Policy"),
    ("widget", instead("/embed.js", 404), "there is no such page (404)", "up to date"),
    ("widget", set_header("/embed.js", "Content-Type", "text/html"), "not with a script", ""),
    ("widget", set_header("/widget/", "X-Frame-Options", "DENY"), "X-Frame-Options forbids it",
     "Cloudflare"),
    ("widget", set_header("/widget/", CSP, "frame-ancestors 'none'"), FOUNDER, "docs/embed.md"),
    ("widget", set_header("/widget/", CSP, "script-src 'none'"), "script-src forbids it", ""),
    ("message", instead("/api/v1/conversations/", 429, Retry_After="7"), "too many requests",
     "OPS_TOKEN"),
    ("lead", instead("/api/v1/leads/", 500), "the details were not taken", "log"),
    ("up", instead("/healthz", 200, b'{"fine": true}'), "not Slipway", "right"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "spoil", "said", "fix"), PAGES)
def test_it_is_named(proxy: Proxy, name: str, spoil: Spoil, said: str, fix: str) -> None:
    proxy.spoil = spoil
    (result,) = tried(proxy.url, name)
    assert result.status == "fail"
    assert said in result.detail, words(result)
    assert fix in result.fix, words(result)


def test_a_missing_file_is_named(proxy: Proxy) -> None:
    def lost(reply: Any) -> None:
        if "stream" in reply.path:
            reply.status, reply.body = 404, b""

    proxy.spoil = lost
    (result,) = tried(proxy.url, "homepage")
    assert "/static/chatbot/stream" in result.detail and "collectstatic" in result.fix


def test_a_model_that_is_down_is_named(proxy: Proxy) -> None:
    def degraded(reply: Any) -> None:
        reply.body = reply.body.replace(b'"outcome": "answered"', b'"outcome": "degraded"')

    proxy.spoil = degraded
    for result in tried(proxy.url, "message", "stream"):
        assert "model did not answer" in result.detail, words(result)
        assert "docs/models.md" in result.fix


def test_a_proxy_that_collects_the_stream_is_named(proxy: Proxy) -> None:
    proxy.spoil = late("messages/", 2.2)
    _, stream = tried(proxy.url, "message", "stream")
    assert "in one piece" in stream.detail and "proxy_buffering" in stream.fix


def test_from_outside_nothing_stays_of_a_lead(site: LiveSite) -> None:
    before = counts(site)
    results = tried(site.url, "up", "message", "stream", "lead")
    assert [result.status for result in results] == ["pass"] * 4, results
    assert counts(site) == before


@needs_browser
def test_a_script_that_breaks_is_seen_only_by_the_browser(proxy: Proxy) -> None:
    def broken(reply: Any) -> None:
        if "/page" in reply.path and reply.path.endswith(".js"):
            reply.body = b"throw new Error('not today');"

    proxy.spoil = broken
    by_http, in_browser = (
        tried(proxy.url, "widget", browser=path, seconds=4)[0] for path in ("", CHROMIUM)
    )
    assert by_http.status == "pass" and "by HTTP" in by_http.detail
    assert "opens nothing" in in_browser.detail and "not today" in in_browser.detail


@needs_browser
def test_the_browser_says_which_policy_forbids_it(proxy: Proxy) -> None:
    # Found by the browser alone: it stands in the page, and not in a header.
    proxy.spoil = exchange("/?utm", b"<title>", b"<meta http-equiv='Content-Security-Policy' "
                           b"content=\"script-src 'none'\"><title>")  # fmt: skip
    (result,) = tried(proxy.url, "widget", browser=CHROMIUM, seconds=4)
    assert "Content Security Policy" in result.detail, words(result)
    assert "EXTRA_SOURCES" in result.fix


def test_a_browser_that_does_not_start_is_said_and_not_a_failure(site: LiveSite) -> None:
    (result,) = tried(site.url, "widget", browser="/bin/true")
    assert result.status == "pass"
    assert "the browser here does not work" in result.detail


def test_a_name_that_is_not_known() -> None:
    (result,) = tried("https://no-such-name.invalid", "up")
    assert "no DNS record" in result.detail and "check_dns no-such-name.invalid" in result.fix


def test_http_where_https_was_asked_for(site: LiveSite) -> None:
    (result,) = tried(site.url.replace("http:", "https:"), "up")
    assert "no encrypted connection" in result.detail and "http://" in result.fix


def test_nobody_listens_and_the_rest_is_not_tried() -> None:
    first, second = tried("http://127.0.0.1:9", "up", "homepage")
    assert "nothing listens" in first.detail and first.fix == trouble.WEB
    assert (second.status, second.detail) == ("unknown", "not tried: the site does not answer")


def test_a_model_that_is_away_is_named_though_the_site_answers(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(reply: Any) -> None:
        reply.body = reply.body.replace(b'"llm": {"status": "skipped", "ms"',
                                        b'"llm": {"status": "degraded", "ms"')  # fmt: skip

    monkeypatch.setattr(smoke, "KEPT", 0)
    _, skipped = tried(proxy.url, "message", "model")
    assert skipped.status == "skipped"
    proxy.spoil = away
    _, model = tried(proxy.url, "message", "model")
    assert "model did not answer" in model.detail and "docs/models.md" in model.fix
