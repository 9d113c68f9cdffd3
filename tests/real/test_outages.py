"""Real outages: PostgreSQL, Redis, nginx, a worker and web processes are stopped and started."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
import redis as redis_client
from aiosmtpd.controller import Controller

from lab.own_services import OwnNginx, OwnPostgres, OwnRedis, own_services
from lab.ports import free_port
from lab.slack_server import SlackServer
from ops.web.health import KEPT
from tests.live_site import BIN, LiveSite, live_site
from tests.ops.monitor.lab import Letters

pytestmark = [pytest.mark.services, pytest.mark.measure, pytest.mark.xdist_group("processes")]


class Looker:
    """A process of the site that looks when it is told to."""

    def __init__(self, site: LiveSite) -> None:
        self.process = subprocess.Popen(
            [BIN / "python", "-m", "tests.real.looker"], cwd=site.code, env=site.env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.answer()

    def answer(self) -> dict[str, Any]:
        """What it says next; log lines go the same way."""
        assert self.process.stdout is not None
        while line := self.process.stdout.readline():
            with suppress(ValueError):
                data = json.loads(line)
                if "level" not in data:
                    return dict(data)
        raise AssertionError("the process that looks has ended")

    def tell(self, word: str) -> None:
        """Without waiting."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def ask(self, word: str) -> dict[str, Any]:
        """And wait for the answer."""
        self.tell(word)
        return self.answer()

    def kill(self) -> None:
        """At once."""
        self.process.kill()
        self.process.wait()


@dataclass
class Place:
    """A site on services of its own, what stands in front of it, and where alerts arrive."""

    site: LiveSite
    postgres: OwnPostgres
    redis: OwnRedis
    nginx: OwnNginx
    slack: SlackServer
    letters: Letters
    looker: Looker
    seen: list[dict[str, Any]] = field(default_factory=list)

    def look(self) -> str:
        """One round; the layers that failed."""
        self.seen.append(self.looker.ask("look"))
        return ",".join(self.seen[-1]["failed"])

    def settle(self) -> None:
        """Look until all is well three times in a row, and nothing goes on."""
        until, well = time.monotonic() + 120, 0
        while well < 3 and time.monotonic() < until:
            self.look()
            well = 0 if self.seen[-1]["failed"] or self.seen[-1]["open"] else well + 1
        assert well == 3, self.seen[-3:]

    def told(self) -> list[str]:
        """What was told in Slack so far."""
        return [message["text"] for message in self.slack.messages]

    def sql(self, *statements: str, database: str = "postgres") -> None:
        """As the database's owner."""
        url = self.postgres.url.rsplit("/", 1)[0] + f"/{database}"
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    @property
    def redis_now(self) -> redis_client.Redis:
        """A connection to it."""
        return redis_client.Redis.from_url(self.redis.url)

    @property
    def web(self) -> list[psutil.Process]:
        """The processes that answer."""
        return psutil.Process(self.site.processes[0].pid).children()

    @property
    def worker(self) -> psutil.Process:
        """The one started last."""
        return psutil.Process(self.site.processes[-1].pid)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Two web processes behind nginx and a worker."""
    folder: Path = tmp_path_factory.mktemp("outages")
    letters, letters_at = Letters(), free_port()
    with ExitStack() as stack:
        postgres, redis = stack.enter_context(own_services())
        nginx = OwnNginx()
        stack.callback(nginx.close)
        slack = stack.enter_context(SlackServer())
        controller = Controller(letters, hostname="127.0.0.1", port=letters_at)
        controller.start()
        stack.callback(controller.stop)
        site = stack.enter_context(
            live_site(
                folder, DATABASE_URL=postgres.url, REDIS_URL=redis.url, WEB_CONCURRENCY="2",
                SITE_URL=f"http://127.0.0.1:{nginx.port}",
                SLACK_WEBHOOK_URL=slack.url, OWNER_EMAIL="maya@example.com",
                EMAIL_PROVIDER="smtp", EMAIL_URL=f"smtp://127.0.0.1:{letters_at}",
                EMBEDDED_WORKER="false", TMPDIR=str(folder), MONITOR="off",
            )
        )  # fmt: skip
        nginx.behind = site.port
        nginx.start()
        start_worker(site)
        looker = Looker(site)
        there = Place(site, postgres, redis, nginx, slack, letters, looker)
        stack.callback(lambda: there.looker.kill())
        there.settle()
        yield there


def start_worker(site: LiveSite) -> None:
    """One more."""
    site.spawn("celery", "--app", "config", "worker", "-l", "WARNING")


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    """Raises when it does not come true."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come true"
        time.sleep(0.2)


