"""A migration taken apart: each operation with its SQL for PostgreSQL and the models around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.operations import CreateExtension
from django.db.migrations import Migration
from django.db.migrations.operations import RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from ops.releases.safety.offline import Connection, SchemaEditor
from ops.releases.safety.tokens import Token, statements_in


@dataclass(slots=True)
class Step:
    """One operation of ``app``. ``only_state``: it changes what the code knows, and nothing in the
    database.

    ``problem`` is why its SQL could not be had.
    """

    operation: Operation
    app: str
    before: ProjectState
    after: ProjectState
    statements: list[list[Token]] = field(default_factory=list)
    only_state: bool = False
    problem: str = ""

    @property
    def is_python(self) -> bool:
        """Whether it runs a function."""
        return isinstance(self.operation, RunPython)

    @property
    def is_raw(self) -> bool:
        """Whether somebody wrote the SQL by hand."""
        return isinstance(self.operation, RunSQL)

    @property
    def words(self) -> str:
        """What it is, for a person."""
        if isinstance(self.operation, RunPython):
            return f"the function {getattr(self.operation.code, '__name__', 'it runs')}"
        return self.operation.describe() or type(self.operation).__name__


def take_apart(migration: Migration, state: ProjectState) -> Iterator[Step]:
    """Each operation; ``state`` is moved on as the migration would."""
    editor = SchemaEditor(Connection())
    for operation in migration.operations:
        yield from _steps(operation, migration.app_label, state, editor)


def _steps(
    operation: Operation, app: str, state: ProjectState, editor: SchemaEditor
) -> Iterator[Step]:
    if isinstance(operation, SeparateDatabaseAndState):
        inside = state.clone()
        for part in operation.database_operations:
            yield from _steps(part, app, inside, editor)
        for part in operation.state_operations:
            before = state.clone()
            part.state_forwards(app, state)
            yield Step(part, app, before, state.clone(), only_state=True)
        return
    before = state.clone()
    step = Step(operation, app, before, state)
    try:
        operation.state_forwards(app, state)
        step.after = state.clone()
        if not isinstance(operation, RunPython):
            step.statements = list(_sql(operation, app, editor, before, state))
        if isinstance(operation, RunSQL):
            inside = before.clone()
            for part in operation.state_operations:
                was = inside.clone()
                part.state_forwards(app, inside)
                yield Step(part, app, was, inside.clone(), only_state=True)
    except Exception as error:  # An operation is anybody's code, and is judged, not trusted.
        step.problem = f"{type(error).__name__}: {error}"
    yield step


def _sql(
    operation: Operation, app: str, editor: SchemaEditor, before: ProjectState, state: ProjectState
) -> Iterator[list[Token]]:
    """The statements of one operation, with those that Django keeps for the end."""
    if isinstance(operation, CreateExtension):
        # It asks the server, by the server's own name, what it has.
        yield from statements_in(f'CREATE EXTENSION "{operation.name}"')
        return
    done, kept = len(editor.collected_sql), len(editor.deferred_sql)
    operation.database_forwards(app, editor, before, state)
    texts: list[Any] = [*editor.collected_sql[done:], *editor.deferred_sql[kept:]]
    for text in texts:
        yield from statements_in(str(text))
