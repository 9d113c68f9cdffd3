"""With a hundred thousand leads every page is quick, and an export is flat."""

from __future__ import annotations

import time
import tracemalloc
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leads.export.files import csv_parts
from leads.export.rows import Wanted
from leads.models import Consent, Enquiry, Lead, LeadEvent, Tag
from leads.sender import today
from tests.ops.team import people

pytestmark = [pytest.mark.django_db, pytest.mark.measure]

MANY = 100_000
#: Seconds a page may take, and queries it may make.
QUICK, FEW = 0.2, 15


@pytest.fixture
def maya() -> Client:
    """An Owner before so many leads that a scan would show."""
    now, statuses = timezone.now(), Lead.Status.values
    owner = people.owner("maya")
    for start in range(0, MANY, 10_000):
        leads = [
            Lead(
                email=f"person{n}@example.org", email_key=f"person{n}@example.org",
                name=f"Person {n}", phone=f"+46 8 {n:06}", status=statuses[n % 8],
                created_at=now - timedelta(minutes=n), owner=owner if n % 3 else None,
                next_step_on=today() - timedelta(days=n % 50) if n % 500 == 0 else None,
            )
            for n in range(start, start + 10_000)
        ]  # fmt: skip
        Lead.objects.bulk_create(leads, batch_size=2000)
        asked = [Enquiry(lead=one, message=f"Hello from {one.name}", source="api") for one in leads]
        Enquiry.objects.bulk_create(asked, batch_size=2000)
        agreed = [Consent(lead=one, text="Yes.", version="1", source="api") for one in leads]
        Consent.objects.bulk_create(agreed, batch_size=2000)
    tag = Tag.objects.create(name="vip", key="vip")
    through = Lead.tags.through
    marked = Lead.objects.order_by("email")[:2000].values_list("pk", flat=True)
    through.objects.bulk_create([through(lead_id=pk, tag_id=tag.pk) for pk in marked])
    one = Lead.objects.get(email="person7@example.org")
    LeadEvent.objects.bulk_create(LeadEvent(lead=one, field="status") for _ in range(3000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people.signed_in(owner)


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    one = Lead.objects.get(email="person7@example.org")
    listed = reverse("admin:leads_lead_changelist")
    return {
        "first page": (reverse("admin:index"), {}),
        "list": (listed, {}),
        "list, page 900": (listed, {"p": 900}),
        "search for a name": (listed, {"q": "Person 77777"}),
        "search for an address": (listed, {"q": "person77777@example.org"}),
        "search for a number": (listed, {"q": "08077777"}),
        "waiting": (listed, {"waiting": "yes"}),
        "overdue": (listed, {"step": "overdue"}),
        "mine": (listed, {"owner": "me"}),
        "tag": (listed, {"tag": Tag.objects.get().pk}),
        "board": (reverse("admin:leads_lead_board"), {}),
        "my board": (reverse("admin:leads_lead_board"), {"mine": "1"}),
        "one lead": (reverse("admin:leads_lead_change", args=[one.pk]), {}),
        "same person": (reverse("admin:leads_lead_merge", args=[one.pk]), {}),
    }


def test_every_page_is_quick_and_asks_little(maya: Client) -> None:
    slow, took = [], {}
    for name, (where, query) in pages().items():
        maya.get(where, query)
        with CaptureQueriesContext(connection) as queries:
            assert maya.get(where, query).status_code == 200
        times = []
        for _ in range(3):
            began = time.monotonic()
            maya.get(where, query)
            times.append(time.monotonic() - began)
        took[name] = (round(min(times) * 1000), len(queries))
        if min(times) > QUICK or (len(queries) >= FEW and name != "first page"):
            slow.append(name)
    print(took)
    assert slow == [], took


def test_an_export_of_all_holds_one_page_at_a_time(maya: Client) -> None:
    parts = csv_parts(Wanted())
    next(parts)
    next(parts)
    tracemalloc.start()
    size = sum(len(part) for part in parts)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 20_000_000
    assert peak < 8_000_000
