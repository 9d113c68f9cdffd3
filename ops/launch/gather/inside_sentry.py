"""Whether Sentry can be reached, and whether it took the last test report.

No report is sent here: each one counts against a project's quota, and a launch check is run often.
``alert_test`` sends one and remembers what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ops.launch.findings import NotApplicable
from ops.launch.gather.inside_database import patient
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.monitor.alerts import sentry
from ops.monitor.alerts.routes import RouteError
from ops.monitor.alerts.send import AlertRoute


@dataclass(frozen=True, kw_only=True, slots=True)
class SentryFacts:
    """``reached`` is "" or why it was not; ``worked`` when a test report was last taken, and
    ``problem`` why the last one was not ("" when it was, or none was sent).
    """

    now: datetime
    reached: str
    worked: datetime | None
    problem: str


@gatherer("sentry", seconds=8, inside=True)
def gather_sentry(world: World) -> SentryFacts:
    """One look at its door, and what ``alert_test`` has kept."""
    if not settings.SENTRY_DSN:
        raise NotApplicable("SENTRY_DSN is empty: errors are reported to nobody.")
    with patient(connection.vendor):
        row = AlertRoute.objects.filter(name=sentry.NAME).first()
    reached = ""
    try:
        sentry.reach()
    except RouteError as error:
        reached = str(error)
    return SentryFacts(
        now=timezone.now(),
        reached=reached,
        worked=row.worked_at if row else None,
        problem=row.problem if row else "",
    )
