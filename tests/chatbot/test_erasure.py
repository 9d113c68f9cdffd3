"""Who wants their data deleted: noted for the founder, who does it; nothing is said to be done."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from chatbot import erasure, wording
from chatbot.models import Business, Conversation, ErasureRequest, Message
from leads.models import Lead
from ops import privacy
from ops.models import OutboxMessage, PendingErasure
from ops.privacy import pending
from tests.chatbot.api.talk import Talk, start
from tests.settings import OPS_TOKEN_OF_TESTS

WISHES = {
    "en": "Delete all the data you have about me.",
    "es": "Por favor, borren todos mis datos",
    "de": "Bitte löschen Sie meine Daten",
    "fr": "Supprimez toutes mes données, s'il vous plaît",
    "pt": "Quero que apaguem os meus dados",
}


def said(talk: Talk, text: str) -> dict[str, Any]:
    response = talk.send(text)
    assert response.status_code == 201, response.content
    data: dict[str, Any] = response.json()
    return data


def page_of(found: ErasureRequest) -> str:
    return reverse("admin:chatbot_erasurerequest_change", args=[found.pk])


@pytest.fixture
def founder(transactional_db: None) -> Client:
    client = Client()
    user: Any = get_user_model()._default_manager
    client.force_login(user.create_superuser(username="maya", password="x"))
    return client


@pytest.mark.parametrize("language", WISHES)
def test_the_reply_says_who_does_it_and_what_one_can_delete_alone(
    talk: Talk, language: str
) -> None:
    reply = said(talk, WISHES[language])
    assert reply["text"] == wording.erasure(Business.current(), language, has_address=False)
    assert reply["outcome"] == "handoff"
    assert reply["actions"] == [] and reply["sources"] == []
    found = ErasureRequest.objects.get()
    assert (str(found.conversation_id), found.address, found.done_at) == (talk.id, "", None)
    assert not Lead.objects.exists()


@pytest.mark.parametrize("language", WISHES)
def test_the_button_it_names_is_the_one_in_the_panel(
    talk: Talk, client: Client, language: str
) -> None:
    page = client.get("/widget/", headers={"accept-language": language}).content.decode()
    label = page.split('data-chat="clear">')[1].split("<")[0]
    assert label in said(talk, WISHES[language])["text"]


def test_the_owner_is_told_once_and_without_the_visitors_words(talk: Talk) -> None:
    said(talk, "Hi, I am Ana of Lisbon. Please delete my data")
    said(talk, "delete my data!!")
    mail = OutboxMessage.objects.get(kind="erasure_notice")
    assert f"/chatbot/erasurerequest/{ErasureRequest.objects.get().pk}/change/" in mail.text
    assert "Ana" not in mail.text + mail.subject
    assert ErasureRequest.objects.get().times == 2


def test_an_address_in_the_wish_is_kept_with_it_and_makes_nobody_a_lead(talk: Talk) -> None:
    talk.send("Do you have a branch in Lisbon?")  # The reply to this asks for an address.
    reply = said(talk, "Delete my data please, my email is Ana@example.org")
    assert reply["text"] == wording.erasure(Business.current(), "en", has_address=True)
    assert ErasureRequest.objects.get().address == "Ana@example.org"
    assert not Lead.objects.exists()


def test_an_address_that_follows_belongs_to_the_wish(talk: Talk) -> None:
    talk.send("Do you have a branch in Lisbon?")
    said(talk, "delete my data")
    reply = said(talk, "it is ana@example.org")
    assert reply["text"] == wording.erasure_address(Business.current(), "en")
    assert ErasureRequest.objects.get().address == "ana@example.org"
    assert not Lead.objects.exists()
    assert not OutboxMessage.objects.filter(kind="lead_confirmation").exists()


@pytest.mark.parametrize("text", ["ana@", "it is ana@example", "ana@example..org"])
def test_an_address_that_cannot_be_is_asked_for_again(talk: Talk, text: str) -> None:
    talk.send("Do you have a branch in Lisbon?")
    said(talk, "delete my data")
    assert said(talk, text)["text"] == wording.address_refused("en")
    said(talk, "ana@example.org")
    assert ErasureRequest.objects.get().address == "ana@example.org"
    assert not Lead.objects.exists()


def test_an_address_long_after_the_wish_is_a_lead_again(talk: Talk) -> None:
    said(talk, "delete my data")
    said(talk, "Do you work online?")
    said(talk, "What does a single session cost?")
    assert said(talk, "Please write to me at ana@example.org")["outcome"] == "lead_captured"
    assert ErasureRequest.objects.get().address == ""


def test_an_address_asked_for_after_the_wish_is_a_lead(talk: Talk) -> None:
    said(talk, "delete my data")
    said(talk, "Do you have a branch in Lisbon?")
    assert said(talk, "ana@example.org")["outcome"] == "lead_captured"


def test_an_address_left_earlier_in_the_conversation_is_known(talk: Talk) -> None:
    talk.send("Do you have a branch in Lisbon?")
    talk.send("ana@example.org")
    said(talk, "Now forget me")
    assert ErasureRequest.objects.get().address == "ana@example.org"


def test_the_same_person_in_two_conversations_is_one_request(talk: Talk, client: Client) -> None:
    said(talk, "Delete my data, I am ana@example.org")
    said(start(client), "delete my data: ANA@example.org")
    found = ErasureRequest.objects.get()
    assert (found.times, str(found.conversation_id)) == (2, talk.id)
    assert OutboxMessage.objects.filter(kind="erasure_notice").count() == 1


def test_a_conversation_has_one_open_request_whoever_races(talk: Talk) -> None:
    said(talk, "delete my data")
    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureRequest.objects.create(conversation_id=talk.id)


def test_danger_comes_before_it(talk: Talk) -> None:
    reply = said(talk, "I want to kill myself. Delete my data.")
    assert reply["outcome"] == "refused"
    assert not ErasureRequest.objects.exists()


def test_test_traffic_tells_nobody_and_waits_nowhere(demo: None, client: Client) -> None:
    talk = start(client, Authorization=f"Ops {OPS_TOKEN_OF_TESTS}")
    said(talk, "delete my data")
    assert ErasureRequest.objects.get().is_test
    assert not ErasureRequest.objects.waiting().exists()
    assert not OutboxMessage.objects.exists()


def test_clearing_the_conversation_settles_a_wish_without_an_address(
    talk: Talk, client: Client
) -> None:
    said(talk, "delete my data")
    assert ErasureRequest.objects.waiting().exists()
    client.delete(f"/api/v1/conversations/{talk.id}/", headers=talk.auth)
    assert not ErasureRequest.objects.waiting().exists()


def test_the_founder_sees_it_first_and_deletes_it_with_one_button(
    talk: Talk, founder: Client, client: Client
) -> None:
    talk.send("Do you have a branch in Lisbon?")
    talk.send("ana@example.org")
    other = start(client)
    other.send("Do you have a branch in Rome?")
    other.send("joana@example.org")
    other.send("Can I talk to a person?")
    said(talk, "delete my data")
    found = ErasureRequest.objects.get()
    first = founder.get(reverse("admin:index")).content.decode().split("Asked for you")[1]
    assert first.index("Delete my data: ana@example.org") < first.index("branch in Rome")
    page = founder.get(page_of(found)).content.decode()
    assert "1 lead" in page and "1 conversation<" in page

    done = founder.post(page_of(found), {"erase": "1"}, follow=True)
    assert "is being deleted" in done.content.decode()
    assert not Conversation.objects.filter(pk=talk.id).exists()
    assert "ana@example.org" not in str(PendingErasure.objects.values())
    assert pending.work() == 1
    assert [lead.email for lead in Lead.objects.all()] == ["joana@example.org"]
    assert [str(kept.pk) for kept in Conversation.objects.all()] == [other.id]
    assert not OutboxMessage.objects.filter(to__iexact="ana@example.org").exists()
    found.refresh_from_db()
    assert found.done_at and (found.address, found.address_key, found.conversation) == (
        "",
        "",
        None,
    )
    assert "Delete my data" not in founder.get(reverse("admin:index")).content.decode()
    assert "ana@example.org" not in founder.get(page_of(found)).content.decode()


def test_a_request_can_be_settled_without_deleting(talk: Talk, founder: Client) -> None:
    said(talk, "delete my data, ana@example.org")
    found = ErasureRequest.objects.get()
    founder.post(page_of(found), {"settle": "1"})
    found.refresh_from_db()
    assert found.done_at and found.address == ""
    assert Conversation.objects.filter(pk=talk.id).exists()
    assert (
        "settled before"
        in founder.post(page_of(found), {"erase": "1"}, follow=True).content.decode()
    )
    assert Conversation.objects.filter(pk=talk.id).exists()


def test_without_an_address_only_the_conversation_goes(talk: Talk, founder: Client) -> None:
    said(talk, "delete my data")
    found = ErasureRequest.objects.get()
    assert "No address is known" in founder.get(page_of(found)).content.decode()
    assert erasure.carry_out(found) is False
    assert not Message.objects.exists() and not PendingErasure.objects.exists()
    found.refresh_from_db()
    assert found.done_at


def test_who_may_only_look_deletes_nothing(talk: Talk) -> None:
    said(talk, "delete my data")
    found = ErasureRequest.objects.get()
    people: Any = get_user_model()._default_manager
    helper = people.create_user(username="sam", password="x", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="view_erasurerequest"))
    client = Client()
    client.force_login(helper)
    assert 'name="erase"' not in client.get(page_of(found)).content.decode()
    assert client.post(page_of(found), {"erase": "1"}).status_code == 403
    assert Conversation.objects.exists()
    helper.user_permissions.clear()
    assert client.get(page_of(found)).status_code == 403


def test_the_list_opens_and_a_request_that_is_not_there_is_not_found(
    talk: Talk, founder: Client
) -> None:
    said(talk, "delete my data")
    listed = founder.get(reverse("admin:chatbot_erasurerequest_changelist")).content.decode()
    assert "delete my data" in listed
    assert founder.get(page_of(ErasureRequest(pk=999))).status_code == 404


def test_erasing_an_address_elsewhere_settles_its_request(talk: Talk) -> None:
    said(talk, "delete my data, ana@example.org")
    handlers = privacy.handlers()
    assert handlers["deletion_requests"].export("ANA@example.org")[0]["times"] == 1
    assert handlers["deletion_requests"].erase("ana@example.org") == 1
    assert not ErasureRequest.objects.undone().exists()
