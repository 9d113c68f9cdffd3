"""Who has no business here is turned away, cheaply, quietly and without being told anything."""

from __future__ import annotations

import logging
from typing import Any

import pytest
import sentry_sdk
from django.test import Client
from pytest_django import Settings
from sentry_sdk.transport import Transport

from config.hosts import trusted_origins
from ops.logs import sentry
from ops.web import front_door, tally

SECRET = "edge-secret-" + "of-these-tests-" * 3

WRONG_HOSTS = [
    "evil.example", "10.1.2.3", "[::1]", "testserver.evil.example", "eviltestserver",
    "testserver@evil.example", "evil.example@testserver", "testserver:80:80", "testserver:port",
    "testserver/evil", "test server", "testserver,evil.example", "testserver\\evil", "a_b", "",
    "..testserver", "testserver%00", "ｔｅｓｔｓｅｒｖｅｒ", "x" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("host", WRONG_HOSTS)
@pytest.mark.parametrize("path", ["/", "/admin/", "/readyz", "/contact/", "/api/v1/plain/"])
def test_an_unknown_host_is_a_small_plain_400(client: Client, host: str, path: str) -> None:
    response = client.get(path, headers={"Host": host})
    assert response.status_code == 400
    assert len(response.content) < 400
    assert not response.cookies
    assert host not in response.content.decode() or host == ""
    kind = response["Content-Type"]
    assert kind == "application/problem+json" if path != "/" and "api" in path else kind
    assert response["X-Request-ID"]


@pytest.mark.parametrize("host", ["testserver", "TESTSERVER", "testserver:8000", "testserver."])
def test_our_own_name_in_any_dress_is_answered(client: Client, host: str) -> None:
    assert client.get("/api/v1/plain/", headers={"Host": host}).status_code == 200


@pytest.mark.django_db
def test_it_costs_no_query_no_session_and_one_line_a_minute(
    client: Client, caplog: pytest.LogCaptureFixture, django_assert_num_queries: Any
) -> None:
    client.cookies["sessionid"] = "abc"
    with caplog.at_level(logging.DEBUG), django_assert_num_queries(0):
        for number in range(30):
            client.post("/form/", {"a": "b"}, headers={"Host": f"x{number}.evil.example"})
    (line,) = caplog.records
    assert line.levelno == logging.WARNING
    assert "evil" not in line.getMessage()


def test_it_makes_no_error_report() -> None:
    told: list[Any] = []

    class Kept(Transport):
        def capture_envelope(self, envelope: Any) -> None:
            told.append(envelope)

    sentry.init("http://public@127.0.0.1:9/1", release="x", transport=Kept)
    try:
        for path in ("/", "/api/v1/plain/"):
            Client().get(path, headers={"Host": "evil.example"})
        assert told == []
        sentry_sdk.capture_message("the transport listens")
        assert len(told) == 1
    finally:
        sentry_sdk.get_client().close(timeout=0)
        sentry_sdk.init()


def test_liveness_answers_any_host_and_without_the_secret(
    client: Client, settings: Settings
) -> None:
    settings.EDGE_SECRET = SECRET
    assert client.get("/healthz", headers={"Host": "10.1.2.3"}).status_code == 200


@pytest.mark.parametrize(
    "given",
    ["", "wrong", SECRET[:-1], f"{SECRET}x", f"wrong,{SECRET}", f"{SECRET},{SECRET}",
     SECRET.upper(), f"{SECRET}\xff", "ключ"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/form/", "/admin/login/", "/api/v1/plain/", "/nothing/"])
def test_what_came_around_the_edge_is_refused(
    client: Client, settings: Settings, path: str, given: str
) -> None:
    settings.EDGE_SECRET = SECRET
    response = client.get(path, headers={"X-Edge-Secret": given})
    assert response.status_code == 403
    assert len(response.content) < 400


@pytest.mark.parametrize("path", ["/form/", "/api/v1/plain/", "/webhooks/whoami/"])
def test_what_came_through_the_edge_is_served(
    client: Client, settings: Settings, path: str
) -> None:
    settings.EDGE_SECRET = SECRET
    assert client.get(path, headers={"X-Edge-Secret": SECRET}).status_code == 200


@pytest.mark.django_db
def test_readiness_is_told_to_platforms_without_the_secret(
    client: Client, settings: Settings
) -> None:
    settings.EDGE_SECRET = SECRET
    assert client.get("/readyz").status_code in (200, 503)


@pytest.mark.parametrize("given", [SECRET, "wrong-" + SECRET])
def test_the_secret_is_gone_before_anything_is_logged_or_reported(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture, given: str
) -> None:
    settings.EDGE_SECRET = SECRET
    with caplog.at_level(logging.DEBUG):
        response = client.get("/api/v1/whoami/", headers={"X-Edge-Secret": given})
    assert SECRET not in caplog.text
    if given == SECRET:
        assert response.json()["secret"] is False


def test_a_tally_says_how_many_it_was_when_the_minute_is_over(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("ops.web.tally.time.monotonic", lambda: now[0])
    counter = tally.Tally(logging.getLogger("tally"))
    for _ in range(10):
        counter.note("a", "often")
    counter.note("b", "seldom")
    now[0] += tally.TOLD_EVERY
    counter.note("a", "often")
    told = [(record.getMessage(), vars(record)["count"]) for record in caplog.records]
    assert told == [("often", 1), ("seldom", 1), ("often", 10)]


def test_the_memory_of_a_tally_has_an_end() -> None:
    counter = tally.Tally(logging.getLogger("tally.quiet"))
    for number in range(tally.MOST + 10):
        counter.note(str(number), "x")
    assert len(counter._seen) <= tally.MOST
    assert front_door.tally is not counter


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://coach.example.com", 200), ("https://www.example.com", 200),
        ("https://coach.onrender.com", 200), ("https://shop.example.net", 403),
        ("https://evil.example", 403), ("null", 403), ("http://coach.example.com", 403),
        ("https://coach.example.com.evil.example", 403),
    ],
)  # fmt: skip
def test_forms_are_taken_from_our_own_hosts_and_not_from_sites_that_show_the_chat(
    settings: Settings, origin: str, status: int
) -> None:
    hosts = ["coach.example.com", "www.example.com", "coach.onrender.com"]
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://coach.example.com", hosts
    settings.CSRF_TRUSTED_ORIGINS = trusted_origins(settings.SITE_URL, hosts)
    settings.EMBED_ORIGINS = ["https://shop.example.net"]
    client = Client(enforce_csrf_checks=True)
    token = "a" * 32
    client.cookies["csrftoken"] = token
    answer = client.post(
        "/form/",
        {"csrfmiddlewaretoken": token},
        headers={"Origin": origin, "Host": hosts[0]},
        secure=True,
    )
    assert answer.status_code == status
