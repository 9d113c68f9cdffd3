"""Reads a migration backwards: what its reversal deletes, what stands in its way, and what the old
code misses while it is left in place.

The schema is followed as Django follows it, through the states of the models. ``old`` is the state
that the old code was written for: only what stands in it can be missed by that code.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.fields import NOT_PROVIDED

from ops.releases import counting
from ops.releases.altered import judge_altered
from ops.releases.raw_sql import judge_raw
from ops.releases.verdicts import Loss, Verdict


class Judge:
    """Walks through migrations in the order they were applied."""

    def __init__(self, old: ProjectState) -> None:
        self.old = old
        self.state = old.clone()

    def judge(self, migration: migrations.Migration) -> Verdict:
        """One migration; the next call is for the one after it."""
        verdict = Verdict(migration.app_label, migration.name)
        for operation in migration.operations:
            after = self.state.clone()
            operation.state_forwards(migration.app_label, after)
            self._look(operation, verdict, self.state, after)
            self.state = after
        return verdict

    def _look(
        self, operation: Operation, verdict: Verdict, before: ProjectState, after: ProjectState
    ) -> None:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            inner = before
            for step in operation.database_operations:
                then = inner.clone()
                step.state_forwards(verdict.app, then)
                self._look(step, verdict, inner, then)
                inner = then
            return
        if isinstance(operation, migrations.RunPython):
            _code(operation, verdict)
        elif isinstance(operation, migrations.RunSQL):
            judge_raw(operation, verdict, self.columns_of)
        elif not operation.reversible:
            verdict.obstacles.append(f"{_words(operation)} has no way back")
        else:
            self._schema(operation, verdict, before, after)

    def _schema(
        self, operation: Operation, verdict: Verdict, before: ProjectState, after: ProjectState
    ) -> None:
        """The operations that change tables."""
        app = verdict.app
        match operation:
            case migrations.CreateModel():
                _created(after.apps.get_model(app, operation.name), verdict)
            case migrations.DeleteModel():
                self._deleted(before.apps.get_model(app, operation.name), verdict)
            case migrations.AddField():
                model = after.apps.get_model(app, operation.model_name)
                self._added(model, model._meta.get_field(operation.name), verdict)
            case migrations.RemoveField():
                model = before.apps.get_model(app, operation.model_name)
                self._removed(model, model._meta.get_field(operation.name), verdict)
            case migrations.AlterField():
                judge_altered(
                    before.apps.get_model(app, operation.model_name),
                    after.apps.get_model(app, operation.model_name),
                    operation.name, verdict, self.reads,
                )  # fmt: skip
            case migrations.RenameField():
                table = before.apps.get_model(app, operation.model_name)._meta.db_table
                self._renamed(table, operation.old_name, operation.new_name, verdict)
            case migrations.RenameModel() | migrations.AlterModelTable():
                name = getattr(operation, "old_name", "") or operation.name
                table = before.apps.get_model(app, name)._meta.db_table
                now = after.apps.get_model(app, getattr(operation, "new_name", name))
                if now._meta.db_table != table and self.reads(table):
                    verdict.breaks.append(
                        f"it looks for the table {table}, which is called {now._meta.db_table} now"
                    )
            case migrations.AddConstraint():
                name = vars(operation)["model_name"]
                table = after.apps.get_model(app, name)._meta.db_table
                if self.reads(table):
                    verdict.remarks.append(f"{table} refuses more than the old code knows of")
            case migrations.RemoveConstraint():
                verdict.remarks.append("the reversal stops where rows break the old constraint")
            case _:
                return

    def reads(self, table: str, column: str = "") -> bool:
        """Whether the old code uses a table, or a column of it."""
        columns = self.columns_of(table)
        return columns is not None and (not column or column in columns)

    def columns_of(self, table: str) -> set[str] | None:
        """The columns that the old code uses of a table; None when it does not know it."""
        for model in self.old.apps.get_models(include_auto_created=True):
            if model._meta.db_table == table:
                return {field.column for field in model._meta.local_concrete_fields}
        return None

    def _added(self, model: type[models.Model], field: Any, verdict: Verdict) -> None:
        table = model._meta.db_table
        if field.many_to_many:
            through = field.remote_field.through
            if through._meta.auto_created:
                _created(through, verdict)
            return
        if not field.concrete or not field.column:
            return
        if not field.generated:
            verdict.losses.append(Loss(table, field.column, counting.held(table, field)))
        must = not field.null and not field.generated and not field.primary_key
        if must and field.db_default is NOT_PROVIDED and self.reads(table):
            verdict.breaks.append(
                f"it does not fill {table}.{field.column}, which may not be empty and has no "
                "default in the database: whatever it adds there is refused"
            )

    def _removed(self, model: type[models.Model], field: Any, verdict: Verdict) -> None:
        table = model._meta.db_table
        if field.many_to_many:
            if field.remote_field.through._meta.auto_created:
                self._deleted(field.remote_field.through, verdict)
            return
        if not field.concrete or not field.column:
            return
        if self.reads(table, field.column):
            verdict.breaks.append(f"it reads {table}.{field.column}, which is gone")
        verdict.remarks.append(f"{table}.{field.column} comes back empty")
        default = connection.SchemaEditorClass._effective_default(field)  # type: ignore[attr-defined]
        if field.null or default is not None or field.db_default is not NOT_PROVIDED:
            return
        if counting.rows(table) != 0:
            verdict.obstacles.append(
                f"{table}.{field.column} may not be empty, and nothing says what to put into the "
                "rows that are there"
            )

    def _deleted(self, model: type[models.Model], verdict: Verdict) -> None:
        table = model._meta.db_table
        if not model._meta.managed or model._meta.proxy:
            return
        if self.reads(table):
            verdict.breaks.append(f"it reads the table {table}, which is gone")
        verdict.remarks.append(f"the table {table} comes back empty")

    def _renamed(self, table: str, old: str, new: str, verdict: Verdict) -> None:
        if self.reads(table, old) or self.reads(table, f"{old}_id"):
            verdict.breaks.append(f"it reads {table}.{old}, which is called {new} now")


def _created(model: type[models.Model], verdict: Verdict) -> None:
    meta = model._meta
    if not meta.managed or meta.proxy:
        return
    verdict.losses.append(Loss(meta.db_table, "", counting.rows(meta.db_table)))
    for field in meta.local_many_to_many:
        through: Any = field.remote_field.through
        if through._meta.auto_created:
            _created(through, verdict)


def _code(operation: Any, verdict: Verdict) -> None:
    if operation.reverse_code is None:
        verdict.obstacles.append(f"{_words(operation)} is code without a way back")
    elif operation.reverse_code is not migrations.RunPython.noop:
        verdict.remarks.append(f"{_words(operation)} brings code of its own for the way back")


def _words(operation: Operation) -> str:
    text = operation.describe()
    code = getattr(operation, "code", None)
    return f"“{getattr(code, '__name__', '') or text}”"
