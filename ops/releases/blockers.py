"""Who holds what a migration waits for."""

from __future__ import annotations

from django.db import DatabaseError, connection

from ops.releases.safety.tokens import tokens_of

#: Transactions that are open and hold a table of ours, the oldest first.
_ASK = """
SELECT a.pid, coalesce(a.application_name, ''), a.state,
       extract(epoch FROM clock_timestamp() - a.xact_start)::int, a.query,
       string_agg(DISTINCT c.relname, ', ')
FROM pg_locks l
JOIN pg_stat_activity a ON a.pid = l.pid
JOIN pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p')
JOIN pg_namespace n ON n.oid = c.relnamespace
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
WHERE l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND a.pid <> pg_backend_pid()
GROUP BY a.pid, a.application_name, a.state, a.xact_start, a.query
ORDER BY a.xact_start LIMIT 1
"""


def who_holds() -> str:
    """A sentence about the oldest transaction that is in the way, with a space; "" where none is.

    Values are taken out of its statement: they may be anybody's.
    """
    if connection.vendor != "postgresql":
        return ""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_ASK)
            row = cursor.fetchone()
    except DatabaseError:
        return ""
    if row is None:
        return ""
    pid, name, state, seconds, query, tables = row
    named = f" ({name})" if name else ""
    resting = ", which has done nothing since" if state == "idle in transaction" else ""
    said = without_values(query)
    return f"Process {pid}{named} holds {tables} for {seconds} s with: {said}{resting}. "


def without_values(sql: str) -> str:
    """A statement with ? for every text and number, on one line."""
    words = [
        "?" if token.kind == "text" or token.text[:1].isdigit() else str(token)
        for token in tokens_of(sql)
    ]
    text = " ".join(words).replace(" . ", ".").replace(" ,", ",")
    return text if len(text) <= 120 else f"{text[:119]}…"
