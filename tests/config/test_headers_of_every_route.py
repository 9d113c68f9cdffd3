"""Every address there is, as a stranger and as staff: the headers that its kind must carry.

The table below is written out here a second time, on purpose: it is what was promised, and not what
``ops/web/headers.py`` happens to hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from chatbot.demo.load import load_demo
from ops.web import headers

UUID = "0b0e7f0e-5a86-4a3c-9d0e-0f7f6c1f0a11"
SAMPLES = {"uuid": UUID, "int": "64", "path": "1", "str": "x", "slug": "x"}
#: Addresses written as a regular expression, and one that each fits.
EXPRESSIONS = {
    r"\^\(\?:api\|webhooks\)/": "api/nothing/",
    r"\(\?P<app_label>(\w+)\|.*": r"\1/",
    r"\(\?P<url>.*": "none/",
    r"[\^$]": "",
}
#: What would act: sign the walker out, or look at the whole internet.
ACTS = {"/admin/logout/", "/admin/ops/launchrun/run/"}
PERSONAL = (
    "/api/", "/webhooks/", "/accounts/", "/setup/", "/admin/", "/privacy/your-data/",
)  # fmt: skip
FOR_OTHER_SITES = {
    "/embed.js", "/widget/", "/social.png", "/icon.svg", "/icon-64.png", "/favicon.ico",
}  # fmt: skip
#: Shown in a frame of the admin itself.
PREVIEWS = {"/admin/chatbot/embedding/preview/", "/admin/chatbot/embedding/preview/panel/"}
MAY_BE_KEPT = {
    "/", "/thanks/", "/privacy/", "/embed.js", "/brand.css", "/robots.txt", "/sitemap.xml",
    "/site.webmanifest", "/icon.svg", "/icon-64.png", "/favicon.ico", "/social.png",
}  # fmt: skip
ALWAYS_REFUSED = (
    "camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()", "serial=()", "hid=()",
    "midi=()", "display-capture=()", "clipboard-read=()", "screen-wake-lock=()", "gyroscope=()",
    "browsing-topics=()", "local-fonts=()", "xr-spatial-tracking=()", "idle-detection=()",
)  # fmt: skip


def addresses(patterns: list[Any] | None = None, before: str = "/") -> Iterator[str]:
    """Each pattern of the URLconf with something in its gaps; a regular expression becomes a path
    that it fits.
    """
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        text = str(pattern.pattern)
        for expression, path in EXPRESSIONS.items():
            text = re.sub(expression, path, text)
        text = re.sub(r"<(?:(\w+):)?\w+>", lambda gap: SAMPLES[gap[1] or "str"], text)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, before + text)
        elif isinstance(pattern, URLPattern):
            yield before + text


def check_all(path: str, response: HttpResponseBase) -> None:
    """The table."""
    what = f"{path} {response.status_code}"
    got = response.headers
    personal = path.startswith(PERSONAL)
    assert got["X-Content-Type-Options"] == "nosniff", what
    assert got["X-Request-ID"], what
    referrer = "same-origin" if personal else "strict-origin-when-cross-origin"
    assert got["Referrer-Policy"] == referrer, what
    resource = "cross-origin" if path in FOR_OTHER_SITES else "same-origin"
    assert got["Cross-Origin-Resource-Policy"] == resource, what
    kept = got["Cache-Control"]
    if personal or response.status_code >= 400 or response.cookies:
        assert "no-store" in kept, what
        assert "Content-Encoding" not in got, what
    if "public" in kept:
        assert path in MAY_BE_KEPT or response.status_code == 301, what
    assert got.get("X-Robots-Tag") == ("noindex" if personal else None), what
    if got.get("Content-Type", "").startswith("text/html"):
        check_page(path, response)
    else:
        assert got["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'", what


def check_page(path: str, response: HttpResponseBase) -> None:
    """The table of what a person sees."""
    policy = {
        name: sources
        for name, _, sources in (
            part.strip().partition(" ")
            for part in response["Content-Security-Policy"].split(";")
        )
    }  # fmt: skip
    admin = path.startswith("/admin/")
    assert policy["default-src"] == policy["base-uri"] == "'none'", path
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'", path
    assert policy["form-action"] == "'self'", path
    assert not re.search("unsafe|nonce|http:|\\*(?!\\.)", response["Content-Security-Policy"]), path
    preview = path in PREVIEWS and response.status_code == 200
    framed = path == "/widget/" or preview
    if response.status_code < 400:
        assert policy["frame-ancestors"].startswith("'self'" if framed else "'none'"), path
    if not admin or preview:
        assert policy["require-trusted-types-for"] == "'script'", path
        assert policy["trusted-types"] == "'none'", path
    assert response["Cross-Origin-Opener-Policy"] == "same-origin", path
    abilities = response["Permissions-Policy"].split(", ")
    assert set(ALWAYS_REFUSED) <= set(abilities), path
    assert "clipboard-write=(self)" in abilities, path
    passkeys = "(self)" if path.startswith(("/admin/", "/accounts/", "/setup/")) else "()"
    assert f"publickey-credentials-get={passkeys}" in abilities, path
    if path == "/widget/":
        assert "X-Frame-Options" not in response, path
    elif preview:
        assert response["X-Frame-Options"] == "SAMEORIGIN", path
    else:
        assert response["X-Frame-Options"] == "DENY", path


@pytest.fixture
def staff(db: None) -> Client:
    """Somebody who may see everything."""
    user = get_user_model().objects.create_superuser("walker", "walker@example.org", "x")
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_the_walk_finds_what_there_is() -> None:
    found = set(addresses())
    assert found >= MAY_BE_KEPT | PREVIEWS
    assert {"/healthz", "/readyz", "/contact/", "/api/schema/", "/admin/login/"} <= found
    assert f"/api/v1/conversations/{UUID}/messages/" in found
    assert {"/admin/chatbot/conversation/1/change/", "/admin/none/"} <= found
    assert not [path for path in found if re.search(r"[<>()^$\\]", path)]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "post", "options", "delete"])
def test_a_stranger_at_every_address(method: str) -> None:
    load_demo()
    client = Client(raise_request_exception=False)
    for path in addresses():
        response = getattr(client, method)(path, headers={"Accept-Encoding": "br, gzip"})
        check_all(path, response)
        assert response.status_code < 500, path


@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_at_every_address(staff: Client, method: str) -> None:
    load_demo()
    walked = [path for path in addresses() if path not in ACTS]
    for path in walked:
        response = getattr(staff, method)(path, headers={"Accept-Encoding": "br, gzip"})
        check_all(path, response)
    assert len(walked) > 60


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/widget/", "/api/v1/leads/", "/admin/", "/nowhere/"])
def test_a_wrong_host_gets_them_too(path: str) -> None:
    response = Client(raise_request_exception=False).get(path, headers={"Host": "evil.example"})
    assert response.status_code == 400
    check_all(path, response)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere/", "/admin/nowhere/", "/accounts/nowhere/", "/%00/"])
def test_nothing_there(path: str) -> None:
    check_all(path, Client(raise_request_exception=False).get(path))


@pytest.mark.django_db
def test_a_move_is_remembered_for_an_hour_and_a_sign_in_never(client: Client) -> None:
    moved = client.get("/privacy")
    assert moved.status_code == 301 and moved["Cache-Control"] == "public, max-age=3600"
    away = client.get("/admin/")
    assert away.status_code == 302 and "no-store" in away["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/widget/", "/", "/embed.js"])
def test_an_unchanged_page_does_not_get_another_policy(client: Client, path: str) -> None:
    """What stands on a 304 replaces what the browser kept (RFC 9111, section 4.3.4)."""
    etag = client.get(path)["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again and "Permissions-Policy" not in again
    if path == "/widget/":
        assert "X-Frame-Options" not in again


@pytest.mark.django_db
def test_a_new_release_sends_every_page_afresh(client: Client, settings: Settings) -> None:
    etag = client.get("/privacy/")["ETag"]
    settings.VERSION = "another"
    assert client.get("/privacy/", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.django_db
def test_one_more_source_is_one_line(client: Client, settings: Settings) -> None:
    settings.EXTRA_SOURCES = {
        "script-src": ["https://stats.example.com"],
        "frame-src": ["https://*.video.example/embed/"],
    }
    policy = client.get("/")["Content-Security-Policy"]
    assert "script-src 'self' https://stats.example.com;" in policy
    assert "frame-src https://*.video.example/embed/;" in policy
    assert "https://stats.example.com" in client.get("/widget/")["Content-Security-Policy"]
    # Not where staff work, nor where people sign in with a name that a script could read.
    assert "stats" not in client.get("/admin/login/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("script-src", "'unsafe-inline'"), ("script-src", "*"), ("script-src", "http://x.example"),
        ("script-src", "https://x.example; frame-ancestors *"), ("script-src", "data:"),
        ("script-src", "https://a.example https://b.example"), ("script-src", "x.example"),
        ("script-src", "https://x.example\r\nSet-Cookie: a=b"), ("script-src", "https://*"),
        ("frame-ancestors", "https://x.example"), ("default-src", "https://x.example"),
        ("script_src", "https://x.example"), ("base-uri", "https://x.example"),
    ],
)  # fmt: skip
def test_a_source_that_opens_more_than_it_says_is_refused(
    settings: Settings, name: str, source: str
) -> None:
    settings.EXTRA_SOURCES = {name: [source]}
    with pytest.raises(ImproperlyConfigured, match="EXTRA_SOURCES"):
        headers.page_policy()
    found = checks.run_checks()
    assert [message.id for message in found if message.id == "ops.extra_sources"]
