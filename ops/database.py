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
from django.db import connections

P = ParamSpec("P")
T = TypeVar("T")


@cache
def _threads() -> ThreadPoolExecutor:
    pool: Any = settings.DATABASES["default"].get("OPTIONS", {}).get("pool") or {}
    return ThreadPoolExecutor(max_workers=pool.get("max_size", 4), thread_name_prefix="database")


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
