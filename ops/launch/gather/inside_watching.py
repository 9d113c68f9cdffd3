"""Who watches the site, and whether anybody would hear of an outage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ops.launch.gather.inside_database import patient
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.monitor.alerts.routes import routes
from ops.monitor.alerts.send import AlertRoute
from ops.monitor.daily.rows import DailyWatch
from ops.monitor.rows import MonitorLook


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """One way alerts leave by: since when it has worked, and why it last did not ("" for it did).

    ``variable`` switches it on, ``on`` says whether it is.
    """

    name: str
    variable: str
    on: bool
    worked: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchingFacts:
    """``looked`` is when the site last looked at itself, ``daily`` when it last looked at its
    certificates, domain and DNS; ``switched`` is MONITOR.
    """

    now: datetime
    local: bool
    switched: str
    looked: datetime | None
    ways: tuple[Way, ...]
    heartbeat: Way
    to_file: bool
    daily: datetime | None = None


@gatherer("watching", seconds=8, inside=True)
def gather_watching(world: World) -> WatchingFacts:
    """From the settings and what the monitor has kept."""
    with patient(connection.vendor):
        known = {row.name: row for row in AlertRoute.objects.all()}
        daily = DailyWatch.objects.filter(pk=1).values_list("at", flat=True).first()
        newest = MonitorLook.objects.order_by("-at").values_list("at", flat=True).first()

    def way(name: str, variable: str) -> Way:
        row = known.get(name)
        return Way(
            name=name, variable=variable, on=bool(getattr(settings, variable)),
            worked=row.worked_at if row else None, problem=row.problem if row else "",
        )  # fmt: skip

    return WatchingFacts(
        now=timezone.now(),
        local=world.target.is_local,
        switched=settings.MONITOR,
        looked=newest,
        daily=daily,
        ways=tuple(way(route.name, route.variable) for route in routes()),
        heartbeat=way("heartbeat", "HEARTBEAT_URL"),
        to_file=settings.EMAIL_PROVIDER == "file",
    )
