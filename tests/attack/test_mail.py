"""Emails that a stranger tries to write: more headers, more recipients, other senders, bombs."""

from __future__ import annotations

import email
import email.policy
import unicodedata
import uuid
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from leads.address import address_key, address_problem, tidy
from ops.outbox.enqueue import one_line
from ops.outbox.rows import OutboxMessage
from ops.outbox.transport import message_of
from tests.chatbot.api.talk import Talk

pytestmark = pytest.mark.django_db(transaction=True)
MORE = "Bcc: everybody@evil.example"
BREAKS = [
    "\r\n",
    "\n",
    "\r",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x0c",
    "%0d%0a",
    "\\r\\n",
    "=0D=0A",
]


def lead(client: Client, **values: Any) -> Any:
    body = {"email": "ana@example.org", "consent": True} | values
    return client.post("/api/v1/leads/", body, content_type="application/json")


def sent() -> list[EmailMessage]:
    """Every email as a mail server would read it."""
    found = []
    for row in OutboxMessage.objects.all():
        raw = message_of(row).message().as_bytes()
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        found.append(message)
    return found


@pytest.mark.parametrize("field", ["name", "phone", "message", "page_url", "referrer"])
@pytest.mark.parametrize("end", BREAKS)
def test_a_line_break_begins_no_header(demo: None, client: Client, field: str, end: str) -> None:
    value = f"Ana{end}{MORE}"[:40] if field == "phone" else f"Ana{end}{MORE}{end}{end}Buy now"
    assert lead(client, **{field: value}).status_code == 201
    found = sent()
    assert len(found) == 2
    for message in found:
        assert message["Bcc"] is None
        assert message["Cc"] is None
        assert len(message.get_all("To", [])) == len(message.get_all("Subject", [])) == 1
        assert "\n" not in message["Subject"] and "\r" not in message["Subject"]
        assert "evil.example" not in f"{message['To']}{message['From']}{message['Reply-To']}"


SEVERAL = [
    "a@example.org,b@example.org",
    "a@example.org;b@example.org",
    "a@example.org b@example.org",
    "a@example.org\r\nBcc: b@example.org",
    "a@example.org\nb@example.org",
    "a@example.org%0ab@x.org",
    "<a@example.org>,<b@example.org>",
    "Ana <a@example.org>",
    "a@example.org, ",
    "a@b@example.org",
    "group:a@example.org,b@example.org;",
    "a@example.org\x00b@example.org",
    "a@example.org>",
    '"a@example.org, b"@example.org',
    "a@[127.0.0.1]",
    "a@localhost",
    "a@127.0.0.1",
    "@example.org",
    "a(b@example.org)@example.org",
    "=?utf-8?q?a=40example.org?=",
    "a@example.org\u2028b@example.org",
    "a@exam\u202eple.org",
    "a@example.org?bcc=b@example.org",
    "a@example.org&bcc=b@example.org",
    "a%b@example.org,",
    "mailto:mailto:a@example.org,b@example.org",
    "a@-example.org",
    "a@example..org",
]


@pytest.mark.parametrize("text", SEVERAL)
def test_one_form_writes_to_one_address(demo: None, talk: Talk, text: str) -> None:
    talk.send("What does it cost?")
    answers = [
        lead(talk.client, email=text),
        talk.post("transcript/", {"email": text}),
        talk.client.post("/contact/", {"email": text, "consent": "on", "message": "Hi"}),
    ]
    assert [answer.status_code for answer in answers[:2]] == [400, 400]
    assert answers[2].status_code == 422 or answers[2].status_code == 303
    assert not OutboxMessage.objects.exists()


def test_a_list_in_place_of_an_address_is_refused(demo: None, talk: Talk) -> None:
    talk.send("What does it cost?")
    for value in (["a@example.org", "b@example.org"], {"to": "a@example.org"}, 1, None, True):
        assert lead(talk.client, email=value).status_code == 400
        assert talk.post("transcript/", {"email": value}).status_code == 400
    assert not OutboxMessage.objects.exists()


def test_a_stranger_is_not_bombarded(demo: None, client: Client) -> None:
    for spelling in ("ana@example.org", "Ana@Example.ORG", " ana@example.org ", "ANA@EXAMPLE.org"):
        assert lead(client, email=spelling, message=f"Hi {uuid.uuid4()}").status_code == 201
    assert OutboxMessage.objects.filter(kind="lead_confirmation").count() == 1


def test_an_advert_does_not_travel_to_a_stranger_in_our_name(demo: None, client: Client) -> None:
    lead(
        client, name="Win a car at evil.example", message="Go to evil.example", phone="evil.example"
    )
    (row,) = OutboxMessage.objects.filter(kind="lead_confirmation")
    assert "evil.example" not in f"{row.subject}{row.text}{row.html}{row.headers}{row.reply_to}"


def test_a_name_cannot_turn_the_founders_list_around(demo: None, client: Client) -> None:
    """Marks that change the direction of what follows, and letters that are not to be seen."""
    lead(client, name="Ana \u202egro.elpmaxe@anA\u2066\u200b\x1b[31m", message="Hi")
    from leads.models import Lead

    name = Lead.objects.get().name
    assert not [mark for mark in name if unicodedata.bidirectional(mark) in TURNING]
    (row,) = OutboxMessage.objects.filter(kind="lead_notice")
    assert not [mark for mark in row.subject if unicodedata.bidirectional(mark) in TURNING]
    assert "\x1b" not in row.subject + name


TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(max_size=100))
def test_one_line_is_one_line_and_stays_it(text: str) -> None:
    once = one_line(text)
    assert len(once.splitlines()) <= 1
    assert one_line(once) == once


@given(
    st.one_of(st.text(max_size=80), st.emails(), st.builds("{}@{}".format, st.text(), st.text()))
)
def test_an_address_that_is_taken_is_one_address_in_one_line(text: str) -> None:
    if address_problem(text):
        return
    address = tidy(text)
    assert address.count("@") == 1
    assert not set(address) & set(' ,;<>()[]\\"\r\n\t\x00')
    assert address.isprintable()
    assert address_key(address_key(text)) == address_key(text)
    row = OutboxMessage(to=address, subject="x", text="x", message_id="<1@example.org>")
    message = email.message_from_bytes(
        message_of(row).message().as_bytes(), policy=email.policy.default
    )
    assert len(message["To"].addresses) == 1
