"""Indexes of a release that was cut off while it built them.

PostgreSQL keeps an index that was not finished CONCURRENTLY, never uses it, and refuses to build
another one of its name: https://www.postgresql.org/docs/current/sql-createindex.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection

from ops.releases.pending import Pending
from ops.releases.safety.steps import take_apart
from ops.releases.safety.tokens import Reader


def clear(pending: Pending, say: Callable[[str], None]) -> None:
    """Drop what is half built of the pending migrations, so that they can be run again."""
    if connection.vendor != "postgresql":
        return
    wanted = set(_built_apart(pending))
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "WHERE NOT i.indisvalid AND c.relname = ANY(%s)",
            [sorted(wanted)],
        )
        for (name,) in cursor.fetchall():
            say(f"  the index {name} was half built; it is built anew")
            cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {connection.ops.quote_name(name)}")


def _built_apart(pending: Pending) -> Iterator[str]:
    """The names of indexes that pending migrations build CONCURRENTLY."""
    apart = [node for node in pending.plan if not pending.loader.graph.nodes[node].atomic]
    if not apart:
        return
    graph = pending.loader.graph
    for node in apart:
        migration = graph.nodes[node]
        state = pending.loader.project_state(node, at_end=False)
        for step in take_apart(migration, state):
            for statement in step.statements:
                reader = Reader(statement)
                reader.skip("CREATE", "UNIQUE")
                if reader.take("INDEX", "CONCURRENTLY"):
                    reader.skip("IF NOT EXISTS")
                    yield reader.name()
