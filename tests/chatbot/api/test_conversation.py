"""Starting a conversation, and who may open it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from chatbot.models import Conversation
from tests.chatbot.api.talk import Talk, start


def test_starting_gives_a_token_that_is_stored_only_as_a_hash(talk: Talk) -> None:
    conversation = Conversation.objects.get(pk=talk.id)
    assert len(talk.token) >= 40
    assert talk.token not in str(vars(conversation))
    assert conversation.opens_with(talk.token)


def test_the_start_brings_greeting_and_suggestions(demo: None, client: Client) -> None:
    response = client.post("/api/v1/conversations/", {}, content_type="application/json")
    assert "automated" in response.json()["greeting"]
    assert "What does a single session cost?" in response.json()["suggestions"]


def test_where_the_visitor_came_from_is_kept(demo: None, client: Client) -> None:
    data = {
        "page_url": "https://example.com/?utm_source=news",
        "referrer": "https://search.example/",
        "utm": {"source": "news"},
        "locale": "pt-BR",
    }
    client.post("/api/v1/conversations/", data, content_type="application/json")
    conversation = Conversation.objects.get()
    assert conversation.utm == {"source": "news"}
    assert conversation.page_url == data["page_url"]


def test_without_a_token_nothing_opens(talk: Talk) -> None:
    response = talk.client.get(talk.url)
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_wrong_token_and_an_unknown_conversation_look_the_same(
    talk: Talk, client: Client
) -> None:
    other = start(client)
    wrong = client.get(talk.url, headers=other.auth)
    unknown = client.get(talk.url.replace(talk.id, other.id[::-1]), headers=other.auth)
    missing = client.get(
        "/api/v1/conversations/00000000-0000-4000-8000-000000000000/messages/", headers=other.auth
    )
    assert wrong.status_code == missing.status_code == 404
    assert wrong.json()["detail"] == missing.json()["detail"]
    assert unknown.status_code == 404


def test_forgetting_deletes_every_message(talk: Talk) -> None:
    talk.send("What does a single session cost?")
    response = talk.client.delete(f"/api/v1/conversations/{talk.id}/", headers=talk.auth)
    assert response.status_code == 204
    assert not Conversation.objects.exists()
    assert talk.history().status_code == 404


def test_the_ops_token_marks_a_conversation_as_a_test(demo: None, client: Client) -> None:
    start(client, Authorization=f"Ops {settings.OPS_TOKEN}")
    assert Conversation.objects.get().is_test
    assert not Conversation.objects.real().exists()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"page_url": "x" * 2001}, "page_url"),
        ({"page_url": ["a"]}, "page_url"),
        ({"utm": "news"}, "utm"),
        ({"utm": {"source": {"deep": 1}}}, "utm"),
        ({"utm": {str(n): "x" for n in range(50)}}, "utm"),
        ({"locale": "not a locale"}, "locale"),
        ({"referrer": 7.5e300}, None),
    ],
)
def test_a_bad_field_is_named(demo: None, client: Client, data: object, field: str | None) -> None:
    response = client.post("/api/v1/conversations/", data, content_type="application/json")
    if field is None:
        assert response.status_code in (201, 400)
        return
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["errors"]) == [field]
