"""What a release is about to change, and what the one before it knows."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ops.releases.problems import ReleaseFailed
from ops.releases.rows import Release
from ops.releases.safety.judging import Node, Verdict, judge_all

Names = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Pending:
    """``plan`` is what will run, in its order; ``served`` what the code in service brings.

    ``unknown`` was applied by a newer release and is left alone.
    """

    loader: MigrationLoader
    plan: tuple[Node, ...]
    served: tuple[Node, ...]
    applied: tuple[Node, ...]
    unknown: tuple[Node, ...]

    def judge(self) -> Verdict:
        """Whether it may run while the code in service goes on."""
        return judge_all(self.loader, self.plan, served=self.served, applied=self.applied)


def pending() -> Pending:
    """From the database of this deployment."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    refuse_two_ends(loader)
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    applied = tuple(sorted(loader.applied_migrations))
    known = served_by_last_release()
    served = [(app, name) for app, names in known.items() for name in names]
    return Pending(
        loader=loader,
        plan=tuple((one.app_label, one.name) for one, _ in plan),
        served=tuple(sorted(served or applied)),
        applied=applied,
        unknown=tuple(sorted(unknown_to(loader))),
    )


def refuse_two_ends(loader: MigrationLoader) -> None:
    """Raises ``ReleaseFailed`` where two people wrote the next migration of one app."""
    if conflicts := loader.detect_conflicts():
        raise ReleaseFailed(
            f"Two migrations of {', '.join(sorted(conflicts))} both want to be the last. "
            "Run: python manage.py makemigrations --merge. Commit what it writes.",
            findings=True,
        )


def served_by_last_release() -> Names:
    """The migrations that the code in service brings; {} where no release was written down."""
    if Release._meta.db_table not in connection.introspection.table_names():
        return {}
    try:
        current = Release.objects.current()
    except DatabaseError:  # A table of another shape: older code on it, or newer.
        return {}
    return current.known if current else {}


def unknown_to(loader: MigrationLoader) -> set[Node]:
    """Applied, of an app of ours, and not among the files of this code."""
    ours = {config.label for config in apps.get_app_configs()}
    replaced = {old for new in loader.replacements.values() for old in new.replaces}
    applied = set(MigrationRecorder(connection).applied_migrations())
    files = set(loader.disk_migrations)
    return {node for node in applied if node[0] in ours and node not in files | replaced}


def by_app(nodes: set[Node]) -> Names:
    """``{app: [names, sorted]}``."""
    found: Names = {}
    for app, name in sorted(nodes):
        found.setdefault(app, []).append(name)
    return found
