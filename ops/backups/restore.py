"""THE flow of a restore: find, fetch, check, put into a database of its own, count.

The database that serves visitors is left alone: the copy gets a new one beside it, and a person
switches over by DATABASE_URL. Only with its name typed is a database that holds something replaced,
in one transaction, after it was backed up itself.

A restored copy is of the past, so two things in it are put right before anybody can use it. Emails
that were waiting then may have left since: they are held as given up, with the reason, for a person
to look at. Sessions that were open then may have been ended since: all are ended.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from ops.backups import into_postgres, into_sqlite, manifest
from ops.backups.make import ending, make_backup, workroom
from ops.backups.manifest import Manifest, digest_of
from ops.backups.places import Place, fetch
from ops.backups.problems import BackupFailed
from ops.launch.report.wording import moment


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """What was done. ``database`` is a name or a file; ``older`` and ``newer`` are migrations that
    this code has and the copy lacks, and the other way round.
    """

    backup: Manifest
    database: str
    replaced: bool
    saved: str
    held: int
    older: tuple[str, ...]
    newer: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "schema": 1, "backup": self.backup.name, "database": self.database,
            "replaced": self.replaced, "saved_before": self.saved, "rows": self.backup.rows,
            "emails_held": self.held, "migrations_to_run": list(self.older),
            "migrations_unknown": list(self.newer),
        }  # fmt: skip


def restore(
    *, place: Place, name: str, into: Mapping[str, Any] | None, overwrite: str,
    say: Callable[[str], None],
) -> Restored:  # fmt: skip
    """Bring a backup back; raises ``BackupFailed`` with everything as it was before.

    ``into`` is Django's settings of a database; without it a new one is made beside ours.
    ``overwrite`` is the name of the database that may lose what it has, or "".
    """
    backup = _found(place, name)
    engine = "sqlite" if ending().startswith(".sqlite") else "postgresql"
    if into is not None:
        engine = "sqlite" if "sqlite" in into["ENGINE"] else "postgresql"
    if engine != backup.engine:
        raise BackupFailed(
            f"This backup is of {_engine(backup.engine)} and cannot go into {_engine(engine)}. "
            f"Give the address of an empty {_engine(backup.engine)} database with --into."
        )
    target = into or connection.settings_dict
    room = into_sqlite if engine == "sqlite" else into_postgres
    saved = ""
    with workroom(place) as folder:
        file = folder / f"fetched{Path(backup.file).suffix}"
        say(f"Fetching {backup.name}")
        fetch(place, backup.file, file)
        if digest_of(file) != (backup.sha256, backup.size):
            raise BackupFailed(
                f"{backup.file} is not what was stored there: it is damaged. Use another backup."
            )
        room.refuse(target, new=into is None and not overwrite, overwrite=overwrite)
        if overwrite and room.is_ours(target):
            say("Backing up what is there now")
            saved = make_backup(place=place, keep=0, say=lambda _: None, reason="restore").name
        say("Restoring")
        database, held = room.bring(
            file, backup, target, new=into is None and not overwrite, overwrite=overwrite,
            why=f"Held: restored from a backup of {moment(backup.made_at)}. It may have been sent "
            "after that.",
        )  # fmt: skip
    older, newer = _compared(backup)
    return Restored(
        backup=backup, database=database, replaced=bool(overwrite), saved=saved, held=held,
        older=older, newer=newer,
    )  # fmt: skip


def _found(place: Place, name: str) -> Manifest:
    if name == "latest":
        found = manifest.listed(place)
        if found:
            return found[0]
    elif "/" not in name and f"{name}{manifest.ENDING}" in place.names():
        return manifest.read(place, name)
    names = [one.name for one in manifest.listed(place)[:10]]
    there = f"These are there: {', '.join(names)}" if names else "There is none at all"
    raise BackupFailed(f"There is no backup {name} in {place.words}. {there}.")


def _engine(engine: str) -> str:
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(engine, engine)


def _compared(backup: Manifest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which migrations the copy lacks for this code, and which it has that this code does not."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = set(loader.graph.nodes)
    theirs = {(app, name) for app, names in backup.migrations.items() for name in names}
    replaced = {key for squashed in loader.replacements.values() for key in squashed.replaces}
    apps = {app for app, _ in ours}
    older = sorted(f"{app}.{name}" for app, name in ours - theirs)
    newer = sorted(f"{app}.{name}" for app, name in theirs - ours - replaced if app in apps)
    return tuple(older), tuple(newer)


def stamp() -> str:
    """What makes the name of a new database one of its own."""
    return f"{timezone.now():%Y%m%d_%H%M%S}"
