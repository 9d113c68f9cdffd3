"""How PostgreSQL is emptied after a test whose transactions were real.

Django truncates every table, and PostgreSQL makes new files for each of them and their indexes:
a second or two on a slow disk, for tables that hold a handful of rows. Deleting the rows does
the same in milliseconds. Foreign keys are checked at the end of the transaction, so the order
does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

_truncate = DatabaseOperations.sql_flush


def _delete(
    self: DatabaseOperations,
    style: Any,
    tables: Sequence[str],
    *,
    reset_sequences: bool = False,
    allow_cascade: bool = False,
) -> list[str]:
    if reset_sequences:
        return _truncate(
            self, style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade
        )
    return [f"DELETE FROM {self.quote_name(table)}" for table in tables]  # noqa: S608


def by_rows() -> None:
    """From now on in this process."""
    DatabaseOperations.sql_flush = _delete  # type: ignore[assignment,method-assign]
