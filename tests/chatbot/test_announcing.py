"""Other tools are told that somebody chats and asks for a person, and not what is said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from chatbot.models import Conversation
from ops.models import WebhookDelivery, WebhookEndpoint
from tests.settings import OPS_TOKEN_OF_TESTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
JSON: dict[str, Any] = {"content_type": "application/json"}


@pytest.fixture(autouse=True)
def _endpoint() -> None:
    WebhookEndpoint.objects.create(name="The sheet", url="https://hooks.other-tool.com/x")


def started(client: Client, **headers: str) -> dict[str, Any]:
    body = {"page_url": "https://coach.se/prices"}
    answer = client.post("/api/v1/conversations/", body, headers=headers, **JSON)
    assert answer.status_code == 201
    found: dict[str, Any] = answer.json()
    return found


def told() -> list[str]:
    return list(WebhookDelivery.objects.order_by("created_at").values_list("event", flat=True))


def test_a_conversation_that_begins(client: Client) -> None:
    conversation = started(client)
    row = WebhookDelivery.objects.get()
    data = json.loads(row.body)["data"]
    assert row.event == "conversation.started"
    assert data["conversation_id"] == conversation["id"] == row.about
    assert data["page_url"] == "https://coach.se/prices"


def test_a_test_is_told_to_nobody(client: Client) -> None:
    started(client, authorization=f"Ops {OPS_TOKEN_OF_TESTS}")
    assert told() == []


def test_somebody_who_asks_for_a_person_is_told_once(client: Client) -> None:
    conversation = started(client)
    for number in range(2):
        client.post(
            f"/api/v1/conversations/{conversation['id']}/messages/",
            {"text": "I want to talk to a person", "client_message_id": f"message-{number}"},
            headers={"authorization": f"Bearer {conversation['token']}"},
            **JSON,
        )
    assert told() == ["conversation.started", "conversation.handoff"]
    assert not WebhookDelivery.objects.filter(body__contains="talk to a person").exists()


def test_a_deleted_conversation_leaves_no_copy(client: Client) -> None:
    started(client)
    Conversation.objects.get().delete()
    assert told() == []
