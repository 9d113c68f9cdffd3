"""What a visitor may have typed at the provider, and payloads of other kinds than the usual."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leads.models import Booking, Lead
from ops.models import OutboxMessage
from tests.leads.bookings.payloads import DAY, cal, calendly, send

pytestmark = pytest.mark.django_db
NASTY = "<script>alert(1)</script>\r\nBcc: all@example.org\x00\ud800\u202egpj.exe"


@pytest.mark.parametrize("build", [calendly, cal], ids=["calendly", "cal"])
def test_hostile_words_stay_words(build: Any, admin_client: Client) -> None:
    more: dict[str, Any] = {"name": NASTY}
    if build is calendly:
        more["questions_and_answers"] = [{"question": NASTY, "answer": NASTY * 40}]
        more["cancel_url"] = "javascript:alert(1)"
        more["location"] = {"type": "custom", "location": NASTY, "join_url": "javascript:alert(1)"}
    else:
        more["userFieldsResponses"] = {"a": {"label": NASTY, "value": NASTY * 40}}
        more |= {"location": NASTY, "bookerUrl": "javascript:alert(1)", "eventTitle": NASTY}
        more |= {"metadata": {"videoCallUrl": "javascript:alert(1)"}, "videoCallData": {"url": 7}}
    assert send(build(**more)).status_code == 200
    booking = Booking.objects.get()
    lead = Lead.objects.get()
    for text in (lead.name, booking.title, booking.place, booking.join_url, booking.cancel_url):
        assert "\n" not in text and "\x00" not in text and "\u202e" not in text
        assert not text.startswith("javascript")
    assert all(len(one["answer"]) <= 1000 for one in booking.answers)
    notice = OutboxMessage.objects.get(kind="booking_notice")
    assert "\n" not in notice.subject
    assert "<script>" not in notice.html
    for name, key in (("leads_booking_change", booking.pk), ("leads_lead_change", lead.pk)):
        page = admin_client.get(reverse(f"admin:{name}", args=[key])).content.decode()
        assert "<script>alert(1)" not in page
        assert "javascript:alert" not in page


@pytest.mark.parametrize(
    "email", [None, "", 7, [], {}, "nobody", "a@b", "a@example.org, b@example.org", "x" * 400]
)
def test_without_an_address_the_call_is_known_and_nothing_of_whose_it_is(email: Any) -> None:
    assert send(calendly(email=email)).status_code == 200
    booking = Booking.objects.get()
    assert (booking.lead, booking.title, booking.starts_at) == (None, "", DAY)
    assert booking.answers == [] and booking.join_url == "" and booking.time_zone == ""
    assert not Lead.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"scheduled_event": None}, {"scheduled_event": []}, {"tracking": None}, {"tracking": "x"},
        {"questions_and_answers": None}, {"questions_and_answers": [None, 1, {"question": None}]},
        {"timezone": "Mars/Phobos"}, {"timezone": None}, {"cancellation": "x"},
        {"old_invitee": 7, "new_invitee": []}, {"rescheduled": "yes"}, {"name": None},
        {"name": {"first": "A"}}, {"text_reminder_number": 404},
    ],
    ids=str,
)  # fmt: skip
def test_calendlys_fields_may_be_missing_or_odd(more: dict[str, Any]) -> None:
    assert send(calendly(**more)).status_code == 200
    assert Booking.objects.get().state == Booking.State.BOOKED


@pytest.mark.parametrize(
    "more",
    [
        {"attendees": None}, {"attendees": [None, 1]}, {"responses": None}, {"responses": []},
        {"responses": {"email": "x", "name": 1}}, {"metadata": None}, {"metadata": []},
        {"userFieldsResponses": {"a": None, "b": {"value": {"x": 1}}}}, {"status": None},
        {"startTime": None}, {"startTime": "soon", "endTime": 7}, {"endTime": "1999-01-01"},
        {"startTime": "9999-12-31T23:59:59-14:00"}, {"rescheduleUid": 7}, {"bookerUrl": None},
        {"title": None, "eventTitle": None}, {"customInputs": {"Why?": "Because"}},
        {"rescheduleUid": "x" * 500}, {"seatsPerTimeSlot": "many"},
        {"attendees": [], "responses": {}},
    ],
    ids=str,
)  # fmt: skip
def test_cals_fields_may_be_missing_or_odd(more: dict[str, Any]) -> None:
    assert send(cal(**more)).status_code == 200
    assert Booking.objects.get().state == Booking.State.BOOKED


def test_a_name_in_two_parts_and_one_in_persian() -> None:
    send(calendly(name=None, email="a@example.org", first_name="Ana", last_name="Lee"))
    split = {"firstName": "Zoë", "lastName": "O'Neil"}
    responses = {"email": {"value": "z@example.org"}, "name": {"label": "n", "value": split}}
    send(cal(uid="uidZ", responses=responses))
    send(cal(uid="uidP", email="p@example.org", name="مریم میرزاخانی"))
    names = set(Lead.objects.values_list("name", flat=True))
    assert names == {"Ana Lee", "Zoë O'Neil", "مریم میرزاخانی"}


def test_a_call_by_phone_brings_the_number() -> None:
    location = {"type": "outbound_call", "location": "+46 8 555 010 20"}
    send(calendly(location=location, text_reminder_number=None))
    assert Lead.objects.get().phone == "+46 8 555 010 20"
    responses = {
        "email": {"value": "b@example.org"},
        "attendeePhoneNumber": {"value": "+351 21 555 0123"},
    }
    send(cal(responses=responses))
    assert Lead.objects.get(email="b@example.org").phone == "+351 21 555 0123"
