"""Cache, rate limits, heartbeat and the worker's queue over Heroku's kind of Redis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.redis_over_tls import redis_over_tls
from tests.own_process import printed, run

pytestmark = pytest.mark.services

#: Everything that speaks to Redis, each once. Limits would fall back in silence, so the cache under
#: them is asked itself.
EVERY_WAY = """
import django; django.setup()
from django.core.cache import caches
from ops.outbox import worker
from config.celery import app
for name in ("default", "limits"):
    caches[name].set("k", "v", 5)
    print(name, caches[name].get("k"))
worker.beat()
print("alive", worker.is_alive())
with app.connection_for_write() as connection:
    connection.ensure_connection(max_retries=0, timeout=5)
    with connection.SimpleQueue("heroku") as queue:
        queue.put({"a": 1})
        print("queue", queue.get(timeout=5).payload["a"])
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """``REDIS_URL`` of a running one."""
    with redis_over_tls(tmp_path_factory.mktemp("redis")) as url:
        yield url


def variables(address: str, self_signed: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "x0y1z2-" * 9,
        "SITE_URL": "https://coach.herokuapp.com",
        "REDIS_URL": address,
        "REDIS_SELF_SIGNED": self_signed,
    }


def test_every_way_to_redis_works_over_a_certificate_nobody_vouches_for(address: str) -> None:
    said = printed(EVERY_WAY, **variables(address, "true"))
    assert said.splitlines() == ["default v", "limits v", "alive True", "queue 1"]


def test_without_the_switch_that_heroku_has_such_a_certificate_is_refused(
    address: str, tmp_path: Path
) -> None:
    done = run("-c", EVERY_WAY, **variables(address, "false"))
    assert done.returncode != 0
    assert "certificate" in done.stderr.lower()
    assert "default v" not in done.stdout
