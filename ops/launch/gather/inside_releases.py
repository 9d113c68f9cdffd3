"""What waits to be released, and how the last releases went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ops.launch.findings import CannotTell
from ops.launch.gather.inside_database import patient
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.releases.pending import pending
from ops.releases.problems import ReleaseFailed
from ops.releases.rows import Release
from ops.releases.safety.findings import Danger


@dataclass(frozen=True, kw_only=True, slots=True)
class PendingFacts:
    """``looked_at`` are the migrations that have not run, as app.name."""

    looked_at: tuple[str, ...] = ()
    dangers: tuple[Danger, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseFacts:
    """``running`` is the version of this process, "" where it has none; ``current`` that of the
    last release that went out, "" where none did. The rest is about the last try.
    """

    running: str
    current: str
    result: str = ""
    version: str = ""
    step: str = ""
    problem: str = ""
    started_at: datetime | None = None
    now: datetime | None = None


@gatherer("pending_migrations", seconds=30, inside=True)
def gather_pending(world: World) -> PendingFacts:
    """From the migration files and the database."""
    try:
        with patient(connection.vendor):
            verdict = pending().judge()
    except ReleaseFailed as error:
        raise CannotTell(error.problem) from error
    return PendingFacts(looked_at=verdict.looked_at, dangers=verdict.dangers)


@gatherer("releases", seconds=5, inside=True)
def gather_releases(world: World) -> ReleaseFacts:
    """From the rows that bin/release writes."""
    with patient(connection.vendor):
        last, current = Release.objects.first(), Release.objects.current()
    running = "" if settings.VERSION == "development" else settings.VERSION
    if last is None:
        return ReleaseFacts(running=running, current="")
    return ReleaseFacts(
        running=running,
        current=current.version if current else "",
        result=last.result,
        version=last.version,
        step=last.step,
        problem=last.problem,
        started_at=last.started_at,
        now=timezone.now(),
    )
