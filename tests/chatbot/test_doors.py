"""Every address that changes something has a limit, and a room full of people fits through."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from pytest_django import Settings

from ops.web import limits
from ops.web.limits import parse_rate

pytestmark = pytest.mark.django_db(transaction=True)

METHODS = ("POST", "PUT", "PATCH", "DELETE")
#: Addresses that take such a request and have no door, each with the reason.
NO_DOOR = {
    f"/{configured.ADMIN_PATH}/": "for signed-in staff; signing in has a door",
    "/api/schema/": "for signed-in staff, and only read",
    "^(?:api|webhooks)/": "nothing is there: answered without a page or a query",
}
#: Doors that an address with another reason than its own view goes through.
ELSEWHERE = {
    "signup": "closed here; with accounts on it is tried in tests/chatbot/accounts",
    "your-data-code": "the second step of a page; tried in tests/chatbot/test_your_data.py",
    "history": "reading is limited too",
}


def routes(found: Any = None, before: str = "/") -> Iterator[tuple[str, str]]:
    """``(route, an address of it)`` of the whole site."""
    for entry in (found or get_resolver()).url_patterns:
        route = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, address_of(route, entry)


def address_of(route: str, entry: URLPattern) -> str:
    """The route with something fitting in each gap."""
    for name, converter in entry.pattern.converters.items():
        value = "x"
        if isinstance(converter, UUIDConverter):
            value = str(uuid.uuid4())
        elif isinstance(converter, IntConverter):
            value = "32"
        kind = {UUIDConverter: "uuid", IntConverter: "int"}.get(type(converter), "str")
        route = route.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
    return route


def reason_for(route: str) -> str:
    return next((start for start in NO_DOOR if route.removeprefix("/").startswith(
        start.removeprefix("/"))), "")  # fmt: skip


def doors_of(address: str, method: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, set[str]]:
    """The status of a bare request, and the doors it was counted at."""
    seen: set[str] = set()
    count = limits._count

    def watched(request: Any, group: str, *args: Any, **more: Any) -> int:
        seen.add(group.partition(".")[0])
        return count(request, group, *args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(limits, "_count", watched)
        answer = Client(raise_request_exception=False).generic(method, address)
    return answer.status_code, seen


def test_every_route_that_changes_something_has_a_door_or_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without, used, reasons = [], set(ELSEWHERE), set()
    for route, address in routes():
        if reason := reason_for(route):
            reasons.add(reason)
            continue
        for method in METHODS:
            status, doors = doors_of(address, method, monkeypatch)
            used |= doors
            if status != 405 and not doors:
                without.append(f"{method} {route} ({status})")
    assert "\n".join(without) == ""
    assert reasons == set(NO_DOOR), "a reason that nothing needs any more"
    assert used == set(configured.RATE_LIMITS), "a door that no route goes through"


def test_the_walk_finds_a_route_without_a_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatbot.api.views.check", lambda *args, **more: None)
    status, doors = doors_of("/api/v1/conversations/", "POST", monkeypatch)
    assert status != 405
    assert doors == set()


def test_signing_in_goes_through_its_door(monkeypatch: pytest.MonkeyPatch) -> None:
    _, doors = doors_of("/accounts/login/", "POST", monkeypatch)
    assert doors == {"login"}


#: What each of twenty people at one address does in one minute.
PEOPLE = 20


def talk(client: Client, address: str) -> list[int]:
    """One person: opens the chat, asks twice, reads, rates, and leaves an address."""
    where: dict[str, Any] = {"REMOTE_ADDR": address, "content_type": "application/json"}
    started = client.post("/api/v1/conversations/", {}, **where)
    if started.status_code != 201:
        return [started.status_code]
    body = started.json()
    base = f"/api/v1/conversations/{body['id']}"
    token = {"Authorization": f"Bearer {body['token']}"}
    statuses = []
    for question in ("What does it cost?", "How do we begin?"):
        message = {"text": question, "client_message_id": str(uuid.uuid4())}
        answer = client.post(f"{base}/messages/", message, headers=token, **where)
        statuses.append(answer.status_code)
        read = client.get(f"{base}/messages/", headers=token, REMOTE_ADDR=address)
        statuses.append(read.status_code)
    rate = f"{base}/messages/{answer.json()['id']}/feedback/"
    statuses.append(client.post(rate, {"rating": "up"}, headers=token, **where).status_code)
    lead = {"email": f"{body['id']}@example.org", "consent": True}
    statuses.append(client.post("/api/v1/leads/", lead, **where).status_code)
    return statuses


@pytest.mark.parametrize("redis_is_away", [False, True])
def test_an_office_of_twenty_behind_one_address_chats_without_a_refusal(
    client: Client, monkeypatch: pytest.MonkeyPatch, redis_is_away: bool
) -> None:
    def refuse(*args: Any, **more: Any) -> None:
        raise ConnectionError

    if redis_is_away:
        monkeypatch.setattr(limits, "get_usage", refuse)
    found = [status for _ in range(PEOPLE) for status in talk(client, "203.0.113.5")]
    assert len(found) == PEOPLE * 6
    assert {status for status in found if status >= 300} == set()


def test_a_household_in_ipv6_is_an_office_too(client: Client) -> None:
    statuses = [
        status for number in range(5) for status in talk(client, f"2001:db8:1:2::{number:x}")
    ]
    assert 429 not in statuses


@pytest.mark.parametrize(
    "forged",
    [
        "X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "Forwarded",
        "X-Client-IP", "X-Edge-Secret",
    ],
)  # fmt: skip
def test_no_header_gives_a_hasty_sender_another_count(
    client: Client, settings: Settings, forged: str
) -> None:
    settings.RATE_LIMITS = configured.RATE_LIMITS | {"conversation": {"address": ["3/h"]}}
    statuses = [
        client.post(
            "/api/v1/conversations/", {}, content_type="application/json",
            headers={forged: f"198.51.100.{n}"}, REMOTE_ADDR="203.0.113.5",
        ).status_code
        for n in range(6)
    ]  # fmt: skip
    assert statuses == [201] * 3 + [429] * 3


def test_bodies_that_cannot_be_read_are_counted_as_well(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = configured.RATE_LIMITS | {
        door: {"address": ["3/h"]} for door in ("conversation", "message", "lead", "contact")
    }
    for address in (
        "/api/v1/conversations/", f"/api/v1/conversations/{uuid.uuid4()}/messages/",
        "/api/v1/leads/", "/contact/",
    ):  # fmt: skip
        answers = [client.post(address, "{", content_type="application/json") for _ in range(5)]
        statuses = [answer.status_code for answer in answers]
        assert statuses[3:] == [429, 429], address
        assert 429 not in statuses[:3]
        assert 1 <= int(answers[-1]["Retry-After"]) <= 3600


def test_a_wrong_token_uses_up_nobodys_conversation(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = configured.RATE_LIMITS | {
        "message": {"address": ["100/h"], "conversation": ["3/h"]}
    }
    body = client.post("/api/v1/conversations/", {}, content_type="application/json").json()
    where = f"/api/v1/conversations/{body['id']}/messages/"

    def say(token: str) -> int:
        message = {"text": "Hello", "client_message_id": str(uuid.uuid4())}
        bearer = {"Authorization": f"Bearer {token}"}
        return client.post(
            where, message, content_type="application/json", headers=bearer
        ).status_code

    assert {say("wrong") for _ in range(10)} == {404}
    assert [say(body["token"]) for _ in range(4)] == [201, 201, 201, 429]


def test_the_numbers_of_an_address_are_for_a_room_full_of_people() -> None:
    for door in ("conversation", "message", "history", "feedback", "lead", "contact"):
        for rate in configured.RATE_LIMITS[door]["address"]:
            count, period = parse_rate(rate)
            assert count >= PEOPLE * (2 if period <= 60 else 10), (door, rate)
