"""Operations for migrations that leave visitors alone.

Each takes PostgreSQL's way that locks nothing for long, and the plain way on SQLite, where Django's
own for PostgreSQL do not run. docs/migrations.md says when to take which.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.contrib.postgres import operations as postgres
from django.db import models
from django.db.migrations.operations import AddConstraint, AddIndex, RemoveIndex
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.models.constraints import UniqueConstraint


def _is_postgres(editor: Any) -> bool:
    return bool(editor.connection.vendor == "postgresql")


class AddIndexConcurrently(postgres.AddIndexConcurrently):
    """An index that is built while the table is used. Alone in a migration, with atomic = False."""

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                          to_state: Any) -> None:  # fmt: skip
        """Build it."""
        kind = postgres.AddIndexConcurrently if _is_postgres(schema_editor) else AddIndex
        kind.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                           to_state: Any) -> None:  # fmt: skip
        """Drop it."""
        kind = postgres.AddIndexConcurrently if _is_postgres(schema_editor) else AddIndex
        kind.database_backwards(self, app_label, schema_editor, from_state, to_state)


class RemoveIndexConcurrently(postgres.RemoveIndexConcurrently):
    """The other way round. Alone in a migration, with atomic = False."""

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                          to_state: Any) -> None:  # fmt: skip
        """Drop it."""
        kind = postgres.RemoveIndexConcurrently if _is_postgres(schema_editor) else RemoveIndex
        kind.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                           to_state: Any) -> None:  # fmt: skip
        """Build it."""
        kind = postgres.RemoveIndexConcurrently if _is_postgres(schema_editor) else RemoveIndex
        kind.database_backwards(self, app_label, schema_editor, from_state, to_state)


class AddConstraintNotValid(postgres.AddConstraintNotValid):
    """A rule for new rows; ``ValidateConstraint`` in the next migration looks at the old ones."""

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                          to_state: Any) -> None:  # fmt: skip
        """Add it; SQLite has no other way than to look at once."""
        kind = postgres.AddConstraintNotValid if _is_postgres(schema_editor) else AddConstraint
        kind.database_forwards(self, app_label, schema_editor, from_state, to_state)


class ValidateConstraint(postgres.ValidateConstraint):
    """Looks at every row while the table is used."""

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                          to_state: Any) -> None:  # fmt: skip
        """On SQLite it was looked at when it was added."""
        if _is_postgres(schema_editor):
            super().database_forwards(app_label, schema_editor, from_state, to_state)


class AttachUnique(AddConstraint):
    """A unique rule over an index that is there already, under the rule's own name and built by the
    migration before, which is ``BuildUniqueIndex`` with the same rule.
    """

    model_name: str
    constraint: UniqueConstraint

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                          to_state: Any) -> None:  # fmt: skip
        """Attach it; SQLite builds it here."""
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if not _is_postgres(schema_editor):
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        quote = schema_editor.quote_name
        name = quote(self.constraint.name)
        schema_editor.execute(
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {name} UNIQUE "
            f"USING INDEX {name}"
        )


class BuildUniqueIndex(Operation):
    """The index for ``AttachUnique``. Alone in a migration, with atomic = False."""

    atomic = False
    reversible = True
    category = OperationCategory.ADDITION

    def __init__(self, model_name: str, constraint: UniqueConstraint) -> None:
        self.model_name, self.constraint = model_name, constraint

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The code learns of the rule when it is attached."""

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                          to_state: Any) -> None:  # fmt: skip
        """Build it; SQLite does it all in ``AttachUnique``."""
        model = to_state.apps.get_model(app_label, self.model_name)
        if not _is_postgres(schema_editor):
            return
        quote = schema_editor.quote_name
        columns = ", ".join(
            quote(model._meta.get_field(name).column) for name in self.constraint.fields
        )
        schema_editor.execute(
            f"CREATE UNIQUE INDEX CONCURRENTLY {quote(self.constraint.name)} "
            f"ON {quote(model._meta.db_table)} ({columns})"
        )

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                           to_state: Any) -> None:  # fmt: skip
        """Drop it."""
        if _is_postgres(schema_editor):
            name = schema_editor.quote_name(self.constraint.name)
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")

    def describe(self) -> str:
        """In words."""
        return f"Build the index for {self.constraint.name} on {self.model_name}"


class DropLeftColumn(Operation):
    """Drops a column that left the model a release ago. ``field`` is what it was, with null=True,
    so that the way back can make it again.
    """

    reversible = True
    category = OperationCategory.REMOVAL

    def __init__(self, model_name: str, name: str, field: models.Field[Any, Any]) -> None:
        self.model_name, self.name, self.field = model_name, name, field

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model does not have it any more."""

    def _column(self, model: Any) -> Any:
        field: Any = deepcopy(self.field)
        field.set_attributes_from_name(self.name)
        field.model = model
        return field

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                          to_state: Any) -> None:  # fmt: skip
        """Drop it where it is; SQLite may have lost it when it wrote the table anew."""
        model = to_state.apps.get_model(app_label, self.model_name)
        field, table = self._column(model), model._meta.db_table
        quote = schema_editor.quote_name
        if not _is_postgres(schema_editor) and field.column not in _columns(schema_editor, table):
            return
        exists = "IF EXISTS " if _is_postgres(schema_editor) else ""
        schema_editor.execute(
            f"ALTER TABLE {quote(table)} DROP COLUMN {exists}{quote(field.column)}"
        )

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any,
                           to_state: Any) -> None:  # fmt: skip
        """Make it again, empty."""
        model = to_state.apps.get_model(app_label, self.model_name)
        field = self._column(model)
        quote = schema_editor.quote_name
        kind = field.db_type(schema_editor.connection)
        schema_editor.execute(
            f"ALTER TABLE {quote(model._meta.db_table)} ADD COLUMN {quote(field.column)} {kind}"
        )

    def describe(self) -> str:
        """In words."""
        return f"Drop the column {self.name} that {self.model_name} no longer has"


def _columns(schema_editor: Any, table: str) -> set[str]:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return {column.name for column in found}
