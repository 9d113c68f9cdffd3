"""Sending: once, tried again, never blocked by one bad row."""

from __future__ import annotations

import email
from datetime import timedelta
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from ops.outbox import readiness, transport
from ops.outbox.deliver import deliver_due
from ops.outbox.enqueue import enqueue
from ops.outbox.rows import BACK_OFF, OutboxMessage
from ops.web.request_id import current_request_id
from tests.at_once import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail(settings: Any, tmp_path: Path) -> Path:
    """A folder of its own."""
    settings.EMAIL_FILE_DIR = tmp_path / "mail"
    return tmp_path / "mail"


def put(**values: Any) -> OutboxMessage:
    return enqueue(
        **{"to": "ana@example.org", "subject": "Hello", "text": "Words.", "kind": "test"} | values
    )


def read(folder: Path) -> Any:
    (file,) = folder.glob("*.eml")
    return email.message_from_bytes(file.read_bytes(), policy=default)


def test_an_email_is_written_to_a_file_named_by_its_row(mail: Path) -> None:
    current_request_id.set("request-0123456789")
    row = put(html="<p>Words.</p>", reply_to="maya@example.org")
    assert deliver_due().sent == 1
    assert (mail / f"{row.pk}.eml").is_file()
    message = read(mail)
    assert message["Message-ID"] == row.message_id
    assert message["X-Request-ID"] == "request-0123456789"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "maya@example.org"
    assert message["From"] == "Northbound Coaching <hello@northbound.example.com>"
    assert {part.get_content_type() for part in message.walk()} >= {"text/plain", "text/html"}
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("sent", 1)
    assert deliver_due().sent == 0


@pytest.mark.parametrize(
    "name", ["Lindqvist, Maya", "Maya L. (Coach)", 'Maya "Maj" L.', "مایا", "Maya; Co.", "Müller"]
)
def test_a_senders_name_with_marks_leaves_as_it_is(name: str, mail: Path, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = f"{name} <hello@northbound.example.com>"
    put()
    deliver_due()
    (address,) = read(mail)["From"].addresses
    assert (address.display_name, address.addr_spec) == (name, "hello@northbound.example.com")
    assert read(mail)["Message-ID"].endswith("@northbound.example.com>")


def test_no_line_break_gets_into_a_header(mail: Path) -> None:
    put(subject="Hello\r\nBcc: everybody@example.org", reply_to="a@example.org\nBcc: b@example.org")
    deliver_due()
    assert read(mail)["Bcc"] is None


class Door:
    """Plays a provider that fails in a given way."""

    def __init__(self, *errors: Exception | None) -> None:
        self.errors = list(errors)
        self.seen: list[str] = []

    def __call__(self, row: OutboxMessage) -> str:
        self.seen.append(row.message_id)
        error = self.errors.pop(0) if self.errors else None
        if error:
            raise error
        return "provider-id"


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    door = Door()
    monkeypatch.setitem(transport.DOORS, "file", door)
    return door


def test_a_refusal_for_the_moment_is_tried_again_later(door: Door) -> None:
    door.errors = [transport.DeliveryError("busy")]
    row = put()
    assert deliver_due().failed == 1
    row.refresh_from_db()
    assert row.state == "pending"
    assert row.last_error == "busy"
    wait = (row.next_attempt_at - timezone.now()).total_seconds()
    assert BACK_OFF[0] * 0.7 < wait < BACK_OFF[0] * 1.3
    assert deliver_due().sent == 0
    OutboxMessage.objects.update(next_attempt_at=timezone.now())
    assert deliver_due().sent == 1
    assert door.seen == [row.message_id] * 2


def test_the_providers_own_wish_to_wait_is_kept(door: Door) -> None:
    door.errors = [transport.DeliveryError("slow down", retry_after=900)]
    row = put()
    deliver_due()
    row.refresh_from_db()
    assert (row.next_attempt_at - timezone.now()) > timedelta(seconds=890)


def test_a_refusal_for_good_is_given_up_and_can_be_tried_again_by_hand(door: Door) -> None:
    door.errors = [transport.DeliveryError("no such mailbox", permanent=True)]
    row = put()
    deliver_due()
    row.refresh_from_db()
    assert row.state == "failed"


def test_after_three_days_it_is_given_up(door: Door) -> None:
    row = put()
    for _ in range(len(BACK_OFF) + 1):
        door.errors = [transport.DeliveryError("busy")]
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        deliver_due()
    row.refresh_from_db()
    assert row.state == "failed"
    assert len(door.seen) == len(BACK_OFF) + 1


def test_a_row_that_cannot_be_put_together_does_not_stop_the_others(door: Door) -> None:
    door.errors = [ValueError("broken"), None]
    put(), put()
    done = deliver_due()
    assert (done.sent, done.failed) == (1, 1)


def test_a_row_whose_sender_died_is_found_again(door: Door) -> None:
    row = put()
    assert row.take()
    assert deliver_due().sent == 0
    OutboxMessage.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert deliver_due().sent == 1


def test_whoever_lost_the_claim_cannot_change_the_row() -> None:
    slow, quick = put(), OutboxMessage.objects.get()
    assert slow.take()
    OutboxMessage.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    quick.refresh_from_db()
    assert quick.take()
    assert not slow.renew()
    assert not slow.mark_failed("late", permanent=True, retry_after=None)
    assert quick.mark_sent("")


@pytest.mark.django_db(transaction=True)
def test_many_senders_send_each_row_once(door: Door) -> None:
    for _ in range(20):
        put()

    at_once(5, lambda _: deliver_due())
    assert len(door.seen) == len(set(door.seen)) == 20


def test_the_command_says_what_it_did(door: Door, capsys: pytest.CaptureFixture[str]) -> None:
    door.errors = [None, transport.DeliveryError("busy")]
    put(), put()
    with pytest.raises(SystemExit) as stop:
        call_command("deliver_outbox")
    assert stop.value.code == 1
    assert "1 sent, 1 not taken, 1 waiting, 0 given up" in capsys.readouterr().out


def test_one_wrong_address_is_no_trouble_of_the_site_and_many_are() -> None:
    assert readiness.probe().status == "ok"
    for state in ("failed", "sent"):
        OutboxMessage.objects.filter(pk=put().pk).update(state=state)
    assert readiness.probe().status == "ok"
    OutboxMessage.objects.filter(pk=put().pk).update(state="failed")
    assert readiness.probe().status == "degraded"
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(hours=2))
    assert readiness.probe().status == "ok"
