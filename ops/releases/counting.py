"""How many rows hold something, asked of the database as it is now."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, connection, models, transaction
from django.db.models.fields import NOT_PROVIDED

#: Milliseconds one count may take; a rollback is planned in a hurry.
PATIENCE = 20_000


def rows(table: str) -> int | None:
    """All rows of a table; None where it is not there or too large to count."""
    return _count(f"SELECT count(*) FROM {_q(table)}", [])  # noqa: S608 - names of our own models, quoted


def held(table: str, field: models.Field[Any, Any]) -> int | None:
    """Rows where a column holds something other than nothing and its own default."""
    column = field.column
    if not column:
        return 0
    where, values = [f"{_q(column)} IS NOT NULL"], []
    usual = _usual(field)
    if usual is not None:
        where.append(f"{_q(column)} <> %s")
        values.append(field.get_db_prep_value(usual, connection))
    if isinstance(field, models.CharField | models.TextField) and usual != "":
        where.append(f"{_q(column)} <> %s")
        values.append("")
    sql = f"SELECT count(*) FROM {_q(table)} WHERE "  # noqa: S608 - names of our own models, quoted
    found = _count(sql + " AND ".join(where), values)
    # Not every kind of column can be compared.
    return _count(sql + where[0], []) if found is None else found


def empty(table: str, column: str) -> int | None:
    """Rows where a column holds NULL."""
    return _count(f"SELECT count(*) FROM {_q(table)} WHERE {_q(column)} IS NULL", [])  # noqa: S608 - names of our own models, quoted


def filled(table: str, column: str) -> int | None:
    """Rows where a column of which only the name is known holds something."""
    return _count(f"SELECT count(*) FROM {_q(table)} WHERE {_q(column)} IS NOT NULL", [])  # noqa: S608 - names of our own models, quoted


def longer(table: str, column: str, length: int) -> int | None:
    """Rows whose text is longer."""
    return _count(
        f"SELECT count(*) FROM {_q(table)} WHERE length({_q(column)}) > %s",  # noqa: S608 - names of our own models, quoted
        [length],
    )


def outside(table: str, column: str, low: int, high: int) -> int | None:
    """Rows whose number is not between two others."""
    return _count(
        f"SELECT count(*) FROM {_q(table)} WHERE {_q(column)} NOT BETWEEN %s AND %s",  # noqa: S608 - names of our own models, quoted
        [low, high],
    )


def twice(table: str, column: str) -> int | None:
    """Values that stand in more than one row."""
    name = _q(column)
    return _count(
        f"SELECT count(*) FROM (SELECT 1 FROM {_q(table)} WHERE {name} IS NOT NULL "  # noqa: S608 - names of our own models, quoted
        f"GROUP BY {name} HAVING count(*) > 1) AS twice",
        [],
    )


def _usual(field: models.Field[Any, Any]) -> Any:
    """What a column holds that nobody wrote to; None where that is nothing or always another."""
    default = field.default
    if default is NOT_PROVIDED:
        database = getattr(field, "db_default", NOT_PROVIDED)
        if isinstance(database, str | int | float | bool):
            return database
        return getattr(database, "value", None)
    if callable(default):
        made = default()
        return made if isinstance(made, dict | list) and not made else None
    return default


def _count(sql: str, values: list[Any]) -> int | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE}")
            cursor.execute(sql, values)
            return int(cursor.fetchone()[0])
    except DatabaseError:
        return None


def _q(name: str) -> str:
    return connection.ops.quote_name(name)
