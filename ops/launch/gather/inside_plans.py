"""Hot queries as the database would answer them: which of them cannot but read a whole table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ops.queries import HotQuery

#: A condition of PostgreSQL's plans that is met by too many rows to help.
_WIDE = re.compile(r"\((?:NOT )?\w+(?: IS NOT NULL| = (?:true|false))?\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """A hot query that cannot help reading a whole table. ``rows`` is what the table has about."""

    query: str
    table: str
    columns: tuple[str, ...]
    rows: int
    how: str


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
