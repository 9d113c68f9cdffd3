"""Counting on a real Redis: by many at once, while it goes away, and when it is back."""

from __future__ import annotations

import asyncio
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis
from django.conf import settings as configured
from django.core.cache import caches
from django.test import AsyncClient, Client, RequestFactory
from pytest_django import Settings

from config import databases
from ops.web import limits
from ops.web.limits import RateLimited, acheck, check
from tests.live_site import ROOT, free_port
from tests.own_process import BARE

pytestmark = pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="needs redis-server on the path"
)

#: One of several processes that knock at the same time; a limit is told by a line.
KNOCKING = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.conf import settings
from django.test import RequestFactory
from ops.web.limits import RateLimited, check
settings.RATE_LIMITS = {"door": {"address": ["50/d"], "everybody": ["70/d"]}}
request = RequestFactory().get("/", REMOTE_ADDR=sys.argv[1])
def knock(_):
    try:
        check(request, "door")
    except RateLimited:
        return 0
    return 1
with ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(knock, range(80))))
"""


class Server:
    """A Redis of this test alone, which may be killed, stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", str(self.folder), "--maxmemory", "20mb"],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        client = redis.Redis(port=self.port)
        for _ in range(100):
            try:
                client.ping()
                return
            except redis.ConnectionError:
                time.sleep(0.05)
        raise RuntimeError("redis-server did not start")

    def send(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait(10)
            self.process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def _counting(
    server: Server, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    settings.REDIS_URL = server.url
    settings.CACHES = databases.caches(server.url)
    settings.RATE_LIMITS = {
        "door": {"address": ["10/d"]}, "wide": {"address": ["1000/d"]},
    }  # fmt: skip
    monkeypatch.setattr(limits.shared, "rest", 0.0)
    yield
    caches["limits"].close()


def knock(rf: RequestFactory, times: int, name: str = "door") -> int:
    taken = 0
    for _ in range(times):
        try:
            check(rf.get("/"), name)
            taken += 1
        except RateLimited:
            pass
    return taken


def test_processes_and_threads_at_once_are_counted_exactly(server: Server) -> None:
    variables = {
        **BARE, "REDIS_URL": server.url, "SITE_URL": "http://testserver",
        "SECRET_KEY": configured.SECRET_KEY,
    }  # fmt: skip
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", KNOCKING, address],
            cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True,
        )
        for address in ("203.0.113.5", "203.0.113.5", "203.0.113.6")
    ]  # fmt: skip
    taken = [int(process.communicate(timeout=120)[0]) for process in processes]
    assert taken[0] + taken[1] <= 50
    assert taken[2] <= 50
    assert sum(taken) == 70


@pytest.mark.usefixtures("_counting")
def test_tasks_at_once_are_counted_exactly(rf: RequestFactory) -> None:
    async def one() -> int:
        try:
            await acheck(rf.get("/"), "door")
        except RateLimited:
            return 0
        return 1

    async def all_of_them() -> int:
        return sum(await asyncio.gather(*(one() for _ in range(100))))

    assert asyncio.run(all_of_them()) == 10


@pytest.mark.usefixtures("_counting")
def test_threads_at_once_are_counted_exactly(rf: RequestFactory) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(lambda _: knock(rf, 5), range(16))) == 10


@pytest.mark.usefixtures("_counting")
@pytest.mark.parametrize("manner", ["killed", "hanging", "full", "read-only", "no such command"])
def test_an_outage_is_a_stricter_limit_and_never_a_failure(
    rf: RequestFactory, server: Server, manner: str
) -> None:
    assert knock(rf, 2) == 2
    admin = redis.Redis(port=server.port)
    match manner:
        case "killed":
            server.kill()
        case "hanging":
            server.send(signal.SIGSTOP)
            limits.shared.rest = 60.0
        case "full":
            admin.config_set("maxmemory", "1")
        case "read-only":
            admin.replicaof("127.0.0.1", 1)
        case "no such command":
            admin.acl_setuser(
                "default", enabled=True, nopass=True, commands=["+ping"], categories=["-@all"]
            )
    assert knock(rf, 20) == 5


@pytest.mark.usefixtures("_counting")
def test_when_redis_is_back_it_counts_again_without_a_restart(
    rf: RequestFactory, server: Server
) -> None:
    knock(rf, 3, "wide")
    server.kill()
    knock(rf, 3, "wide")
    server.start()
    knock(rf, 3, "wide")
    keys = redis.Redis(port=server.port).keys("*")
    assert len(keys) == 1
    assert redis.Redis(port=server.port).get(keys[0]) == b"3"


@pytest.mark.usefixtures("_counting")
def test_a_cache_that_is_emptied_starts_afresh(rf: RequestFactory, server: Server) -> None:
    assert knock(rf, 20) == 10
    redis.Redis(port=server.port).flushall()
    assert knock(rf, 20) == 10


@pytest.mark.usefixtures("_counting")
async def test_a_visitor_never_sees_a_failure_of_the_counter(
    async_client: AsyncClient, server: Server
) -> None:
    first = await async_client.get("/api/v1/limited/")
    server.kill()
    answers = [await async_client.get("/api/v1/limited/") for _ in range(8)]
    assert first.status_code == 200
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 3


@pytest.mark.usefixtures("_counting")
def test_pages_go_on_too(client: Client, server: Server) -> None:
    server.kill()
    assert {client.get("/limited/").status_code for _ in range(8)} == {200, 429}


@pytest.mark.usefixtures("_counting")
def test_who_reads_redis_finds_no_address(rf: RequestFactory, server: Server) -> None:
    check(rf.get("/", REMOTE_ADDR="203.0.113.77"), "door")
    (key,) = redis.Redis(port=server.port).keys("*")
    assert b"203.0.113" not in key
