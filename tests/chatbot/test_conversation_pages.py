"""A conversation as the founder reads it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from chatbot.models import Business, Conversation, GuardEvent, KnowledgeEntry, Message, ModelCall
from leads.models import Enquiry
from tests.chatbot.api.talk import Talk
from tests.leads.people import lead
from tests.ops.team import people


@pytest.fixture
def founder(client: Client, transactional_db: None) -> Client:
    user: Any = get_user_model()._default_manager
    client.force_login(user.create_superuser(username="maya", password="x"))
    return client


def page_of(founder: Client, pk: Any) -> str:
    response = founder.get(reverse("admin:chatbot_conversation_change", args=[pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_quoted_reply_leads_to_its_entry(founder: Client, talk: Talk) -> None:
    talk.send("Do you work online?")
    entry = KnowledgeEntry.objects.get(title="Do you work online?")
    page = page_of(founder, talk.id)
    assert reverse("admin:chatbot_knowledgeentry_change", args=[entry.pk]) in page
    assert "quoted by the built-in answerer" in page
    assert " ms" in page


def test_a_models_reply_shows_tokens_cost_and_what_was_held_back(
    founder: Client, talk: Talk
) -> None:
    talk.send("Do you work online?")
    asked = Message.objects.get(role="visitor")
    Message.objects.filter(reply_to=asked).update(answered_by="openai", feedback="down")
    ModelCall.objects.create(
        conversation_id=talk.id, message=asked, provider="openai", model="small-1",
        tokens_in=1512, tokens_out=64, cost_micros=1234, estimated=False, settled=True,
    )  # fmt: skip
    GuardEvent.objects.create(
        message=asked, kind="claim", reasons=["price: $5"], sentence="It costs $5. <b>Sure.</b>",
        replaced_by="Single session: US$150.",
    )  # fmt: skip
    GuardEvent.objects.create(message=asked, kind="injection", reasons=["override: ignore"])
    page = page_of(founder, talk.id)
    assert "openai, small-1" in page
    assert "1,512 + 64 tokens, $0.0012" in page
    assert "It costs $5. &lt;b&gt;Sure.&lt;/b&gt;" in page
    assert "Said instead" in page
    assert "An attempt to give orders: override: ignore" in page
    assert "Thumbs down" in page


def test_a_makeshift_reply_names_the_model_that_failed(founder: Client, talk: Talk) -> None:
    talk.send("Do you work online?")
    ModelCall.objects.create(
        conversation_id=talk.id, message=Message.objects.get(role="visitor"), provider="openai",
        model="small-1", finish="key_wrong",
    )  # fmt: skip
    assert "built-in answerer, after small-1 (key wrong)" in page_of(founder, talk.id)


def test_one_query_more_for_each_message_would_be_too_many(
    founder: Client, talk: Talk, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        talk.send("Do you work online?")
    with django_assert_max_num_queries(14):
        page_of(founder, talk.id)


@pytest.mark.parametrize("pk", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_conversation_that_is_not_there_is_not_found(founder: Client, pk: str) -> None:
    address = reverse("admin:chatbot_conversation_change", args=[pk])
    assert founder.get(address).status_code == 404


def test_a_conversation_can_be_deleted(founder: Client, talk: Talk) -> None:
    talk.send("Do you work online?")
    delete = reverse("admin:chatbot_conversation_delete", args=[talk.id])
    assert delete in page_of(founder, talk.id)
    founder.post(delete, {"post": "yes"})
    assert not Conversation.objects.exists()


def test_the_list_is_narrowed_by_thumbs(founder: Client, talk: Talk) -> None:
    talk.send("Do you work online?")
    Message.objects.filter(role="assistant").update(feedback="down")
    address = reverse("admin:chatbot_conversation_changelist")
    assert "1 conversation" in founder.get(f"{address}?thumb=down").content.decode()
    assert "0 conversations" in founder.get(f"{address}?thumb=up").content.decode()


def test_the_filters_speak_the_founders_words_and_narrow_the_list(
    founder: Client, talk: Talk
) -> None:
    talk.send("Do you work online?")
    address = reverse("admin:chatbot_conversation_changelist")
    page = founder.get(address).content.decode()
    for words in ("Did not know", "Makeshift answer", "Not helpful", "A test", "Asked for you"):
        assert words in page
    assert "Lead Captured" not in page
    assert "handoff requested at" not in page.lower()
    for query, count in (
        ("outcome=answered", 1), ("outcome=unknown", 0),
        ("asked=no", 1), ("asked=yes", 0), ("is_test=0", 1), ("is_test=1", 0), ("asked=x", 1),
    ):  # fmt: skip
        found = founder.get(f"{address}?{query}")
        assert found.context["cl"].result_count == count, query


def test_a_call_that_cost_nothing_is_not_shown_as_a_sum(founder: Client, talk: Talk) -> None:
    talk.send("Do you work online?")
    ModelCall.objects.create(
        conversation_id=talk.id, message=Message.objects.get(role="visitor"), provider="openai",
        model="small-1", finish="key_wrong",
    )  # fmt: skip
    page = page_of(founder, talk.id)
    assert "nothing to pay" in page
    assert "0 + 0 tokens" not in page


def test_the_outcome_is_said_in_words(founder: Client, talk: Talk) -> None:
    talk.send("Who won the league in 1974?")
    assert "Did not know" in page_of(founder, talk.id)


def heading(page: str) -> str:
    return page.partition("<h1>")[2].partition("</h1>")[0]


def test_a_conversation_is_called_by_how_it_began_and_keeps_its_number(
    founder: Client, talk: Talk
) -> None:
    assert heading(page_of(founder, talk.id)) == f"Conversation {talk.id[:8]}", "nothing was said"
    talk.send("  <b>مرحبا</b> and   do you work with people who change jobs after fifteen years?")
    page = page_of(founder, talk.id)
    assert heading(page).startswith("&lt;b&gt;مرحبا&lt;/b&gt; and do you work with people")
    assert heading(page).endswith("…") and len(heading(page)) < 90
    assert f"<dd>{talk.id[:8]}</dd>" in page


def test_a_conversation_is_called_by_who_left_a_name_in_it(founder: Client, talk: Talk) -> None:
    talk.send("Do you work online?")
    for name, phone in (("Ana", ""), ("Bo <i>", "+46 (0)70 12")):
        found = lead(f"{len(name)}@example.org", name=name, phone=phone)
        Enquiry.objects.create(lead=found, source="chat_form", conversation_id=talk.id)
    page = page_of(founder, talk.id)
    assert heading(page) == "Bo &lt;i&gt;"
    assert reverse("admin:leads_lead_change", args=[found.pk]) in page
    assert 'href="tel:+467012"' in page
    found.name = ""
    found.save()
    assert heading(page_of(founder, talk.id)) == "Do you work online?"


def test_who_may_not_see_leads_is_not_told_whose_conversation_it_is(talk: Talk) -> None:
    talk.send("Do you work online?")
    found = lead("ana@example.org", name="Ana Berg")
    Enquiry.objects.create(lead=found, source="chat_form", conversation_id=talk.id)
    user = people.person("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_conversation"))
    page = page_of(people.signed_in(user), talk.id)
    assert heading(page) == "Do you work online?" and "Ana Berg" not in page


def test_the_times_of_a_conversation_are_the_founders(founder: Client, talk: Talk) -> None:
    talk.send("Do you work online?")
    Business.objects.update(time_zone="Asia/Tokyo")
    Message.objects.update(created_at=datetime(2026, 12, 31, 20, 5, tzinfo=UTC))
    page = page_of(founder, talk.id)
    assert ">1 Jan, 05:05</time>" in page and "31 Dec" not in page
    assert "Times are those of Asia/Tokyo" in page and 'data-zone="Asia/Tokyo"' in page


def test_chats_in_which_nobody_wrote_are_left_out_until_they_are_wanted(founder: Client) -> None:
    Conversation.objects.create(token_hash="")
    asked = Conversation.objects.create(token_hash="")
    Message.objects.create(conversation=asked, role="visitor", text="Do you work online?")
    where = reverse("admin:chatbot_conversation_changelist")
    listed: Any = founder.get(where).context
    assert [row.pk for row in listed["cl"].result_list] == [asked.pk]
    assert "Also where nobody wrote" in founder.get(where).content.decode()
    everything: Any = founder.get(where, {"said": "all"}).context
    assert everything["cl"].result_count == 2
