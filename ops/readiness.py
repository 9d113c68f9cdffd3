"""What has to work before visitors do: a registry of probes, and the ones every deployment has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache as remember
from typing import Any, Literal

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

Status = Literal["ok", "degraded", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """``failed`` means visitors are hurt; ``degraded`` that somebody should look.

    ``detail`` is for people with the ops token; it holds no address, password or visitor.
    """

    status: Status
    detail: str = ""


Probe = Callable[[], ProbeResult]
_probes: dict[str, Probe] = {}

#: A failure of these, and only these, answers 503.
ESSENTIAL = ("database", "migrations", "cache")


def register(name: str, probe: Probe) -> None:
    """Add a line to ``/readyz``.

    ``probe`` runs in a thread and has two seconds; raising or being late counts as failed for
    the essential ones and as degraded for all others.
    """
    _probes[name] = probe


def probes() -> dict[str, Probe]:
    """Every probe by its name."""
    return dict(_probes)


def database() -> ProbeResult:
    """One query; a database that takes no changes keeps no lead and no message."""
    ask = {"postgresql": "SELECT current_setting('transaction_read_only')"}
    with connection.cursor() as cursor:
        cursor.execute(ask.get(connection.vendor, "SELECT 1"))
        (said,) = cursor.fetchone() or ("",)
    if said == "on":
        return ProbeResult("failed", "it can be read and takes no changes: it is read-only")
    return ProbeResult("ok")


def migrations() -> ProbeResult:
    """Whether the schema is as new as the code.

    Reading the migration files takes longer than asking the database, and they do not change
    while a process runs; so once all are applied only the table is read again.
    """
    if _known_migrations:
        applied = set(MigrationRecorder(connection).applied_migrations())
        if _known_migrations <= applied:
            return ProbeResult("ok")
        _known_migrations.clear()
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return ProbeResult("failed", f"migrations not applied: {len(missing)}")
    _known_migrations.update(executor.loader.graph.nodes)
    return ProbeResult("ok")


_known_migrations: set[tuple[str, str]] = set()


def cache() -> ProbeResult:
    """A value in and out of Redis."""
    if not settings.REDIS_URL:
        return ProbeResult("skipped", "REDIS_URL is empty; limits are counted per process")
    caches["default"].set("readyz", "1", 10)
    if caches["default"].get("readyz") != "1":
        return ProbeResult("failed", "a value did not come back")
    return ProbeResult("ok")


def broker() -> ProbeResult:
    """Whether the worker's queue can be reached."""
    if not settings.REDIS_URL:
        return ProbeResult("skipped", "REDIS_URL is empty; the web process sends the emails")
    with asking_broker() as client:
        client.ping()
    return ProbeResult("ok")


@contextmanager
def asking_broker() -> Iterator[Any]:
    """The client for one question. No connection is kept afterwards: a small Redis has few, and
    every process of the site asks.
    """
    client = broker_client()
    try:
        yield client
    finally:
        client.connection_pool.disconnect(inuse_connections=False)


def broker_client() -> Any:
    """For short questions to the Redis that holds the queue."""
    return _client_of(settings.REDIS_URL)


@remember
def _client_of(url: str) -> Any:
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return redis.Redis.from_url(
        url,
        socket_timeout=1,
        socket_connect_timeout=0.5,
        retry=Retry(NoBackoff(), 0),
        max_connections=2,
    )


def register_own() -> None:
    """The probes of this room."""
    register("database", database)
    register("migrations", migrations)
    register("cache", cache)
    register("broker", broker)
