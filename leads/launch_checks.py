"""Launch checks of the leads: that nobody who raised a hand is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from leads.bookings import checks as _bookings  # noqa: F401 - registers the check of bookings
from ops.launch.findings import Finding, Severity
from ops.launch.registry import check, gatherer
from ops.launch.world import World
from ops.outbox.rows import OutboxMessage

#: How long an email may wait before somebody should look.
LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """Emails to real people: how many wait too long, how many were given up in the last week."""

    late: int
    given_up: int
    last_error: str


@gatherer("leads", seconds=5, inside=True)
def gather_leads(world: World) -> LeadFacts:
    """From the outbox."""
    real, now = OutboxMessage.objects.filter(is_test=False), timezone.now()
    failed = real.given_up().filter(created_at__gte=now - timedelta(days=7)).order_by("-created_at")
    latest = failed.first()
    return LeadFacts(
        late=real.filter(state=OutboxMessage.State.PENDING, created_at__lt=now - LATE).count(),
        given_up=failed.count(),
        last_error=latest.last_error if latest else "",
    )


@check("leads.emails_arrive", stage=3, needs="leads")
def emails_leave_in_time(leads: LeadFacts) -> Iterator[Finding]:
    """Confirmations and notices leave within minutes"""
    if leads.late:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="waiting",
            summary=f"{leads.late} emails to people have been waiting for more than ten minutes.",
            impact="People who left their details hear nothing, and neither do you.",
            fix="Look at Running, Outbox in the admin: each row says why. Check the EMAIL_ "
            "variables, then run: python manage.py send_test_email you@example.com",
        )
    if leads.given_up:
        yield Finding(
            severity=Severity.TRUST,
            subject="given up",
            summary=f"{leads.given_up} emails of the last week were given up.",
            evidence=f"The last one: {leads.last_error}" if leads.last_error else "",
            impact="Those people got no answer.",
            fix="In the admin, Running, Outbox, filter by given up; mend the cause, select them "
            "and choose Try again now.",
        )
