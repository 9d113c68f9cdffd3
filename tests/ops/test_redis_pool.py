"""All caches of a process share a few connections, however many threads ask."""

from __future__ import annotations

import os
import threading
import uuid

import pytest
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache

from config import databases
from ops import redis_pool

pytestmark = pytest.mark.services


def made(prefix: str) -> RedisCache:
    """A cache as a new thread or request makes it."""
    entry = databases.caches(os.environ["REDIS_URL"])["default"]
    params = {"OPTIONS": dict(entry["OPTIONS"]), "KEY_PREFIX": prefix}
    return RedisCache(entry["LOCATION"], params)


def test_forty_threads_with_a_cache_each_hold_no_more_than_the_pool_has() -> None:
    prefix, wrong = uuid.uuid4().hex, list[object]()

    def use(number: int) -> None:
        cache = made(prefix)
        for round in range(3):
            cache.set(f"{number}", round, 20)
            if cache.get(f"{number}") != round:
                wrong.append(number)

    threads = [threading.Thread(target=use, args=[number]) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    pool = redis_pool.OnePool.from_url(os.environ["REDIS_URL"])
    assert pool.max_connections == redis_pool.CONNECTIONS
    kept = [one for one in pool._connections if one is not None]
    assert 0 < len(kept) <= redis_pool.CONNECTIONS


def test_the_caches_of_the_settings_use_it() -> None:
    for name in ("default", "limits"):
        caches[name].set("pool", name, 5)
        assert caches[name].get("pool") == name
        client = caches[name]._cache  # type: ignore[attr-defined]
        (pool,) = client._pools.values()
        assert isinstance(pool, redis_pool.OnePool)


def test_a_forked_process_makes_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    here = redis_pool.OnePool.from_url("redis://127.0.0.1:1/0")
    assert redis_pool.OnePool.from_url("redis://127.0.0.1:1/0") is here
    monkeypatch.setattr(os, "getpid", lambda: 1)
    assert redis_pool.OnePool.from_url("redis://127.0.0.1:1/0") is not here
