"""A signed-in visitor and their past conversations; and everybody else, who sees none of them."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from chatbot.models import Conversation, Message
from ops import privacy
from tests.chatbot.accounts.people import owner, sign_in, visitor

pytestmark = pytest.mark.django_db
ANA, BEA = "ana@customers.example.com", "bea@customers.example.com"
CLAIM = "/accounts/conversations/claim/"


@pytest.fixture(autouse=True)
def _accounts_on(settings: Settings) -> None:
    settings.ACCOUNTS = True


def said(text: str, account: Any = None) -> tuple[Conversation, str]:
    """A conversation with one question and its answer, and its token."""
    conversation, token = Conversation.start(account=account)
    asked = Message.objects.create(conversation=conversation, role="visitor", text=text)
    Message.objects.create(
        conversation=conversation, role="assistant", text=f"About {text}", reply_to=asked
    )
    return conversation, token


def claim(client: Client, conversation: Any, token: str, **headers: Any) -> int:
    """Post a claim."""
    if token:
        headers["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    answer = client.post(
        CLAIM, json.dumps({"id": str(conversation)}), content_type="application/json", **headers
    )
    return int(answer.status_code)


def test_what_was_said_is_claimed_with_its_token_and_read() -> None:
    visitor(ANA)
    conversation, token = said("<b>prices</b>")
    client, _ = sign_in(ANA)
    assert "prices" not in client.get("/accounts/conversations/").content.decode()
    assert claim(client, conversation.pk, token) == 204
    assert claim(client, conversation.pk, token) == 204
    assert "prices" in client.get("/accounts/conversations/").content.decode()
    page = client.get(f"/accounts/conversations/{conversation.pk}/")
    assert "About &lt;b&gt;prices&lt;/b&gt;" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    data = client.get("/accounts/conversations/download/").json()
    assert [m["role"] for m in data["conversations"][0]["messages"]] == ["visitor", "assistant"]
    assert token not in json.dumps(data)
    assert "token_hash" not in json.dumps(data)


def test_a_claim_needs_the_token_a_session_and_our_own_pages() -> None:
    visitor(ANA)
    conversation, token = said("prices")
    client, _ = sign_in(ANA)
    assert claim(Client(), conversation.pk, token) == 401
    assert claim(client, conversation.pk, "") == 401
    assert claim(client, conversation.pk, "wrong") == 404
    assert claim(client, uuid.uuid4(), token) == 404
    assert claim(client, "nonsense", token) == 400
    assert claim(client, conversation.pk, token, HTTP_ORIGIN="https://evil.example") == 403
    assert claim(client, conversation.pk, token, HTTP_SEC_FETCH_SITE="cross-site") == 403
    for body in ("", "[]", "null", '{"id": 5}', '{"id": null}', "[" * 900, "\x00"):
        answer = client.post(
            CLAIM, body, content_type="application/json", HTTP_AUTHORIZATION=f"Bearer {token}"
        )
        assert answer.status_code == 400, body
    conversation.refresh_from_db()
    assert conversation.account is None
    assert client.get(CLAIM).status_code == 405


def test_a_claimed_conversation_cannot_be_taken_over() -> None:
    ana = visitor(ANA)
    visitor(BEA)
    conversation, token = said("prices", ana)
    client, _ = sign_in(BEA)
    assert claim(client, conversation.pk, token) == 409
    conversation.refresh_from_db()
    assert conversation.account_id == ana.pk


def test_nobody_reads_or_deletes_what_is_somebody_elses() -> None:
    conversation, _ = said("prices", visitor(ANA))
    orphan, _ = said("hours")
    visitor(BEA)
    owner()
    for who in (BEA, "maya"):
        client, _ = sign_in(who)
        for one in (conversation, orphan):
            base = f"/accounts/conversations/{one.pk}/"
            assert client.get(base).status_code == 404
            assert client.get(f"{base}download/").status_code == 404
            assert client.post(f"{base}delete/").status_code == 404
        assert client.get("/accounts/conversations/download/").json() == {"conversations": []}
        client.post("/accounts/conversations/delete/")
    assert Conversation.objects.count() == 2
    stranger = Client()
    for path in ("", f"{conversation.pk}/", "download/", f"{conversation.pk}/download/"):
        answer = stranger.get(f"/accounts/conversations/{path}")
        assert answer["Location"].startswith("/accounts/login/?next=")


def test_a_conversation_that_never_was_answers_as_one_of_somebody_else() -> None:
    conversation, _ = said("prices", visitor(ANA))
    visitor(BEA)
    client, _ = sign_in(BEA)
    there = client.get(f"/accounts/conversations/{conversation.pk}/")
    nowhere = client.get(f"/accounts/conversations/{uuid.uuid4()}/")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content


def test_one_is_deleted_and_then_all() -> None:
    ana = visitor(ANA)
    first, _ = said("prices", ana)
    second, _ = said("hours", ana)
    others, _ = said("place", visitor(BEA))
    client, _ = sign_in(ANA)
    assert client.get(f"/accounts/conversations/{first.pk}/delete/").status_code == 405
    client.post(f"/accounts/conversations/{first.pk}/delete/")
    assert set(Conversation.objects.all()) == {second, others}
    client.post("/accounts/conversations/delete/")
    assert set(Conversation.objects.all()) == {others}


def test_the_list_costs_the_same_however_long_it_is(django_assert_max_num_queries: Any) -> None:
    ana = visitor(ANA)
    for n in range(30):
        said(f"question {n}", ana)
    client, _ = sign_in(ANA)
    with django_assert_max_num_queries(8):
        page = client.get("/accounts/conversations/").content.decode()
    assert "question 29" in page
    assert "question 0<" not in page
    assert "question 0<" in client.get("/accounts/conversations/?page=2").content.decode()
    assert client.get("/accounts/conversations/?page=x").status_code == 200


def test_staff_cannot_delete_their_account_by_mistake() -> None:
    user = owner()
    client, _ = sign_in("maya")
    assert client.post("/accounts/delete/").status_code == 403
    assert type(user)._default_manager.filter(pk=user.pk).exists()


def test_deleting_the_account_wants_a_fresh_sign_in() -> None:
    user = visitor(ANA)
    client, _ = sign_in(ANA)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    answer = client.post("/accounts/delete/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert type(user)._default_manager.filter(pk=user.pk).exists()


def test_the_founder_exports_and_erases_an_account_with_the_rest() -> None:
    ana = visitor(ANA)
    said("prices", ana)
    handler = privacy.handlers()["accounts"]
    found = handler.export(ANA.upper())
    assert found[0]["email"] == ANA
    assert "prices" in json.dumps(found)
    assert handler.erase(ANA) >= 2
    assert not Conversation.objects.exists()
    assert handler.export(ANA) == []
    assert handler.erase("' OR 1=1") == 0


def test_staff_accounts_are_not_erased_with_an_address() -> None:
    from allauth.account.models import EmailAddress

    user = owner("maya", ANA)
    EmailAddress.objects.create(user=user, email=ANA, verified=True)
    privacy.handlers()["accounts"].erase(ANA)
    assert type(user)._default_manager.filter(pk=user.pk).exists()