def outage(place: Place, begin: Callable[[], object], end: Callable[[], object]) -> list[str]:
    """The layers named and the evidence. Told within two looks, once, by both ways; and ended."""
    place.settle()
    before, letters = len(place.told()), len(place.letters.taken)
    begin()
    # The looks of a minute are made at once here; what /readyz said before must be forgotten.
    time.sleep(KEPT + 0.5)
    try:
        named = [place.look() for _ in range(2)]
        assert len(place.told()) == before + 1, (place.told()[before:], place.seen[-2:])
        named.append(place.look())
        evidence = "; ".join(place.seen[-1]["failed"].values())
    finally:
        end()
    time.sleep(KEPT + 0.5)
    place.settle()
    told = place.told()[before:]
    assert len(told) == 2, told
    assert "Over" in told[1]
    alerts = [one for one in place.letters.taken[letters:] if "To: maya@example.com" in one]
    assert len(alerts) == 2, "the same by email"
    return [*dict.fromkeys(named), evidence]


# --- The database -----------------------------------------------------------------------------


def test_the_database_stops(place: Place) -> None:
    named, evidence = outage(place, place.postgres.stop, place.postgres.start)
    assert (named, "nothing listens" in evidence) == ("database", True), evidence


def test_the_database_takes_no_connections(place: Place) -> None:
    def refuse() -> None:
        place.sql("ALTER DATABASE postgres ALLOW_CONNECTIONS false", database="template1")
        place.sql(HANG_UP, database="template1")

    def take() -> None:
        place.sql("ALTER DATABASE postgres ALLOW_CONNECTIONS true", database="template1")

    named, evidence = outage(place, refuse, take)
    assert named == "database", evidence


HANG_UP = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = 'postgres' AND pid <> pg_backend_pid()"
)


def test_the_database_has_no_connection_left(place: Place) -> None:
    held: list[psycopg.Connection[Any]] = []

    def fill() -> None:
        url = place.postgres.url.rsplit("/", 1)[0] + "/template1"
        first = psycopg.connect(url, autocommit=True)
        held.append(first)
        for _ in range(3):
            first.execute(HANG_UP)
            with suppress(psycopg.OperationalError):
                while True:
                    held.append(psycopg.connect(url, autocommit=True))

    def free() -> None:
        for connection in held:
            connection.close()

    named, evidence = outage(place, fill, free)
    assert (named, "no connection left" in evidence) == ("database", True), evidence


