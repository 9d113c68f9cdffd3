"""Web processes and workers killed at random while leads are posted: nothing is lost or doubled."""

from __future__ import annotations

import email
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from lab.databases import own_database
from tests.live_site import OPS_TOKEN, LiveSite, live_site

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("processes")]

KILLS = 12
ENOUGH = 100


@pytest.fixture
def site(tmp_path: Path) -> Iterator[LiveSite]:
    """Two web processes on PostgreSQL and Redis, with a database of their own."""
    redis = os.environ["REDIS_URL"].rpartition("/")[0] + "/14"
    with (
        own_database(os.environ["DATABASE_URL"], "killed") as url,
        live_site(
            tmp_path,
            DATABASE_URL=url,
            REDIS_URL=redis,
            WEB_CONCURRENCY="2",
        ) as running,
    ):
        yield running


def rows(site: LiveSite, sql: str) -> list[tuple[str, ...]]:
    """What the site's database says."""
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        return connection.execute(sql).fetchall()


def kill_somebody(site: LiveSite, workers: list[int]) -> None:
    """Kill one web process or one whole worker, without a word."""
    web = [child.pid for child in psutil.Process(site.processes[0].pid).children()]
    victim = random.choice([*web, *workers])
    if victim in workers:
        workers.remove(victim)
        os.killpg(victim, signal.SIGKILL)
        workers.append(site.spawn("celery", "--app", "config", "worker", "-l", "WARNING").pid)
    else:
        os.kill(victim, signal.SIGKILL)


def wait_for_more(taken: list[str], more: int) -> None:
    """Until so many more leads were confirmed."""
    goal, until = len(taken) + more, time.monotonic() + 60
    while len(taken) < goal:
        assert time.monotonic() < until, f"{len(taken)} leads, and no more for a minute"
        time.sleep(0.02)


def test_every_lead_that_was_confirmed_has_its_email(site: LiveSite) -> None:
    workers = [
        site.spawn("celery", "--app", "config", "worker", "-l", "WARNING").pid for _ in range(2)
    ]
    taken: list[str] = []
    over = threading.Event()

    def post(number: int) -> None:
        count = 0
        headers = {"Authorization": f"Ops {OPS_TOKEN}"}
        while not over.is_set():
            count += 1
            address = f"visitor-{number}-{count}@example.org"
            try:
                response = httpx.post(
                    f"{site.url}/api/v1/leads/",
                    json={"email": address, "consent": True},
                    headers=headers,
                    timeout=10,
                )
            except httpx.HTTPError:
                continue
            if response.status_code == 201:
                taken.append(address)
            time.sleep(0.02)

    threads = [threading.Thread(target=post, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    killed = 0
    while killed < KILLS or len(taken) <= ENOUGH:
        # A busy machine takes long to bring somebody back: leads come in between any two kills.
        wait_for_more(taken, random.randint(1, 15))
        time.sleep(random.uniform(0, 1))
        kill_somebody(site, workers)
        killed += 1
    over.set()
    for thread in threads:
        thread.join()
    assert len(taken) > ENOUGH

    # A row whose sender was killed is found again once its claim has lapsed.
    until = time.monotonic() + 60
    while rows(site, "select 1 from ops_outboxmessage where state <> 'sent' limit 1"):
        assert time.monotonic() < until, site.log.read_text()[-3000:]
        time.sleep(0.5)
    stored = {row[0] for row in rows(site, "select email from leads_lead")}
    assert set(taken) <= stored
    sent: dict[str, list[str]] = {}
    for file in site.mail_dir.glob("*.eml"):
        message = email.message_from_bytes(file.read_bytes())
        sent.setdefault(message["To"], []).append(message["Message-ID"])
    missing = set(taken) - sent.keys()
    assert not missing
    assert all(len(ids) == 1 for ids in sent.values())


@pytest.mark.parametrize("trouble", ["no worker", "worker killed", "worker frozen"])
def test_a_confirmation_leaves_long_before_a_heartbeat_or_a_claim_lapses(
    site: LiveSite, trouble: str
) -> None:
    if trouble != "no worker":
        worker = site.spawn("celery", "--app", "config", "worker", "-l", "WARNING")
        time.sleep(6)
        os.killpg(worker.pid, signal.SIGKILL if trouble == "worker killed" else signal.SIGSTOP)
    response = httpx.post(
        f"{site.url}/api/v1/leads/", json={"email": "ana@example.org", "consent": True}
    )
    assert response.status_code == 201
    # Both last 30 seconds. It takes two to four; the rest is for a machine that is busy.
    until = time.monotonic() + 20
    while len(list(site.mail_dir.glob("*.eml"))) < 2:
        assert time.monotonic() < until, site.log.read_text()[-3000:]
        time.sleep(0.1)
    if trouble == "worker frozen":
        os.killpg(worker.pid, signal.SIGCONT)
