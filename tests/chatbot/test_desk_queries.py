"""No list needs fifteen queries, and what is rare in a big table is found by an index."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chatbot.admin_unanswered import to_look_at
from chatbot.models import Conversation, GuardEvent, Handoff, Message, ModelCall
from chatbot.unanswered import kept
from leads.models import Lead
from ops.models import OutboxMessage
from tests.leads.people import lead
from tests.ops.team import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya() -> Client:
    """An Owner with some of everything."""
    for number in range(8):
        talk = Conversation.objects.create(token_hash="", handoff_requested_at=timezone.now())
        asked = Message.objects.create(
            conversation=talk, role=Message.Role.VISITOR, text=f"Is {number} open?",
            client_message_id="1",
        )  # fmt: skip
        Message.objects.create(
            conversation=talk, role=Message.Role.ASSISTANT, text="I do not know.", reply_to=asked,
            outcome=Message.Outcome.UNKNOWN, feedback="down" if number % 2 else "",
            status="interrupted" if number % 3 else "complete",
        )  # fmt: skip
        GuardEvent.objects.create(message=asked, kind="injection", reasons=["x: y"])
        ModelCall.objects.create(
            conversation=talk, message=asked, provider="openai", model="small",
            created_at=timezone.now(),
        )  # fmt: skip
        Handoff.objects.create(conversation=talk)
        lead(
            f"{number}@example.org", phone="1", wrote_again_at=timezone.now(),
            next_step_on=timezone.localdate(), status=Lead.Status.values[number],
        )  # fmt: skip
        OutboxMessage.objects.create(
            kind="x", to=f"{number}@example.org", subject="?", text="?", message_id=str(number),
            state="failed",
        )  # fmt: skip
    return people.signed_in(people.owner("maya"))


LISTS = [
    "leads_lead", "leads_booking", "chatbot_conversation", "chatbot_unansweredquestion",
    "chatbot_erasurerequest", "ops_outboxmessage", "ops_suppression", "ops_webhookdelivery",
    "ops_auditentry", "ops_emailwords", "ops_figureday", "ops_outage", "ops_datadeed",
    "ops_retentionperiod",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_no_list_needs_fifteen_queries(name: str, maya: Client) -> None:
    assert asked_by(maya, reverse(f"admin:{name}_changelist")) < 15


def test_the_first_page_asks_each_thing_once(
    maya: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four for who it is and what they may see, and one for each panel or part of it; with models,
    which have more that can be broken, and with as many questions as are drawn together beforehand.
    """
    settings.LLM_PROVIDER, settings.LLM_MODEL, settings.LLM_API_KEY = "openai", "small-1", "k"
    monkeypatch.setattr(kept, "AT_ONCE", 2)
    with CaptureQueriesContext(connection) as asked:
        maya.get(reverse("admin:index"))
    texts = [one["sql"] for one in asked.captured_queries]
    assert sum('"chatbot_business"."name"' in text for text in texts) == 1
    assert sum('"next_step"' in text and "leads_booking" not in text for text in texts) == 1
    print(len(texts))
    assert len(texts) < 15, [text[:160] for text in texts]


@pytest.mark.parametrize("query", [
    {"q": "is open"}, {"asked": "yes"}, {"outcome": "unknown"},
    {"thumb": "down"},
])  # fmt: skip
def test_no_search_or_filter_of_conversations_needs_fifteen_queries(
    query: dict[str, str], maya: Client
) -> None:
    assert asked_by(maya, reverse("admin:chatbot_conversation_changelist"), query) < 15


def test_a_conversation_and_its_live_messages_need_less_than_fifteen_queries(maya: Client) -> None:
    talk = Conversation.objects.all()[0]
    assert asked_by(maya, reverse("admin:chatbot_conversation_change", args=[talk.pk])) < 15
    assert asked_by(maya, reverse("admin:chatbot_conversation_live", args=[talk.pk])) < 15


def asked_by(client: Client, where: str, query: dict[str, str] | None = None) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where, query).status_code == 200
    print(json.dumps([one["sql"][:160] for one in asked.captured_queries], indent=1))
    return len(asked)


@pytest.mark.parametrize(("looked", "found"), [("down", 4), ("yes", 0)])
def test_conversations_are_filtered_by_what_visitors_thought(
    looked: str, found: int, maya: Client
) -> None:
    where = reverse("admin:chatbot_conversation_changelist")
    listed: Any = maya.get(where, {"thumb": looked}).context
    # What is no thumb is no filter, as for every list.
    assert listed["cl"].result_count == (found or 8)


@pytest.mark.services
def test_the_few_replies_that_went_wrong_are_found_by_an_index(maya: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert to_look_at()
    with connection.cursor() as cursor:
        for way in ("seqscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {asked.captured_queries[0]['sql']}")
        assert "chatbot_message_went_wrong" in json.dumps(cursor.fetchone()[0])
