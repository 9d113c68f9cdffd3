"""The indexes that the models declare against those the database has, and plans of hot queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from ops.launch.gather.inside_database import patient
from ops.launch.gather.inside_plans import Scan, scans_of
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.queries import hot_queries


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingIndex:
    """An index that a model declares and the database has not, or has half built."""

    table: str
    name: str
    columns: tuple[str, ...]
    sql: str
    broken: bool = False
    unique: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexFacts:
    """What is missing, and how many queries and indexes were looked at."""

    missing: tuple[MissingIndex, ...]
    scans: tuple[Scan, ...]
    failed: tuple[str, ...] = ()
    queries: int = 0
    declared: int = 0


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
                unique=entry.index is None and bool(entry.name or _is_unique(entry)),
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
