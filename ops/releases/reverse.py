"""Takes migrations back, each in its own transaction, in an order that holds at every stop.

Killed half-way, what is reversed is written down by Django, so the next run goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from ops.database import sqlstate
from ops.releases.plan import Node, in_order, unknown_to
from ops.releases.platforms.base import Say
from ops.releases.problems import ReleaseFailed
from ops.releases.turn import our_turn

#: Seconds that a change of a table waits for visitors' queries before it lets them pass.
LOCK = 5
AGAIN = 6


class ReversalFailed(Exception):
    """It stopped; the message says where and how to go on."""


def reverse(known: set[Node], say: Say) -> list[str]:
    """Reverse all that is applied and not ``known``; returns their names."""
    with _alone(), _patient():
        names: list[str] = []
        while True:
            executor = MigrationExecutor(connection)
            strange = unknown_to(executor.loader, known)
            left = [node for node in in_order(executor.loader) if node in strange]
            if not left:
                return names
            node = left[-1]
            label = ".".join(node)
            _one(executor, node, label)
            say(f"  reversed {label}")
            names.append(label)


def _one(executor: MigrationExecutor, node: Node, label: str) -> None:
    plan = [(executor.loader.graph.nodes[node], True)]
    for attempt in range(1, AGAIN + 1):
        try:
            executor.migrate([], plan=plan)
            return
        except OperationalError as error:
            # The database's word for a lock that was not had in time (PostgreSQL 55P03).
            busy = sqlstate(error) == "55P03"
            if not busy or attempt == AGAIN:
                raise ReversalFailed(_stopped(label, error)) from error
            time.sleep(attempt)
        except Exception as error:  # A migration may bring any code.
            raise ReversalFailed(_stopped(label, error)) from error


def _stopped(label: str, error: Exception) -> str:
    said = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
    return (
        f"{label} could not be reversed, and was left whole: {said}. The old code serves, and "
        "what was reversed before it stays so. Mend what it says, then run the same command again."
    )


@contextmanager
def _alone() -> Iterator[None]:
    """No release and no other rollback at the same time."""
    with ExitStack() as stack:
        try:
            stack.enter_context(our_turn(0, lambda words: None))
        except ReleaseFailed as error:
            raise ReversalFailed(
                "A release or another rollback is changing the tables. Wait for it, then run the "
                "same command again."
            ) from error
        yield


@contextmanager
def _patient() -> Iterator[None]:
    """Behind a waiting change of a table all visitors wait too, so it must not wait long."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{LOCK}s"])
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
        except DatabaseError:
            connection.close()
