"""Hours, closed days and the promise, as the founder sets them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chatbot.models import Business, ClosedDays, OpeningHours
from tests.ops.team import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder() -> Client:
    Business(pk=1, name="Northbound", time_zone="Europe/Berlin").save()
    return people.signed_in(people.owner("maya"))


def save(founder: Client, *, hours: list[tuple[int, str, str]], days: Any = (), **more: Any) -> Any:
    data: dict[str, Any] = {
        "name": "Northbound", "greeting": "Hello.", "colour": "#1f5f5b", "language": "en",
        "time_zone": "Europe/Berlin", "reply_within": "180", "ready_replies": "",
        "testimonials-TOTAL_FORMS": 0, "testimonials-INITIAL_FORMS": 0,
        "opening_hours-TOTAL_FORMS": len(hours), "opening_hours-INITIAL_FORMS": 0,
        "closed_days-TOTAL_FORMS": len(days), "closed_days-INITIAL_FORMS": 0,
    } | more  # fmt: skip
    for number, (weekday, opens, closes) in enumerate(hours):
        for name, value in (("weekday", weekday), ("opens", opens), ("closes", closes)):
            data[f"opening_hours-{number}-{name}"] = value
    for number, (first, last) in enumerate(days):
        data |= {f"closed_days-{number}-first": first, f"closed_days-{number}-last": last}
    return founder.post(reverse("admin:chatbot_business_change", args=[1]), data)


def test_hours_past_midnight_a_break_and_a_holiday(founder: Client) -> None:
    saved = save(
        founder,
        hours=[(0, "09:00", "12:00"), (0, "13:00", "17:00"), (5, "21:00", "02:00")],
        days=[("2026-12-24", "2026-12-27"), ("2027-01-01", "")],
    )
    assert saved.status_code == 302, saved.content.decode()
    assert OpeningHours.objects.count() == 3
    assert ClosedDays.objects.count() == 2
    assert Business.current().reply_within == 180


@pytest.mark.parametrize(
    ("hours", "named"),
    [
        ([(0, "09:00", "12:00"), (0, "11:00", "17:00")], "Monday 09:00 to 12:00"),
        ([(6, "21:00", "02:00"), (0, "01:00", "03:00")], "Sunday 21:00 to 02:00"),
        ([(0, "09:00", "09:00")], "Opening and closing time are the same"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_what_to_change(
    founder: Client, hours: list[tuple[int, str, str]], named: str
) -> None:
    refused = save(founder, hours=hours)
    assert refused.status_code == 200
    assert named in refused.content.decode()
    assert OpeningHours.objects.count() == 0


def test_days_in_the_wrong_order_are_refused(founder: Client) -> None:
    refused = save(founder, hours=[], days=[("2026-12-27", "2026-12-24")])
    assert "The last day is before the first" in refused.content.decode()
    assert ClosedDays.objects.count() == 0


def test_a_promise_that_is_not_offered_is_refused(founder: Client) -> None:
    refused = save(founder, hours=[], reply_within="99999")
    assert refused.status_code == 200
    assert Business.current().reply_within is None
