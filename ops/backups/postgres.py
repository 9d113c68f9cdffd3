"""A copy of a PostgreSQL database: pg_dump, and counts of the very same moment.

The counts come from the transaction whose snapshot pg_dump uses, so they are those of the copy
whatever visitors write meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.backups import tools
from ops.backups.problems import BackupFailed
from ops.database import words_of

ENDING = ".pgdump"


@dataclass(frozen=True, kw_only=True, slots=True)
class Copied:
    """What was copied, as the manifest wants it."""

    engine: str
    server: str
    namespace: str
    tables: dict[str, int]
    migrations: dict[str, list[str]]
    waiting: int


@contextmanager
def connected(wanted: Mapping[str, str]) -> Iterator[Any]:
    """A connection of our own, outside Django's pool and its transactions."""
    import psycopg

    words: dict[str, Any] = {"connect_timeout": "10", **wanted}
    try:
        connection: Any = psycopg.connect(**words, autocommit=True)
    except psycopg.Error as error:
        raise BackupFailed(
            f"The database cannot be reached: {words_of(error)}. Look at DATABASE_URL."
        ) from error
    with connection:
        yield connection


def dump(database: Mapping[str, Any], to: Path) -> Copied:
    """Write the database into ``to`` and check that the file can be read back."""
    import psycopg

    wanted = tools.parameters(database)
    with connected(wanted) as connection:
        version = connection.info.server_version // 10000
        pg_dump = tools.program("pg_dump", at_least=version)
        try:
            with connection.transaction():
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                # An account's own limits are for visitors' queries; this may take longer.
                connection.execute("SET LOCAL statement_timeout = 0")
                connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
                copied = _counted(connection)
                snapshot = one(connection, "SELECT pg_export_snapshot()")
                _dump(pg_dump, wanted, snapshot, copied.namespace, to)
        except psycopg.Error as error:
            raise BackupFailed(f"The database broke off: {words_of(error)}.") from error
    check(to, copied.tables, version=version)
    return copied


def one(connection: Any, sql: str, *values: Any) -> Any:
    """The first value of the first row."""
    row = connection.execute(sql, values).fetchone()
    return row[0] if row else None


def _counted(connection: Any) -> Copied:
    namespace = one(connection, "SELECT current_schema()")
    if namespace is None:
        raise BackupFailed("The database has no schema that this account may use.")
    tables = table_names(connection)
    counts = {table: one(connection, f'SELECT count(*) FROM "{table}"') for table in tables}  # noqa: S608 - names of the catalogue
    migrations: dict[str, list[str]] = {}
    if "django_migrations" in counts:
        for app, name in connection.execute(
            "SELECT app, name FROM django_migrations ORDER BY app, name"
        ).fetchall():
            migrations.setdefault(app, []).append(name)
    waiting = 0
    if "ops_outboxmessage" in counts:
        waiting = one(
            connection,
            "SELECT count(*) FROM ops_outboxmessage WHERE state IN ('pending', 'sending')",
        )
    return Copied(
        engine="postgresql",
        server=f"PostgreSQL {one(connection, 'SHOW server_version').split()[0]}",
        namespace=namespace,
        tables=counts,
        migrations=migrations,
        waiting=waiting,
    )


def table_names(connection: Any) -> list[str]:
    """Every table of the schema in use."""
    rows = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    ).fetchall()
    return [name for (name,) in rows if '"' not in name]


def _dump(pg_dump: str, wanted: Mapping[str, str], snapshot: str, namespace: str, to: Path) -> None:
    to.touch(mode=0o600)
    command = [
        pg_dump, "--format=custom", "--no-owner", "--no-acl", "--no-password",
        f'--schema="{namespace}"', f"--snapshot={snapshot}", f"--file={to}",
    ]  # fmt: skip
    tools.run(command, wanted)


def check(file: Path, tables: Mapping[str, int], *, version: int) -> list[str]:
    """Whether pg_restore finds every table's data in a file; returns the table of contents."""
    pg_restore = tools.program("pg_restore", at_least=version)
    contents = tools.run([pg_restore, "--list", str(file)], {}).splitlines()
    there = {found[1] for line in contents if (found := re.search(r" TABLE DATA \S+ (\S+) ", line))}
    if lacking := sorted(set(tables) - there):
        raise BackupFailed(
            f"The copy lacks {len(lacking)} tables ({', '.join(lacking[:5])}). This account may "
            "not read them; look at who owns them."
        )
    return contents


def major_of(server: str) -> int:
    """15 of "PostgreSQL 15.20"."""
    found = re.search(r"\d+", server)
    return int(found[0]) if found else 0
