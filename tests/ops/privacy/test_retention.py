"""What is past its time goes, and nothing before it."""

from __future__ import annotations

import json
import os
import uuid
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from chatbot.models import Conversation, ErasureRequest, Message
from leads.capture import capture_lead
from leads.models import (
    Booking,
    Consent,
    ContactImport,
    Enquiry,
    FitAsking,
    ForgottenBooking,
    Lead,
)
from ops.models import (
    DataCode,
    DataDeed,
    EmailEvent,
    OutboxMessage,
    PendingErasure,
    ReceivedEmail,
    ReplyThread,
    RetentionPeriod,
    WebhookDelivery,
    WebhookEndpoint,
)
from ops.privacy import batches, pending, retention
from ops.schedule import chores
from tests.chatbot.accounts.people import visitor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_FILE_DIR = tmp_path / "mail"


def ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def talk(days: float, **more: Any) -> Conversation:
    one, _ = Conversation.start(**more)
    Message.objects.create(conversation=one, role="visitor", text="Hello")
    Conversation.objects.filter(pk=one.pk).update(last_message_at=ago(days))
    return one


def lead(email: str, days: float, conversation: str = "") -> Lead:
    capture_lead(email=email, consent=True, source="page_form", conversation_id=conversation)
    Lead.objects.filter(email_key=email).update(created_at=ago(days), updated_at=ago(days))
    Enquiry.objects.filter(lead__email_key=email).update(created_at=ago(days))
    return Lead.objects.get(email_key=email)


def email(days: float, state: str) -> OutboxMessage:
    return OutboxMessage.objects.create(
        kind="notice", to="a@example.org", subject="Hello", text="body", html="<p>",
        headers={"X": "y"}, state=state, created_at=ago(days), message_id=f"<{uuid.uuid4()}@x>",
    )  # fmt: skip


def gone() -> dict[str, int]:
    return {one.rule.name: one.count for one in retention.run() if one.count}


def test_conversations_go_and_those_of_leads_accounts_and_wishes_stay() -> None:
    old, new = talk(91), talk(89)
    of_lead, of_account, wished = talk(400), talk(400, account=visitor("a@b.example")), talk(400)
    lead("ana@example.org", 10, str(of_lead.pk))
    ErasureRequest.objects.create(conversation=wished)
    test = talk(15, is_test=True)
    assert gone() == {"conversations": 1, "test_conversations": 1}
    kept = set(Conversation.objects.values_list("pk", flat=True))
    assert kept == {new.pk, of_lead.pk, of_account.pk, wished.pk}
    assert not {old.pk, test.pk} & kept


def test_a_lead_goes_with_its_evidence_and_other_tools_hear_it() -> None:
    WebhookEndpoint.objects.create(name="crm", url="https://127.0.0.1/")
    of_lead = talk(731)
    old = lead("ana@example.org", 731, str(of_lead.pk))
    lead("eva@example.org", 729)
    back = lead("ida@example.org", 1000)
    Enquiry.objects.create(lead=back, source="chat")
    assert gone()["leads"] == 1
    assert set(Lead.objects.values_list("email", flat=True)) == {
        "eva@example.org",
        "ida@example.org",
    }
    assert Consent.objects.count() == 2
    assert str(old.pk) in WebhookDelivery.objects.get(event="lead.erased").body
    # Its conversation has no lead any more, and goes as such.
    retention.run()
    assert not Conversation.objects.exists()


def test_the_text_of_emails_goes_before_the_rest_and_what_waits_stays_whole() -> None:
    sent, failed, waits = email(31, "sent"), email(31, "failed"), email(31, "pending")
    fresh, ancient = email(29, "sent"), email(401, "sent")
    assert gone()["email_bodies"] >= 2
    for row in (sent, failed):
        row.refresh_from_db()
        assert (row.text, row.html, row.headers, row.subject) == ("", "", {}, "Hello")
    for row in (waits, fresh):
        row.refresh_from_db()
        assert row.text == "body"
    assert not OutboxMessage.objects.filter(pk=ancient.pk).exists()
    assert gone() == {}


def test_files_codes_proofs_and_accounts_nobody_proved(settings: Settings) -> None:
    folder = Path(settings.EMAIL_FILE_DIR)
    folder.mkdir(parents=True)
    for name, days in (("old.eml", 31), ("new.eml", 1)):
        (folder / name).write_text("x")
        os.utime(folder / name, (ago(days).timestamp(),) * 2)
    for days in (2, -1):
        DataCode.objects.create(address="a@b.co", address_key="a@b.co", code="x",
                                expires_at=ago(days))  # fmt: skip
    for days in (1101, 1):
        DataDeed.objects.create(what="erase", via="chat", subject="x", at=ago(days))
    bare, proved = visitor("bare@example.org", verified=False), visitor("proved@example.org")
    for user in (bare, proved):
        user.date_joined = ago(31)
        user.save()
    assert gone() == {"email_files": 1, "data_codes": 1, "data_deeds": 1, "unproved_accounts": 1}
    assert [path.name for path in folder.iterdir()] == ["new.eml"]
    assert type(bare).objects.filter(pk=proved.pk).exists()


