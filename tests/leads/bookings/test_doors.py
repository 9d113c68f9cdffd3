"""Who may tell us of bookings, and what is refused."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from leads.models import Booking, Lead
from tests.leads.bookings.payloads import (
    CAL_SECRET,
    CALENDLY_SECRET,
    cal,
    calendly,
    send,
    signature,
)

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("event", [calendly(), cal()], ids=["calendly", "cal"])
OTHER = "another-secret-for-tests-0123456789-abcdefg"


@BOTH
def test_a_signed_event_is_recorded(event: dict[str, Any]) -> None:
    answer = send(event)
    assert (answer.status_code, answer.json()) == (200, {"status": "recorded"})
    assert Booking.objects.get().lead == Lead.objects.get()


@BOTH
def test_one_signed_by_somebody_else_is_refused_without_a_word(event: dict[str, Any]) -> None:
    answer = send(event, secret=OTHER)
    assert answer.status_code == 401
    assert answer.json()["detail"] == "The signature does not fit."
    assert not Booking.objects.exists()


@BOTH
@pytest.mark.parametrize(
    "value",
    ["", "no-secret-provided", "t=1,v1=x", "t=,v1=", "t=1", "v1=1", "=", ",,,", "é" * 64,
     "t=²,v1=aa", "t=9999999999999999,v1=aa", "sha256=", "0" * 64],
)  # fmt: skip
def test_a_header_of_any_shape_is_no_more_than_refused(event: dict[str, Any], value: str) -> None:
    headers = {"X-Cal-Signature-256": value, "Calendly-Webhook-Signature": value}
    assert send(event, headers=headers).status_code == 401
    assert not Booking.objects.exists()


def test_a_body_that_was_changed_is_refused() -> None:
    body = json.dumps(calendly()).encode()
    headers = {"Calendly-Webhook-Signature": signature(body)}
    changed = body.replace(b"Ana Silva", b"Eve Silva")
    assert send({}, raw=changed, headers=headers).status_code == 401


@pytest.mark.parametrize(("seconds", "status"), [(-290, 200), (-310, 401), (290, 200), (310, 401)])
def test_calendlys_own_time_is_of_now(seconds: int, status: int) -> None:
    body = json.dumps(calendly()).encode()
    headers = {"Calendly-Webhook-Signature": signature(body, at=time.time() + seconds)}
    assert send({}, raw=body, headers=headers).status_code == status


def test_of_several_signatures_one_has_to_fit() -> None:
    body = json.dumps(calendly()).encode()
    both = signature(body).replace(",v1=", f",v1={'0' * 64},v1=")
    assert send({}, raw=body, headers={"Calendly-Webhook-Signature": both}).status_code == 200
    twice = f"t=1,{signature(body)}"
    assert send({}, raw=body, headers={"Calendly-Webhook-Signature": twice}).status_code == 401


@BOTH
def test_two_secrets_during_a_change(event: dict[str, Any], settings: Settings) -> None:
    settings.CALENDLY_WEBHOOK_SECRET = [OTHER, CALENDLY_SECRET]
    settings.CAL_WEBHOOK_SECRET = [OTHER, CAL_SECRET]
    assert send(event).status_code == send(event, secret=OTHER).status_code == 200
    settings.CALENDLY_WEBHOOK_SECRET = settings.CAL_WEBHOOK_SECRET = [OTHER]
    assert send(event).status_code == 401


@BOTH
def test_without_a_secret_nothing_is_taken(event: dict[str, Any], settings: Settings) -> None:
    settings.CALENDLY_WEBHOOK_SECRET = settings.CAL_WEBHOOK_SECRET = []
    answer = send(event, secret="x")
    assert answer.status_code == 404
    assert "_WEBHOOK_SECRET is not set" in answer.json()["detail"]
    assert not Booking.objects.exists()


@pytest.mark.parametrize("provider", ["calendly", "cal"])
@pytest.mark.parametrize(
    "raw",
    [b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"event": "invitee.created"}',
     b'{"event": "invitee.created", "payload": []}', b"null",
     b'{"event": "invitee_no_show.created", "payload": {"invitee": 1}}',
     b'{"triggerEvent": "BOOKING_CREATED", "payload": {"uid": {}}}',
     b'{"triggerEvent": "BOOKING_NO_SHOW_UPDATED", "payload": null}'],
)  # fmt: skip
def test_what_cannot_be_read_says_what_is_missing(provider: str, raw: bytes) -> None:
    answer = send(None, raw=raw, provider=provider)
    if answer.status_code == 200:  # The other one's event.
        assert answer.json() == {"status": "ignored"}
    else:
        assert answer.status_code == 400
        assert answer.json()["title"] == "Not understood"
    assert not Booking.objects.exists()


def test_what_is_too_large_is_refused() -> None:
    assert send(calendly(key="A", junk="x" * 300_000)).status_code == 413
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    "event",
    [
        {"event": "routing_form_submission.created", "payload": {"uri": "x"}},
        {"event": "event_type.updated", "payload": {}},
        {"event": ["invitee.created"], "payload": {}},
        {"triggerEvent": "PING", "createdAt": "x", "payload": {"type": "Test"}},
        {"triggerEvent": "MEETING_ENDED", "uid": "uidA", "title": "First call"},
        {"triggerEvent": "FORM_SUBMITTED", "payload": {"email": "a@example.org"}},
        {"triggerEvent": "OOO_CREATED", "payload": {"oooEntry": {}}},
        {"triggerEvent": 7, "payload": {}},
    ],
)
def test_events_about_something_else_are_taken_and_left_alone(event: dict[str, Any]) -> None:
    answer = send(event)
    assert (answer.status_code, answer.json()) == (200, {"status": "ignored"})
    assert not Booking.objects.exists()
    assert not Lead.objects.exists()


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_only_a_post_is_taken(client: Client, method: str) -> None:
    answer = client.generic(method, "/webhooks/bookings/calendly/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


def test_another_provider_is_nowhere(client: Client) -> None:
    assert client.post("/webhooks/bookings/acuity/").status_code == 404
