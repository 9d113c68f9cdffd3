"""Brings the tables up without making visitors wait for long.

A change of a table needs it for itself for an instant. While it waits for its turn everybody who
comes later waits behind it, so it gives up after ``LOCK_WAIT`` and tries again a little later.
https://www.postgresql.org/docs/current/explicit-locking.html
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory

from ops.database import sqlstate
from ops.releases import half_built
from ops.releases.blockers import who_holds
from ops.releases.pending import Pending
from ops.releases.problems import ReleaseFailed

#: Seconds that visitors may be kept waiting behind a change that waits itself.
LOCK_WAIT = 2.0
#: The same for migrations without a transaction, behind which nobody waits (CONCURRENTLY).
LOCK_WAIT_APART = 600.0
#: Seconds that one statement may take while it holds its locks, and where it holds none.
STATEMENT, STATEMENT_APART = 60, 1800
#: Seconds between one try and the next.
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0)
#: PostgreSQL's codes: a lock was not had in time, a deadlock, a statement that took too long.
NO_LOCK, TOO_LONG = ("55P03", "40P01"), "57014"


class _Migrate(migrate.Command):
    """Django's own, which says what it does and sets the limits that fit each migration."""

    requires_system_checks: Any = []
    say: Callable[[str], None]
    #: The migration that runs.
    running = ""

    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:
        """Called by the executor around each."""
        if action == "apply_start":
            self.running = f"{migration.app_label}.{migration.name}"
            self.say(f"  {self.running}")
            _limits(apart=not migration.atomic)
        elif action == "apply_success":
            self.running = ""
            _limits()


class _Nowhere(StringIO):
    """For what Django prints about it: ours is said in ``say``."""

    def write(self, text: str) -> int:
        """Nothing."""
        return len(text)


def bring_up(pending: Pending, say: Callable[[str], None]) -> None:
    """Run what is pending; raises ``ReleaseFailed`` naming the migration and who was in the way."""
    command = _Migrate(stdout=_Nowhere(), stderr=_Nowhere())
    command.say = say
    with _own_limits():
        for pause in (*PAUSES, None):
            _limits(apart=True)
            half_built.clear(pending, say)
            _limits()
            try:
                call_command(command, interactive=False, verbosity=0)
                return
            except DatabaseError as error:
                blocked = sqlstate(error) in NO_LOCK
                if not blocked or pause is None:
                    raise ReleaseFailed(_words(error, command.running)) from error
                say(f"  {command.running or 'a change'} had to wait. {who_holds()}"
                    f"Trying again in {pause:.0f} s.")  # fmt: skip
                time.sleep(pause)
            except (CommandError, InconsistentMigrationHistory) as error:
                raise ReleaseFailed(str(error)) from error


def _words(error: DatabaseError, migration: str) -> str:
    named = f"The migration {migration}" if migration else "Bringing the tables up"
    if sqlstate(error) in NO_LOCK:
        return (
            f"{named} did not get the table for itself in {len(PAUSES) + 1} tries. {who_holds()}"
            "Release again when that has ended; nothing of this migration was changed."
        )
    if sqlstate(error) == TOO_LONG:
        return (
            f"{named} took longer than the {STATEMENT} seconds a change may hold up visitors, and "
            "was taken back. Split it as docs/migrations.md shows."
        )
    said = str(error).strip().splitlines() or [type(error).__name__]
    return f"{named} failed and was taken back: {said[0]}"


@contextmanager
def _own_limits() -> Iterator[None]:
    """Limits for this session only."""
    _limits()
    try:
        yield
    finally:
        if connection.vendor == "postgresql" and connection.connection and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
                cursor.execute("RESET statement_timeout")


def _limits(*, apart: bool = False) -> None:
    if connection.vendor != "postgresql":
        return
    wait = LOCK_WAIT_APART if apart else LOCK_WAIT
    seconds = STATEMENT_APART if apart else STATEMENT
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{wait:.0f}s"])
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{seconds}s"])
