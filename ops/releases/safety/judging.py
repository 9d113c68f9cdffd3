"""All that is to be said about the migrations of a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddField,
    CreateModel,
    RemoveField,
    RunPython,
    RunSQL,
)
from django.db.migrations.state import ProjectState

from ops.releases.safety import findings as rules
from ops.releases.safety import rows, shape
from ops.releases.safety.altering import Said
from ops.releases.safety.findings import RULES, Danger
from ops.releases.safety.functions import read
from ops.releases.safety.ground import Ground, ground_of
from ops.releases.safety.statements import judge
from ops.releases.safety.steps import Step, take_apart
from ops.releases.safety.tokens import Token

Node = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``looked_at`` are the migrations that were judged, as app.name."""

    looked_at: tuple[str, ...] = ()
    dangers: tuple[Danger, ...] = ()

    @property
    def stopping(self) -> tuple[Danger, ...]:
        """Those that keep a release from going out."""
        return tuple(danger for danger in self.dangers if danger.stops)


def judge_all(
    loader: MigrationLoader,
    plan: Sequence[Node],
    *,
    served: Iterable[Node],
    applied: Iterable[Node],
) -> Verdict:
    """Judge ``plan``, in its order, on a database that has ``applied``.

    ``served`` are the migrations that the code brings which visitors use meanwhile. Where there is
    none nobody can be hurt, so nothing is looked at.
    """
    known = in_graph(loader, served)
    if not known:
        return Verdict()
    ground = ground_of(loader, known, set(plan))
    state = loader.project_state(in_graph(loader, applied))
    found: list[Danger] = []
    left: list[tuple[str, Said, Node]] = []
    for node in plan:
        migration = loader.graph.nodes[node]
        found += _judge(migration, state, ground, left)
    for name, said, (table, column) in left:
        if table not in ground.fresh and not _settled(said, table, column, ground):
            found.append(_danger(said, name, ""))
    marked = {f"{app}.{name}": loader.graph.nodes[app, name] for app, name in plan}
    return Verdict(tuple(marked), tuple(_accept(found, marked)))


def _settled(said: Said, table: str, column: str, ground: Ground) -> bool:
    """Whether something else in the release has made it harmless."""
    if said.rule is rules.REQUIRED_COLUMN_LEFT:
        return (table, column) in ground.eased
    there = table in ground.read if not column else column in ground.read.get(table, {})
    return there or (table, column) in ground.added or (not column and table in ground.ever)


def in_graph(loader: MigrationLoader, nodes: Iterable[Node]) -> list[Node]:
    """Those that there are; a squashed migration stands for what it replaces."""
    given = set(nodes)
    found = {node for node in given if node in loader.graph.nodes}
    for node, squashed in loader.replacements.items():
        if node in loader.graph.nodes and set(squashed.replaces) <= given:
            found.add(node)
    return sorted(found)


def _judge(
    migration: Migration, state: ProjectState, ground: Ground, left: list[tuple[str, Said, Node]]
) -> Iterator[Danger]:
    """One migration; ``left`` gathers what only the end of the release decides."""
    name, steps = f"{migration.app_label}.{migration.name}", list[Step]()
    before = set(ground.fresh)
    for step in take_apart(migration, state):
        steps.append(step)
        if step.problem:
            yield _danger(Said(rules.CANNOT_RUN, step.problem), name, step.words)
        if step.only_state:
            left += [(name, said, column) for said, column in _left(step)]
            continue
        for statement in step.statements:
            for said in judge(statement, ground, atomic=bool(migration.atomic)):
                yield _danger(said, name, _spell(statement) or step.words)
        if isinstance(step.operation, RunPython):
            for said in _function(step, migration, ground):
                yield _danger(said, name, step.words)
        for said in _way_back(step):
            yield _danger(said, name, step.words)
    for said in shape.judge(migration, steps, ground, before):
        yield _danger(said, name, "")


def _function(step: Step, migration: Migration, ground: Ground) -> Iterator[Said]:
    operation: Any = step.operation
    found = read(operation.code)
    if found.problem:
        yield Said(rules.UNCLEAR, found.problem)
        return
    for model in dict.fromkeys(found.imports):
        yield Said(rules.MODEL_IMPORT, f"it takes {model} from the code of today")
    asked = found.asked - rows.SMALL
    if found.asked and not asked and not found.imports:
        return
    atomic = bool(migration.atomic or operation.atomic)
    yield from rows.works_at_once(found, ground, _tables(asked, step.before), atomic=atomic)


