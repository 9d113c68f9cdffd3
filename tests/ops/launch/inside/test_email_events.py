"""Whether the launch check says that nobody would hear of an email that comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from ops.launch.findings import NotApplicable
from ops.launch.gather.inside_email_events import EmailEventFacts, gather_email_events
from ops.launch.world import World, target_for
from ops.outbox.enqueue import enqueue
from ops.outbox.events import EmailEvent
from ops.outbox.rows import OutboxMessage
from ops.outbox.suppression import Suppression, suppress
from tests.ops.launch.inside.facts import found, severities

ID = "monitoring.email_events"
FINE = EmailEventFacts(
    provider="Postmark", key="postmark", secret=True, sent=40, told=38, owner_unreached=False,
    address="https://chat.northbound.example/webhooks/email/postmark/", receives=True,
)  # fmt: skip


def test_where_events_come_in_there_is_nothing_to_mend() -> None:
    assert severities(ID, FINE) == []
    assert severities(ID, replace(FINE, sent=2, told=0)) == [], "too few to say"


@pytest.mark.parametrize(
    ("changed", "severity", "words"),
    [
        ({"secret": False}, "cleanup", "https://chat.northbound.example/webhooks/email/postmark/"),
        ({"told": 0}, "trust", "40 emails"),
        ({"owner_unreached": True}, "trust", "OWNER_EMAIL"),
        ({"replies_wanted": True}, "cleanup", "EMAIL_WEBHOOK_SECRET or OWNER_EMAIL"),
        ({"replies_wanted": True, "receives": False}, "cleanup", "cannot come in"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(
    changed: dict[str, Any], severity: str, words: str
) -> None:
    (finding,) = found(ID, replace(FINE, **changed))
    assert finding.severity.value == severity
    assert words in f"{finding.summary} {finding.evidence} {finding.fix}"


def test_a_server_that_tells_nobody_is_no_finding() -> None:
    with pytest.raises(NotApplicable):
        found(ID, replace(FINE, provider="", key="", secret=False))


@pytest.mark.django_db
def test_the_facts_are_those_of_this_deployment(settings: Settings) -> None:
    settings.EMAIL_PROVIDER, settings.EMAIL_URL = "smtp", "smtps://u:p@smtp.mailgun.org:465"
    settings.SITE_URL = "https://chat.northbound.example"
    settings.EMAIL_WEBHOOK_SECRET = ["x" * 20]
    settings.OWNER_EMAIL = "maya@northbound.example"
    row = enqueue(to="ana@example.org", subject="Hello", text="Words.", kind="test")
    hours_ago = timezone.now() - timedelta(hours=2)
    OutboxMessage.objects.filter(pk=row.pk).update(sent_at=hours_ago, state="sent")
    for kind in ("taken", "delivered"):
        EmailEvent.objects.create(
            message=row, provider="mailgun", kind=kind, at=hours_ago, event_key=kind,
            content_key=kind,
        )  # fmt: skip
    suppress("maya@northbound.example", Suppression.Reason.BOUNCED)
    facts = gather_email_events(World(target=target_for("")))
    assert facts == EmailEventFacts(
        provider="Mailgun", key="mailgun", secret=True, sent=1, told=1, owner_unreached=True,
        address="https://chat.northbound.example/webhooks/email/mailgun/", receives=True,
    )  # fmt: skip
