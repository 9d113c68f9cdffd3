"""The emails of one person on the page of their lead."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chatbot.models import Business, Conversation
from leads.models import Booking, Enquiry, FitAnswer, Lead, LeadAddress, LeadNote
from leads.sender import today
from ops.outbox.enqueue import enqueue
from ops.outbox.events import EmailEvent
from ops.outbox.rows import OutboxMessage
from ops.outbox.suppression import Suppression, suppress
from tests.leads.people import lead
from tests.ops.team import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya() -> Client:
    return people.signed_in(people.owner("maya"))


def page_of(found: Lead) -> str:
    return reverse("admin:leads_lead_change", args=[found.pk])


def test_the_history_says_what_became_of_each_email(maya: Client) -> None:
    Business(pk=1, time_zone="Europe/Stockholm").save()
    found = lead("ana@example.org")
    LeadAddress.objects.create(lead=found, email="ana@work.example", email_key="ana@work.example")
    told = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    for subject, fate, to in (
        ("One", "delivered", found.email), ("Two", "bounced", found.email),
        ("Three", "complained", "ana@work.example"), ("Four", "", found.email),
    ):  # fmt: skip
        row = enqueue(to=to, subject=subject, text="Words.", kind="transcript")
        OutboxMessage.objects.filter(pk=row.pk).update(state="sent")
        if fate:
            row.hear(fate, told)
    suppress("ana@work.example", Suppression.Reason.COMPLAINED)
    enqueue(to="ana@work.example", subject="Five", text="Words.", kind="transcript")
    page = maya.get(page_of(found))
    said = {
        entry.details[0]: entry for entry, _ in page.context["entries"] if entry.kind == "email"
    }
    assert {subject: entry.title.partition(": ")[2] for subject, entry in said.items()} == {
        "One": "arrived", "Two": "came back: no such mailbox", "Three": "marked as spam",
        "Four": "sent", "Five": "not sent",
    }  # fmt: skip
    assert {subject for subject, entry in said.items() if entry.wrong} == {"Two", "Three", "Five"}
    assert "Heard Fri 27 Nov 2026, 10:30" in said["One"].details, "in the founder's zone"
    words = page.content.decode()
    assert "ana@work.example. Left alone: this person marked an email of yours as spam" in words
    assert words.count("came back: no such mailbox") == 1, "in one place"


def test_a_full_page_needs_less_than_fifteen_queries(maya: Client) -> None:
    Business(pk=1, name="Northbound", time_zone="Europe/Stockholm").save()
    found = lead("ana@example.org", tagged="a,b", owner=people.owner("looks"), name="Ana",
                 fit_points=12, fit_out_of=24, next_step="Call", next_step_on=today())  # fmt: skip
    conversation, _ = Conversation.start()
    Enquiry.objects.create(
        lead=found, source="chat_form", conversation_id=str(conversation.pk), message="Hello"
    )
    for number in range(12):
        other = f"ana{number}@example.org"
        LeadAddress.objects.create(lead=found, email=other, email_key=other)
        for to in (found.email, other):
            row = enqueue(to=to, subject="Hi", text="Words.", kind="transcript")
            EmailEvent.objects.create(
                message=row, provider="postmark", kind="taken", at=timezone.now(),
                event_key=f"{row.pk}", content_key=f"{row.pk}",
            )  # fmt: skip
        Booking.objects.create(lead=found, provider="cal", starts_at=timezone.now())
        LeadNote.objects.create(lead=found, text="x")
        FitAnswer.objects.create(
            lead=found, asked=f"Question {number}?", text="<b>2</b> \u05e9", points=1, out_of=2,
            conversation_id=f"c{number}",
        )  # fmt: skip
        suppress(other, Suppression.Reason.BOUNCED)
    with CaptureQueriesContext(connection) as queries:
        page = maya.get(page_of(found))
    kinds = Counter(entry.kind for entry, _ in page.context["entries"])
    assert kinds == {"email": 24, "booking": 12, "note": 12, "enquiry": 1, "chat": 1}
    words = page.content.decode()
    assert words.count("Left alone:") == 12
    assert [answer.asked for answer in page.context["answers"]] == [
        f"Question {number}?" for number in range(12)
    ]
    assert "&lt;b&gt;2&lt;/b&gt; \u05e9" in words and "12 of 24" in words
    assert len(queries) < 15, json.dumps([q["sql"][:160] for q in queries], indent=1)
