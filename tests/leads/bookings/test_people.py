"""A booking is somebody's: their lead, where they came from, what they agreed to, how they go."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.utils import timezone
from pytest_django import Settings

from chatbot import booking as of_chat
from chatbot.models import Conversation, Message
from leads import capture
from leads.bookings import prune
from leads.bookings.rows import ForgottenBooking
from leads.models import Booking, Consent, Lead
from ops import privacy
from ops.models import OutboxMessage, WebhookDelivery, WebhookEndpoint
from tests.leads.bookings.payloads import cal, calendly, send

pytestmark = pytest.mark.django_db
FIRST = {"page_url": "https://coach.se/", "utm": {"utm_source": "podcast"}}


def chat(**values: Any) -> Conversation:
    conversation, _ = Conversation.start(
        page_url="https://coach.se/prices", utm={"source": "retarget"}, first_touch=FIRST, **values
    )
    Message.objects.create(
        conversation=conversation, role=Message.Role.VISITOR, text="Do you have time in March?"
    )
    return conversation


def with_reference(provider: str, reference: str) -> dict[str, Any]:
    if provider == "cal":
        return cal(metadata={"conversation": reference})
    tracking = {"utm_source": "news", "salesforce_uuid": reference}
    return calendly(tracking=tracking)


def test_everything_calendly_tells_is_kept() -> None:
    send(calendly())
    booking = Booking.objects.get()
    assert booking.lead is not None
    assert (booking.lead.name, booking.lead.phone) == ("Ana Silva", "+1 404-555-1234")
    assert (booking.title, booking.time_zone) == ("First call", "America/New_York")
    assert booking.ends_at and booking.starts_at
    assert booking.ends_at - booking.starts_at == timedelta(minutes=30)
    assert booking.answers == [{"question": "What is it about?", "answer": "A new role"}]
    assert booking.join_url == "https://zoom.us/j/1"
    assert booking.cancel_url == "https://calendly.com/cancellations/A"
    assert booking.touch == {"utm_source": "news", "utm_campaign": "spring"}
    assert booking.lead.first_touch == booking.touch


def test_everything_cal_tells_is_kept() -> None:
    send(cal())
    booking = Booking.objects.get()
    assert booking.lead is not None and booking.lead.name == "Ana Silva"
    assert (booking.title, booking.time_zone) == ("First call", "America/New_York")
    assert booking.answers == [
        {"question": "Size of your team", "answer": "5, 6"},
        {"question": "additional notes", "answer": "A new role"},
    ]
    assert booking.join_url == "https://app.cal.com/video/uidA"
    assert booking.cancel_url == "https://cal.com/booking/uidA?cancel=true"
    assert booking.reschedule_url == "https://cal.com/reschedule/uidA"
    assert booking.place == ""


@pytest.mark.parametrize(
    "more",
    [
        {"tracking": {"utm_source": "podcast"}},
        {"utmSource": "podcast"},
        {"metadata": {"utm_source": "podcast"}},
    ],
)
def test_cal_tells_campaigns_in_three_ways(more: dict[str, Any]) -> None:
    send(cal(**more))
    assert Booking.objects.get().touch == {"utm_source": "podcast"}


def test_the_evidence_says_what_was_agreed_to_and_no_more() -> None:
    send(calendly())
    consent = Consent.objects.get()
    assert consent.text.startswith("Booked a call at Calendly")
    assert "nothing else was agreed to" in consent.text
    assert (consent.source, consent.version) == ("calendly", "booking-1")


def test_a_booking_joins_the_lead_of_its_address_and_overwrites_nothing() -> None:
    capture.capture_lead(
        email="ana@example.org", name="Ana S.", consent=True, source="api",
        utm={"source": "podcast"},
    )  # fmt: skip
    send(calendly())
    lead = Lead.objects.get()
    assert (lead.name, lead.phone) == ("Ana S.", "+1 404-555-1234")
    assert lead.first_touch == {"utm_source": "podcast"}
    assert lead.status == Lead.Status.CALL_BOOKED


def test_without_a_campaign_of_its_own_it_has_the_leads_first() -> None:
    capture.capture_lead(
        email="ana@example.org", consent=True, source="api", utm={"source": "podcast"}
    )
    send(cal())
    assert Booking.objects.get().touch == {"utm_source": "podcast"}
    assert Lead.objects.get().last_touch == {"utm_source": "podcast"}


@pytest.mark.parametrize("provider", ["calendly", "cal"])
def test_out_of_the_chat_it_finds_its_conversation_and_the_first_campaign(provider: str) -> None:
    conversation = chat()
    send(with_reference(provider, of_chat.reference(conversation)))
    booking = Booking.objects.get()
    assert booking.conversation_id == str(conversation.pk)
    assert booking.touch["utm_source"] == "podcast"
    lead = Lead.objects.get()
    assert lead.first_touch["utm_source"] == "podcast"
    assert lead.last_touch["utm_source"] == "retarget"
    assert capture.addresses_of(str(conversation.pk)) == ["Ana@Example.org"]
    notice = OutboxMessage.objects.get(kind="booking_notice")
    assert "Do you have time in March?" in notice.text
    assert "Do you have time in March?" in notice.html


def test_a_reference_that_was_made_up_is_not_believed(settings: Settings) -> None:
    conversation = chat()
    real = of_chat.reference(conversation)
    other = signing.TimestampSigner(salt="something else").sign(conversation.pk.hex)
    settings.SECRET_KEY_FALLBACKS = []
    for number, forged in enumerate(
        (
            str(conversation.pk),
            conversation.pk.hex,
            real[:-1],
            real + "x",
            other,
            ":",
            "é",
            "x" * 190,
        )
    ):
        send(calendly(key=f"N{number}", tracking={"salesforce_uuid": forged}))
    assert set(Booking.objects.values_list("conversation_id", flat=True)) == {""}


def test_a_reference_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = chat()
    real = of_chat.reference(conversation)
    assert of_chat.conversation_of(real) == conversation
    monkeypatch.setattr(of_chat, "REFERENCE_LASTS", timedelta(seconds=-1))
    assert of_chat.conversation_of(real) is None


def test_a_friend_with_a_passed_on_link_is_not_given_the_conversation() -> None:
    conversation = chat()
    capture.capture_lead(
        email="owner-of-the-chat@example.org", consent=True, source="chat_form",
        conversation_id=str(conversation.pk),
    )  # fmt: skip
    send(with_reference("calendly", of_chat.reference(conversation)))
    assert Booking.objects.get().conversation_id == ""
    for handler in privacy.handlers().values():
        handler.erase("ana@example.org")
    assert Conversation.objects.filter(pk=conversation.pk).exists()


def test_out_of_a_test_it_is_a_test_and_nobody_hears_of_it() -> None:
    WebhookEndpoint.objects.create(name="The sheet", url="https://hooks.other-tool.com/x")
    send(with_reference("cal", of_chat.reference(chat(is_test=True))))
    assert Booking.objects.get().is_test
    assert Lead.objects.get().is_test
    assert not OutboxMessage.objects.exists()
    assert not WebhookDelivery.objects.exists()


def test_other_tools_hear_of_the_lead_the_evidence_and_the_call() -> None:
    WebhookEndpoint.objects.create(name="The sheet", url="https://hooks.other-tool.com/x")
    send(calendly())
    rows = WebhookDelivery.objects.order_by("pk")
    found = [(row.event, json.loads(row.body)["data"]) for row in rows]
    names = {name for name, _ in found}
    assert names == {"lead.created", "consent.recorded", "booking.created"}
    data = dict(found)
    assert data["lead.created"]["status"] == "call_booked"
    assert data["booking.created"]["lead_id"] == data["lead.created"]["lead_id"]
    assert data["booking.created"]["starts_at"] == "2031-03-03T09:00:00Z"
    assert {row.about for row in rows} == {str(Lead.objects.get().pk)}


def test_a_booking_is_exported_with_its_person() -> None:
    send(calendly())
    exported: Any = privacy.handlers()["leads"].export("ANA@example.org")
    (found,) = exported
    (booking,) = found["bookings"]
    assert booking["answers"] == [{"question": "What is it about?", "answer": "A new role"}]
    assert booking["times"][0]["starts_at"] == "2031-03-03T09:00:00+00:00"
    assert booking["join_url"] == "https://zoom.us/j/1"
    json.dumps(found)


def test_whoever_was_erased_does_not_come_back_with_a_late_event() -> None:
    send(calendly())
    for handler in privacy.handlers().values():
        handler.erase("ana@example.org")
    assert not Booking.objects.exists()
    assert not OutboxMessage.objects.exists()
    late = [
        calendly(),
        calendly("invitee.canceled", at=3),
        calendly(key="B", at=4, old_invitee=calendly()["payload"]["uri"]),
        calendly("invitee.canceled", "B", at=5),
    ]
    for event in late:
        assert send(event).json() == {"status": "ignored"}
    assert not Lead.objects.exists()
    assert not Booking.objects.exists()
    # Somebody who books anew gets in touch anew.
    assert send(calendly(key="C", at=6)).json() == {"status": "recorded"}


def test_a_fingerprint_and_a_booking_of_nobody_go_in_time() -> None:
    send(calendly())
    Booking.objects.update(created_at=timezone.now() - timedelta(days=400))
    Booking.objects.create(provider="cal", created_at=timezone.now() - timedelta(days=200))
    kept = Booking.objects.create(provider="cal")
    old = timezone.now() - timedelta(days=800)
    ForgottenBooking.objects.create(fingerprint="a", forgotten_at=old)
    ForgottenBooking.objects.create(fingerprint="b")
    prune.prune()
    assert Booking.objects.count() == 2
    assert Booking.objects.filter(lead=None).get() == kept
    assert ForgottenBooking.objects.get().pk == "b"
