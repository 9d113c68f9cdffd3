"""What the status page shows: now, a day by layer, outages, a day of answers and of what waits, and
what went out last. What is drawn is put together in ``ops.monitor.drawing``.

A day is some fourteen hundred looks and a row for each minute and process: each is read once, and
nothing older is read at all, however much there is.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from ops.launch.runs import LaunchRun
from ops.monitor import drawing, memory, rates
from ops.monitor.alerts.words import SAID, span
from ops.monitor.daily.rows import load as load_daily
from ops.monitor.daily.status import block as daily_block
from ops.monitor.drawing import FRESH, STEP, STEPS, WIDE
from ops.monitor.inside import is_provider, is_route
from ops.monitor.layers import Layer
from ops.monitor.names import NAMES
from ops.monitor.rows import MaintenanceWindow, MonitorLook, Outage
from ops.one_trip import fetched
from ops.releases.rows import Release
from ops.uptime import elsewhere

#: Rows of each table.
OUTAGES, ROUTES, RUNS = 20, 12, 8


def page(now: datetime | None = None) -> dict[str, Any]:
    """All of it, for the template."""
    now = now or timezone.now()
    start = drawing.begin(now)
    looks = list(MonitorLook.objects.filter(at__gte=start).values_list("at", "states", "waiting"))
    newest = looks[-1] if looks else None
    hour, five, one = rates.windows(60, 5, 1, now=now)
    windows, releases, failures, runs = fetched(
        [
            MaintenanceWindow.objects.filter(begins_at__lte=now, ends_at__gt=now)[:1],
            Release.objects.done()[:1],
            Release.objects.filter(result=Release.Result.FAILED)[:1],
            LaunchRun.objects.of(settings.SITE_URL).only("started_at", "verdict", "summary")[:RUNS],
        ]
    )
    return {
        "watching": bool(newest and now - newest[0] <= FRESH),
        "last_look": newest[0] if newest else None,
        "once": _failed(newest[1]) if newest else [],
        "failing": _failing(),
        "window": next(iter(windows), None),
        "strips": drawing.strips([(at, states) for at, states, _ in looks], start),
        "width": STEPS * WIDE,
        "chart": drawing.chart(rates.by_time(start, STEP, STEPS)),
        "hours": drawing.hours(start),
        "lately": [("the last minute", rates.of(one)), ("the last five minutes", rates.of(five))],
        "waiting": drawing.waiting([(at, found) for at, _, found in looks], start),
        "outages": [_told(row) for row in Outage.objects.all()[:OUTAGES]],
        "routes": _routes(hour)[:ROUTES],
        "providers": [rate for rate in hour if is_provider(rate.subject)],
        "release": next(iter(releases), None),
        "failed_release": next(iter(failures), None),
        "runs": drawing.trend(sorted(runs, key=lambda run: run.started_at, reverse=True)),
        "daily": daily_block(load_daily(), now),
        "history": elsewhere.history(now),
        "logs": elsewhere.logs(),
    }  # fmt: skip


def _routes(found: list[rates.Rate]) -> list[rates.Rate]:
    """Those with trouble first, then the busiest."""
    routes = [rate for rate in found if is_route(rate.subject)]
    return sorted(routes, key=lambda rate: not (rate.is_bad or rate.is_slow))


def _failing() -> list[dict[str, Any]]:
    return [
        {"words": SAID[one.layer].broken, "notice": SAID[one.layer].notice,
         "since": one.since, "evidence": one.evidence, "advice": SAID[one.layer].advice}
        for one in memory.load().incidents
    ]  # fmt: skip


def _failed(states: dict[str, str]) -> list[str]:
    """What failed at the last look, which is told nobody until it has failed again."""
    return [NAMES[layer] for layer in Layer if states.get(layer.value) == "failed"]


def _told(row: Outage) -> dict[str, Any]:
    lasted = span(row.ended_at - row.began_at) if row.ended_at else ""
    return {"row": row, "words": SAID[Layer(row.layer)].broken, "lasted": lasted}
