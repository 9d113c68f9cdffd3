"""The copy of a conversation, to the visitor who asks for it and to the owner with a lead."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from chatbot import transcript
from chatbot.models import Business, Conversation, Message
from leads import capture
from ops.letters.kinds import kind_of
from ops.letters.rows import EmailWords
from ops.models import OutboxMessage
from ops.outbox import threads
from ops.outbox.suppression import Suppression, suppress
from tests.chatbot.api.talk import Talk, start
from tests.ops.letters.reading import Email

pytestmark = pytest.mark.django_db
NASTY = '<img src=x onerror=alert(1)> "quoted" \u202egpj.exe'
VISITOR, ASSISTANT = Message.Role.VISITOR, Message.Role.ASSISTANT


@pytest.fixture
def business() -> Business:
    row = Business(
        pk=1, name="Northbound", coach_name="Maya Lindqvist", language="en",
        time_zone="Europe/Stockholm", contact_email="maya@northbound.example.com",
    )  # fmt: skip
    row.save()
    return row


def conversation(*said: tuple[str, str], **values: Any) -> Conversation:
    made, _ = Conversation.start(**values)
    for role, text in said:
        say(made, role, text)
    return made


def say(made: Conversation, role: str, text: str, **more: Any) -> Message:
    message = Message.objects.create(conversation=made, role=role, text=text, **more)
    Message.objects.filter(pk=message.pk).update(created_at=datetime(2031, 3, 3, 9, 0, tzinfo=UTC))
    return message


def copy(made: Conversation, **more: Any) -> OutboxMessage:
    row = transcript.send(conversation=made, to="ana@example.org", **more)
    assert row is not None
    return row


def test_it_says_who_said_what_and_when(business: Business) -> None:
    made = conversation((VISITOR, "What does it cost?"))
    sources = [{"title": "Prices", "url": "https://coach.se/prices"}, {"title": "Terms", "url": ""}]
    say(made, ASSISTANT, "A session is 120 euros.", sources=sources)
    row = copy(made)
    assert row.subject == "Your conversation with Northbound"
    for text in (row.text, row.html):
        assert "3 March 2031" in text or "March 3, 2031" in text
        assert "(Europe/Stockholm)" in text
        assert "Northbound (automated)" in text
        assert "A session is 120 euros." in text
        assert "https://coach.se/prices" in text and "Terms" in text
    assert "You, 10" in row.text
    assert "From: Prices https://coach.se/prices\n" in row.text
    assert "  From: Terms\n" in row.text.replace(" \n", "\n")
    assert re.search(r'<a class="link" href="https://coach.se/prices"[^>]*>Prices</a>', row.html)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("America/New_York", "America/New_York"), ("Mars/Phobos", "Europe/Stockholm"),
     ("../../etc/passwd", "Europe/Stockholm"), ("", "Europe/Stockholm")],
)  # fmt: skip
def test_times_are_the_visitors(business: Business, asked: str, shown: str) -> None:
    row = copy(conversation((VISITOR, "Hello?")), time_zone=asked)
    assert f"({shown})" in row.text


@pytest.mark.parametrize(
    ("language", "subject", "you"),
    [("de", "Ihr Gespräch mit Northbound", "Sie, "), ("es", "Tu conversación", "Tú, "),
     ("fr", "Votre conversation", "Vous, "), ("pt", "A sua conversa", "Você, ")],
)  # fmt: skip
def test_it_is_in_the_language_of_the_business(
    business: Business, language: str, subject: str, you: str
) -> None:
    Business.objects.update(language=language)
    row = copy(conversation((VISITOR, "Hallo")))
    assert row.subject.startswith(subject)
    assert you in row.text
    assert f'<html lang="{language}" ' in row.html


def test_a_person_has_a_name_and_never_an_address(business: Business) -> None:
    made = conversation((VISITOR, "Hello?"))
    say(made, "person", "I can help.", answered_by="Maya")
    say(made, "person", "So can I.", answered_by="assistant@northbound.example.com")
    row = copy(made)
    assert "Maya, " in row.text and "Maya Lindqvist, " in row.text
    assert "assistant@northbound" not in row.text + row.html


def test_what_the_visitor_has_not_seen_is_left_out(business: Business) -> None:
    made = conversation((VISITOR, "Hello?"))
    say(made, "note", "Difficult client, ask for more")
    say(made, "system", "prompt: be nice")
    say(made, ASSISTANT, "")
    row = copy(made)
    assert "Difficult client" not in row.text + row.html
    assert "be nice" not in row.text + row.html
    assert row.text.count("(automated)") == 0


def test_hostile_words_stay_words(business: Business) -> None:
    row = copy(conversation((VISITOR, NASTY), (ASSISTANT, NASTY)))
    assert "<img" not in row.html
    assert "&lt;img" in row.html
    assert NASTY.replace("\u202e", "") in row.text, "and nothing turns the line around"
    assert "\u202e" not in row.text + row.html


@pytest.mark.parametrize(
    "advert",
    ["https://spam.example/win", "HTTP://SPAM.EXAMPLE", "www.spam.example", "spam.example/x?y=1",
     "//spam.example", "javascript://spam.example/%0aalert(1)", "spam.example:8080/x",
     "пример.рф", "see(spam.example)now", "spam.example."],
)  # fmt: skip
def test_no_link_a_visitor_wrote_can_be_followed(business: Business, advert: str) -> None:
    row = copy(conversation((VISITOR, f"Cheap watches: {advert} Buy!")))
    for text in (row.subject, row.text, row.html):
        assert "spam.example" not in text.lower() and "пример" not in text
    assert "[link]" in row.text and "Cheap watches:" in row.text


@pytest.mark.parametrize(
    "text", ["Mail me at ana@mail.example.org please.", "I work 9.30 to 17.00, e.g. on Mondays...",
             "It costs 1.200,50 or 3.5%", "So...what now? a/b or c"],
)  # fmt: skip
def test_what_is_no_link_is_left_as_it_is(text: str) -> None:
    assert transcript.without_links(text, "[link]") == text


def test_a_long_one_is_cut_at_its_beginning(business: Business) -> None:
    made = conversation()
    Message.objects.bulk_create(
        Message(conversation=made, role=VISITOR, text=f"Message {n:04}. " + "x" * 900)
        for n in range(400)
    )
    row = copy(made)
    assert "Message 0399" in row.text and "Message 0000" not in row.text
    assert "The beginning is left out" in row.text
    assert 0 < len(row.html.encode()) < 100_000


def test_one_message_that_fills_it_all_is_cut(business: Business) -> None:
    row = copy(conversation((ASSISTANT, "y" * 90_000), (VISITOR, "ok")))
    assert 0 < len(row.html.encode()) < 100_000


def test_the_words_of_the_admin_are_the_words_that_leave(business: Business) -> None:
    kind = kind_of("transcript")
    EmailWords.objects.create(
        kind=kind.name, language="en", subject="Notes from {person}",
        body="Dear reader,\n\n{conversation}\n\n[The site]({site_url})",
    )  # fmt: skip
    row = copy(conversation((VISITOR, "Hello?")))
    assert row.subject == "Notes from Maya Lindqvist"
    assert "Dear reader," in row.text and "Dear reader," in row.html
    assert "Hello?" in row.html and "You asked for this copy" not in row.text


def test_it_is_dark_in_the_dark_and_turns_where_they_write_so(business: Business) -> None:
    row = copy(conversation((VISITOR, "שלום, מה המחיר?"), (ASSISTANT, "120 euros.")))
    page = Email(row.html)
    assert "prefers-color-scheme:dark" in page.styles
    assert ("p", "dir", "rtl") in page.attributes and ("html", "dir", "ltr") in page.attributes


def test_an_answer_reaches_the_owner_in_the_thread_of_the_lead(
    business: Business, settings: Settings
) -> None:
    made = conversation((VISITOR, "What does it cost?"))
    capture.capture_lead(
        email="ana@example.org", consent=True, source="chat_form", conversation_id=str(made.pk)
    )
    row = copy(made)
    notice = OutboxMessage.objects.get(kind="lead_notice")
    assert row.reply_to == "maya@northbound.example.com"
    assert row.headers["References"] == notice.headers["References"]
    assert str(made.pk) not in row.headers["References"]
    Business.objects.update(contact_email="")
    assert copy(made).reply_to == settings.OWNER_EMAIL


# Through the API ------------------------------------------------------------------------------


def state(talk: Talk, path: str) -> Any:
    """Ask what became of a copy."""
    return talk.client.get(f"/api/v1/conversations/{talk.id}/{path}", headers=talk.auth)


def test_what_became_of_it_is_told_to_whoever_holds_the_token(talk: Talk) -> None:
    talk.send("Do you work online?")
    answer = talk.post("transcript/", {"email": " Ana@example.org ", "time_zone": "Asia/Tokyo"})
    assert (answer.status_code, answer.json()["status"]) == (202, "queued")
    row = OutboxMessage.objects.get(kind="transcript")
    assert row.to == "Ana@example.org"
    assert "(Asia/Tokyo)" in row.text
    path = f"transcript/{answer.json()['id']}/"
    for stored, error, told in (
        ("pending", "", "queued"), ("pending", "the server answered 451", "delayed"),
        ("sending", "", "queued"), ("sent", "", "sent"), ("failed", "refused", "failed"),
    ):  # fmt: skip
        OutboxMessage.objects.update(state=stored, last_error=error)
        assert state(talk, path).json()["status"] == told
    assert "last_error" not in state(talk, path).content.decode()
    assert state(talk, f"transcript/{uuid.uuid4()}/").status_code == 404


def test_of_another_conversation_nothing_is_told(talk: Talk) -> None:
    other, _ = Conversation.start()
    say(other, VISITOR, "Hello?")
    row = copy(other)
    assert state(talk, f"transcript/{row.pk}/").status_code == 404


def test_no_address_gets_many(talk: Talk, client: Client) -> None:
    talk.send("Do you work online?")
    statuses = [
        talk.post("transcript/", {"email": email}).status_code
        for email in ("v@example.org", "V@example.org", " v@EXAMPLE.org", "v@example.org")
    ]
    assert statuses == [202, 202, 202, 429]
    again = start(client)
    again.send("Do you work online?")
    assert again.post("transcript/", {"email": "v@example.org"}).status_code == 429
    assert again.post("transcript/", {"email": "w@example.org"}).status_code == 202


def test_a_site_that_sends_no_email_says_so(talk: Talk, settings: Settings) -> None:
    talk.send("Do you work online?")
    settings.HTTPS, settings.EMAIL_PROVIDER = True, "file"
    answer = talk.post("transcript/", {"email": "me@example.org"})
    assert answer.status_code == 409
    assert "cannot send email yet" in answer.json()["detail"]
    assert not OutboxMessage.objects.exists()


def test_an_address_that_is_left_alone_is_said_so(talk: Talk) -> None:
    talk.send("Do you work online?")
    suppress("gone@example.org", Suppression.Reason.BOUNCED)
    answer = talk.post("transcript/", {"email": "gone@example.org"})
    assert answer.status_code == 409
    assert "Use another one" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "kann keine E-Mail gesendet werden"), ("fr", "Aucun e-mail"), ("sv", "No email can")],
)
def test_it_is_said_in_the_visitors_language(talk: Talk, language: str, words: str) -> None:
    talk.send("What does it cost?")
    suppress("gone@example.org", Suppression.Reason.BOUNCED)
    headers = {"accept-language": language}
    answer = talk.post("transcript/", {"email": "gone@example.org"}, **headers)
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("fate", ["bounced", "rejected", "complained"])
def test_a_copy_that_came_back_is_not_said_to_be_sent(talk: Talk, fate: str) -> None:
    talk.send("Do you work online?")
    answer = talk.post("transcript/", {"email": "ana@example.org"}).json()
    row = OutboxMessage.objects.get(kind="transcript")
    OutboxMessage.objects.update(state="sent")
    assert state(talk, f"transcript/{answer['id']}/").json()["status"] == "sent"
    row.hear(fate, timezone.now())
    assert state(talk, f"transcript/{answer['id']}/").json()["status"] == "failed"


def test_of_a_greeting_alone_there_is_no_copy(business: Business) -> None:
    assert transcript.send(conversation=conversation(), to="a@example.org") is None
    only = conversation((ASSISTANT, "Hello"))
    assert transcript.send(conversation=only, to="a@example.org") is None


# To the owner ---------------------------------------------------------------------------------


def lead(made: Conversation, **more: Any) -> OutboxMessage | None:
    capture.capture_lead(
        email="ana@example.org", consent=True, source="chat_form", conversation_id=str(made.pk),
        **more,
    )  # fmt: skip
    return OutboxMessage.objects.filter(kind="lead_notice").first()


def test_the_notice_of_a_lead_holds_the_conversation_so_far(business: Business) -> None:
    made = conversation((VISITOR, f"What does it cost? {NASTY}"), (ASSISTANT, "120 euros."))
    row = lead(made)
    assert row is not None
    for words in ("Visitor", "What does it cost?", "Northbound (automated)", "120 euros."):
        assert words in row.text and words in row.html
    assert "<img" not in row.html
    assert row.headers["References"] == threads.root("conversation", str(made.pk))


def test_a_long_one_is_cut_and_leads_to_the_desk(business: Business) -> None:
    made = conversation(*[(VISITOR, f"Message {n:03}. " + "x" * 2000) for n in range(60)])
    row = lead(made)
    assert row is not None
    assert f"/chatbot/conversation/{made.pk}/change/" in row.text
    assert "Message 059" in row.text and "Message 000" not in row.text
    assert len(row.html.encode()) < 100_000


def test_without_a_conversation_the_notice_is_as_before(business: Business) -> None:
    for made_up in ("", "not-an-id", str(uuid.uuid4())):
        OutboxMessage.objects.all().delete()
        capture.capture_lead(
            email="ana@example.org", consent=True, source="api", conversation_id=made_up
        )
        row = OutboxMessage.objects.get(kind="lead_notice")
        assert "conversation" not in row.text and "conversation" not in Email(row.html).said


def test_of_a_test_the_owner_hears_nothing(business: Business) -> None:
    made = conversation((VISITOR, "Hello?"), is_test=True)
    assert lead(made, is_test=True) is None
