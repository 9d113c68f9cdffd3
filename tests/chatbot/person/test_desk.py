"""The desk: answering from the page of a conversation, alone and with a colleague."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chatbot.models import Business, Conversation, Handoff, Message
from chatbot.today import waiting
from ops.models import OutboxMessage
from tests.chatbot.api.talk import Talk
from tests.chatbot.person.hands import Desk, desk
from tests.ops.team import people

NASTY = "<img src=x onerror=alert(1)>\u202e{{ 7*7 }}"


def page(desk: Desk) -> str:
    response = desk.client.get(reverse("admin:chatbot_conversation_change", args=[desk.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_an_answer_reaches_the_visitor_under_the_persons_name(talk: Talk, maya: Desk) -> None:
    sent = maya.reply("Hello, I am here.")
    assert sent.status_code == 201
    last = talk.history().json()["results"][-1]
    assert (last["role"], last["author"], last["text"]) == (
        "person", "Maya Lindqvist", "Hello, I am here.",
    )  # fmt: skip
    assert last["outcome"] is None and last["sources"] == [] and last["actions"] == []


def test_an_accounts_own_name_is_shown_and_never_the_user_name(talk: Talk, db: None) -> None:
    user = people.assistant("lena_secret_login")
    desk(user, talk.id).reply("One")
    assert "lena_secret" not in talk.history().content.decode()
    user.first_name, user.last_name = "Lena", "Berg"
    user.save()
    desk(user, talk.id).reply("Two")
    assert talk.history().json()["results"][-1]["author"] == "Lena Berg"


def test_the_same_answer_sent_twice_is_said_once(talk: Talk, maya: Desk) -> None:
    nonce = uuid.uuid4().hex
    first, second = maya.reply("Hello.", nonce), maya.reply("Hello.", nonce)
    assert first.json() == second.json()
    assert Message.objects.filter(role="person").count() == 1


@pytest.mark.parametrize("nonce", ["", "\x00", "\u202e", "x" * 500, "'; --"], ids=range(5))
def test_whatever_stands_for_its_number_an_answer_is_said(
    talk: Talk, maya: Desk, nonce: str
) -> None:
    assert maya.post("reply", text="Hello.", nonce=nonce, seen="\x00").status_code == 201


@pytest.mark.parametrize("text", ["", "   \n", "\x00", "x" * 4001], ids=range(4))
def test_words_that_cannot_be_sent_are_refused_with_what_to_change(
    talk: Talk, maya: Desk, text: str
) -> None:
    refused = maya.reply(text)
    assert refused.status_code == 400
    assert "Write something" in refused.json()["detail"] or "4,000" in refused.json()["detail"]
    assert Message.objects.count() == 0
    assert Conversation.objects.get(pk=talk.id).taken_at is None


def test_without_script_the_page_answers_and_keeps_what_was_written(talk: Talk, maya: Desk) -> None:
    there = maya.client.post(maya.address("reply"), {"text": "Hello.", "nonce": "a", "seen": "x"})
    assert there.status_code == 302 and there["Location"].endswith("#desk")
    colleague = desk(people.owner("other"), talk.id)
    refused = colleague.client.post(colleague.address("reply"), {"text": "My words", "nonce": "b"})
    assert refused.status_code == 409
    assert "My words</textarea>" in refused.content.decode()
    assert "maya has this conversation" in refused.content.decode()


def test_two_who_answer_see_who_has_it(talk: Talk, maya: Desk) -> None:
    other = desk(people.owner("other"), talk.id)
    maya.reply("Hello.")
    refused = other.reply("Me too.")
    assert refused.status_code == 409
    assert "maya has this conversation" in refused.json()["detail"]
    state = other.live().json()
    assert (state["state"], state["holder"], state["mine"]) == ("taken", "maya", False)
    assert other.post("take").status_code == 409
    assert other.post("take", **{"from": "1"}).status_code == 200
    assert maya.live().json()["holder"] == "other"
    assert maya.reply("Still me?").status_code == 409
    assert other.reply("Now me.").status_code == 201


def test_a_look_brings_only_what_is_new_and_is_cheap_when_nothing_is(
    talk: Talk, maya: Desk, django_assert_max_num_queries: Any
) -> None:
    talk.send("Do you work online?")
    first = maya.live()
    seqs = [message["seq"] for message in first.json()["messages"]]
    assert len(seqs) == 2
    with django_assert_max_num_queries(12):
        again = maya.live(after=seqs[-1])
    assert again.json()["messages"] == []
    still = maya.live(after=seqs[-1], tag=again["ETag"])
    assert still.status_code == 304 and not still.content
    talk.send("And in Stockholm?")
    assert maya.live(after=seqs[-1], tag=again["ETag"]).status_code == 200


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 40, "1.5", "\u0663"])
def test_a_strange_place_is_refused_or_read_as_the_beginning(
    talk: Talk, maya: Desk, after: str
) -> None:
    answer = maya.client.get(maya.address("live"), {"after": after})
    assert answer.status_code in (200, 400)


def test_what_was_read_is_said_by_a_post_and_never_by_looking(talk: Talk, maya: Desk) -> None:
    talk.send("I want to talk to a human")
    page(maya)
    body = maya.live().json()
    assert body["unread"] == 1
    assert maya.post("seen", seq=body["messages"][-1]["seq"]).status_code == 200
    assert maya.live().json()["unread"] == 0
    assert maya.client.get(maya.address("seen")).status_code == 405
    assert maya.post("seen", seq="x").status_code == 400
    # A place further than the conversation goes is read as its end.
    maya.post("seen", seq="9" * 17)
    talk.send("Are you there?")
    assert maya.live().json()["unread"] == 1


def test_a_visitors_words_are_text(talk: Talk, maya: Desk) -> None:
    talk.send("I want to talk to a human " + NASTY)
    words = page(maya)
    assert "<img src=x" not in words
    assert "&lt;img src=x" in words


def test_first_words_are_offered(talk: Talk, maya: Desk) -> None:
    assert "Hello, this is Maya Lindqvist." in page(maya)
    Business.objects.filter(pk=1).update(ready_replies="Good {day}!\n\n<b>Hi</b>")
    words = page(maya)
    assert "Good {day}!" in words and "&lt;b&gt;Hi&lt;/b&gt;" in words


def test_roles(talk: Talk, db: None) -> None:
    helper = desk(people.assistant("lena"), talk.id)
    assert helper.reply("Hello.").status_code == 201
    assert helper.post("give_back").status_code == 200
    nobody = desk(people.person("visitor"), talk.id)
    for act in ("reply", "take", "give_back", "seen"):
        assert nobody.post(act, text="x").status_code in (302, 403)
    assert nobody.live().status_code in (302, 403)
    assert Message.objects.filter(text="x").count() == 0
    only_reads = people.person("reader", is_staff=True)
    from django.contrib.auth.models import Permission

    only_reads.user_permissions.add(Permission.objects.get(codename="view_conversation"))
    reader = desk(only_reads, talk.id)
    assert reader.live().status_code == 200
    assert reader.reply("x").status_code == 403
    assert 'data-desk="reply"' not in page(reader)


def test_a_conversation_that_is_forgotten_while_a_person_has_it(talk: Talk, maya: Desk) -> None:
    talk.send("I want to talk to a human")
    maya.reply("Hello.")
    gone = talk.client.delete(f"/api/v1/conversations/{talk.id}/", headers=talk.auth)
    assert gone.status_code == 204
    assert Handoff.objects.count() == Message.objects.count() == 0
    assert maya.live().status_code == 410
    refused = maya.reply("Are you there?")
    assert refused.status_code == 410
    assert "deleted" in refused.json()["detail"]
    for act in ("take", "give_back", "seen"):
        assert maya.post(act).status_code == 410


def test_test_traffic_is_an_owners(talk: Talk, db: None) -> None:
    Conversation.objects.filter(pk=talk.id).update(is_test=True)
    assert desk(people.assistant("lena"), talk.id).reply("Hello.").status_code == 410
    assert desk(people.owner("maya"), talk.id).reply("Hello.").status_code == 201


def test_a_post_from_another_site_is_refused(talk: Talk, db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.owner("maya"))
    sitting = Desk(client, None, talk.id)
    for act in ("reply", "take", "give_back", "seen"):
        assert sitting.post(act, text="x").status_code == 403
    assert Handoff.objects.count() == 0


def test_the_first_page_lists_who_waits_and_who_is_with_whom(talk: Talk, maya: Desk) -> None:
    talk.send("I want to talk to a human")
    row = waiting().rows[0]
    assert row.note.startswith("asked just now") and row.note.endswith("1 new")
    maya.reply("Hello.", seen=str(Message.objects.latest("seq").seq))
    row = waiting().rows[0]
    assert row.note == "maya took it over just now"
    talk.send("Hello?")
    assert waiting().rows[0].note == "maya took it over just now, 1 new"
    maya.post("give_back")
    assert [row.text for row in waiting().rows] == []


def test_the_first_page_asks_no_more_with_many_who_wait(
    talk: Talk, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        conversation, _ = Conversation.start()
        Message.objects.create(conversation=conversation, role="visitor", text=f"Hi {number}")
        Handoff.objects.create(conversation=conversation, asked_at=timezone.now())
    with django_assert_max_num_queries(4):
        rows = waiting().rows
    assert len(rows) == 20


def test_nothing_is_sent_for_a_test(talk: Talk, db: None) -> None:
    Conversation.objects.filter(pk=talk.id).update(is_test=True)
    talk.send("I want to talk to a human")
    assert Handoff.objects.count() == 1
    assert waiting().rows == []
    assert OutboxMessage.objects.count() == 0


def test_who_waits_is_one_tap_from_the_answer(talk: Talk, maya: Desk) -> None:
    talk.send("Do you work online?")
    assert "To your answer" not in page(maya)
    talk.send("I want to talk to a human")
    assert '<a href="#desk">To your answer</a>' in page(maya)
    newest = Message.objects.latest("seq").seq
    assert f'data-after="{newest}"' in page(maya)
