"""A look into a restored database, and an end to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import connection


def rows(database: str, sql: str) -> list[Any]:
    """What a restored database says: the name of one beside ours, or a file."""
    if connection.vendor == "sqlite":
        import sqlite3

        with sqlite3.connect(database) as copy:
            found: list[Any] = copy.execute(sql).fetchall()
        copy.close()
        return found
    import psycopg

    from ops.backups import tools

    wanted: dict[str, Any] = {**tools.parameters(connection.settings_dict), "dbname": database}
    with psycopg.connect(**wanted) as there:
        return list(there.execute(sql).fetchall())


def forget(database: str) -> None:
    """Take a restored database away."""
    if connection.vendor == "sqlite":
        Path(database).unlink()
        return
    import psycopg

    from ops.backups import tools

    wanted: dict[str, Any] = tools.parameters(connection.settings_dict)
    with psycopg.connect(**wanted, autocommit=True) as there:
        there.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
