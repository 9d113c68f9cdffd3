"""The admin shows moments in the founder's zone, in a form that is read one way everywhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chatbot.models import Business
from ops import zone
from ops.figures.rows import day_of
from ops.models import MaintenanceWindow, OutboxMessage
from tests.leads.people import lead
from tests.ops.team import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)


@pytest.fixture
def maya() -> Client:
    business = Business.current()
    business.time_zone = "Asia/Tokyo"
    business.save()
    return people.signed_in(people.owner("maya"))


def test_lists_and_forms_are_in_the_founders_zone(maya: Client) -> None:
    lead("ana@example.org", created_at=AT)
    OutboxMessage.objects.create(
        kind="x", to="a@example.org", subject="?", text="?", message_id="1", created_at=AT
    )
    for name in ("leads_lead", "ops_outboxmessage"):
        page = maya.get(reverse(f"admin:{name}_changelist")).content.decode()
        assert "28 Nov 2026, 00:30" in page
    maya.post(
        reverse("admin:ops_maintenancewindow_add"),
        {
            "begins_at_0": "2026-11-28", "begins_at_1": "00:30:00",
            "ends_at_0": "2026-11-28", "ends_at_1": "01:30:00", "reason": "",
        },
    )  # fmt: skip
    assert MaintenanceWindow.objects.get().begins_at == AT


def test_it_ends_with_the_page(maya: Client) -> None:
    maya.get(reverse("admin:index"))
    assert timezone.get_current_timezone_name() == "UTC"
    with timezone.override("Asia/Tokyo"):
        assert str(day_of(AT)) == "2026-11-27"


def test_a_zone_that_there_is_not_is_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zone, "_read", [lambda: "Mars/Olympus"])
    assert str(zone.founders()) == "UTC"
    monkeypatch.setattr(zone, "_read", [])
    assert str(zone.founders()) == "UTC"


def test_the_business_is_read_once_for_a_page(maya: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        maya.get(reverse("admin:leads_lead_changelist"))
    texts = [one["sql"] for one in asked.captured_queries]
    assert sum('FROM "chatbot_business"' in text for text in texts) == 1
    # What somebody may do and which role they have come together.
    assert sum('"auth_group"' in text or '"auth_permission"' in text for text in texts) == 1
