"""PostgreSQL's SQL of a migration, without a PostgreSQL server.

A founder's laptop and CI have SQLite at hand, which makes other statements than production. Django
asks the server little while it writes SQL: which version it is, and what constraints are called.
Both are answered here, so that a migration is judged by what will run.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.postgresql.psycopg_any import (  # type: ignore[import-untyped]
    sql as literals,
)
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from psycopg import Error

#: What hosted databases run at least; it decides which statements Django writes.
VERSION = 160000
SETTINGS: dict[str, Any] = {
    "ENGINE": "django.db.backends.postgresql", "NAME": "offline", "USER": "", "PASSWORD": "",
    "HOST": "", "PORT": "", "OPTIONS": {}, "TIME_ZONE": None, "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False, "TEST": {},
}  # fmt: skip


class _Nothing:
    """A cursor over an empty database."""

    rowcount = 0

    def execute(self, *args: Any) -> None:
        """Asked, and not answered."""

    def fetchone(self) -> None:
        """No row."""

    def fetchall(self) -> list[Any]:
        """No rows."""
        return []


class Operations(DatabaseOperations):
    """Values are written into statements without asking a server how."""

    def compose_sql(self, sql: str, params: Any) -> str:
        """The statement with its values."""
        return sql % tuple(quoted(value) for value in params) if params else sql


def quoted(value: Any) -> str:
    """A value as SQL writes it; what cannot be written stands as text."""
    try:
        return str(literals.quote(value, None))
    except Error:
        return str(literals.quote(str(value), None))


class SchemaEditor(DatabaseSchemaEditor):
    """Collects statements, and knows a name for each constraint that is asked for."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection, collect_sql=True, atomic=False)
        self.deferred_sql: list[Any] = []

    def quote_value(self, value: Any) -> str:
        """Without a connection."""
        return quoted(value)

    def _constraint_names(
        self, model: Any, column_names: Sequence[str] | None = None, **asked: Any
    ) -> list[str]:
        """One that has what was asked for."""
        wanted = "_".join(sorted(name for name, value in asked.items() if value is True))
        columns = [str(name) for name in column_names or ()]
        return ["_".join([model._meta.db_table, *columns, wanted])[:60]]

    def _get_sequence_name(self, table: str, column: str) -> str:
        """As PostgreSQL names it."""
        return f"{table}_{column}_seq"

    def _is_collation_deterministic(self, collation_name: str) -> bool:
        """Nearly all are."""
        return True


class Connection(DatabaseWrapper):
    """Never connects."""

    ops_class = Operations
    SchemaEditorClass = SchemaEditor
    pg_version = VERSION

    def __init__(self) -> None:
        super().__init__(SETTINGS, "default")

    def cursor(self) -> Any:
        """Empty answers."""
        return nullcontext(_Nothing())

    def ensure_connection(self) -> None:
        """There is nothing to connect to."""
