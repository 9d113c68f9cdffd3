"""Where a person finds what is not kept here: months of uptime, and every line of the log."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from ops.launch.deployment import on_platform
from ops.launch.platforms import PLATFORMS
from ops.uptime.provider import COMPANIES
from ops.uptime.rows import UptimeMonitor, UptimeVisit

#: A provider that has not looked for so long is no longer in use.
USED = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Place:
    """A page of somebody else's; without ``url``, ``how`` is what to type instead."""

    name: str
    url: str = ""
    how: str = ""


def history(now: datetime) -> list[Place]:
    """The uptime providers in use: with a key, with monitors made from here, or seen looking."""
    used = set(UptimeMonitor.objects.values_list("provider", flat=True))
    used |= set(UptimeVisit.objects.filter(at__gte=now - USED).values_list("provider", flat=True))
    used |= {one.key for one in COMPANIES if one.variable and getattr(settings, one.variable)}
    return [Place(one.name, one.history) for one in COMPANIES if one.key in used]


def logs(environ: Mapping[str, str] = os.environ) -> Place:
    """The platform's log of this very app, as near as the platform lets itself be known."""
    key, _ = on_platform(environ)
    if not key:
        return Place("", how="docker compose logs web")
    platform = PLATFORMS[key]
    app = {
        "heroku": settings.HEROKU_APP_NAME,
        "render": settings.RENDER_SERVICE_ID,
        "fly": environ.get("FLY_APP_NAME", ""),
        "railway": environ.get("RAILWAY_PROJECT_ID", ""),
    }.get(key, "")
    return Place(platform.name, platform.logs.format(app=app) if app else platform.dashboard)
