"""What stands before the migrations run: which tables the release that serves visitors reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from ops.releases.safety.offline import Connection


@dataclass(frozen=True, slots=True)
class Column:
    """What the models say of a column."""

    type: str
    null: bool
    has_default: bool


@dataclass(slots=True)
class Ground:
    """``read`` is what the serving release knows; the rest is noted as the migrations are followed.

    ``ever`` are tables that were some model's once: what is among them and not in ``read`` was let
    go of a release ago, and may be dropped. ``fresh`` tables are made by these migrations, so they
    are empty and nobody waits for them.
    """

    read: dict[str, dict[str, Column]]
    never_empty: set[tuple[str, str]]
    ever: set[str]
    fresh: set[str] = field(default_factory=set)
    #: Columns that these migrations add, and whether they must be filled.
    added: dict[tuple[str, str], bool] = field(default_factory=dict)
    #: Columns that these migrations let be empty or give a default.
    eased: set[tuple[str, str]] = field(default_factory=set)

    def reads(self, table: str, column: str = "") -> bool:
        """Whether the serving release asks for it.

        A table no model ever had may be read by SQL of anybody's, so it counts as read.
        """
        if table in self.fresh:
            return False
        if table in self.read:
            return not column or column in self.read[table]
        return table not in self.ever

    def column(self, table: str, column: str) -> Column | None:
        """As the serving release knows it."""
        return self.read.get(table, {}).get(column)


def ground_of(
    loader: MigrationLoader, served: Iterable[tuple[str, str]], plan: Collection[tuple[str, str]]
) -> Ground:
    """``served`` are the migrations that the serving release brings, ``plan`` those to come."""
    state = loader.project_state([node for node in served if node in loader.graph.nodes])
    return Ground(columns_of(state), _never_empty(state), _ever(loader, plan))


def columns_of(state: ProjectState) -> dict[str, dict[str, Column]]:
    """Every table of the models with its columns."""
    connection = Connection()
    found: dict[str, dict[str, Column]] = {}
    one: Any
    for model in state.apps.get_models(include_auto_created=True):
        if not model._meta.managed and not model._meta.db_table:
            continue
        columns = found.setdefault(model._meta.db_table, {})
        for one in model._meta.local_concrete_fields:
            columns[str(one.column)] = Column(
                type=str(one.db_type(connection) or ""),
                null=one.null,
                has_default=one.has_db_default() or one.primary_key,
            )
    return found


def _never_empty(state: ProjectState) -> set[tuple[str, str]]:
    """Columns for which the serving release has a rule that they are not empty."""
    found: set[tuple[str, str]] = set()
    for model in state.apps.get_models():
        for rule in model._meta.constraints:
            if not isinstance(rule, models.CheckConstraint):
                continue
            condition: Any = rule.condition
            for child in condition.children:
                if isinstance(child, tuple) and child[1] is False and condition.connector == "AND":
                    name, _, lookup = str(child[0]).rpartition("__")
                    if lookup == "isnull" and not condition.negated:
                        column = model._meta.get_field(name).column  # type: ignore[union-attr]
                        found.add((model._meta.db_table, str(column)))
    return found


def _ever(loader: MigrationLoader, plan: Collection[tuple[str, str]]) -> set[str]:
    """The table of every model there was at any time before ``plan``."""
    state, found = ProjectState(real_apps=loader.unmigrated_apps), set[str]()
    past = dict.fromkeys(
        node for leaf in loader.graph.leaf_nodes() for node in loader.graph.forwards_plan(leaf)
    )
    for node in past:
        if node in plan:
            continue
        migration = loader.graph.nodes[node]
        migration.mutate_state(state, preserve=False)
        for (app, name), model in state.models.items():
            table = str(model.options.get("db_table") or f"{app}_{name}")
            found.add(table)
            for field_name, one in model.fields.items():
                if one.many_to_many:
                    own = getattr(one, "db_table", None)
                    found.add(own or f"{table}_{field_name}")
    return found
