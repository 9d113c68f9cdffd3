"""Every way to the site leads to its one address, in one step and with nothing lost."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from pytest_django import Settings

from ops.web.canonical import name_of

SITE = "https://coach.example.com"
HOSTS = ["coach.example.com", "www.example.com", "coach-app.onrender.com", "coach.herokuapp.com"]


@pytest.fixture(autouse=True)
def _in_production(settings: Settings) -> None:
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = HOSTS
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = "render"


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize(
    "path",
    ["/", "/form/?a=1&b=%C3%A9&c=a+b", "/no/such/page", "/static/x.css?v=1", "/api/v1/plain/?q=%2F",
     "/%C3%A9t%C3%A9/", "//evil.example/", "/a;b=c/@d/"],
)  # fmt: skip
def test_one_hop_leads_to_the_canonical_address(host: str, secure: bool, path: str) -> None:
    response = Client().get(path, headers={"Host": host}, secure=secure)
    if host == HOSTS[0] and secure:
        assert response.status_code in (200, 404)
        return
    assert response.status_code == 301
    assert response["Location"].startswith(f"{SITE}/")
    if not path.startswith("//"):
        assert response["Location"] == f"{SITE}{path}"
    assert response["Cache-Control"] == "private, max-age=3600"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_what_is_not_only_read_keeps_its_method_and_body(method: str) -> None:
    response = Client().generic(method, "/api/v1/body/", "{}", headers={"Host": HOSTS[2]})
    assert response.status_code == 308
    assert response["Location"] == f"{SITE}/api/v1/body/"
    assert response["Cache-Control"] == "no-store"


def test_head_is_redirected_like_get() -> None:
    assert Client().head("/form/", headers={"Host": HOSTS[1]}).status_code == 301


def test_health_is_never_redirected() -> None:
    for host in HOSTS:
        assert Client().get("/healthz", headers={"Host": host}).status_code == 200
    assert Client().get("/healthz", headers={"Host": "10.0.0.1"}).status_code == 200


@pytest.mark.django_db
def test_readiness_is_never_redirected() -> None:
    assert Client().get("/readyz", headers={"Host": HOSTS[2]}).status_code in (200, 503)


def test_events_of_email_providers_are_taken_under_any_name_of_ours() -> None:
    post = Client().post
    assert post("/webhooks/whoami/", secure=True, headers={"Host": HOSTS[2]}).status_code == 200
    plain = post("/webhooks/whoami/", headers={"Host": HOSTS[0]})
    assert (plain.status_code, plain["Location"]) == (308, f"{SITE}/webhooks/whoami/")


@pytest.mark.parametrize(
    "host", ["COACH.example.com", "coach.example.com:443", "coach.example.com:8080"]
)
def test_the_name_in_another_dress_is_no_reason_to_redirect(host: str) -> None:
    response = Client().get("/api/v1/plain/", secure=True, headers={"Host": host})
    assert response.status_code == 200


def test_a_dot_at_the_end_is_taken_off_once() -> None:
    response = Client().get("/form/", secure=True, headers={"Host": "coach.example.com."})
    assert response["Location"] == f"{SITE}/form/"


def test_the_promise_of_https_comes_with_the_redirect_of_a_secure_visit() -> None:
    response = Client().get("/", secure=True, headers={"Host": "www.example.com"})
    assert response["Strict-Transport-Security"].startswith("max-age=3600")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "coach.example.com"}, {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Port": "443"}, {"X-Original-URL": "/evil"}, {"Forwarded": "proto=https"},
    ],
)  # fmt: skip
def test_forwarding_headers_of_a_stranger_move_no_redirect(headers: dict[str, str]) -> None:
    given = {"Host": "coach.herokuapp.com", **headers}
    response = Client().get("/form/", headers=given, REMOTE_ADDR="198.51.100.7")
    assert (response.status_code, response["Location"]) == (301, f"{SITE}/form/")


def test_behind_render_a_visit_over_https_is_served() -> None:
    response = Client().get(
        "/api/v1/plain/",
        headers={"Host": "coach.example.com", "X-Forwarded-Proto": "https"},
        REMOTE_ADDR="10.1.2.3",
    )
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("trusted", "headers"),
    [
        ("", {"X-Forwarded-Proto": "https"}),
        ("render", {"X-Forwarded-Proto": "http", "CF-Visitor": '{"scheme":"https"}'}),
    ],
)
def test_a_redirect_that_may_go_in_circles_is_explained_in_the_log_once(
    settings: Settings, caplog: pytest.LogCaptureFixture, trusted: str, headers: dict[str, str]
) -> None:
    settings.TRUSTED_PROXIES = trusted
    for _ in range(5):
        Client().get("/", headers={"Host": HOSTS[0], **headers}, REMOTE_ADDR="10.1.2.3")
    (line,) = (x for x in caplog.records if x.levelno == logging.WARNING)
    assert "TRUSTED_PROXIES" in line.getMessage()
    assert "Full (strict)" in line.getMessage()


def test_at_home_and_over_plain_http_nothing_is_redirected(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = False
    response = Client().get("/api/v1/plain/", headers={"Host": HOSTS[2]})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("host", "name"),
    [("A.b:80", "a.b"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]"), ("a", "a"), ("a:", "a:")],
)
def test_a_port_is_not_part_of_a_name(host: str, name: str) -> None:
    assert name_of(host) == name
