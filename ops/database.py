"""Database work of async views: a few threads, each giving its connection back at once.

Django's own bridge gives each request a thread that keeps its connection until the response
ends. A chat stream lasts for seconds, so a few dozen open streams would hold every connection
of a small plan. Here a connection is held only while a function runs, and never more of them
than the pool has.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

#: What a driver's message holds, and what that means.
WORDS = (
    (("password authentication", "no password", "authentication failed"),
     "the server does not accept the user name or the password"),
    (("could not translate", "name or service", "failed to resolve", "nodename"),
     "there is no server by that name"),
    (("connection refused",), "nothing listens at that address and port"),
    (("too many connections", "too many clients", "remaining connection slots"),
     "the server has no connection left"),
    (("no such table", "no such column", 'relation "', "column "),
     "a table or column is missing"),
    (("permission denied",), "the account may not use all of the tables"),
    (("does not exist",), "the server has no database or user by that name"),
    (("ssl", "certificate"), "server and app cannot agree on encryption"),
    (("lock timeout", "is locked", "deadlock"), "what it needs is locked by something else"),
    (("timeout", "timed out", "couldn't get a connection"), "it does not answer in time"),
    (("no space left", "could not extend", "disk is full"), "its disk is full"),
    (("read-only", "readonly"), "it is read-only, as a standby or a full one is"),
    (("unable to open",), "the file cannot be opened or written"),
    (("starting up", "shutting down", "recovery mode", "not yet accepting",
      "not currently accepting"),
     "it is starting or stopping"),
    (("no pg_hba",), "the server refuses this machine"),
)  # fmt: skip

P = ParamSpec("P")
T = TypeVar("T")


@cache
def _threads() -> ThreadPoolExecutor:
    pool: Any = settings.DATABASES["default"].get("OPTIONS", {}).get("pool") or {}
    return ThreadPoolExecutor(max_workers=pool.get("max_size", 4), thread_name_prefix="database")


def sqlstate(error: BaseException) -> str:
    """The code PostgreSQL gave an error of Django's, or ""."""
    return str(getattr(error.__cause__, "sqlstate", "") or "")


def words_of(error: Exception) -> str:
    """What went wrong with the database, without the driver's own words: they name accounts."""
    text = str(error).lower()
    for signs, words in WORDS:
        if any(sign in text for sign in signs):
            return words
    return f"the connection fails ({type(error).__name__})"


def cannot_be_asked(error: Exception) -> str:
    """That an error is the database's, in a sentence; "" for any other.

    A DATABASE_URL that cannot be read leaves Django an engine that can do nothing.
    """
    if isinstance(error, DatabaseError):
        return f"The database could not be asked: {words_of(error)}."
    if connections["default"].vendor == "unknown" and isinstance(error, ImproperlyConfigured):
        return "The database could not be asked: DATABASE_URL cannot be read."
    return ""


def give_back() -> None:
    """Give this thread's connections back; one inside a transaction stays."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


async def in_database(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run ``function`` in a database thread and return what it returns."""

    def run() -> T:
        try:
            return function(*args, **kwargs)
        finally:
            give_back()

    return await sync_to_async(run, thread_sensitive=False, executor=_threads())()
