"""The tables as they stand: every column and rule that the models count on, and PostgreSQL's own
housekeeping. Somebody who changed a table by hand left no trace in the list of migrations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from ops.launch.findings import NotApplicable
from ops.launch.gather.inside_database import patient
from ops.launch.registry import gatherer
from ops.launch.world import World

#: Rows below which it does not matter how many of them are dead.
FEW_ROWS = 10_000
#: Transactions after which PostgreSQL begins to tidy by force, and at twice a thousand million
#: stops (PostgreSQL, Preventing Transaction ID Wraparound Failures).
OLD_TRANSACTIONS = 1_000_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class TableFacts:
    """``columns`` are table.column that a model has and the database lacks; ``rules`` references
    between tables (table.column) that nothing holds; ``unchecked`` rules that old rows need not
    obey.
    """

    columns: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class UpkeepFacts:
    """``off`` says that nothing tidies at all, ``off_for`` names tables that are left out;
    ``untidy`` is (table, dead rows, living rows); ``age`` is in transactions.
    """

    off: bool
    off_for: tuple[str, ...] = ()
    untidy: tuple[tuple[str, int, int], ...] = ()
    age: int = 0


@gatherer("tables", seconds=10, inside=True)
def gather_tables(world: World) -> TableFacts:
    """From the catalogue. Tables that are missing altogether are for the migrations to tell."""
    with patient(connection.vendor) as cursor:
        there = set(connection.introspection.table_names(cursor))
        ours = [model for model in _ours() if model._meta.db_table in there]
        return TableFacts(
            columns=tuple(_missing_columns(cursor, ours)),
            rules=tuple(_missing_rules(cursor, ours)),
            unchecked=tuple(_unchecked(cursor)),
        )


def _ours() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def _missing_columns(cursor: Any, ours: list[type[models.Model]]) -> Iterator[str]:
    for model in ours:
        table = model._meta.db_table
        have = {
            column.name for column in connection.introspection.get_table_description(cursor, table)
        }
        for field in model._meta.local_concrete_fields:
            if field.column not in have:
                yield f"{table}.{field.column}"


def _missing_rules(cursor: Any, ours: list[type[models.Model]]) -> Iterator[str]:
    """References without a rule. SQLite has its rules in the table itself and cannot lose one."""
    if connection.vendor != "postgresql":
        return
    cursor.execute(
        "SELECT c.relname, a.attname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(k.conkey) "
        "WHERE k.contype = 'f' AND pg_table_is_visible(c.oid)"
    )
    held = set(cursor.fetchall())
    for model in ours:
        for field in model._meta.local_concrete_fields:
            # Django's types leave the attribute out.
            refers = isinstance(field, models.ForeignKey) and getattr(field, "db_constraint", True)
            if refers and (model._meta.db_table, field.column) not in held:
                yield f"{model._meta.db_table}.{field.column}"


def _unchecked(cursor: Any) -> Iterator[str]:
    if connection.vendor != "postgresql":
        return
    cursor.execute(
        "SELECT c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "WHERE NOT k.convalidated AND pg_table_is_visible(c.oid) ORDER BY 1, 2"
    )
    for table, name in cursor.fetchall():
        yield f"{table}.{name}"


@gatherer("upkeep", seconds=8, inside=True)
def gather_upkeep(world: World) -> UpkeepFacts:
    """From PostgreSQL's statistics, which any account may read."""
    if connection.vendor != "postgresql":
        raise NotApplicable("SQLite tidies for itself.")
    if world.target.is_local:
        raise NotApplicable("This is a local address.")
    with patient("postgresql") as cursor:
        cursor.execute("SHOW autovacuum")
        off = cursor.fetchone()[0] != "on"
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_table_is_visible(oid) "
            "AND reloptions && ARRAY['autovacuum_enabled=false', 'autovacuum_enabled=off'] "
            "ORDER BY 1"
        )
        off_for = tuple(name for (name,) in cursor.fetchall())
        cursor.execute(
            "SELECT relname, n_dead_tup, n_live_tup FROM pg_stat_user_tables "
            "WHERE n_dead_tup > %s AND n_dead_tup > n_live_tup ORDER BY 2 DESC LIMIT 5",
            [FEW_ROWS],
        )
        untidy = tuple((table, int(dead), int(living)) for table, dead, living in cursor)
        cursor.execute(
            "SELECT age(datfrozenxid) FROM pg_database WHERE datname = current_database()"
        )
        return UpkeepFacts(off=off, off_for=off_for, untidy=untidy, age=int(cursor.fetchone()[0]))
