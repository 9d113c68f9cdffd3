"""The emails of a conversation with a person: notices that can be answered, answers that follow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chatbot.models import Conversation, Handoff, Message
from chatbot.person import mail, missed
from ops.models import OutboxMessage
from ops.outbox import inbound, threads
from tests.chatbot.api.talk import Talk
from tests.chatbot.person.hands import Desk
from tests.chatbot.person.test_missed import leave_address

ADVERT = "Buy cheap watches at https://evil.example"


def due(field: str) -> None:
    Handoff.objects.exclude(**{field: None}).update(**{field: timezone.now() - timedelta(hours=1)})


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mailbox for answers is set up."""
    monkeypatch.setattr(
        inbound, "reply_address", lambda kind, key: f"{kind}+{key}@reply.example.com"
    )


def test_the_notice_leads_to_the_conversation_and_can_be_answered(
    talk: Talk, inbox: None, settings: Any
) -> None:
    talk.send("I want to talk to a human")
    notice = OutboxMessage.objects.get(kind="handoff_notice")
    assert f"/chatbot/conversation/{talk.id}/change/" in notice.text
    assert "I want to talk to a human" in notice.text
    assert notice.reply_to == f"conversation+{talk.id}@reply.example.com"
    assert talk.token not in notice.text
    assert notice.headers["References"] == threads.root("conversation", talk.id)


def test_without_a_mailbox_for_answers_the_notice_says_so(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbound, "reply_address", lambda kind, key: "")
    talk.send("I want to talk to a human")
    notice = OutboxMessage.objects.get(kind="handoff_notice")
    assert notice.reply_to == "" and "cannot be replied to" in notice.text


def test_the_owner_answers_by_email(talk: Talk, conversation: Conversation) -> None:
    talk.send("I want to talk to a human")
    mail.owner_answered(talk.id, "  Hello, I can call you at five.\r\n")
    said = talk.post("live/").json()
    assert said["handoff"]["state"] == "person"
    assert said["messages"][0]["text"] == "Hello, I can call you at five."
    assert said["messages"][0]["author"] == "Maya Lindqvist"
    assert talk.send("Great").json()["role"] == "person"
    # The provider delivers it again, before the visitor has said anything more.
    Message.objects.filter(text="Great").delete()
    mail.owner_answered(talk.id, "Hello, I can call you at five.")
    assert Message.objects.filter(role="person").count() == 1


def test_a_long_answer_is_said_in_several_and_nothing_of_it_is_lost(
    talk: Talk, conversation: Conversation
) -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "word " * 100 for number in range(20))
    mail.owner_answered(talk.id, text)
    said = list(Message.objects.order_by("seq").values_list("text", flat=True))
    assert all(len(part) <= 4000 for part in said)
    assert "".join("".join(said).split()) == "".join(text.split())
    mail.owner_answered(talk.id, text)
    assert Message.objects.count() == len(said), "the same email again"
    mail.owner_answered(talk.id, "x" * 9000)
    assert len("".join(m.text for m in Message.objects.all() if m.text[0] == "x")) == 9000


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_an_answer_to_nothing_is_said_to_be_one(demo: None, key: str) -> None:
    with pytest.raises(LookupError):
        mail.owner_answered(key, "Hello")
    assert Message.objects.count() == 0


@pytest.mark.parametrize("text", ["", " \n", "\x00"])
def test_an_empty_answer_says_nothing(talk: Talk, text: str) -> None:
    mail.owner_answered(talk.id, text)
    assert Message.objects.count() == 0
    assert Conversation.objects.get(pk=talk.id).taken_at is None


def test_a_visitor_who_has_left_gets_the_answers_in_one_email(
    talk: Talk, maya: Desk, inbox: None
) -> None:
    talk.send(f"I want to talk to a human. {ADVERT}")
    leave_address(talk)
    maya.reply("Hello.")
    maya.reply("I can call you tomorrow.")
    missed.look()
    assert not OutboxMessage.objects.filter(kind="person_reply").exists(), "a minute to read it"
    due("mail_at")
    missed.look()
    missed.look()
    sent = OutboxMessage.objects.get(kind="person_reply")
    assert sent.to == "ana@example.org"
    assert sent.text.index("Hello.") < sent.text.index("I can call you tomorrow.")
    assert "evil.example" not in sent.text + sent.subject
    assert "maya@northbound" not in sent.text
    # Their reply goes to the founder's mailbox, as with every email to a visitor.
    assert sent.reply_to == "hello@northbound.example.com"
    assert talk.id not in str(sent.headers)
    # The next one brings only what is new.
    maya.reply("Still there?")
    due("mail_at")
    missed.look()
    last = OutboxMessage.objects.filter(kind="person_reply").latest("created_at")
    assert "Still there?" in last.text and "tomorrow" not in last.text
    assert last.headers["References"] == sent.headers["References"]


def test_after_it_was_handed_back_the_answer_still_goes(talk: Talk, maya: Desk) -> None:
    leave_address(talk)
    maya.reply("Hello.")
    maya.post("give_back")
    due("mail_at")
    missed.look()
    assert OutboxMessage.objects.filter(kind="person_reply").count() == 1


def test_without_an_address_it_waits_in_the_chat(talk: Talk, maya: Desk) -> None:
    maya.reply("Hello.")
    due("mail_at")
    missed.look()
    assert not OutboxMessage.objects.filter(kind="person_reply").exists()
    assert talk.post("live/").json()["messages"][0]["text"] == "Hello."


def test_the_owner_hears_of_new_words_once_until_they_are_read(talk: Talk, maya: Desk) -> None:
    maya.reply("Hello.")
    talk.send("One")
    talk.send("Two")
    due("tell_at")
    missed.look()
    talk.send("Three")
    due("tell_at")
    missed.look()
    told = OutboxMessage.objects.get(kind="handoff_message")
    assert "One" in told.text and "Two" in told.text
    maya.post("seen", seq=Message.objects.latest("seq").seq)
    talk.send("Four")
    due("tell_at")
    missed.look()
    assert OutboxMessage.objects.filter(kind="handoff_message").count() == 2


def test_what_the_desk_reads_is_not_mailed(talk: Talk, maya: Desk) -> None:
    maya.reply("Hello.")
    talk.send("One")
    maya.post("seen", seq=Message.objects.latest("seq").seq)
    due("tell_at")
    missed.look()
    assert not OutboxMessage.objects.filter(kind="handoff_message").exists()


def test_a_hostile_name_cannot_begin_a_header(talk: Talk, maya: Desk) -> None:
    user = maya.user
    user.first_name = "Maya\r\nBcc: everybody@example.org"
    user.save()
    leave_address(talk)
    maya.reply("Hello.")
    due("mail_at")
    missed.look()
    sent = OutboxMessage.objects.get(kind="person_reply")
    assert "\n" not in sent.subject and "\r" not in sent.subject
