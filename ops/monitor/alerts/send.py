"""Sending one alert by every way that is set up, and remembering which of them worked."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Thread

from django.db import DatabaseError, models
from django.utils import timezone

from ops.database import give_back
from ops.monitor.alerts.routes import Route, RouteError, routes
from ops.monitor.alerts.words import Alert

logger = logging.getLogger(__name__)

#: Seconds after which a way that hangs is given up.
LONGEST = 25.0


class AlertRoute(models.Model):
    """One row a way: when it last worked and last failed, and why. ``problem`` is "" when the last
    try worked.
    """

    name = models.CharField(max_length=20, unique=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one way; ``problem`` is "" where it worked, ``on`` False where it is not set
    up.
    """

    route: str
    variable: str
    on: bool
    problem: str = ""


def send(alert: Alert, *, database: bool = True) -> list[Sent]:
    """Send by all ways at once; never raises. A line in the log says what was to be told.

    ``database`` is False where it is known to be away: then nothing is kept.
    """
    logger.log(
        logging.WARNING if not alert.good else logging.INFO,
        "alert: %s",
        alert.title,
        extra={"event": "alert", "kind": "over" if alert.good else "alert"},
    )
    problems = _by_all([route for route in routes() if route.is_on], alert)
    for name, problem in problems.items():
        if problem:
            logger.error(
                "an alert did not leave by %s: %s", name, problem,
                extra={"event": "alert_failed", "kind": name},
            )  # fmt: skip
        if database:
            remember(name, problem)
    return [
        Sent(route.name, route.variable, route.name in problems, problems.get(route.name, ""))
        for route in routes()
    ]


def _by_all(ways: Sequence[Route], alert: Alert) -> dict[str, str]:
    """What went wrong by each way, or "". None waits for another: one may hang."""
    problems = {way.name: "it took too long; it may arrive all the same" for way in ways}

    def go(way: Route) -> None:
        try:
            way.send(alert)
            found = ""
        except RouteError as error:
            found = str(error)
        except Exception as error:
            # The outermost edge of one way: the others are tried whatever happens here.
            logger.exception("the way %s broke", way.name)
            found = f"it broke: {type(error).__name__}"
        finally:
            give_back()
        problems[way.name] = found

    threads = [Thread(target=go, args=(way,), daemon=True) for way in ways]
    until = time.monotonic() + LONGEST
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return dict(problems)


def remember(name: str, problem: str = "") -> None:
    """Keep when a way last worked; without a database nothing is kept and nothing fails."""
    now = timezone.now()
    change = {"failed_at": now} if problem else {"worked_at": now}
    try:
        AlertRoute.objects.update_or_create(
            name=name, defaults={**change, "problem": problem[:300]}
        )
    except DatabaseError:
        logger.warning("what became of an alert could not be kept")
        give_back()
