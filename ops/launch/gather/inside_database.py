"""What the database server says of itself, of this app's account, and of its connections."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from ops.database import cannot_be_asked, words_of
from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.gather.inside_disk import DiskFacts, disk_of
from ops.launch.network.names import is_local
from ops.launch.registry import gatherer
from ops.launch.world import World

#: Milliseconds that one question to PostgreSQL may take.
PATIENCE = 3000


@dataclass(frozen=True, kw_only=True, slots=True)
class ReachFacts:
    """Whether the database answers; ``why`` not, in words that hold no address or password.

    ``writable`` says whether it takes writes: a replica and a full plan answer and take none.
    ``closed`` are tables of ours that this account may not read and write.
    """

    vendor: str
    reachable: bool
    why: str = ""
    writable: bool = True
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PostgresFacts:
    """One PostgreSQL, as this app's account sees it.

    ``limit`` values of -1 are "none". Times-outs are milliseconds, 0 is "none". ``clock`` is how
    many seconds its clock is ahead of ours, give or take ``clock_margin``.
    """

    host: str
    private: bool
    encrypted: bool
    sslmode: str
    version: int
    version_text: str
    today: date
    max_connections: int
    reserved: int
    role_limit: int
    database_limit: int
    open_now: int
    statement_timeout: int
    idle_timeout: int
    superuser: bool
    archiving: bool
    archived_seconds_ago: float | None
    replicas: int
    clock: float
    clock_margin: float
    pool: int
    web_processes: int
    worker_processes: int
    local: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SqliteFacts:
    """One SQLite file and the disk under it."""

    disk: DiskFacts
    journal: str
    version: str
    platform: str
    local: bool


@gatherer("database", seconds=10, inside=True)
def gather_reach(world: World) -> ReachFacts:
    """One question."""
    vendor = connection.vendor
    if "dummy" in settings.DATABASES["default"]["ENGINE"]:
        return ReachFacts(vendor="unknown", reachable=False, why="DATABASE_URL cannot be read")
    try:
        if vendor == "postgresql":
            return _ask_postgres()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:  # Whatever the driver raises: it is not there.
        return ReachFacts(vendor=vendor, reachable=False, why=words_of(error))
    return ReachFacts(vendor=vendor, reachable=True)


def _ask_postgres() -> ReachFacts:
    """On a connection beside the pool: one that has none left is no database that is away."""
    import psycopg

    params = connection.get_connection_params()
    with psycopg.connect(**params) as aside:
        cursor = aside.cursor()
        cursor.execute(f"SET statement_timeout = {PATIENCE}")
        read_only = _one(cursor, "SHOW transaction_read_only") == "on"
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind = 'r' AND c.relname = ANY(%s) AND n.nspname = current_schema() AND "
            "NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT') "
            "AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))",
            [[model._meta.db_table for model in apps.get_models(include_auto_created=True)]],
        )
        closed = tuple(sorted(name for (name,) in cursor.fetchall()))
    return ReachFacts(vendor="postgresql", reachable=True, writable=not read_only, closed=closed)


@contextmanager
def patient(vendor: str) -> Iterator[Any]:
    """A cursor in a transaction of its own, with a time-out where the server has one.

    Raises ``CannotTell`` when the database does not answer: the check of reaching it tells that.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if vendor == "postgresql":
                cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE}")
            yield cursor
    except DatabaseError as error:
        raise CannotTell(cannot_be_asked(error)) from error


def _one(cursor: Any, sql: str, params: Sequence[Any] = ()) -> Any:
    cursor.execute(sql, params)
    row = cursor.fetchone()
    return row[0] if row else None