def test_the_database_takes_no_changes(place: Place) -> None:
    def read_only() -> None:
        place.sql("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
        time.sleep(1)

    def writable() -> None:
        place.sql(
            "SET default_transaction_read_only = off",
            "ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()",
        )  # fmt: skip

    named, evidence = outage(place, read_only, writable)
    assert (named, "read-only" in evidence) == ("database", True), evidence


def test_a_table_stays_locked(place: Place) -> None:
    held = psycopg.connect(place.postgres.url)

    def lock() -> None:
        held.execute("LOCK TABLE chatbot_conversation IN ACCESS EXCLUSIVE MODE")

    named, evidence = outage(place, lock, held.close)
    assert (named, "locked" in evidence) == ("database", True), evidence


# --- Redis ------------------------------------------------------------------------------------


def test_redis_stops(place: Place) -> None:
    named, evidence = outage(place, place.redis.stop, place.redis.start)
    assert named == "cache", evidence


def test_redis_is_full(place: Place) -> None:
    named, evidence = outage(
        place, lambda: place.redis_now.config_set("maxmemory", "1"),
        lambda: place.redis_now.config_set("maxmemory", "0"),
    )  # fmt: skip
    assert (named, "memory is full" in evidence) == ("cache", True), evidence


def test_redis_takes_no_changes(place: Place) -> None:
    named, evidence = outage(
        place, lambda: place.redis_now.replicaof("127.0.0.1", "1"),
        lambda: place.redis_now.replicaof("NO", "ONE"),
    )  # fmt: skip
    assert (named, "read-only" in evidence) == ("cache", True), evidence


# --- The worker -------------------------------------------------------------------------------


def test_the_worker_is_killed(place: Place) -> None:
    def kill() -> None:
        os.killpg(place.worker.pid, signal.SIGKILL)
        # As half a minute without a sign does.
        place.redis_now.delete("slipway-default:1:worker-heartbeat")

    def start() -> None:
        start_worker(place.site)
        wait_until(lambda: place.redis_now.exists("slipway-default:1:worker-heartbeat"))

    named, evidence = outage(place, kill, start)
    assert (named, "gives no sign" in evidence) == ("worker", True), evidence


def test_the_worker_is_stuck_and_still_gives_signs(place: Place) -> None:
    stuck: list[psutil.Process] = []

    def stick() -> None:
        stuck.extend(place.worker.children(recursive=True))
        for child in stuck:
            child.suspend()
        place.looker.ask("late")

    def go_on() -> None:
        for child in stuck:
            child.resume()

    named, evidence = outage(place, stick, go_on)
    assert (named, "waited" in evidence) == ("worker", True), evidence


# --- The app and what stands in front of it ---------------------------------------------------


def stop_web(place: Place) -> None:
    place.site.processes[0].terminate()
    place.site.processes[0].wait(40)


def start_web(place: Place) -> None:
    process = place.site.serve()
    place.site.processes.remove(process)
    place.site.processes[0] = process


def hang(place: Place) -> None:
    for child in place.web:
        child.suspend()


def go_on(place: Place) -> None:
    for child in place.web:
        child.resume()


def test_the_app_stops_behind_nginx(place: Place) -> None:
    named, evidence = outage(place, lambda: stop_web(place), lambda: start_web(place))
    assert (named, "502 from nginx" in evidence) == ("edge", True), evidence


def test_the_app_hangs_behind_an_impatient_nginx(place: Place) -> None:
    named, evidence = outage(place, lambda: hang(place), lambda: go_on(place))
    assert (named, "waited in vain" in evidence) == ("edge", True), evidence


def test_nginx_shows_a_page_of_its_own(place: Place) -> None:
    def begin() -> None:
        place.nginx.stop()
        place.nginx.page = "<title>We are back soon</title>"
        place.nginx.start()
        stop_web(place)

    def end() -> None:
        start_web(place)

    named, evidence = outage(place, begin, end)
    assert (named, "We are back soon" in evidence) == ("edge", True), evidence


def test_nothing_listens_any_more(place: Place) -> None:
    named, evidence = outage(place, place.nginx.stop, place.nginx.start)
    assert (named, "refused the connection" in evidence) == ("tcp", True), evidence


# --- While it lasts ---------------------------------------------------------------------------


def test_the_monitor_is_killed_between_two_looks_and_the_app_is_deployed(place: Place) -> None:
    place.settle()
    before = len(place.told())
    place.postgres.stop()
    time.sleep(KEPT + 0.5)
    try:
        assert place.look() == "database"
        place.looker.kill()
        place.looker = Looker(place.site)
        assert place.look() == "database"
        assert len(place.told()) == before + 1, "the second look is still the second"
        stop_web(place)
        place.look()
        start_web(place)
        place.looker.kill()
        place.looker = Looker(place.site)
        place.look()
        assert len(place.told()) == before + 1
    finally:
        place.postgres.start()
    place.settle()
    assert len(place.told()) == before + 2


def test_of_many_processes_one_looks_and_one_tells(place: Place) -> None:
    place.settle()
    before = len(place.told())
    lookers = [Looker(place.site) for _ in range(4)]
    place.postgres.stop()
    time.sleep(KEPT + 0.5)
    try:
        for _ in range(3):
            place.redis_now.delete("slipway-default:1:monitor-turn")  # As most of a minute does.
            for looker in lookers:
                looker.tell("turn")
            assert sum(looker.answer()["looked"] for looker in lookers) == 1
        assert len(place.told()) == before + 1
    finally:
        place.postgres.start()
        for looker in lookers:
            looker.kill()
    place.settle()
    assert len(place.told()) == before + 2
