"""What somebody agreed to is evidence; taking it back is more of it."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import translation

from leads.capture import capture_lead
from leads.consent import CONSENT_VERSION, consent_text, last_of, withdraw
from leads.models import Consent, Lead
from leads.sender import current_sender
from ops.models import WebhookDelivery, WebhookEndpoint
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def ana() -> Lead:
    capture_lead(email="ana@example.org", consent=True, source="page_form",
                 page_url="https://x.test/contact")  # fmt: skip
    return Lead.objects.get()


def test_the_words_their_version_and_language_the_page_and_the_form() -> None:
    with translation.override("de"):
        lead = ana()
        words = consent_text(current_sender().business_name)
    row = lead.consents.get()
    assert (row.text, row.version, row.language) == (words, CONSENT_VERSION, "de")
    assert (row.act, row.source, row.page_url) == ("given", "page_form", "https://x.test/contact")


def test_taking_it_back_changes_nothing_of_what_was_given() -> None:
    WebhookEndpoint.objects.create(
        name="crm", url="https://127.0.0.1/", events=["consent.recorded"]
    )
    lead = ana()
    before = Consent.objects.values().get()
    taken = withdraw(lead, source="email", page_url="")
    assert taken is not None and taken.act == Consent.Act.WITHDRAWN
    assert Consent.objects.values().get(pk=before["id"]) == before
    assert withdraw(lead, source="email") is None
    acts = [json.loads(row.body)["data"]["act"]
            for row in WebhookDelivery.objects.order_by("created_at")]  # fmt: skip
    assert acts == ["given", "withdrawn"]
    lead.refresh_from_db()
    assert lead.status == Lead.Status.CLOSED


def test_who_gets_in_touch_again_agrees_again() -> None:
    lead = ana()
    withdraw(lead, source="email")
    ana()
    last = last_of(lead)
    lead.refresh_from_db()
    assert last is not None and last.act == Consent.Act.GIVEN
    assert lead.status == Lead.Status.NEW and lead.consents.count() == 3


def test_of_many_at_once_one_takes_it_back() -> None:
    lead = ana()
    at_once(5, lambda number: withdraw(lead, source="email"))
    assert lead.consents.filter(act="withdrawn").count() == 1


def test_in_the_admin_it_is_an_action_and_shown_on_the_lead(admin_client: Client) -> None:
    lead = ana()
    admin_client.post("/admin/leads/lead/", {"action": "take_back", "_selected_action": [lead.pk]})
    page = admin_client.get(f"/admin/leads/lead/{lead.pk}/change/").content.decode()
    assert "taken back" in page and "given" in page.lower()
