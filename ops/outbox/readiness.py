"""The outbox's line of ``/readyz``."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ops.outbox.rows import OutboxMessage
from ops.readiness import ProbeResult
from ops.readiness import register as register_probe

#: An email that has waited this long past its time needs somebody to look.
LATE = timedelta(seconds=60)


def probe() -> ProbeResult:
    """Degraded while an email is late, or one was given up in the last hour."""
    now = timezone.now()
    late = OutboxMessage.objects.due(now - LATE).count()
    if late:
        return ProbeResult("degraded", f"{late} emails have waited for more than a minute")
    hour = now - timedelta(hours=1)
    given_up = OutboxMessage.objects.filter(
        state=OutboxMessage.State.FAILED, created_at__gte=hour
    ).count()
    if given_up:
        return ProbeResult("degraded", f"{given_up} emails of the last hour were given up")
    return ProbeResult("ok")


def register() -> None:
    """Add it."""
    register_probe("outbox", probe)
