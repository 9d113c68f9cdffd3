"""Indexes for parts of words, where the database has them: PostgreSQL with ``pg_trgm``.

The extension comes with PostgreSQL and may be made by whoever owns the database; some hosts want it
in a schema of their own, and where it may not be made at all the release must go on: the search
finds the same without, and takes longer.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError, transaction
from django.db.migrations.operations.base import Operation, OperationCategory

logger = logging.getLogger(__name__)

#: The second is Heroku's, which allows extensions in that schema alone.
MAKE = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA heroku_ext",
)
#: How every such index is called at its end; a restore knows them by it.
ENDING = "_words"
#: Where the kind of index is to be found, quoted.
WHERE = (
    "SELECT quote_ident(n.nspname) FROM pg_opclass c JOIN pg_namespace n "
    "ON n.oid = c.opcnamespace WHERE c.opcname = 'gin_trgm_ops'"
)


class AddTrigramIndex(Operation):
    """Serves ``icontains`` on ``fields``, which are columns of text; the model does not know it.

    Alone in a migration, with atomic = False: it is built while the table is used.
    """

    atomic = False
    reversible = True
    category = OperationCategory.ADDITION

    def __init__(self, model_name: str, name: str, fields: list[str]) -> None:
        if not name.endswith(ENDING):
            raise ValueError(f"{name} must end in {ENDING}")
        self.model_name, self.name, self.fields = model_name, name, fields

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The code asks as before."""

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                          to_state: Any) -> None:  # fmt: skip
        """Build it; nothing on SQLite, nor without the extension."""
        if schema_editor.connection.vendor != "postgresql":
            return
        schema = "public"
        if schema_editor.collect_sql:
            schema_editor.execute(MAKE[0])
        else:
            schema = _schema_of_the_extension(schema_editor.connection)
            if not schema:
                logger.warning("pg_trgm cannot be made here: searching takes longer")
                return
            # Half of one that was broken off is in the way, and is never used.
            self.database_backwards(app_label, schema_editor, from_state, to_state)
        model = to_state.apps.get_model(app_label, self.model_name)
        quote = schema_editor.quote_name
        # As Django writes icontains: UPPER(column::text) LIKE UPPER(…).
        columns = ", ".join(
            f"UPPER({quote(model._meta.get_field(name).column)}::text) {schema}.gin_trgm_ops"
            for name in self.fields
        )
        schema_editor.execute(
            f"CREATE INDEX CONCURRENTLY {quote(self.name)} ON {quote(model._meta.db_table)} "
            f"USING gin ({columns})"
        )

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                           to_state: Any) -> None:  # fmt: skip
        """Drop it; the extension stays, others may use it."""
        if schema_editor.connection.vendor == "postgresql":
            name = schema_editor.quote_name(self.name)
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")

    def describe(self) -> str:
        """In words."""
        return f"Build {self.name} for searching {self.model_name} by parts of words"


def _schema_of_the_extension(connection: Any) -> str:
    """Where its kind of index is to be found, quoted; "" where it cannot be had."""
    with connection.cursor() as cursor:
        for statement in ("", *MAKE):
            if statement:
                try:
                    with transaction.atomic(using=connection.alias):
                        cursor.execute(statement)
                except DatabaseError:
                    continue
            cursor.execute(WHERE)
            row = cursor.fetchone()
            if row:
                return str(row[0])
    return ""