@gatherer("postgres", seconds=10, inside=True)
def gather_postgres(world: World) -> PostgresFacts:
    """From its settings and statistics, all of which any account may read."""
    if connection.vendor != "postgresql":
        raise NotApplicable("The database is not PostgreSQL.")
    configured: dict[str, Any] = settings.DATABASES["default"]
    options = configured.get("OPTIONS", {})
    with patient("postgresql") as cursor:
        role = _row(
            cursor,
            "SELECT r.rolconnlimit, r.rolsuper, d.datconnlimit FROM pg_roles r, pg_database d "
            "WHERE r.rolname = current_user AND d.datname = current_database()",
        )
        archived = _one(
            cursor,
            "SELECT extract(epoch FROM now() - last_archived_time) FROM pg_stat_archiver",
        )
        clock, margin = _clock(cursor)
        host = str(configured.get("HOST") or "")
        return PostgresFacts(
            host=host,
            private=is_private(host),
            encrypted=bool(
                _one(cursor, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            ),
            sslmode=str(options.get("sslmode", "")),
            version=int(_one(cursor, "SHOW server_version_num")) // 10000,
            version_text=str(_one(cursor, "SHOW server_version")).split()[0],
            today=datetime.now(UTC).date(),
            max_connections=int(_one(cursor, "SHOW max_connections")),
            reserved=_setting(cursor, "superuser_reserved_connections")
            + _setting(cursor, "reserved_connections"),
            role_limit=role[0],
            database_limit=role[2],
            open_now=_one(cursor, "SELECT sum(numbackends) FROM pg_stat_database") or 0,
            # Our own time-out is left aside: what counts is what a connection starts with.
            statement_timeout=int(
                _one(cursor, "SELECT reset_val FROM pg_settings WHERE name = 'statement_timeout'")
                or 0
            ),
            idle_timeout=_setting(cursor, "idle_in_transaction_session_timeout"),
            superuser=role[1],
            archiving=_one(cursor, "SHOW archive_mode") in ("on", "always"),
            archived_seconds_ago=None if archived is None else float(archived),
            replicas=_one(cursor, "SELECT count(*) FROM pg_stat_replication") or 0,
            clock=clock,
            clock_margin=margin,
            pool=int((options.get("pool") or {}).get("max_size", 1)),
            web_processes=settings.ENVIRONMENT.get("WEB_CONCURRENCY"),
            worker_processes=settings.CELERY_WORKER_CONCURRENCY if settings.REDIS_URL else 0,
            local=world.target.is_local,
        )


def _row(cursor: Any, sql: str) -> Any:
    cursor.execute(sql)
    return cursor.fetchone()


def _setting(cursor: Any, name: str) -> int:
    """A whole number of the server's settings; 0 where this version has no such setting."""
    return int(_one(cursor, "SELECT setting FROM pg_settings WHERE name = %s", [name]) or 0)


def _clock(cursor: Any) -> tuple[float, float]:
    """Seconds the database is ahead, and half of what asking took."""
    before = time.time()
    theirs = float(_one(cursor, "SELECT extract(epoch FROM clock_timestamp())"))
    after = time.time()
    return theirs - (before + after) / 2, (after - before) / 2


def is_private(host: str) -> bool:
    """Whether the way to a host stays on this machine or in the platform's own network.

    A name without a dot only means something there (Render's dpg-…-a).
    """
    return not host or host.startswith("/") or "." not in host.strip("[]") or is_local(host)


@gatherer("sqlite", seconds=5, inside=True)
def gather_sqlite(world: World) -> SqliteFacts:
    """From the file's own header and the disk."""
    if connection.vendor != "sqlite":
        raise NotApplicable("The database is not SQLite.")
    name = str(settings.DATABASES["default"]["NAME"])
    disk = disk_of(Path(name))
    with patient("sqlite") as cursor:
        return SqliteFacts(
            disk=disk,
            journal=str(_one(cursor, "PRAGMA journal_mode")),
            version=str(_one(cursor, "SELECT sqlite_version()")),
            platform=world.target.platform,
            local=world.target.is_local,
        )


@gatherer("engine", seconds=10, inside=True)
def gather_engine(world: World) -> PostgresFacts | SqliteFacts:
    """Whichever of the two it is."""
    if connection.vendor == "sqlite":
        return gather_sqlite(world)
    return gather_postgres(world)
