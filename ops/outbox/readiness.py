"""The outbox's line of ``/readyz``."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from ops.outbox import suppression
from ops.outbox.rows import OutboxMessage
from ops.readiness import ProbeResult
from ops.readiness import register as register_probe

#: An email that has waited this long past its time needs somebody to look.
LATE = timedelta(seconds=60)


def probe() -> ProbeResult:
    """Degraded while an email is late, or more were given up in the last hour than went out.

    One address that does not exist is its owner's mistake: the others get their emails.
    """
    now = timezone.now()
    late = OutboxMessage.objects.due(now - LATE).count()
    if late:
        return ProbeResult("degraded", f"{late} emails have waited for more than a minute")
    hour = now - timedelta(hours=1)
    lately = OutboxMessage.objects.filter(created_at__gte=hour)
    given_up = OutboxMessage.objects.given_up().filter(created_at__gte=hour).count()
    if given_up and given_up > lately.filter(state=OutboxMessage.State.SENT).count():
        return ProbeResult("degraded", f"{given_up} emails of the last hour were given up")
    if owner_unreached():
        return ProbeResult("degraded", "an email to OWNER_EMAIL came back")
    return ProbeResult("ok")


def owner_unreached() -> bool:
    """Whether emails to the owner come back, or were marked as spam by whoever reads them.

    They are sent all the same: a lead that nobody hears of is worse.
    """
    return bool(settings.OWNER_EMAIL) and suppression.of(settings.OWNER_EMAIL, [""]) is not None


def register() -> None:
    """Add it."""
    register_probe("outbox", probe)
