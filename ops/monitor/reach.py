"""Whether the database can be asked and written to, and if not, why.

The pool waits five seconds for a connection and then says only that none came. A look that asked
it for each thing it wants to know would take the better part of a minute, so it is asked once, past
the pool, where the server's own refusal is heard.
"""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from ops.database import give_back, words_of
from ops.monitor.rows import MonitorState

#: Seconds for a connection past the pool, and for a lock.
CONNECT, LOCK = 3, 2
#: Seconds a question may wait for a lock before that counts as being stuck.
STUCK = 1


def trouble() -> str:
    """Why this process cannot ask the database, without its address or account; "" if it can."""
    refusal = _refusal() if connection.vendor == "postgresql" else ""
    if not refusal and connection.vendor == "postgresql":
        return ""
    try:
        # Where the server has no connection left, the pool may still hold one.
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return refusal or words_of(error)
    finally:
        give_back()
    return ""


def _refusal() -> str:
    """What the server says to a connection of its own."""
    words: dict[str, Any] = {**connection.get_connection_params(), "connect_timeout": CONNECT}
    driver: Any = connection.Database  # type: ignore[attr-defined]
    try:
        driver.connect(**words).close()
    except driver.Error as error:
        return words_of(error)
    return ""


def held_up() -> str:
    """Why the database takes no changes although it can be asked; "" where it takes them."""
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{LOCK}s'")
            MonitorState.objects.filter(pk=1).update(at=F("at"))
        return _waiting() if connection.vendor == "postgresql" else ""
    except DatabaseError as error:
        return f"it can be read and takes no changes: {words_of(error)}"
    finally:
        give_back()


def _waiting() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND state = 'active' AND wait_event_type = 'Lock' "
            "AND query_start < clock_timestamp() - make_interval(secs => %s)",
            [STUCK],
        )
        (count,) = cursor.fetchone() or (0,)
    if not count:
        return ""
    what = "question waits" if count == 1 else "questions wait"
    return f"{count} {what} for a table that something else keeps locked"
