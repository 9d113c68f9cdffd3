"""``setup_bookings`` against a stand-in for Calendly's API."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from pytest_django import Settings

from lab.json_api import Answer, JsonApi, served
from leads.bookings.subscribe import EVENTS
from ops.commands import WrongUse
from tests.leads.bookings.payloads import CALENDLY_SECRET

TOKEN = "calendly-token-0123456789-abcdefghij"
ME = "https://api.calendly.com/users/AAA"
ORGANIZATION = "https://api.calendly.com/organizations/BBB"
OURS = "https://chat.northbound.coach/webhooks/bookings/calendly/"


@dataclass
class CalendlyApi(JsonApi):
    """https://developer.calendly.com/api-docs/calendly-api/webhooks: one address once a person."""

    hooks: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    plan: bool = True

    def take(self, method: str, target: str, headers: dict[str, str], body: Any) -> Answer:
        """One request."""
        parts = urlsplit(target)
        self.asked.append((method, parts.path))
        if headers.get("authorization") != f"Bearer {self.key}":
            return 401, {"title": "Unauthenticated", "message": "The access token is invalid"}, {}
        if parts.path == "/users/me":
            return 200, {"resource": {"uri": ME, "current_organization": ORGANIZATION}}, {}
        if method == "GET":
            query = parse_qs(parts.query)
            assert query["user"] == [ME] and query["scope"] == ["user"]
            return 200, {"collection": list(self.hooks.values()), "pagination": {}}, {}
        if method == "DELETE":
            self.hooks.pop(parts.path.rpartition("/")[2])
            return 204, None, {}
        if not self.plan:
            words = f"Please upgrade your Calendly account to Standard {self.key}"
            return 403, {"title": "Permission Denied", "message": words}, {}
        if any(one["callback_url"] == body["url"] for one in self.hooks.values()):
            return 409, {"title": "Already Exists", "message": "Hook with this url exists"}, {}
        self.keys.append(body["signing_key"])
        self.add(body["url"], body["events"])
        return 201, {"resource": {}}, {}

    def add(self, url: str, events: list[str], state: str = "active") -> None:
        """A webhook that is there."""
        key = f"HOOK{len(self.asked)}"
        self.hooks[key] = {
            "uri": f"https://api.calendly.com/webhook_subscriptions/{key}",
            "callback_url": url, "state": state, "events": events,
        }  # fmt: skip


@pytest.fixture
def api(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[CalendlyApi]:
    settings.SITE_URL = "https://chat.northbound.coach"
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{TOKEN}\n" * 9))
    stand_in = CalendlyApi(key=TOKEN)
    with served(stand_in):
        yield stand_in


def run(api: CalendlyApi, *args: str) -> tuple[int, str]:
    said = io.StringIO()
    try:
        call_command("setup_bookings", *args, api_url=api.url, stderr=said, stdout=said)
    except SystemExit as error:
        return int(str(error.code)), said.getvalue()
    return 0, said.getvalue()


def test_it_shows_first_and_makes_it_when_asked(api: CalendlyApi) -> None:
    status, said = run(api)
    assert status == 1 and "Add --apply" in said
    assert api.changed() == []
    status, said = run(api, "--apply")
    assert status == 0 and OURS in said
    (hook,) = api.hooks.values()
    assert (hook["callback_url"], hook["events"]) == (OURS, EVENTS)
    assert api.keys == [CALENDLY_SECRET]
    assert run(api)[0] == run(api, "--apply")[0] == 0
    assert len(api.changed()) == 1
    assert TOKEN not in said


@pytest.mark.parametrize(
    ("events", "state"), [(EVENTS, "disabled"), (["invitee.created"], "active")]
)
def test_one_that_was_switched_off_or_tells_too_little_is_made_anew(
    api: CalendlyApi, events: list[str], state: str
) -> None:
    api.add(OURS, events, state)
    api.asked.append(("GET", "/"))  # So that the next one has another id.
    api.add("https://other.example.com/hook", EVENTS)
    assert run(api)[0] == 1
    assert run(api, "--apply")[0] == 0
    assert {one["callback_url"] for one in api.hooks.values()} == {
        OURS, "https://other.example.com/hook",
    }  # fmt: skip


def test_after_a_change_of_the_secret_it_is_made_again(
    api: CalendlyApi, settings: Settings
) -> None:
    run(api, "--apply")
    settings.CALENDLY_WEBHOOK_SECRET = ["a-new-secret-0123456789-abcdefghijklm", CALENDLY_SECRET]
    assert run(api, "--apply", "--again")[0] == 0
    assert api.keys == [CALENDLY_SECRET, "a-new-secret-0123456789-abcdefghijklm"]
    assert len(api.hooks) == 1


def test_what_calendly_refuses_is_said_without_the_token(api: CalendlyApi) -> None:
    api.plan = False
    with pytest.raises(WrongUse, match="upgrade your Calendly account") as refused:
        run(api, "--apply")
    assert TOKEN not in str(refused.value)
    api.key = "another"
    with pytest.raises(WrongUse, match="does not accept the token"):
        run(api)


def test_wrong_use(api: CalendlyApi, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongUse, match="must start with https"):
        call_command("setup_bookings", api_url="http://api.example.com")
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    with pytest.raises(WrongUse, match="token is needed"):
        run(api)
    settings.CALENDLY_WEBHOOK_SECRET = []
    with pytest.raises(WrongUse, match="CALENDLY_WEBHOOK_SECRET is not set"):
        run(api)
    settings.SITE_URL = "http://127.0.0.1:8000"
    with pytest.raises(WrongUse, match="cannot reach"):
        call_command("setup_bookings")
    assert api.asked == []


def test_nobody_there() -> None:
    from leads.bookings.subscribe import Calendly, Refused

    with pytest.raises(Refused, match="cannot be reached"):
        Calendly(TOKEN, "http://127.0.0.1:1").whose()
