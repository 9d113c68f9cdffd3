"""The migrations: what the code has, what the database has had applied, what nobody wrote down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from ops.launch.gather.inside_database import patient
from ops.launch.registry import gatherer
from ops.launch.world import World


@dataclass(frozen=True, kw_only=True, slots=True)
class MigrationFacts:
    """``unapplied`` and ``unknown`` are app.name: what the code has and the database lacks, and the
    other way round. ``unwritten`` are changes of models that no migration makes, in words;
    ``clashing`` the apps with two last migrations.
    """

    unapplied: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unwritten: tuple[str, ...] = ()
    clashing: tuple[str, ...] = ()


@gatherer("migrations", seconds=15, inside=True)
def gather_migrations(world: World) -> MigrationFacts:
    """From the migration files, the models, and the table of what was applied."""
    with patient(connection.vendor):
        executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    clashing = tuple(sorted(executor.loader.detect_conflicts()))
    applied = set(executor.loader.applied_migrations)
    ours = {config.label for config in apps.get_app_configs()}
    return MigrationFacts(
        # Not Django's plan, which looks no further where the last migration of an app is applied.
        unapplied=tuple(f"{app}.{name}" for app, name in sorted(set(graph.nodes) - applied)),
        unknown=tuple(
            sorted(
                f"{app}.{name}"
                for app, name in applied
                if app in ours and (app, name) not in graph.nodes and not _replaced(executor, app)
            )
        ),
        unwritten=() if clashing else tuple(_unwritten(executor.loader)),
        clashing=clashing,
    )


def _replaced(executor: MigrationExecutor, app: str) -> bool:
    """Whether an app has squashed migrations, whose old names may stay in the table."""
    return any(label == app for label, _ in executor.loader.replacements)


def _unwritten(loader: MigrationLoader) -> Iterator[str]:
    """What ``makemigrations`` would write, as ``app: words``."""
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(specified_apps=set(), dry_run=True),
    )
    for app, migrations in detector.changes(graph=loader.graph).items():
        for migration in migrations:
            for operation in migration.operations:
                yield f"{app}: {operation.describe()}"
