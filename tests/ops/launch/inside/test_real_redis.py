"""The facts of a real Redis, and who is heard of through it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings as configured
from django.core.cache import caches
from pytest_django import Settings

from ops import readiness
from ops.launch.findings import NotApplicable
from ops.launch.gather.inside_redis import gather_redis
from ops.launch.gather.inside_running import gather_sender
from ops.launch.world import World, target_for
from ops.monitor import figures
from ops.outbox import worker
from tests.live_site import free_port
from tests.ops.launch.inside.facts import found, severities


@pytest.fixture
def world() -> World:
    return World(target=replace(target_for("chat.mayalindqvist.se"), inside=True))


def test_without_redis_there_is_nothing_to_judge(world: World, settings: Settings) -> None:
    settings.REDIS_URL = ""
    with pytest.raises(NotApplicable):
        gather_redis(world)


def test_a_redis_that_is_away_is_named(world: World, settings: Settings) -> None:
    settings.REDIS_URL = f"redis://:hunter2@127.0.0.1:{free_port()}/0"
    facts = gather_redis(world)
    assert not facts.reachable
    assert facts.why == "nothing listens at that address and port"
    assert severities("cache.reachable", facts) == ["blocker"]
    assert "hunter2" not in repr(facts)


@pytest.mark.services
def test_redis_tells_of_itself(world: World) -> None:
    facts = gather_redis(world)
    assert facts.reachable and facts.shared and facts.private
    assert facts.policy and facts.version and facts.used > 0
    assert facts.kept_apart == ()


@pytest.mark.services
def test_a_cache_that_is_not_that_redis_is_found(world: World, settings: Settings) -> None:
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        for name in ("default", "limits")
    }
    facts = gather_redis(world)
    assert facts.kept_apart == ("default", "limits")
    assert not facts.shared
    assert severities("cache.shared", facts) == ["trust"]


@pytest.mark.services
def test_a_replica_database_number_that_does_not_exist(world: World, settings: Settings) -> None:
    base = configured.REDIS_URL.rpartition("/")[0]
    settings.REDIS_URL = f"{base}/9999"
    assert gather_redis(world).why == "the server has no database of that number"


@pytest.mark.services
@pytest.mark.django_db
def test_a_worker_and_a_web_process_are_heard_of(world: World) -> None:
    caches["default"].delete_many([worker.KEY, worker.WEB_KEY])
    silent = gather_sender(world)
    assert (silent.redis, silent.worker, silent.web) == (True, False, False)
    assert severities("monitoring.worker", silent) == ["trust"]
    worker.beat_of_web_sender()
    assert severities("monitoring.worker", gather_sender(world)) == ["cleanup"]
    worker.beat()
    assert found("monitoring.worker", gather_sender(world)) == []
    caches["default"].delete_many([worker.KEY, worker.WEB_KEY])


@pytest.mark.services
def test_the_queue_of_a_real_redis_is_measured() -> None:
    client = readiness.broker_client()
    before = figures.queue()
    assert before is not None
    client.rpush(figures.QUEUE, "not a task", "nor this")
    try:
        assert figures.queue() == before + 2
    finally:
        client.lrem(figures.QUEUE, 1, "not a task")
        client.lrem(figures.QUEUE, 1, "nor this")
    assert figures.queue() == before
