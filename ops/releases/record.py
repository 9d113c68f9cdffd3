"""Writes releases down: what goes out, how far it came, how it ended."""

from __future__ import annotations

import getpass
import logging
import os
import shutil
import subprocess

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ops.launch.deployment import on_platform
from ops.logs.redaction import redact
from ops.releases.pending import by_app, unknown_to
from ops.releases.rows import Release

logger = logging.getLogger("ops.release")
CUT_OFF = "It was stopped from outside before it ended."
UNNAMED = "development"


def can_be_written() -> bool:
    """Whether the table is there; on a first deploy the migrations make it."""
    try:
        return Release._meta.db_table in connection.introspection.table_names()
    except DatabaseError:
        return False


def begin(*, who: str = "") -> Release:
    """A row for this try. Whatever is still open was cut off, since only one runs at a time."""
    Release.objects.filter(result=Release.Result.STARTED).update(
        result=Release.Result.FAILED, problem=CUT_OFF, finished_at=timezone.now()
    )
    return Release.objects.create(**_about(who))


def _about(who: str) -> dict[str, str]:
    platform, _ = on_platform(os.environ)
    return {
        "version": settings.VERSION[:100],
        "commit": commit()[:64],
        "platform": platform,
        "who": (who or platform or _user())[:150],
        "kind": _kind(),
    }


def commit() -> str:
    """The commit of this code, where the platform or git says it."""
    given: str = settings.COMMIT
    git = shutil.which("git")
    if given or not git or not (settings.BASE_DIR / ".git").exists():
        return given
    done = subprocess.run(  # noqa: S603 - a fixed command
        [git, "rev-parse", "HEAD"], cwd=settings.BASE_DIR, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    return done.stdout.strip()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # A container's user may have no name.
        return ""


def _kind() -> str:
    """A rollback where the tables are newer than the code, or where this code was out before."""
    if unknown_to(MigrationLoader(connection)):
        return Release.Kind.ROLLBACK
    current = Release.objects.current()
    again = settings.VERSION != UNNAMED and current and current.version != settings.VERSION
    if again and Release.objects.done().filter(version=settings.VERSION).exists():
        return Release.Kind.ROLLBACK
    return Release.Kind.DEPLOY


def at(release: Release | None, step: str) -> None:
    """How far it is."""
    if release:
        release.step = step
        release.save(update_fields=["step"])


def done(release: Release) -> None:
    """It went out."""
    release.result, release.step = Release.Result.DONE, ""
    _end(release)
    Release.objects.prune()
    logger.info(
        "release %s is out", release.version,
        extra={"event": "release", "commit": release.commit, "kind": release.kind,
               "seconds": _seconds(release)},
    )  # fmt: skip


def failed(release: Release | None, step: str, problem: str, *, who: str = "") -> None:
    """It did not; written down where the database can be reached."""
    logger.error(
        "release %s failed at %s: %s", settings.VERSION, step, shortened(problem),
        extra={"event": "release_failed", "stage": step, "commit": settings.COMMIT or None},
    )  # fmt: skip
    try:
        if release is None:
            if not can_be_written():
                return
            release = Release(**_about(who))
        release.result, release.step = Release.Result.FAILED, step
        release.problem = shortened(problem)
        _end(release)
    except DatabaseError as error:
        logger.warning("the failed release could not be written down: %s", type(error).__name__)


def _seconds(release: Release) -> int:
    return round(((release.finished_at or timezone.now()) - release.started_at).total_seconds())


def shortened(problem: str) -> str:
    """What fits into the row, without secrets and people."""
    text = redact(" ".join(problem.split()))
    return text if len(text) <= 500 else f"{text[:499]}…"


def _end(release: Release) -> None:
    release.finished_at = timezone.now()
    release.schema = by_app(set(MigrationRecorder(connection).applied_migrations()))
    release.known = by_app(set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations))
    release.save()
