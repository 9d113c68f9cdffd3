"""The core chat actions: only our own site, only as test traffic, and nothing left behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from lab.web_server import Asked, Reply, Route, WebServer, page, text
from ops.launch.world import World, target_for
from tests.live_site import OPS_TOKEN, live_site
from tests.ops.launch.web.lab import Severity, Status, only, result, results, world_of

TOKEN = "ops-token-of-this-test-0123456789-abcdefgh"
ID = "0b1c2d3e-0000-4000-8000-000000000001"


def answer(data: object, status: int = 201, **headers: str) -> Reply:
    """JSON."""
    return text(json.dumps(data), "application/json", status, **headers)


def chat_api(*, message: Reply | None = None) -> Route:
    """The conversation API as the contract has it."""

    def route(asked: Asked) -> Reply:
        started = {"id": ID, "token": "t0k3n", "greeting": "Hi", "suggestions": []}
        match asked.method, asked.path:
            case "POST", "/api/v1/conversations/":
                return answer(started)
            case "POST", "/api/v1/leads/":
                return answer({"id": ID, "status": "received"})
            case "POST", _:
                return message or answer({"id": ID, "text": "Hello"})
            case "GET", path if path.endswith("/messages/"):
                return answer({"results": []}, 200, cache_control="no-store")
            case "DELETE", _:
                return Reply(204)
        return page("Hello")

    return route


@pytest.fixture
def inside(settings: Settings) -> Settings:
    """This process is the deployment at https://example.com."""
    settings.OPS_TOKEN = TOKEN
    settings.SITE_URL = "https://example.com"
    return settings


def sent(server: WebServer) -> list[tuple[str, str, str]]:
    """Everything but GET: method, path and the scheme of its authorization."""
    return [
        (asked.method, asked.path, asked.headers.get("authorization", "").partition(" ")[0])
        for asked in server.asked
        if asked.method != "GET"
    ]


def test_three_short_test_conversations_are_held_and_deleted(
    inside: Settings, tmp_path: Path
) -> None:
    with WebServer({"example.com": chat_api()}, families=(4,)) as server:
        world = world_of(server, inside=True, ca_file=server.ca_file(tmp_path))
        found = results(world, "performance.chat", "cache.conversations")
    assert {result.status for result in found.values()} == {Status.PASS}
    path = f"/api/v1/conversations/{ID}/"
    assert sent(server) == 3 * [
        ("POST", "/api/v1/conversations/", "Ops"),
        ("POST", f"{path}messages/", "Bearer"),
        ("POST", "/api/v1/leads/", "Ops"),
        ("DELETE", path, "Bearer"),
    ]


def test_a_message_that_fails_is_a_blocker_and_the_conversation_is_deleted(
    inside: Settings, tmp_path: Path
) -> None:
    api = chat_api(message=answer({"title": "no"}, 503))
    with WebServer({"example.com": api}, families=(4,)) as server:
        world = world_of(server, inside=True, ca_file=server.ca_file(tmp_path))
        found = only(result("performance.chat", world))
    assert found.severity is Severity.BLOCKER
    assert "503" in found.evidence
    assert sent(server)[-1][0] == "DELETE"


def test_the_token_is_never_sent_where_the_certificate_is_not_trusted(inside: Settings) -> None:
    with WebServer({"example.com": chat_api()}, families=(4,)) as server:
        result("performance.chat", world_of(server, inside=True))
    assert not [asked for asked in server.asked if "authorization" in asked.headers]


def test_without_a_token_nothing_is_sent(inside: Settings) -> None:
    inside.OPS_TOKEN = ""
    with WebServer({"example.com": chat_api()}) as server:
        found = result("performance.chat", world_of(server, inside=True))
    assert found.status is Status.SKIPPED
    assert "OPS_TOKEN" in found.reason
    assert server.asked == []


@pytest.mark.parametrize(
    ("site", "url", "is_inside"),
    [
        ("https://example.org", "https://example.com/", True),
        ("https://example.com", "https://example.com/", False),
        ("http://example.com", "http://example.com/", True),
    ],
)
def test_nothing_but_get_goes_to_any_other_site(
    inside: Settings, site: str, url: str, is_inside: bool
) -> None:
    inside.SITE_URL = site
    with WebServer({"example.com": chat_api(), "www.example.com": chat_api()}) as server:
        world = world_of(server, inside=is_inside, url=url)
        found = results(world, "performance.chat", "cache.conversations", "http.answers")
    assert found["performance.chat"].status is Status.SKIPPED
    assert sent(server) == []


def test_a_real_site_holds_the_conversations_and_keeps_no_lead_and_sends_no_mail(
    settings: Settings, tmp_path: Path
) -> None:
    with live_site(tmp_path) as site:
        settings.SITE_URL, settings.OPS_TOKEN = site.url, OPS_TOKEN
        target = target_for("127.0.0.1", url=f"{site.url}/", port=site.port, inside=True)
        found = results(World(target=target))
        count = (
            "from leads.models import Lead; from chatbot.models import Conversation; "
            "from ops.models import OutboxMessage; "
            "print(Lead.objects.count(), Conversation.objects.count(), "
            "OutboxMessage.objects.count())"
        )
        assert site.manage("shell", "--no-imports", "-c", count).split() == ["0", "0", "0"]
    assert found["performance.chat"].status is Status.PASS
    assert found["cache.conversations"].status is Status.PASS
    # This test has no database of its own to ask for the first day of https.
    others = {result.status for id, result in found.items() if id != "http.hsts.steps"}
    assert Status.ERROR not in others
    worst = {
        id: finding.summary
        for id, result in found.items()
        for finding in result.findings
        if finding.severity is not Severity.CLEANUP
    }
    assert worst == {}
