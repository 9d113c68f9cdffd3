"""What the founder sees of bookings: the first page, the list, the check, the email."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from chatbot.models import Business
from leads.bookings import checks, today
from leads.bookings.notices import when
from leads.models import Booking, Lead
from ops.letters.rows import EmailWords
from ops.models import OutboxMessage
from tests.leads.bookings.payloads import CAL_SECRET, DAY, cal, calendly, send
from tests.ops.letters.reading import Email

pytestmark = pytest.mark.django_db


def business(**values: str) -> None:
    Business(pk=1, name="Northbound", time_zone="Europe/Stockholm", **values).save()


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is noon in Stockholm, on the day the clocks have just gone forward."""
    now = datetime(2031, 3, 30, 10, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def test_calls_of_today_and_tomorrow_in_the_founders_own_zone(noon: datetime) -> None:
    business()
    lead = Lead.objects.create(email="a@example.org", email_key="a@example.org", phone="+46 8 1")
    at = {
        "over": noon - timedelta(hours=2), "going on": noon - timedelta(minutes=30),
        "soon": noon + timedelta(hours=1), "last of tomorrow": noon + timedelta(hours=35),
        "the day after": noon + timedelta(hours=36), "cancelled": noon + timedelta(hours=2),
        "to confirm": noon + timedelta(hours=3), "a test": noon + timedelta(hours=3),
        "not held": noon + timedelta(minutes=5),
    }  # fmt: skip
    states = {"cancelled": "cancelled", "to confirm": "requested", "not held": "no_show"}
    for title, starts_at in at.items():
        Booking.objects.create(
            lead=lead, provider="cal", title=title, starts_at=starts_at,
            state=states.get(title, "booked"), is_test=title == "a test",
        )  # fmt: skip
    rows = today.calls().rows
    assert [row.text.partition(" · ")[0] for row in rows] == [
        "11:30", "13:00", "15:00", "Tomorrow 23:00",
    ]  # fmt: skip
    assert rows[2].note == "to confirm · waits for you to confirm"
    assert (rows[2].phone, rows[2].tel) == ("+46 8 1", "+4681")


def test_the_first_page_and_the_pages_of_a_booking(admin_client: Client) -> None:
    business()
    send(calendly(start=timezone.now() + timedelta(minutes=5)))
    booking = Booking.objects.get()
    front = admin_client.get(reverse("admin:index")).content.decode()
    assert "Calls today and tomorrow" in front
    assert reverse("admin:leads_booking_change", args=[booking.pk]) in front
    page = admin_client.get(reverse("admin:leads_booking_change", args=[booking.pk]))
    text = page.content.decode()
    for words in ("Ana Silva", "What is it about?", "A new role", "America/New_York",
                  "https://zoom.us/j/1", "utm_source: news", "30 minutes"):  # fmt: skip
        assert words in text
    listed = admin_client.get(reverse("admin:leads_booking_changelist"), {"q": "ana@"})
    assert "First call" in listed.content.decode()
    lead = admin_client.get(reverse("admin:leads_lead_change", args=[Lead.objects.get().pk]))
    assert "First call" in lead.content.decode()


def test_nothing_of_a_booking_is_changed_by_hand(admin_client: Client) -> None:
    send(calendly())
    booking = Booking.objects.get()
    address = reverse("admin:leads_booking_change", args=[booking.pk])
    admin_client.post(address, {"title": "Mine", "state": "cancelled"})
    booking.refresh_from_db()
    assert (booking.title, booking.state) == ("First call", "booked")


def test_a_lead_with_calls_is_saved_and_its_calls_stay_as_they_are(admin_client: Client) -> None:
    send(calendly())
    lead, booking = Lead.objects.get(), Booking.objects.get()
    page = reverse("admin:leads_lead_change", args=[lead.pk])
    form = admin_client.get(page).context["adminform"].form
    sent = {name: str(form[name].value() or "") for name in form.fields}
    bent = {"bookings-TOTAL_FORMS": "1", "bookings-INITIAL_FORMS": "1",
            "bookings-0-id": str(booking.pk), "bookings-0-state": "cancelled"}  # fmt: skip
    assert admin_client.post(page, sent | bent | {"name": "Ana S."}).status_code == 302
    lead.refresh_from_db()
    booking.refresh_from_db()
    assert (lead.name, booking.state) == ("Ana S.", "booked")


def test_the_notice_has_both_times_and_answers_go_to_the_visitor() -> None:
    business()
    send(calendly())
    row = OutboxMessage.objects.get()
    assert row.to == "owner@northbound.example.com"
    assert row.reply_to == "Ana@Example.org"
    for text in (row.text, row.html):
        assert "Monday 3 March 2031, 10:00 (Europe/Stockholm)" in text
        assert "Monday 3 March 2031, 04:00 (America/New_York)" in text
        assert "A new role" in text and "https://zoom.us/j/1" in text
    send(calendly("invitee.canceled", at=1, cancellation={"reason": "I am ill"}))
    last = OutboxMessage.objects.order_by("-created_at")[0]
    assert last.subject == "Call cancelled: Ana Silva"
    assert "I am ill" in last.text and "Join" not in last.text
    assert row.headers["References"] == last.headers["References"]


def test_the_notice_is_in_the_founders_language_and_own_words() -> None:
    business(language="de")
    send(calendly())
    row = OutboxMessage.objects.get()
    assert row.subject == "Neuer Termin (Ana Silva)"
    for text in (row.text, row.html):
        assert "Montag, 3. März 2031, 10:00 (Europe/Stockholm)" in text
        assert "Am Gespräch teilnehmen" in text
    EmailWords.objects.create(kind="booking_notice", language="de", subject="{what}!")
    send(calendly(key="B", start=DAY + timedelta(days=1)))
    assert OutboxMessage.objects.latest("created_at").subject == "Neuer Termin!"


def test_a_name_in_hebrew_and_hostile_answers_are_words() -> None:
    business()
    send(calendly(name="דנה", questions_and_answers=[
        {"question": "<b>Why?</b>", "answer": "**x** [y](https://evil.example)"},
    ]))  # fmt: skip
    page = Email(OutboxMessage.objects.get().html)
    assert ("span", "dir", "rtl") in page.attributes and ("html", "dir", "ltr") in page.attributes
    assert "<b>Why?</b>" in page.said and "**x** [y](https://evil.example)" in page.said
    assert "https://evil.example" not in page.links


def test_of_a_call_that_is_over_nobody_is_told(settings: Settings) -> None:
    send(cal(start=timezone.now() - timedelta(days=2)))
    assert Booking.objects.exists()
    assert not OutboxMessage.objects.exists()
    settings.OWNER_EMAIL = ""
    send(cal(uid="uidB"))
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("zone", ["", "Mars/Phobos", "../etc/passwd"])
def test_a_zone_that_is_none_is_utc(zone: str) -> None:
    assert when(DAY, zone) == "Monday 3 March 2031, 09:00 (UTC)"
    assert when(None, zone) == ""


@pytest.mark.parametrize(
    ("link", "secrets", "found"),
    [
        ("https://calendly.com/maya/intro", {}, "CALENDLY_WEBHOOK_SECRET"),
        ("https://northbound.cal.com/maya", {}, "CAL_WEBHOOK_SECRET"),
        ("https://cal.com/maya", {"CAL_WEBHOOK_SECRET": [CAL_SECRET]}, ""),
        ("https://cal.com/maya", {"CALENDLY_WEBHOOK_SECRET": [CAL_SECRET]}, "CAL_WEBHOOK_SECRET"),
        ("https://book.example.com/maya", {}, ""),
        ("https://notcal.com/maya", {}, ""),
        ("", {}, ""),
    ],
)
def test_the_launch_check(
    link: str, secrets: dict[str, list[str]], found: str, settings: Settings
) -> None:
    business(booking_url=link)
    settings.CALENDLY_WEBHOOK_SECRET = settings.CAL_WEBHOOK_SECRET = []
    for name, value in secrets.items():
        setattr(settings, name, value)
    facts = checks.gather_bookings(Mock())
    findings = list(checks.bookings_are_told(facts))
    assert [found in one.fix for one in findings] == ([True] if found else [])
