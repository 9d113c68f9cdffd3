"""What nobody answers in time: a lead with what was said, one reminder, and nothing twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chatbot.models import Conversation, Handoff, Message
from chatbot.person import missed
from leads.capture import addresses_of
from leads.models import Consent, Enquiry, Lead
from ops.models import OutboxMessage, WebhookDelivery, WebhookEndpoint
from tests.at_once import at_once
from tests.chatbot.api.talk import Talk
from tests.chatbot.person.hands import Desk

LATER = timedelta(days=4)


def kinds(*wanted: str) -> list[str]:
    found = OutboxMessage.objects.order_by("created_at").values_list("kind", flat=True)
    return [kind for kind in found if not wanted or kind in wanted]


def time_passes(monkeypatch: pytest.MonkeyPatch, by: timedelta = LATER) -> None:
    """Everything that is due was due long ago."""
    for field in ("due_at", "remind_at", "tell_at", "mail_at", "missed_at", "began_at"):
        for row in Handoff.objects.exclude(**{field: None}):
            Handoff.objects.filter(pk=row.pk).update(**{field: getattr(row, field) - by})


def leave_address(talk: Talk) -> None:
    given = talk.client.post(
        "/api/v1/leads/",
        {"email": "ana@example.org", "consent": True, "conversation_id": talk.id},
        content_type="application/json",
        headers=talk.auth,
    )
    assert given.status_code == 201, given.content


def test_one_notice_a_handoff_however_often_one_asks(talk: Talk, maya: Desk) -> None:
    for _ in range(3):
        talk.send("I want to talk to a human")
    talk.post("handoff/")
    assert kinds("handoff_notice") == ["handoff_notice"]
    # Handed back, and asked again another day: that is another one.
    maya.reply("Hello.")
    maya.post("give_back")
    talk.post("handoff/")
    assert kinds("handoff_notice") == ["handoff_notice"] * 2


def test_the_webhook_tells_of_each_handoff_once(talk: Talk) -> None:
    WebhookEndpoint.objects.create(
        name="x", url="https://hooks.example.com/", events=["conversation.handoff"]
    )
    talk.post("handoff/")
    talk.send("I want to talk to a human")
    events = WebhookDelivery.objects.filter(event="conversation.handoff")
    assert events.count() == 1


def test_who_left_an_address_becomes_a_lead_with_what_was_said(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.send("Do you work online?")
    talk.send("I want to talk to a human")
    leave_address(talk)
    time_passes(monkeypatch)
    missed.look()
    enquiry = Enquiry.objects.get(source="missed_handoff")
    assert enquiry.lead.email == "ana@example.org"
    assert "Visitor: Do you work online?" in enquiry.message
    assert "Visitor: I want to talk to a human" in enquiry.message
    assert enquiry.message.index("online?") < enquiry.message.index("human")
    # Their consent is the one they gave; nothing is invented, and they are sent nothing more.
    assert Consent.objects.count() == 1
    assert kinds("lead_confirmation") == ["lead_confirmation"]
    # The notice of the lead is the reminder.
    missed.look()
    missed.look_back()
    assert kinds("handoff_reminder") == []
    assert kinds("lead_notice") == ["lead_notice"] * 2
    assert Enquiry.objects.count() == 2


def test_without_an_address_the_owner_is_reminded_once_and_it_stays_waiting(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.send("I want to talk to a human")
    time_passes(monkeypatch)
    for _ in range(3):
        missed.look()
        missed.look_back()
        time_passes(monkeypatch, timedelta(hours=1))
    assert kinds("handoff_reminder") == ["handoff_reminder"]
    assert Lead.objects.count() == 0
    assert Handoff.objects.open().count() == 1


def test_an_address_left_after_it_was_missed_counts_too(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.send("I want to talk to a human")
    time_passes(monkeypatch)
    missed.look()
    leave_address(talk)
    missed.look_back()
    missed.look_back()
    assert Enquiry.objects.filter(source="missed_handoff").count() == 1


def test_an_answer_in_time_is_no_miss(
    talk: Talk, maya: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.send("I want to talk to a human")
    leave_address(talk)
    maya.reply("Hello.")
    time_passes(monkeypatch)
    missed.look()
    assert Enquiry.objects.filter(source="missed_handoff").count() == 0
    assert kinds("handoff_reminder") == []


def test_two_processes_do_it_once(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.send("I want to talk to a human")
    leave_address(talk)
    time_passes(monkeypatch)
    at_once(4, lambda number: missed.look())
    assert Enquiry.objects.filter(source="missed_handoff").count() == 1


def test_a_process_that_is_killed_half_way_leaves_it_to_the_next(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.send("I want to talk to a human")
    leave_address(talk)
    time_passes(monkeypatch)

    def dies(**more: Any) -> bool:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(missed, "add_enquiry", dies)
        missed.look()
    missed.look()
    assert Enquiry.objects.filter(source="missed_handoff").count() == 1
    assert Handoff.objects.get().lead_at is not None


def test_a_failure_with_one_does_not_keep_the_others_waiting(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, _ = Conversation.start()
    Handoff.objects.create(conversation=other, asked_at=timezone.now(), due_at=timezone.now())
    talk.send("I want to talk to a human")
    leave_address(talk)
    time_passes(monkeypatch)

    def breaks(conversation_id: str) -> list[str]:
        if conversation_id == str(other.pk):
            raise ValueError("broken")
        return addresses_of(conversation_id)

    monkeypatch.setattr(missed, "addresses_of", breaks)
    missed.look()
    assert Enquiry.objects.filter(source="missed_handoff").count() == 1
    assert Handoff.objects.get(conversation=other).due_at is not None, "tried again"


def test_a_long_conversation_keeps_its_newest_part(talk: Talk) -> None:
    conversation = Conversation.objects.get(pk=talk.id)
    for number in range(80):
        Message.objects.create(
            conversation=conversation, role="visitor", text=f"{number}: " + "word " * 60
        )
    text = missed.said_in(conversation)
    assert len(text) <= 4000
    assert "79: word" in text and "\n" in text and "Visitor: 0:" not in text
    Message.objects.create(conversation=conversation, role="visitor", text="x" * 4000)
    assert len(missed.said_in(conversation)) <= 4000


def test_a_conversation_in_which_nobody_writes_goes_back_to_the_assistant(
    talk: Talk, maya: Desk
) -> None:
    talk.send("I want to talk to a human")
    maya.reply("Hello.", seen=str(Message.objects.latest("seq").seq))
    missed.look_back()
    assert Conversation.objects.get(pk=talk.id).taken_at is not None
    Conversation.objects.update(last_message_at=timezone.now() - timedelta(hours=25))
    missed.look_back()
    assert Conversation.objects.get(pk=talk.id).taken_at is None
    assert Handoff.objects.open().count() == 0
    assert talk.send("Do you work online?").json()["role"] == "assistant"


def test_unread_words_stay_waiting_when_it_goes_back(talk: Talk, maya: Desk) -> None:
    maya.reply("Hello.")
    talk.send("Could you call me?")
    Conversation.objects.update(last_message_at=timezone.now() - timedelta(hours=25))
    missed.look_back()
    assert Conversation.objects.get(pk=talk.id).taken_at is None
    assert Handoff.objects.open().count() == 1


def test_what_nobody_comes_back_to_ends(talk: Talk) -> None:
    talk.send("I want to talk to a human")
    Handoff.objects.update(began_at=timezone.now() - timedelta(days=15))
    missed.look_back()
    assert Handoff.objects.open().count() == 0


def test_a_pass_with_nothing_to_do_asks_four_times(
    talk: Talk, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        missed.look()