def _tables(asked: set[Node], state: ProjectState) -> set[str]:
    found = set[str]()
    for key in asked:
        model = state.models.get(key)
        found.add(str(model.options.get("db_table") or "_".join(key)) if model else "")
    return found


def _way_back(step: Step) -> Iterator[Said]:
    operation = step.operation
    if isinstance(operation, RunPython) and operation.reverse_code is None:
        yield Said(rules.NO_WAY_BACK, f"{step.words} has no reverse_code")
    elif isinstance(operation, RunSQL) and operation.reverse_sql is None:
        yield Said(rules.NO_WAY_BACK, "its SQL has no reverse_sql")
    elif not isinstance(operation, (RunPython, RunSQL)) and not operation.reversible:
        yield Said(rules.NO_WAY_BACK, f"{step.words} cannot be taken back")


def _left(step: Step) -> Iterator[tuple[Said, Node]]:
    """What the code is told and the database is not: columns that are no longer filled though the
    database wants them filled, and what nothing makes.
    """
    operation = step.operation
    if isinstance(operation, (AddField, CreateModel)):
        yield from _made(step, operation)
    if not isinstance(operation, RemoveField):
        return
    model = step.before.apps.get_model(step.app, operation.model_name)
    field: Any = model._meta.get_field(operation.name)
    if field.many_to_many or field.null or field.has_db_default() or not field.concrete:
        return
    key = (model._meta.db_table, str(field.column))
    yield Said(rules.REQUIRED_COLUMN_LEFT, f"the column {key[1]} of {key[0]} leaves the model"), key


def _made(step: Step, operation: AddField | CreateModel) -> Iterator[tuple[Said, Node]]:
    name = operation.model_name if isinstance(operation, AddField) else operation.name
    model = step.after.apps.get_model(step.app, name)
    table = model._meta.db_table
    if isinstance(operation, CreateModel):
        if model._meta.managed and not model._meta.proxy:
            yield (
                Said(rules.NOT_MADE, f"the code gets the table {table}, nothing makes it"),
                (table, ""),
            )
        return
    field: Any = model._meta.get_field(operation.name)
    if field.many_to_many:
        return
    what = f"the code gets the column {field.column} of {table}, and nothing adds it"
    yield Said(rules.NOT_MADE, what), (table, str(field.column))


def _spell(statement: Sequence[Token]) -> str:
    """A statement as one line, cut to what shows which it is."""
    text = ""
    for token in statement:
        close = token.text in (",", ")", ".", ";", "::") or text.endswith(("(", ".", "::"))
        text += str(token) if close or not text else f" {token}"
    return text if len(text) <= 300 else f"{text[:297]}…"


def _danger(said: Said, migration: str, sql: str) -> Danger:
    return Danger(rule=said.rule, migration=migration, what=said.what, sql=sql, remark=said.remark)


def _accept(found: list[Danger], marked: dict[str, Migration]) -> Iterator[Danger]:
    """Each danger with the reason its migration gives for it, and what is wrong with reasons."""
    for danger in dict.fromkeys(found):
        accepts = _accepts(marked[danger.migration])
        reason = accepts.get(danger.rule.name, "")
        yield replace(danger, accepted=reason.strip() if isinstance(reason, str) else "")
    for name, migration in marked.items():
        accepts = _accepts(migration)
        met = {danger.rule.name for danger in found if danger.migration == name}
        for rule, reason in accepts.items():
            if rule not in RULES or rule == rules.MARKER.name:
                what = f"accepts names {rule!r}, which is no rule"
                yield Danger(rule=rules.MARKER, migration=name, what=what)
            elif not isinstance(reason, str) or len(reason.split()) < 3:
                what = f"accepts {rule} without a reason"
                yield Danger(rule=rules.MARKER, migration=name, what=what)
            elif rule not in met:
                what = f"accepts {rule}, which it does not do"
                yield Danger(rule=rules.MARKER, migration=name, what=what, remark=True)


def _accepts(migration: Migration) -> dict[str, Any]:
    value = getattr(migration, "accepts", None)
    return value if isinstance(value, dict) else {}


__all__ = ["Node", "Verdict", "judge_all"]
