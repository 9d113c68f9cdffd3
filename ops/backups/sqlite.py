"""A copy of an SQLite file, taken while others write to it.

By SQLite's own online backup; copying the file would catch half a change
(https://www.sqlite.org/backup.html).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ops.backups.postgres import Copied
from ops.backups.problems import BackupFailed

ENDING = ".sqlite3"


def dump(source: Path, to: Path) -> Copied:
    """Write a whole copy into ``to`` and check it."""
    if not source.is_file():
        raise BackupFailed("There is no database file yet. Run: python manage.py migrate")
    to.touch(mode=0o600)
    with said(), opened(source) as live, opened(to) as copy:
        live.backup(copy)
        # One file, with nothing beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
    return check(to)


def check(file: Path) -> Copied:
    """What is in a copy; raises ``BackupFailed`` where it is damaged."""
    with said(), opened(file) as copy:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise BackupFailed(f"The copy is damaged: {verdict.splitlines()[0]}")
        tables = counts(copy)
        migrations: dict[str, list[str]] = {}
        if "django_migrations" in tables:
            for app, name in copy.execute(
                "SELECT app, name FROM django_migrations ORDER BY app, name"
            ):
                migrations.setdefault(app, []).append(name)
        waiting = 0
        if "ops_outboxmessage" in tables:
            waiting = copy.execute(
                "SELECT count(*) FROM ops_outboxmessage WHERE state IN ('pending', 'sending')"
            ).fetchone()[0]
    return Copied(
        engine="sqlite",
        server=f"SQLite {sqlite3.sqlite_version}",
        namespace="main",
        tables=tables,
        migrations=migrations,
        waiting=waiting,
    )


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Every table with its rows."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - names of the catalogue
        for (name,) in names
    }


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that is closed at the end; waits 20 seconds for a writer."""
    with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as connection:
        yield connection


@contextmanager
def said() -> Iterator[None]:
    """SQLite's errors in words."""
    try:
        yield
    except sqlite3.Error as error:
        raise BackupFailed(f"SQLite says: {error}. Nothing was kept of this copy.") from error
