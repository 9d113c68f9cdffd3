"""Who a visitor is on the founder's own site, and where they came from."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from chatbot.identity import signature
from chatbot.models import Conversation
from leads.models import Lead

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-the-founders-own-site-0123456789"
FIRST = {
    "page_url": "https://www.example.com/offer",
    "referrer": "https://www.google.com/",
    "utm": {"utm_source": "google", "gclid": "abc"},
}


@pytest.fixture(autouse=True)
def _secret(settings: Settings) -> None:
    settings.IDENTITY_SECRET = SECRET


def post(client: Client, path: str, data: dict[str, Any], token: str = "") -> Any:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return client.post(path, json.dumps(data), content_type="application/json", headers=headers)


def test_the_signature_is_the_one_that_others_make() -> None:
    """Computed once with ``openssl dgst -sha256 -hmac key``."""
    assert signature("key", "The quick brown fox jumps over the lazy dog") == (
        "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
    )


def test_a_signed_visitor_is_noted_and_a_second_one_refused(client: Client) -> None:
    started = post(client, "/api/v1/conversations/", {}).json()
    path = f"/api/v1/conversations/{started['id']}/identify/"
    ada = {"id": "ada", "hash": signature(SECRET, "ada")}
    assert post(client, path, ada).status_code == 401
    assert post(client, path, ada, started["token"]).status_code == 204
    assert post(client, path, ada, started["token"]).status_code == 204
    bob = {"id": "bob", "hash": signature(SECRET, "bob")}
    assert post(client, path, bob, started["token"]).status_code == 409
    assert Conversation.objects.get(pk=started["id"]).visitor_id == "ada"


@pytest.mark.parametrize(
    "made", ["0" * 64, signature("another secret", "ada"), signature(SECRET, "bob")]
)
def test_an_unsigned_name_is_never_believed(client: Client, made: str) -> None:
    who = {"id": "ada", "hash": made}
    assert post(client, "/api/v1/conversations/", {"identity": who}).status_code == 403
    started = post(client, "/api/v1/conversations/", {}).json()
    path = f"/api/v1/conversations/{started['id']}/identify/"
    assert post(client, path, who, started["token"]).status_code == 403
    assert not Conversation.objects.exclude(visitor_id="").exists()


def test_without_a_secret_it_says_how_to_set_one(client: Client, settings: Settings) -> None:
    settings.IDENTITY_SECRET = ""
    who = {"id": "ada", "hash": signature("", "ada")}
    answer = post(client, "/api/v1/conversations/", {"identity": who})
    assert answer.status_code == 403 and "IDENTITY_SECRET" in answer.json()["detail"]


def test_a_conversation_can_begin_with_a_name(client: Client) -> None:
    who = {"id": "ada", "hash": signature(SECRET, "ada").upper()}
    started = post(client, "/api/v1/conversations/", {"identity": who}).json()
    assert Conversation.objects.get(pk=started["id"]).visitor_id == "ada"


def test_first_and_last_touch_go_with_the_lead(client: Client) -> None:
    now = {"page_url": "https://www.example.com/prices", "utm": {"source": "news"}}
    started = post(client, "/api/v1/conversations/", {**now, "first_touch": FIRST}).json()
    person = {"email": "ada@example.com", "consent": True, "conversation_id": started["id"]}
    assert post(client, "/api/v1/leads/", person, started["token"]).status_code == 201
    lead = Lead.objects.get()
    assert lead.first_touch == {
        "page_url": "https://www.example.com/offer",
        "referrer": "https://www.google.com/",
        "utm_source": "google",
        "gclid": "abc",
    }
    assert lead.last_touch == {"page_url": "https://www.example.com/prices", "utm_source": "news"}


def test_first_touch_that_makes_no_sense_names_its_field(client: Client) -> None:
    answer = post(client, "/api/v1/conversations/", {"first_touch": {"utm": "x"}})
    assert answer.status_code == 400 and "first_touch" in answer.json()["errors"]


def test_an_email_typed_into_the_chat_keeps_the_first_touch(demo: None, client: Client) -> None:
    started = post(client, "/api/v1/conversations/", {"first_touch": FIRST}).json()
    path = f"/api/v1/conversations/{started['id']}/messages/"
    for number, text in enumerate(["Who won in 1974?", "ada@example.com"]):
        post(client, path, {"text": text, "client_message_id": str(number)}, started["token"])
    assert Lead.objects.get().first_touch["gclid"] == "abc"
