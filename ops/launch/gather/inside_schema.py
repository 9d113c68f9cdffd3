"""Tables and the code that uses them: migrations, declared indexes, plans of hot queries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from ops.launch.gather.inside_database import patient
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.queries import HotQuery, hot_queries

#: A condition of PostgreSQL's plans that is met by too many rows to help.
_WIDE = re.compile(r"\((?:NOT )?\w+(?: IS NOT NULL| = (?:true|false))?\)")


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


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingIndex:
    """An index that a model declares and the database has not, or has half built."""

    table: str
    name: str
    columns: tuple[str, ...]
    sql: str
    broken: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """A hot query that cannot help reading a whole table. ``rows`` is what the table has about."""

    query: str
    table: str
    columns: tuple[str, ...]
    rows: int
    how: str


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexFacts:
    """What is missing, and how many queries and indexes were looked at."""

    missing: tuple[MissingIndex, ...]
    scans: tuple[Scan, ...]
    failed: tuple[str, ...] = ()
    queries: int = 0
    declared: int = 0


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


@gatherer("indexes", seconds=20, inside=True)
def gather_indexes(world: World) -> IndexFacts:
    """From the catalogue of the database and the plans it makes."""
    declared = list(_declared())
    queries = hot_queries()
    scans: list[Scan] = []
    failed: list[str] = []
    with patient(connection.vendor) as cursor:
        tables = set(connection.introspection.table_names(cursor))
        missing = list(_missing(cursor, declared, tables))
        for query in queries:
            if query.make().model._meta.db_table not in tables:
                failed.append(query.name)
                continue
            scans += scans_of(cursor, query)
    return IndexFacts(
        missing=tuple(missing),
        scans=tuple(scans),
        failed=tuple(failed),
        queries=len(queries),
        declared=len(declared),
    )


# --- Declared indexes -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Declared:
    model: type[models.Model]
    name: str
    columns: tuple[str, ...]
    index: models.Index | None = None


def _declared() -> Iterator[_Declared]:
    """Every index and unique rule that the models of all apps declare."""
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if not meta.managed or meta.proxy:
            continue
        for index in meta.indexes:
            fields = tuple(name.lstrip("-") for name in index.fields)
            columns = tuple(_column(model, name) for name in fields)
            yield _Declared(model, index.name, columns, index)
        for rule in meta.constraints:
            if isinstance(rule, models.UniqueConstraint) and rule.fields:
                columns = tuple(_column(model, name) for name in rule.fields)
                yield _Declared(model, rule.name, columns)
        for pair in meta.unique_together:
            yield _Declared(model, "", tuple(_column(model, name) for name in pair))
        for field in meta.local_concrete_fields:
            if field.primary_key or field.unique or getattr(field, "db_index", False):
                yield _Declared(model, "", (str(field.column),))


def _column(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    return str(getattr(field, "column", name))


def _missing(
    cursor: Any, declared: Sequence[_Declared], tables: set[str]
) -> Iterator[MissingIndex]:
    known: dict[str, dict[str, Any]] = {}
    broken = _broken(cursor)
    for entry in declared:
        table = entry.model._meta.db_table
        if table not in tables:
            continue
        if table not in known:
            known[table] = connection.introspection.get_constraints(cursor, table)
        names = _serving(entry, known[table])
        if not names or all(name in broken for name in names):
            yield MissingIndex(
                table=table,
                name=entry.name or next(iter(names), ""),
                columns=entry.columns,
                sql=_sql(entry),
                broken=bool(names),
            )


def _serving(entry: _Declared, known: dict[str, Any]) -> list[str]:
    """The names of what the database has for it.

    An index without a name of ours is served by any that begins with the same columns.
    """
    if entry.name:
        return [entry.name] if entry.name in known else []
    width = len(entry.columns)
    return [
        name
        for name, found in known.items()
        if (found["index"] or found["unique"] or found["primary_key"])
        and tuple(found["columns"][:width]) == entry.columns
    ]


def _broken(cursor: Any) -> set[str]:
    """Indexes of PostgreSQL that were never finished; it keeps them up and never uses them."""
    if connection.vendor != "postgresql":
        return set()
    cursor.execute(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "WHERE NOT i.indisvalid"
    )
    return {name for (name,) in cursor.fetchall()}


def _sql(entry: _Declared) -> str:
    """The statement that makes it, without holding up writers where the database can."""
    if entry.index is not None:
        editor = connection.schema_editor(collect_sql=True)
        text = f"{entry.index.create_sql(entry.model, editor)};"
    else:
        quote = connection.ops.quote_name
        table = entry.model._meta.db_table
        unique = "UNIQUE " if entry.name or _is_unique(entry) else ""
        name = f" {quote(entry.name)}" if entry.name else ""
        columns = ", ".join(quote(column) for column in entry.columns)
        if not name and connection.vendor == "sqlite":
            name = f" {quote('_'.join((table, *entry.columns)))}"
        text = f"CREATE {unique}INDEX{name} ON {quote(table)} ({columns});"
    if connection.vendor == "postgresql":
        text = text.replace("INDEX ", "INDEX CONCURRENTLY ", 1)
    return text


def _is_unique(entry: _Declared) -> bool:
    fields = entry.model._meta.local_concrete_fields
    return len(entry.columns) > 1 or any(
        field.column == entry.columns[0] and field.unique for field in fields
    )


# --- Plans ----------------------------------------------------------------------------------------


def scans_of(cursor: Any, query: HotQuery) -> Iterator[Scan]:
    """The tables that one query cannot but read from end to end.

    A small table is always read so, whatever indexes it has; so PostgreSQL is asked what it would
    do if reading whole tables were forbidden, and does it all the same where no index serves.
    """
    asked = query.make().query
    sql, params = asked.sql_with_params()
    if connection.vendor == "postgresql":
        # On a small table it would rather sort than read along the index that gives the order.
        forbidden = ["seqscan", *(["bitmapscan", "sort"] if query.walks else [])]
        for way in forbidden:
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
        plan = json.loads(plan) if isinstance(plan, str) else plan
        found = list(_postgres_scans(plan[0]["Plan"], query, partial=_partial(cursor)))
        for way in forbidden:
            cursor.execute(f"SET LOCAL enable_{way} = on")
    elif connection.vendor == "sqlite":
        found = _sqlite_plan(cursor, query, sql, params)
        if found:
            # It likes to read along an index that gives the order, though one would find the rows.
            asked.clear_ordering(force=True)
            unordered = {
                table for table, _ in _sqlite_plan(cursor, query, *asked.sql_with_params())
            }
            found = [(table, how) for table, how in found if table in unordered]
    else:
        return
    for alias, how in found:
        # SQLite names a table by its alias in the query.
        table = asked.alias_map[alias].table_name if alias in asked.alias_map else alias
        yield Scan(
            query=query.name,
            table=table,
            columns=query.columns,
            rows=_rows(cursor, table),
            how=how,
        )


def _postgres_scans(
    plan: dict[str, Any], query: HotQuery, *, partial: set[str], limited: bool = False
) -> Iterator[tuple[str, str]]:
    """(table, how) of every node that reads all of a table.

    Reading along an index without a condition is reading all of it, unless a limit ends it and
    nothing is passed over, or the query says that hardly anything is. A partial index holds only
    what its own condition lets in, which is what the query looks for.
    """
    kind, table = plan["Node Type"], plan.get("Relation Name", "")
    if kind == "Seq Scan":
        yield table, "reads the whole table"
    elif kind in ("Index Scan", "Index Only Scan") and not _narrows(plan):
        ends = limited and (query.walks or "Filter" not in plan)
        if not ends and plan["Index Name"] not in partial:
            yield table, f"reads all along {plan['Index Name']}"
    elif kind == "Bitmap Heap Scan" and not _bitmap_narrows(plan["Plans"][0], partial):
        yield table, "reads most of it"
    # A sort needs every row before it gives the first; a limit above it ends nothing below.
    stops = kind in ("Sort", "Aggregate", "Hash", "HashAggregate", "Materialize")
    below = (limited or kind == "Limit") and not stops
    for part in plan.get("Plans", []):
        yield from _postgres_scans(part, query, partial=partial, limited=below)


def _narrows(plan: dict[str, Any]) -> bool:
    """Whether an index scan has a condition that leaves few rows.

    That something is set, or is true or false, is met by half of a table or by nearly all of it.
    """
    condition = plan.get("Index Cond", "")
    return bool(condition) and not _WIDE.fullmatch(condition)


def _bitmap_narrows(plan: dict[str, Any], partial: set[str]) -> bool:
    """The same of a bitmap, which may be made of several indexes."""
    parts = [_bitmap_narrows(part, partial) for part in plan.get("Plans", [])]
    if parts:
        return any(parts) if plan["Node Type"] == "BitmapAnd" else all(parts)
    return plan.get("Index Name", "") in partial or _narrows(plan)


def _partial(cursor: Any) -> set[str]:
    cursor.execute(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "WHERE i.indpred IS NOT NULL"
    )
    return {name for (name,) in cursor.fetchall()}


def _sqlite_plan(
    cursor: Any, query: HotQuery, sql: str, params: Sequence[Any]
) -> list[tuple[str, str]]:
    cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
    return list(_sqlite_scans([row[3] for row in cursor.fetchall()], query, sql))


def _sqlite_scans(lines: Sequence[str], query: HotQuery, sql: str) -> Iterator[tuple[str, str]]:
    """The same from SQLite's lines: SCAN reads all, SEARCH looks up (sqlite.org/eqp.html)."""
    sorts = any("TEMP B-TREE FOR ORDER BY" in line for line in lines)
    ends = " LIMIT " in sql and not sorts and (query.walks or " WHERE " not in sql)
    for line in lines:
        words = line.split()
        if words[:1] != ["SCAN"] or len(words) < 2 or words[1].startswith("("):
            continue
        table = words[2] if words[1] == "TABLE" and len(words) > 2 else words[1]
        if "USING" not in words:
            yield table, "reads the whole table"
        elif not ends:
            yield table, f"reads all along {words[-1]}"


def _rows(cursor: Any, table: str) -> int:
    """About how many rows a table has, without counting them where the database keeps a number."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT greatest(reltuples, 0)::bigint FROM pg_class "
            "WHERE relname = %s AND pg_table_is_visible(oid)",
            [table],
        )
        row = cursor.fetchone()
        return int(row[0]) if row else 0
    if table not in connection.introspection.table_names(cursor):
        return 0
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name of the catalogue, quoted
    return int(cursor.fetchone()[0])
