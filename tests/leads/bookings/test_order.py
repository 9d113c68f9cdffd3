"""Events come twice, late and in any order: one call is one row, in the right state."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest

from leads.bookings.rows import ForgottenBooking
from leads.models import Booking, BookingTime, Consent, Lead
from ops.models import OutboxMessage, WebhookDelivery, WebhookEndpoint
from tests.at_once import at_once
from tests.leads.bookings.payloads import (
    DAY,
    cal,
    cal_no_show,
    calendly,
    invitee,
    no_show,
    send,
)

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=1)
State = Booking.State

#: What happened, in its order, and what stands at the end.
STORIES: dict[str, tuple[list[dict[str, Any]], str, Any, int]] = {
    "calendly booked": ([calendly()], State.BOOKED, DAY, 1),
    "calendly cancelled": (
        [calendly(), calendly("invitee.canceled", at=1)], State.CANCELLED, DAY, 1,
    ),
    "calendly moved": (
        [
            calendly(),
            calendly("invitee.canceled", at=1, rescheduled=True, new_invitee=invitee("B")),
            calendly(key="B", at=1, start=LATER, old_invitee=invitee("A")),
        ],
        State.MOVED, LATER, 2,
    ),
    "calendly moved and cancelled": (
        [
            calendly(),
            calendly("invitee.canceled", at=1, rescheduled=True, new_invitee=invitee("B")),
            calendly(key="B", at=1, start=LATER, old_invitee=invitee("A")),
            calendly("invitee.canceled", "B", at=2, start=LATER, old_invitee=invitee("A")),
        ],
        State.CANCELLED, LATER, 2,
    ),
    "calendly not held": (
        [calendly(), no_show("invitee_no_show.created", at=2)], State.NO_SHOW, DAY, 1,
    ),
    "calendly held after all": (
        [
            calendly(),
            no_show("invitee_no_show.created", at=2),
            no_show("invitee_no_show.deleted", at=3),
        ],
        State.BOOKED, DAY, 1,
    ),
    "cal confirmed": (
        [cal("BOOKING_REQUESTED", status="PENDING"), cal(at=1)], State.BOOKED, DAY, 1,
    ),
    "cal requested": ([cal("BOOKING_REQUESTED", status="PENDING")], State.REQUESTED, DAY, 1),
    "cal rejected": (
        [
            cal("BOOKING_REQUESTED", status="PENDING"),
            cal("BOOKING_REJECTED", status="REJECTED", at=1),
        ],
        State.CANCELLED, DAY, 1,
    ),
    "cal moved": (
        [
            cal(),
            cal("BOOKING_RESCHEDULED", "uidB", at=1, start=LATER, rescheduleUid="uidA"),
        ],
        State.MOVED, LATER, 2,
    ),
    "cal moved by what says it was requested": (
        [
            cal(),
            cal("BOOKING_REQUESTED", "uidB", at=1, start=LATER, rescheduleUid="uidA"),
        ],
        State.MOVED, LATER, 2,
    ),
    "cal moved three times": (
        [
            cal(),
            cal("BOOKING_RESCHEDULED", "uidB", at=1, start=LATER, rescheduleUid="uidA"),
            cal("BOOKING_RESCHEDULED", "uidC", at=2, start=DAY, rescheduleUid="uidB"),
            cal("BOOKING_RESCHEDULED", "uidD", at=3, start=LATER, rescheduleUid="uidC"),
        ],
        State.MOVED, LATER, 4,
    ),
    "cal asked by the host to choose anew": (
        [
            cal(),
            cal("BOOKING_CANCELLED", at=1, rescheduleUid="uidA", requestReschedule=True),
            cal("BOOKING_RESCHEDULED", "uidB", at=2, start=LATER, rescheduleUid="uidA"),
        ],
        State.MOVED, LATER, 2,
    ),
    "cal moved under one uid": (
        [cal(), cal("BOOKING_RESCHEDULED", at=1, start=LATER, rescheduleUid="uidA")],
        State.MOVED, LATER, 2,
    ),
    "cal not held": (
        [cal(), cal_no_show("uidA", ("ana@example.org", True), at=2)], State.NO_SHOW, DAY, 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_every_order_ends_the_same(story: str, django_db_blocker: Any) -> None:
    events, state, starts_at, times = STORIES[story]
    for order in itertools.permutations(events):
        Booking.objects.all().delete()
        Lead.objects.all().delete()
        OutboxMessage.objects.all().delete()
        ForgottenBooking.objects.all().delete()
        for event in order:
            assert send(event).status_code == 200
            assert send(event).status_code == 200  # Each comes twice.
        booking = Booking.objects.get()
        found = (booking.state, booking.starts_at, booking.times.count())
        if story == "cal moved under one uid" and order[0] is not events[0]:
            found = (State.MOVED, *found[1:2], 2)  # The time before was never told of.
        assert found == (state, starts_at, times), [event.get("event") for event in order]
        assert Lead.objects.get().email_key == "ana@example.org"
        # Two ends of a chain may each be a call until what joins them is heard of.
        assert 1 <= Consent.objects.count() <= (2 if times > 3 else 1)
        notices = OutboxMessage.objects.filter(kind="booking_notice")
        # Of a call that was over before we heard of it there is nothing to tell.
        assert ("held" not in story) <= notices.count() <= len(events)


def test_told_in_order_the_owner_hears_of_each_change_once() -> None:
    WebhookEndpoint.objects.create(name="The sheet", url="https://hooks.other-tool.com/x")
    for event in STORIES["calendly moved and cancelled"][0]:
        for _ in range(3):
            send(event)
    subjects = OutboxMessage.objects.filter(kind="booking_notice").order_by("created_at")
    assert [row.subject for row in subjects] == [
        "New call: Ana Silva", "Call moved: Ana Silva", "Call cancelled: Ana Silva",
    ]  # fmt: skip
    told = WebhookDelivery.objects.filter(event__startswith="booking").order_by("created_at", "pk")
    assert list(told.values_list("event", flat=True)) == [
        "booking.created", "booking.updated", "booking.cancelled",
    ]  # fmt: skip
    assert not OutboxMessage.objects.exclude(kind="booking_notice").exists()


def test_what_the_owner_did_is_not_told_to_the_owner() -> None:
    for event in STORIES["cal confirmed"][0] + STORIES["cal not held"][0][1:]:
        send(event)
    (row,) = OutboxMessage.objects.filter(kind="booking_notice")
    assert row.subject == "A call to confirm: Ana Silva"
    assert "waits until you confirm it at Cal.com" in row.text


def test_an_old_event_that_comes_late_takes_nothing_back() -> None:
    send(cal(at=5, eventTitle="Second call", start=LATER))
    send(cal(at=1, eventTitle="First call", additionalNotes="x", start=DAY))
    booking = Booking.objects.get()
    assert (booking.title, booking.starts_at) == ("Second call", LATER)


def test_two_calls_of_one_person_are_two() -> None:
    send(calendly())
    send(calendly(key="B", at=1, start=LATER))
    send(cal())
    assert Booking.objects.count() == 3
    assert Lead.objects.get().bookings.count() == 3


def test_in_a_call_with_seats_everybody_has_a_booking_of_their_own() -> None:
    for number, email in enumerate(("ana@example.org", "ben@example.org")):
        send(cal(at=number, email=email, name=email[:3].title(), seatsPerTimeSlot=5))
    assert Booking.objects.count() == Lead.objects.count() == 2
    send(cal_no_show("uidA", ("BEN@example.org", True), at=3))
    states = {one.lead.email: one.state for one in Booking.objects.all() if one.lead}
    assert states == {"ana@example.org": State.BOOKED, "ben@example.org": State.NO_SHOW}
    attendees = [{"email": "ana@example.org", "name": "Ana"},
                 {"email": "ben@example.org", "name": "Ben"}]  # fmt: skip
    send(cal("BOOKING_CANCELLED", at=4, seatsPerTimeSlot=5, responses={}, attendees=attendees))
    assert set(Booking.objects.values_list("state", flat=True)) == {State.CANCELLED}


@pytest.mark.django_db(transaction=True)
def test_events_at_the_same_moment_make_one_row() -> None:
    events = STORIES["calendly moved and cancelled"][0] * 3
    statuses: list[int] = []
    at_once(len(events), lambda number: statuses.append(send(events[number]).status_code))
    assert set(statuses) == {200}
    booking = Booking.objects.get()
    assert (booking.state, booking.starts_at) == (State.CANCELLED, LATER)
    assert BookingTime.objects.count() == 2
    assert Lead.objects.count() == Consent.objects.count() == 1


def test_a_no_show_of_nobody_waits_for_whose_it_is() -> None:
    send(no_show("invitee_no_show.created", at=2))
    booking = Booking.objects.get()
    assert (booking.lead, booking.state) == (None, State.NO_SHOW)
    assert not OutboxMessage.objects.exists()
    send(calendly())
    booking = Booking.objects.get()
    assert booking.who == "Ana Silva"
    assert booking.state == State.NO_SHOW
