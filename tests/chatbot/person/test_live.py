"""What a visitor's chat is told: whether a person is wanted or there, and what they said."""

from __future__ import annotations

import re
import uuid
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chatbot.models import Business, Conversation, Handoff, Message, OpeningHours
from tests.chatbot.api.talk import Talk, start
from tests.chatbot.person.hands import Desk

SHAPE = {"state", "person", "who", "text", "again", "open", "reply_by", "back_at"}


def look(talk: Talk, **data: Any) -> dict[str, Any]:
    response = talk.post("live/", data)
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


@pytest.fixture
def closed(demo: None) -> None:
    """Open for an hour, three days from now."""
    business = Business.objects.get(pk=1)
    business.time_zone = "UTC"
    business.save()
    OpeningHours.objects.all().delete()
    day = (timezone.now() + timedelta(days=3)).weekday()
    OpeningHours.objects.create(business=business, weekday=day, opens=time(9), closes=time(10))


def test_before_anything_is_written(closed: None, client: Client) -> None:
    started = client.post(
        "/api/v1/conversations/", {"time_zone": "Asia/Tokyo"}, content_type="application/json"
    ).json()
    told = started["handoff"]
    assert set(told) == SHAPE
    assert (told["state"], told["open"], told["reply_by"]) == ("none", False, None)
    assert told["text"].endswith("at 18:00 your time.")
    assert told["back_at"].endswith("T09:00:00Z")
    assert Conversation.objects.get(pk=started["id"]).time_zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    "hint", ["Mars/Olympus", "../../etc/passwd", "x" * 5000, "\u202eUTC", ""], ids=range(5)
)
def test_a_zone_nobody_knows_is_left_out_and_nothing_is_refused(
    closed: None, client: Client, hint: str
) -> None:
    started = client.post(
        "/api/v1/conversations/", {"time_zone": hint}, content_type="application/json"
    )
    assert started.status_code == 201
    assert Conversation.objects.get(pk=started.json()["id"]).time_zone == ""
    assert "(UTC time)" in started.json()["handoff"]["text"]


def test_the_states(talk: Talk, maya: Desk) -> None:
    assert talk.history().json()["handoff"]["state"] == "none"
    assert talk.post("handoff/").json()["outcome"] == "handoff"
    assert look(talk)["handoff"]["state"] == "waiting"
    maya.reply("Hello, Maya here.")
    found = look(talk)
    assert found["handoff"] | {"text": "", "again": ""} == {
        "state": "person", "person": "Maya Lindqvist", "who": "Maya Lindqvist, in person",
        "text": "", "again": "", "open": True, "reply_by": None, "back_at": None,
    }  # fmt: skip
    assert [m["text"] for m in found["messages"]] == ["Hello, Maya here."]
    assert look(talk, after=found["messages"][0]["id"])["messages"] == []
    maya.post("give_back")
    assert look(talk)["handoff"]["state"] == "none"


def test_in_the_language_of_the_chat(talk: Talk, maya: Desk) -> None:
    talk.post("handoff/")
    said = talk.client.post(
        f"/api/v1/conversations/{talk.id}/live/", {}, content_type="application/json",
        headers=talk.auth | {"Accept-Language": "de"},
    ).json()  # fmt: skip
    assert said["handoff"]["again"] == "Jetzt antwortet wieder der automatische Assistent."
    asked = talk.client.post(
        f"/api/v1/conversations/{talk.id}/handoff/", {}, content_type="application/json",
        headers=talk.auth | {"Accept-Language": "fr"},
    ).json()  # fmt: skip
    assert "Maya Lindqvist" in asked["text"] and "I have told" not in asked["text"]


def test_only_the_token_opens_it(talk: Talk, client: Client) -> None:
    path = f"/api/v1/conversations/{talk.id}/live/"
    assert client.post(path, {}, content_type="application/json").status_code == 401
    other = start(client)
    headers = {"Authorization": f"Bearer {other.token}"}
    assert (
        client.post(path, {}, content_type="application/json", headers=headers).status_code == 404
    )
    assert client.get(path, headers=talk.auth).status_code == 405


@pytest.mark.parametrize("field", ["after", "read"])
def test_a_place_that_is_none_is_refused_and_one_of_elsewhere_is_the_beginning(
    talk: Talk, maya: Desk, field: str
) -> None:
    maya.reply("Hello.")
    assert talk.post("live/", {field: "x"}).status_code == 400
    found = look(talk, **{field: str(uuid.uuid4())})
    assert len(found["messages"]) == 1
    assert Handoff.objects.get().visitor_read == 0


def test_what_the_visitor_read_does_not_go_by_email(talk: Talk, maya: Desk) -> None:
    maya.reply("Hello.")
    handoff = Handoff.objects.get()
    assert handoff.mail_at is not None
    found = look(talk)
    assert Handoff.objects.get().mail_at is not None, "fetched is not yet read"
    look(talk, read=found["messages"][0]["id"])
    handoff = Handoff.objects.get()
    assert handoff.mail_at is None
    assert handoff.visitor_read == Message.objects.get(role="person").seq
    assert maya.live().json()["seen"] is True
    assert maya.live().json()["here"] is True


def test_looking_costs_a_write_only_now_and_then(
    talk: Talk, maya: Desk, django_assert_max_num_queries: Any
) -> None:
    maya.reply("Hello.")
    look(talk)
    seen = Handoff.objects.get().visitor_seen_at
    with django_assert_max_num_queries(12):
        look(talk)
    assert Handoff.objects.get().visitor_seen_at == seen


def test_asking_again_while_a_person_is_there_stores_nothing(talk: Talk, maya: Desk) -> None:
    maya.reply("Hello.")
    again = talk.post("handoff/").json()
    assert (again["role"], again["outcome"]) == ("person", "handoff")
    assert "already in this conversation" in again["text"]
    assert Message.objects.count() == 1


def test_a_transcript_names_the_person_and_holds_no_user_name(talk: Talk, maya: Desk) -> None:
    from ops.models import OutboxMessage

    talk.send("Do you work online?")
    maya.reply("Yes, I do.")
    assert talk.post("transcript/", {"email": "ana@example.org"}).status_code == 202
    text = OutboxMessage.objects.get(kind="transcript").text
    assert re.search(r"^Maya Lindqvist, \d\d:\d\d:\n  Yes, I do\.$", text, re.MULTILINE)
    assert "maya@" not in text
    assert not re.search(r"\(automated\), \d\d:\d\d:\n  Yes, I do\.", text)
