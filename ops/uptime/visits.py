"""Noticing that an uptime provider looks: it says who it is, and it comes every few minutes.

Anybody can give such a name, so nothing is opened by it and nobody is let past a limit. All it does
is to write the time into one row, once a minute and process.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

from django.db import DatabaseError
from django.http import HttpRequest

from ops import schedule
from ops.database import give_back
from ops.uptime.provider import COMPANIES

#: What monitors look at; every other request costs one look into this set.
WATCHED = frozenset(("/", "/healthz", "/readyz", "/widget/", "/embed.js"))
AGENTS = tuple((company.agent, company.key) for company in COMPANIES)
#: Seconds between two writes of one process, and characters of a name that are looked at.
APART, ENOUGH = 60.0, 300

_seen: dict[str, float] = {}
_written: dict[str, float] = {}


def register() -> None:
    """Write what each process has seen."""
    schedule.in_each_process(flush)


def notice(request: HttpRequest) -> None:
    """Note a look, in memory."""
    if request.path_info not in WATCHED:
        return
    agent = request.META.get("HTTP_USER_AGENT", "")[:ENOUGH]
    for sign, key in AGENTS:
        if sign in agent:
            _seen[key] = time.time()
            return


def flush() -> None:
    """Every ten seconds in each process: write what was seen, if the last write is long ago."""
    for key, at in list(_seen.items()):
        if at - _written.get(key, 0.0) < APART:
            continue
        try:
            _write(key, datetime.fromtimestamp(at, UTC))
        except DatabaseError:
            # It comes again in a few minutes.
            give_back()
            return
        _written[key] = at


def _write(key: str, at: datetime) -> None:
    from ops.uptime.rows import UptimeVisit

    row, made = UptimeVisit.objects.get_or_create(provider=key, defaults={"at": at})
    if not made:
        # Another process may have seen a later one.
        UptimeVisit.objects.filter(pk=row.pk, at__lt=at).update(at=at)


def forget() -> None:
    """For tests: as a process that has just begun."""
    _seen.clear()
    _written.clear()
