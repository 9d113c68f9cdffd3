"""Other tools are told of people who get in touch, and that somebody is forgotten."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leads.capture import capture_lead
from leads.models import Lead
from ops import privacy
from ops.models import WebhookDelivery, WebhookEndpoint

pytestmark = pytest.mark.django_db
EMAIL = "ana@example.org"


@pytest.fixture(autouse=True)
def _endpoint() -> None:
    WebhookEndpoint.objects.create(name="The sheet", url="https://hooks.other-tool.com/x")


def get_in_touch(**more: Any) -> None:
    capture_lead(email=EMAIL, name="Ana", message="Hello", consent=True, source="contact", **more)


def told() -> list[tuple[str, dict[str, Any]]]:
    """Events and their data, in the order in which they happened."""
    rows = WebhookDelivery.objects.order_by("created_at")
    return [(row.event, json.loads(row.body)["data"]) for row in rows]


def test_somebody_new_and_what_they_agreed_to() -> None:
    get_in_touch(page_url="https://coach.se/prices", utm={"source": "letter"})
    (first, lead), (second, consent) = told()
    assert (first, second) == ("lead.created", "consent.recorded")
    row = Lead.objects.get()
    assert lead["lead_id"] == str(row.pk) == consent["lead_id"]
    assert lead["email"] == EMAIL
    assert lead["enquiry"]["message"] == "Hello"
    assert lead["last_touch"]["utm_source"] == "letter"
    assert consent["text"] == row.consents.get().text


def test_somebody_known_is_updated() -> None:
    get_in_touch()
    get_in_touch()
    assert [name for name, _ in told()] == [
        "lead.created", "consent.recorded", "lead.updated", "consent.recorded",
    ]  # fmt: skip


def test_of_a_test_nobody_hears_and_of_the_first_real_enquiry_as_of_a_new_lead() -> None:
    get_in_touch(is_test=True)
    assert told() == []
    get_in_touch()
    assert told()[0][0] == "lead.created"


def test_a_change_in_the_admin(admin_client: Client) -> None:
    get_in_touch()
    lead = Lead.objects.get()
    WebhookDelivery.objects.all().delete()
    admin_client.post(
        reverse("admin:leads_lead_changelist"),
        {"action": "mark_contacted", "_selected_action": [str(lead.pk)]},
    )
    ((name, data),) = told()
    assert (name, data["status"], data["enquiry"]) == ("lead.updated", "contacted", None)


def test_whoever_is_forgotten_leaves_no_copy_and_other_tools_hear_it() -> None:
    get_in_touch()
    lead = Lead.objects.get()
    for handler in privacy.handlers().values():
        handler.erase(EMAIL)
    ((name, data),) = told()
    assert (name, data) == ("lead.erased", {"lead_id": str(lead.pk)})
    assert not WebhookDelivery.objects.filter(body__icontains="ana").exists()


def test_deleted_by_hand_likewise(admin_client: Client) -> None:
    get_in_touch()
    lead = Lead.objects.get()
    admin_client.post(reverse("admin:leads_lead_delete", args=[lead.pk]), {"post": "yes"})
    assert [name for name, _ in told()] == ["lead.erased"]
