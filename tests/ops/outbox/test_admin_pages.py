"""What the founder sees of it: on the lead, in the outbox, and among the suppressed addresses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lab.email_calls import call
from leads.capture import capture_lead
from leads.models import Lead
from ops.audit.rows import AuditEntry
from ops.outbox import history
from ops.outbox.deliver import deliver_due
from ops.outbox.enqueue import enqueue
from ops.outbox.readiness import probe
from ops.outbox.rows import OutboxMessage
from ops.outbox.suppression import Suppression, suppress
from tests.ops.outbox.providers import provider
from tests.ops.team.people import assistant, owner, signed_in

pytestmark = pytest.mark.django_db

ANA = "ana@example.org"


def bounced(client: Client, settings: Settings) -> OutboxMessage:
    """A lead whose confirmation came back."""
    with provider("postmark", settings):
        capture_lead(email=ANA, name="Ana", consent=True, source="contact")
        deliver_due()
        row = OutboxMessage.objects.get(to=ANA)
        call("postmark", "hard", to=ANA, named=row.provider_id, at=datetime.now(UTC)).post(client)
    return row


def test_the_lead_shows_what_became_of_each_email(client: Client, settings: Settings) -> None:
    bounced(client, settings)
    enqueue(to=ANA, subject="<b>More</b>", text="Words.", kind="test")
    lead = Lead.objects.get()
    page = signed_in(assistant()).get(f"/admin/leads/lead/{lead.pk}/change/").content.decode()
    assert "came back: no such mailbox" in page
    assert "does not exist" in page, "in the mail server's own words"
    assert "Left alone: an email to this address came back" in page
    assert "&lt;b&gt;More&lt;/b&gt;" in page and "<b>More</b>" not in page


def test_the_history_is_one_query_however_long(
    django_assert_num_queries: Any, client: Client, settings: Settings
) -> None:
    for n in range(40):
        enqueue(to=ANA, subject=f"No. {n}", text="Words.", kind="test")
    with django_assert_num_queries(1):
        found = history.emails_to(ANA)
    assert len(found) == history.MOST and found[0].subject == "No. 39"
    assert {one.became for one in found} == {"waiting to be sent"}


def test_the_outbox_shows_the_events_of_an_email(client: Client, settings: Settings) -> None:
    row = bounced(client, settings)
    page = signed_in(owner()).get(f"/admin/ops/outboxmessage/{row.pk}/change/").content.decode()
    assert "taken by your email provider" in page and "came back for good" in page


def test_a_suppression_is_found_by_its_address_and_lifted_by_an_owner(
    client: Client, settings: Settings
) -> None:
    row = bounced(client, settings)
    suppress("ben@example.org", Suppression.Reason.COMPLAINED)
    browser = signed_in(owner())
    listed = browser.get("/admin/ops/suppression/").content.decode()
    assert ANA in listed and "no such mailbox" in listed and "not kept any more" in listed
    found = browser.get("/admin/ops/suppression/", {"q": " ANA@example.org "}).content.decode()
    assert (
        ANA in found
        and "marked an email" not in found.partition("<tbody>")[2].partition("</tbody>")[0]
    )
    one = Suppression.objects.get(message=row)
    assert (
        signed_in(assistant()).post(f"/admin/ops/suppression/{one.pk}/delete/").status_code == 403
    )
    gone = browser.post(f"/admin/ops/suppression/{one.pk}/delete/", {"post": "yes"})
    assert gone.status_code == 302
    assert Suppression.objects.get().reason == "complained"
    assert AuditEntry.objects.filter(kind="settings", about="deleted").exists()
    assert enqueue(to=ANA, subject="Now", text="Words.", kind="test").state == "pending"


def test_trying_again_does_not_get_around_it(client: Client, settings: Settings) -> None:
    bounced(client, settings)
    row = enqueue(to=ANA, subject="Again", text="Words.", kind="test")
    browser = signed_in(owner())
    browser.post(
        "/admin/ops/outboxmessage/", {"action": "try_again", "_selected_action": [str(row.pk)]}
    )
    deliver_due()
    row.refresh_from_db()
    assert (row.state, row.fate) == ("failed", "suppressed")


def test_deleting_an_email_takes_its_events_and_leaves_the_suppression(
    client: Client, settings: Settings
) -> None:
    row = bounced(client, settings)
    gone = signed_in(owner()).post(f"/admin/ops/outboxmessage/{row.pk}/delete/", {"post": "yes"})
    assert gone.status_code == 302
    assert not row.events.model.objects.filter(message=row.pk).exists()
    assert Suppression.objects.get().message is None


def test_nobody_is_told_of_an_alarm_for_what_was_not_to_be_sent(
    client: Client, settings: Settings
) -> None:
    suppress(ANA, Suppression.Reason.BOUNCED)
    enqueue(to=ANA, subject="Again", text="Words.", kind="test")
    assert probe().status == "ok"
    assert OutboxMessage.objects.given_up().count() == 0
