"""Asks the world for the facts, with the launch check's own gatherers, and never fails for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from ops.database import give_back
from ops.handover.facts import Facts, LastCheck, is_missing
from ops.launch import registry
from ops.launch.findings import Severity, Unknown
from ops.launch.gather.inside import SettingsFacts
from ops.launch.runner import gathered
from ops.launch.runs import LaunchRun
from ops.launch.world import World
from ops.releases.rows import Release
from ops.uptime import elsewhere

#: The facts that are gathered, each on its own: one that fails leaves the others.
NAMES = ("registration", "dns", "zone_records", "mail", "tls", "settings")


def gather(world: World) -> Facts:
    """All of it; what could not be had is ``Unknown`` with its reason."""
    registry.discover()
    inside = world.target.inside
    found: dict[str, Any] = gathered(world, NAMES)
    outside = Unknown("this looks from outside, and sees no settings")
    given = found.get("settings", outside)
    environment = settings.ENVIRONMENT
    return Facts(
        target=world.target,
        now=timezone.now(),
        release=settings.VERSION if inside and settings.VERSION != "development" else "",
        inside=inside,
        platform=_platform(world, found["dns"], given),
        registration=found["registration"],
        dns=found["dns"],
        records=found["zone_records"],
        mail=found["mail"],
        tls=found["tls"],
        settings=given,
        last_check=_from_database(lambda: _last_check(world.target.url)),
        **(_releases() if inside else {}),
        admin=reverse("admin:index") if inside else "",
        looked_at_by=(_from_database(_uptime) or ()) if inside else (),
        variables=tuple(environment),
        set_names=frozenset(
            variable.name for variable in environment if environment.is_set(variable.name)
        )
        if inside
        else frozenset(),
    )


def _platform(world: World, dns: Any, given: Any) -> str:
    """Where the app runs: its own word first, then what was given, then what its name leads to."""
    if isinstance(given, SettingsFacts) and given.platform:
        return given.platform
    if world.target.platform:
        return world.target.platform
    return "" if is_missing(dns) or dns.platform is None else str(dns.platform.key)


def _from_database(read: Any) -> Any:
    """What a table says, or None where the database does not answer or is older than the table."""
    try:
        return read()
    except DatabaseError:
        give_back()
        return None


def _last_check(url: str) -> LastCheck | None:
    address = url.rstrip("/")
    run = (
        LaunchRun.objects.filter(target__in=[address, f"{address}/"], state=LaunchRun.State.DONE)
        .order_by("-started_at", "-pk")
        .first()
    )
    if run is None:
        return None
    found = [
        (finding["severity"], finding["summary"], finding.get("fix", ""), result["id"])
        for result in run.report.get("results", [])
        for finding in result.get("findings", [])
    ]
    ranks = [severity.value for severity in Severity]
    found.sort(key=lambda one: ranks.index(one[0]) if one[0] in ranks else len(ranks))
    return LastCheck(at=run.started_at, verdict=run.verdict, findings=tuple(found))


def _uptime() -> tuple[tuple[str, str], ...]:
    return tuple((place.name, place.url) for place in elsewhere.history(timezone.now()))


def _releases() -> dict[str, tuple[str, datetime] | None]:
    rows = _from_database(lambda: list(Release.objects.done()[:50])) or []
    pairs = [(row.version, row.started_at) for row in rows]
    last = pairs[0] if pairs else None
    before = next((pair for pair in pairs if last and pair[0] != last[0]), None)
    return {"last_release": last, "before_that": before}
