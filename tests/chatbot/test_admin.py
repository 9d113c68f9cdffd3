"""What the founder sees in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from chatbot.models import Business, KnowledgeEntry
from leads.models import Lead
from tests.chatbot.api.talk import Talk

PAGES = [
    "admin:index",
    "admin:chatbot_business_add",
    "admin:chatbot_knowledgeentry_changelist",
    "admin:chatbot_knowledgeentry_add",
    "admin:chatbot_conversation_changelist",
    "admin:leads_lead_changelist",
    "admin:ops_outboxmessage_changelist",
]


@pytest.fixture
def founder(client: Client, transactional_db: None) -> Client:
    user: Any = get_user_model()._default_manager
    client.force_login(user.create_superuser(username="maya", password="x"))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(founder: Client, page: str) -> None:
    assert founder.get(reverse(page)).status_code == 200


def test_the_first_page_says_whom_to_call(founder: Client, talk: Talk) -> None:
    talk.send("Do you have a branch in <b>Lisbon</b>?")
    talk.send("ana@example.org")
    talk.send("Can I talk to a person?")
    page = founder.get(reverse("admin:index")).content.decode()
    assert "ana@example.org" in page
    assert "branch in &lt;b&gt;Lisbon&lt;/b&gt;" in page
    assert "Asked for you" in page


def test_a_conversation_is_shown_as_text(founder: Client, talk: Talk) -> None:
    talk.send('<img src=x onerror="alert(1)">')
    page = founder.get(reverse("admin:chatbot_conversation_change", args=[talk.id]))
    assert page.status_code == 200
    assert "<img src=x" not in page.content.decode()


def test_a_lead_opens_with_its_enquiry_and_consent(founder: Client, talk: Talk) -> None:
    talk.send("Do you have a branch in Lisbon?")
    talk.send("ana@example.org")
    page = founder.get(reverse("admin:leads_lead_change", args=[Lead.objects.get().pk]))
    assert "branch in Lisbon" in page.content.decode()
    assert "will answer you personally" in page.content.decode()


def test_saving_the_demo_profile_makes_it_the_founders_own(founder: Client, demo: None) -> None:
    business = Business.objects.get()
    page = founder.get(reverse("admin:chatbot_business_change", args=[1]))
    form = page.context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields} | {"name": "Mine"}
    for formset in page.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        data |= {management[name].html_name: management[name].value() for name in management.fields}
        for inline in formset.formset.forms:
            data |= {
                inline[name].html_name: "" if inline[name].value() is None else inline[name].value()
                for name in inline.fields
            }
    response = founder.post(reverse("admin:chatbot_business_change", args=[1]), data)
    assert response.status_code == 302, response.context["errors"]
    business.refresh_from_db()
    assert (business.name, business.is_demo) == ("Mine", False)


def test_a_price_without_its_currency_is_refused_in_words(founder: Client) -> None:
    data = {
        "kind": "service",
        "title": "Session",
        "answer": "One hour.",
        "price": "10",
        "position": 0,
    }
    page = founder.post(reverse("admin:chatbot_knowledgeentry_add"), data)
    assert "Say which currency the price is in." in page.content.decode()
    assert not KnowledgeEntry.objects.exists()


def test_hammering_the_sign_in_is_slowed(client: Client, transactional_db: None) -> None:
    answers = [
        client.post("/accounts/login/", {"login": "maya", "password": str(n)}).status_code
        for n in range(7)
    ]
    assert answers[:5] == [200] * 5
    assert answers[-1] == 429
