"""Ties the monitor into the schedule; what it works with is loaded when it first looks."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from ops import schedule
from ops.database import give_back
from ops.launch.network.names import is_local
from ops.monitor import rates, slow
from ops.schedule.rows import ChoreRun

NAME = "monitor"
EVERY = timedelta(minutes=1)
DAILY = "certificates, domain and DNS"
#: How often it is asked whether the daily look is due.
DUE = timedelta(minutes=15)
#: Nobody does the chore when it last began so long ago.
OVERDUE = timedelta(minutes=3)
#: What rooms above want looked at, by the name it has in an alert: the dotted names of functions
#: of a ``ops.monitor.probe.Line``, which are loaded when somebody looks.
also: dict[str, str] = {}


def also_look_at(name: str, function: str) -> None:
    """Add something that has to work, such as a chat message.

    ``function`` takes a ``Line`` and returns "" or what was wrong; it may raise ``NoResponse``.
    """
    also[name] = function


def register() -> None:
    """Watch, and count."""
    slow.register()
    schedule.in_each_process(rates.flush)
    schedule.register("forget old rates", rates.prune, every=timedelta(hours=1))
    schedule.register(NAME, look, every=EVERY, patience=timedelta(minutes=2))
    schedule.register(DAILY, look_daily, every=DUE, patience=timedelta(minutes=10))
    schedule.in_each_process(look_without_database)


def is_on() -> bool:
    """Whether this deployment watches itself: not on somebody's own computer."""
    if settings.MONITOR == "auto":
        return not settings.DEBUG and not is_local(urlsplit(settings.SITE_URL).hostname or "")
    return bool(settings.MONITOR == "on")


def look() -> None:
    """Every minute, by one process of all. The heartbeat is for wherever it is set."""
    if is_on() or settings.HEARTBEAT_URL:
        from ops.monitor import run

        run.chore()


def look_daily() -> None:
    """Certificates, registration and DNS, when that is due."""
    if is_on():
        from ops.monitor.daily import run

        run.chore()


def look_without_database() -> None:
    """Every ten seconds in each process: look in the chore's place, where it cannot be claimed
    or whoever should do the chores does not. A worker that is stuck tells nobody that it is.
    """
    if is_on() and (not database_answers() or nobody_looks()):
        from ops.monitor import run

        run.in_the_chores_place()


def database_answers() -> bool:
    """Whether the row of our own chore can be read."""
    try:
        ChoreRun.objects.filter(name=NAME).exists()
    except DatabaseError:
        give_back()
        return False
    return True


def nobody_looks() -> bool:
    """Whether the chore is overdue; one that was never done is overdue some minutes from now."""
    now = timezone.now()
    try:
        row, _ = ChoreRun.objects.get_or_create(
            name=NAME, defaults={"began_at": now, "ended_at": now}
        )
    except DatabaseError:
        give_back()
        return True
    return row.began_at is not None and row.began_at < now - OVERDUE
