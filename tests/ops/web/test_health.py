"""Two questions a platform asks: do you live, and can you work?"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as configured
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import AsyncClient, Client
from pytest_django import Settings

from ops import readiness
from ops.readiness import ProbeResult
from ops.web import health

OPS = {"Authorization": f"Ops {configured.OPS_TOKEN}"}


@pytest.fixture
def probes(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, readiness.Probe]]:
    """The registry with nothing in it."""
    found: dict[str, readiness.Probe] = {}
    monkeypatch.setattr(readiness, "_probes", found)
    yield found


def fine() -> ProbeResult:
    return ProbeResult("ok", "all well")


def broken() -> ProbeResult:
    raise ConnectionError("redis://:hunter2@10.0.0.1")


def test_liveness_says_the_version_and_asks_nobody(client: Client, settings: Settings) -> None:
    settings.VERSION = "abc123"
    response = client.get("/healthz")
    assert response.json() == {"status": "ok", "version": "abc123"}
    assert response["Cache-Control"] == "no-store"


def test_liveness_takes_no_post(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_a_whole_site_is_ready(client: Client) -> None:
    response = client.get("/readyz")
    body = response.json()
    assert response.status_code == 200, body
    assert body["checks"]["database"]["status"] == "ok"
    assert body["checks"]["migrations"]["status"] == "ok"
    assert {"cache", "broker"} <= set(body["checks"])
    assert set(body["checks"]["database"]) == {"status", "ms"}


def test_without_redis_cache_and_broker_are_skipped(settings: Settings) -> None:
    settings.REDIS_URL = ""
    assert readiness.cache().status == readiness.broker().status == "skipped"


@pytest.mark.services
def test_with_redis_cache_and_broker_are_asked() -> None:
    assert readiness.cache().status == readiness.broker().status == "ok"


@pytest.mark.parametrize(
    ("name", "status", "told"),
    [("database", 503, "failed"), ("migrations", 503, "failed"), ("cache", 503, "failed"),
     ("broker", 200, "degraded"), ("outbox", 200, "degraded"), ("llm", 200, "degraded")],
)  # fmt: skip
def test_only_what_hurts_visitors_is_a_503(
    client: Client, probes: dict[str, readiness.Probe], name: str, status: int, told: str
) -> None:
    probes.update({"other": fine, name: broken})
    response = client.get("/readyz")
    assert response.status_code == status
    assert response.json()["checks"][name]["status"] == told
    assert response.json()["checks"]["other"]["status"] == "ok"
    assert response.json()["status"] == told
    assert response.has_header("Retry-After") is (status == 503)


def test_details_are_for_the_ops_token_and_hold_no_secret(
    client: Client, probes: dict[str, readiness.Probe]
) -> None:
    probes.update({"database": broken, "other": fine})
    plain = client.get("/readyz")
    assert "detail" not in plain.json()["checks"]["database"]
    told = client.get("/readyz", headers=OPS)
    assert told.json()["checks"]["database"]["detail"] == "ConnectionError"
    assert told.json()["checks"]["other"]["detail"] == "all well"
    assert "hunter2" not in told.content.decode()


def test_slow_is_not_ok_and_is_not_waited_for(
    client: Client, probes: dict[str, readiness.Probe], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    go = threading.Event()
    probes.update({"database": lambda: slow(go), "outbox": lambda: slow(go), "other": fine})
    began = time.monotonic()
    response = client.get("/readyz", headers=OPS)
    assert time.monotonic() - began < 1.0
    go.set()
    checks = response.json()["checks"]
    assert response.status_code == 503
    assert checks["database"]["status"] == "failed"
    assert "slow" in checks["database"]["detail"]
    assert checks["outbox"]["status"] == "degraded"
    assert checks["other"]["status"] == "ok"


def slow(go: threading.Event) -> ProbeResult:
    go.wait(5)
    return ProbeResult("ok")


async def test_a_probe_that_hangs_is_not_started_twice(
    probes: dict[str, readiness.Probe], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    monkeypatch.setattr(health, "KEPT", 0.0)
    go, started = threading.Event(), list[int]()

    def hangs() -> ProbeResult:
        started.append(1)
        return slow(go)

    probes["database"] = hangs
    asked = health.Readiness()
    for _ in range(4):
        assert (await asked.checks())["database"]["status"] == "failed"
    assert len(started) == 1
    go.set()
    time.sleep(0.05)
    assert (await asked.checks())["database"]["status"] == "ok"


async def test_the_answer_is_kept_for_a_while(
    async_client: AsyncClient, probes: dict[str, readiness.Probe]
) -> None:
    asked: list[int] = []
    probes["database"] = counted(asked)
    for _ in range(5):
        await async_client.get("/readyz")
    assert len(asked) == 1
    health.readiness.forget()
    await async_client.get("/readyz")
    assert len(asked) == 2


def counted(asked: list[int]) -> Callable[[], ProbeResult]:
    def probe() -> ProbeResult:
        asked.append(1)
        return fine()

    return probe


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_is_noticed_and_forgiven_once_it_is() -> None:
    assert readiness.migrations().status == "ok"
    row = MigrationRecorder(connection).migration_qs.filter(app="sessions").get()
    row.delete()
    result = readiness.migrations()
    assert result == ProbeResult("failed", "migrations not applied: 1")
    row.pk = None
    row.save()
    assert readiness.migrations().status == "ok"


@pytest.mark.django_db
def test_the_second_look_at_the_migrations_reads_one_table(
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    readiness.migrations()
    with django_assert_max_num_queries(2):  # type: ignore[attr-defined]
        assert readiness.migrations().status == "ok"
