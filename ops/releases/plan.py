"""What going back to a release would meet, worked out before anything is changed.

Made by the newer release's code, since only it has the migrations in question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from ops.releases.judging import Judge
from ops.releases.rows import Release
from ops.releases.verdicts import Verdict, Way
from ops.releases.which import NoSuchRelease, Pair

Node = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """``migrations`` are those the old code does not know, the newest first, in the order in which
    they would be reversed. ``told`` is False where the old release was recorded without a list.
    """

    current: Release
    target: Release
    migrations: tuple[Verdict, ...] = ()
    told: bool = True

    @property
    def unread(self) -> tuple[Verdict, ...]:
        """Those that this code does not have, so that nothing can be said of them."""
        return tuple(one for one in self.migrations if one.unread)

    @property
    def breaks(self) -> tuple[str, ...]:
        """What the old code would stumble over while the schema is kept."""
        return tuple(words for one in self.migrations for words in one.breaks)

    @property
    def keeps(self) -> bool | None:
        """Whether the old code runs on the schema as it is; None where that is not known."""
        if self.breaks:
            return False
        return None if self.unread or not self.told else True

    @property
    def way(self) -> Way:
        """What reversing all of them means: the worst of them."""
        ways = {one.way for one in self.migrations}
        if not self.told or Way.IMPOSSIBLE in ways:
            return Way.IMPOSSIBLE
        return Way.LOSES if Way.LOSES in ways else Way.FINE

    def as_json(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "schema": 1,
            "current": self.current.version,
            "target": self.target.version,
            "target_commit": self.target.commit,
            "target_released_at": self.target.started_at.isoformat(),
            "schema_can_stay": self.keeps,
            "reversal": self.way.name.lower(),
            "breaks_old_code": list(self.breaks),
            "migrations": [one.as_json() for one in self.migrations],
        }


def make_plan(pair: Pair) -> Plan:
    """Judge what the target does not know; raises ``NoSuchRelease`` without a database."""
    known = {(app, name) for app, names in pair.target.known.items() for name in names}
    if not known:
        return Plan(current=pair.current, target=pair.target, told=False)
    try:
        loader = MigrationLoader(connection, ignore_no_migrations=True)
    except DatabaseError as error:
        raise NoSuchRelease("The database does not answer. Look at DATABASE_URL.") from error
    strange = unknown_to(loader, known)
    here = [node for node in in_order(loader) if node in strange]
    judge = Judge(old_state(loader, strange))
    verdicts = [judge.judge(loader.graph.nodes[node]) for node in here]
    lacking = [
        Verdict(app, name, obstacles=["this code does not have it"], unread=True)
        for app, name in sorted(strange - set(here))
    ]
    return Plan(
        current=pair.current,
        target=pair.target,
        migrations=(*missing(loader, known), *lacking, *reversed(verdicts)),
    )


def unknown_to(loader: MigrationLoader, known: set[Node]) -> set[Node]:
    """What the database has applied and a release does not bring.

    One that only puts together what the release knows in pieces is none: the tables are the same.
    """
    applied = set(loader.applied_migrations)
    squashed = {
        node
        for node, migration in loader.replacements.items()
        if node not in known and set(migration.replaces) <= known
    }
    pieces = {
        piece
        for node, migration in loader.replacements.items()
        if node in known
        for piece in migration.replaces
    }
    strange = applied - known - squashed - pieces
    graph = loader.graph
    # What stands on one of them goes with it, whatever a list says.
    for node in list(strange & set(graph.nodes)):
        strange |= set(graph.backwards_plan(node)) & applied
    return strange


def missing(loader: MigrationLoader, known: set[Node]) -> list[Verdict]:
    """What a release brings and the database has not: its tables were taken back, or never made."""
    applied = set(loader.applied_migrations)
    made = {
        node
        for node, migration in loader.replacements.items()
        if set(migration.replaces) <= applied
    }
    pieces = {
        piece
        for node, migration in loader.replacements.items()
        if node in applied
        for piece in migration.replaces
    }
    return [
        Verdict(
            app,
            name,
            obstacles=["it was never made, or was reversed"],
            breaks=[
                f"it needs {app}.{name}, which the database has not. Release that code anew "
                "instead of going back to it"
            ],
            lacking=True,
        )
        for app, name in sorted(known - applied - made - pieces)
    ]


def in_order(loader: MigrationLoader) -> list[Node]:
    """All that this code brings, each after what it depends on."""
    order: dict[Node, None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        order |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    return list(order)


def old_state(loader: MigrationLoader, strange: set[Node]) -> Any:
    """The models as the old code has them: all that is applied without what it does not know."""
    applied = set(loader.applied_migrations)
    nodes = [node for node in loader.graph.nodes if node in applied and node not in strange]
    return loader.project_state(nodes, at_end=True)
