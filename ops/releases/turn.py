"""One release at a time: a lock that its holder cannot leave behind.

On PostgreSQL it belongs to the connection, so the server frees it when the process dies; on SQLite
to an open file, so the operating system does.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from ops.releases.problems import ReleaseFailed

#: Any number, as long as nothing else takes it; PostgreSQL counts it per database.
KEY = 7_547_729_001
PAUSE = 0.5


@contextmanager
def our_turn(wait: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock; waits ``wait`` seconds for another release, then raises ``ReleaseFailed``."""
    here: Any = connection
    if connection.vendor == "postgresql":
        _notice_our_death()
        take, free = _take_in_database, _free_in_database
    elif connection.vendor == "sqlite" and not here.is_in_memory_db():
        file = _LockFile(Path(f"{connection.settings_dict['NAME']}.release"))
        take, free = file.take, file.free
    else:
        yield
        return
    _wait_for(take, wait, say)
    try:
        yield
    finally:
        free()


def _wait_for(take: Callable[[], bool], wait: float, say: Callable[[str], None]) -> None:
    until, said = time.monotonic() + wait, False
    while not take():
        if time.monotonic() >= until:
            raise ReleaseFailed(
                f"Another release has been running for more than {wait:.0f} seconds. Look into its "
                "log. When it has ended or was stopped, release again; nothing needs unlocking."
            )
        if not said:
            say(f"Another release is running. Waiting for it, at most {wait:.0f} seconds.")
            said = True
        time.sleep(PAUSE)


def _notice_our_death() -> None:
    """Otherwise a statement goes on, and keeps its locks, when the process that asked is killed."""
    # From PostgreSQL 14, and only on servers whose system can tell.
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('client_connection_check_interval', '1s', false)")


def _take_in_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
        return bool(cursor.fetchone()[0])


def _free_in_database() -> None:
    # Where the connection is gone, so is the lock.
    if connection.connection is not None and connection.is_usable():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])


class _LockFile:
    """An empty file beside the database."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> bool:
        """Try once."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(file)
        except OSError:
            os.close(file)
            return False
        self._file = file
        return True

    def free(self) -> None:
        """Closing it frees it. The file stays: deleting it would let two hold one each."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _lock(file: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        windows: Any = msvcrt
        windows.locking(file, windows.LK_NBLCK, 1)
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