def test_imports_askings_and_deletions_that_are_over() -> None:
    for days, state in ((401, "done"), (401, "dropped"), (401, "ready"), (399, "done")):
        ContactImport.objects.create(label=f"{state} {days}", state=state, started_at=ago(days))
    for key, days in (("old", 731), ("new", 729)):
        FitAsking.objects.create(conversation_id=key)
        FitAsking.objects.filter(pk=key).update(updated_at=ago(days))
    for days in (31, 29):
        PendingErasure.objects.create(subject="x", via="admin", done_at=ago(days))
    PendingErasure.objects.create(subject="waits", via="admin", asked_at=ago(400))
    assert gone() == {"contact_imports": 2, "fit_askings": 1, "erasures": 1}
    assert set(ContactImport.objects.values_list("label", flat=True)) == {"ready 401", "done 399"}
    assert FitAsking.objects.get().pk == "new"
    assert PendingErasure.objects.filter(done_at=None).get().subject == "waits"


def test_what_other_chores_delete_goes_in_batches_and_nothing_before_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "A_BATCH", 2)
    for number in range(5):
        ReceivedEmail.objects.create(key=f"old{number}", at=ago(61))
        ReplyThread.objects.create(kind="conversation", key=f"old{number}", used_at=ago(366))
        Booking.objects.create(provider="cal", created_at=ago(181))
        ForgottenBooking.objects.create(fingerprint=f"old{number}", forgotten_at=ago(731))
        event(f"old{number}", 181)
    ReceivedEmail.objects.create(key="new", at=ago(59))
    ReplyThread.objects.create(kind="conversation", key="new", used_at=ago(364))
    Booking.objects.create(provider="cal", created_at=ago(179))
    ForgottenBooking.objects.create(fingerprint="new", forgotten_at=ago(729))
    event("new", 179)
    for name in ("forget old email events", "forget old reply addresses", "forget old bookings"):
        next(one for one in chores() if one.name == name).run()
    for model in (ReceivedEmail, ReplyThread, Booking, EmailEvent):
        assert model._default_manager.count() == 1, model
    # Those of the five calls that went are new, and keep them from coming back.
    assert set(ForgottenBooking.objects.values_list("pk", flat=True)) >= {"new"}
    assert not ForgottenBooking.objects.filter(pk__startswith="old").exists()


def event(key: str, days: float) -> None:
    EmailEvent.objects.create(
        message=email(days, "sent"), provider="mailgun", kind="delivered", at=ago(days),
        event_key=key, content_key=key, received_at=ago(days),
    )  # fmt: skip


def test_who_asked_to_be_deleted_is_a_chore_of_every_ten_seconds() -> None:
    chore = next(one for one in chores() if one.name == "delete people who asked for it")
    assert chore.every == timedelta(seconds=10)
    lead("ana@example.org", 1)
    pending.ask("ANA@example.org", via=DataDeed.Via.ADMIN)
    chore.run()
    assert not Lead.objects.exists() and DataDeed.objects.get().counts["leads"] == 1
    chore.run()
    assert DataDeed.objects.count() == 1


def test_the_owners_period_counts_and_stays_within_its_bounds() -> None:
    talk(40)
    assert gone() == {}
    RetentionPeriod.objects.create(name="conversations", days=30)
    RetentionPeriod.objects.create(name="audit", days=1)
    RetentionPeriod.objects.create(name="of_a_version_to_come", days=1)
    assert retention.now_in_force()["audit"] == 400
    assert gone() == {"conversations": 1}
    RetentionPeriod.objects.filter(name="conversations").update(days=1)
    assert retention.now_in_force()["conversations"] == retention.rules()["conversations"].least


def test_it_goes_on_in_batches_until_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "A_BATCH", 3)
    kept = talk(200)
    lead("ana@example.org", 1, str(kept.pk))
    for _ in range(8):
        talk(200)
    assert gone() == {"conversations": 8}
    assert Conversation.objects.get().pk == kept.pk


def test_a_rule_that_fails_keeps_no_other_from_being_carried_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(before: Any, most: int) -> int:
        raise ValueError("no")

    broken = retention.Rule(name="broken", what="x", since="x", days=1, count=lambda before: 0,
                            prune=breaks)  # fmt: skip
    known = dict(retention.rules())
    monkeypatch.setattr(retention, "rules", lambda: {"broken": broken, **known})
    talk(91)
    with pytest.raises(RuntimeError, match="broken"):
        retention.chore()
    assert not Conversation.objects.exists()
    talk(91)
    with pytest.raises(CommandError, match="broken") as failed:
        call_command("prune", stdout=StringIO(), stderr=StringIO())
    assert failed.value.returncode == 2


def test_the_command_looks_before_it_deletes() -> None:
    talk(91)
    out = StringIO()
    call_command("prune", "--dry-run", "--json", stdout=out, stderr=StringIO())
    said = json.loads(out.getvalue())
    assert (
        said["dry_run"]
        and {"name": "conversations", "count": 1, "days": 90, "problem": ""} in (said["rules"])
    )
    assert Conversation.objects.exists()
    out = StringIO()
    call_command("prune", stdout=out, stderr=StringIO())
    assert out.getvalue() == "conversations  1  (90 days after the last message)\n"
    assert not Conversation.objects.exists()


def test_the_list_has_every_rule() -> None:
    out = StringIO()
    call_command("prune", "--list", stdout=out, stderr=StringIO())
    for name in retention.rules():
        assert f"{name}  " in out.getvalue()


def test_it_is_a_chore_of_once_a_day() -> None:
    chore = next(one for one in chores() if one.name == "delete what is past its time")
    assert chore.every == timedelta(days=1)
    talk(91)
    chore.run()
    assert not Conversation.objects.exists()


def test_an_email_without_its_text_is_not_sent_again(admin_client: Any) -> None:
    row = email(31, "failed")
    retention.run()
    admin_client.post(
        "/admin/ops/outboxmessage/", {"action": "try_again", "_selected_action": [str(row.pk)]}
    )
    row.refresh_from_db()
    assert row.state == "failed"
