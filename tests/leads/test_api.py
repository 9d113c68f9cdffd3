"""``POST /api/v1/leads/``."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from chatbot.models import Conversation
from leads.models import Enquiry, Lead

pytestmark = pytest.mark.django_db


def post(client: Client, data: Any, **headers: str) -> Any:
    return client.post("/api/v1/leads/", data, content_type="application/json", headers=headers)


def good(**values: Any) -> dict[str, Any]:
    return {"email": "ana@example.org", "consent": True} | values


def test_the_answer_is_the_same_for_a_known_address(client: Client) -> None:
    first, second = post(client, good()), post(client, good(email="ANA@example.org"))
    assert first.status_code == second.status_code == 201
    assert first.json()["status"] == second.json()["status"] == "received"
    assert first.json()["id"] != second.json()["id"]
    assert Lead.objects.count() == 1


def test_a_lead_of_a_conversation_needs_its_token(client: Client) -> None:
    conversation, token = Conversation.start(page_url="https://example.org/x", utm={"source": "a"})
    data = good(conversation_id=str(conversation.pk))
    assert post(client, data).status_code == 401
    assert post(client, data, Authorization="Bearer wrong").status_code == 404
    assert not Lead.objects.exists()
    assert post(client, data, Authorization=f"Bearer {token}").status_code == 201
    enquiry = Enquiry.objects.get()
    assert enquiry.conversation_id == str(conversation.pk)
    assert enquiry.lead.first_touch["utm_source"] == "a"
    assert enquiry.lead.first_touch["page_url"] == "https://example.org/x"


def test_a_machine_that_fills_in_everything_is_thanked_and_left_out(client: Client) -> None:
    response = post(client, good(website="https://spam.example"))
    assert response.status_code == 201
    assert uuid.UUID(response.json()["id"])
    assert not Lead.objects.exists()


def test_the_ops_token_marks_a_test(client: Client) -> None:
    post(client, good(), Authorization=f"Ops {settings.OPS_TOKEN}")
    assert Lead.objects.get().is_test


def test_too_many_are_asked_to_wait(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"lead": {"address": ["2/m"]}}
    answers = [post(client, good(email=f"a{n}@example.org")).status_code for n in range(3)]
    assert answers == [201, 201, 429]
    refused = post(client, good())
    assert int(refused["Retry-After"]) > 0
    assert "wait" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "email"),
        ({"email": "nonsense", "consent": True}, "email"),
        ({"email": ["a@example.org"], "consent": True}, "email"),
        ({"email": None, "consent": True}, "email"),
        ({"email": "a@example.org"}, "consent"),
        ({"email": "a@example.org", "consent": False}, "consent"),
        ({"email": "a@example.org", "consent": "true"}, "consent"),
        ({"email": "a@example.org", "consent": 1}, "consent"),
        (good(name="x" * 201), "name"),
        (good(message={"a": 1}), "message"),
        (good(conversation_id="1"), "conversation_id"),
        (good(utm=[]), "utm"),
        (good(utm={"source": [1]}), "utm"),
        (good(page_url="x" * 2001), "page_url"),
    ],
)
def test_a_bad_field_is_named(client: Client, data: Any, field: str) -> None:
    response = post(client, data)
    assert response.status_code == 400
    assert field in response.json()["errors"]
    assert not Lead.objects.exists()
