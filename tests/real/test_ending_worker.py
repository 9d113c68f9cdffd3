"""A worker that is told to end in the middle of sending: every email arrives, and once."""

from __future__ import annotations

import asyncio
import contextlib
import email
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from aiosmtpd.controller import Controller

from lab.databases import own_database
from tests.live_site import LiveSite, free_port, live_site

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("processes")]

HOW_MANY = 9
ENQUEUE = f"""
from ops.outbox.enqueue import enqueue
for number in range({HOW_MANY}):
    enqueue(to=f"ana-{{number}}@example.org", subject="Hello", text="Words.", kind="test")
"""


class SlowMailbox:
    """An SMTP server that takes an email and thinks before it says so."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.ids.append(email.message_from_bytes(envelope.content)["Message-ID"])
        await asyncio.sleep(0.7)
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[SlowMailbox, int]]:
    box, port = SlowMailbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture
def site(tmp_path: Path, mailbox: tuple[SlowMailbox, int]) -> Iterator[LiveSite]:
    """A site on PostgreSQL and Redis that leaves the emails to workers; none runs yet."""
    with (
        own_database(os.environ["DATABASE_URL"], "ending") as url,
        live_site(
            tmp_path,
            demo=False,
            DATABASE_URL=url,
            REDIS_URL=os.environ["REDIS_URL"].rpartition("/")[0] + "/13",
            EMBEDDED_WORKER="false",
            EMAIL_PROVIDER="smtp",
            EMAIL_URL=f"smtp://127.0.0.1:{mailbox[1]}",
        ) as running,
    ):
        yield running


def states(site: LiveSite) -> dict[str, int]:
    """How many emails are in which state."""
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        return dict(
            connection.execute(
                "select state, count(*) from ops_outboxmessage group by state"
            ).fetchall()
        )


def work(site: LiveSite, box: SlowMailbox, *, until: int) -> psutil.Process:
    """A worker that has sent so many emails."""
    process = site.spawn("celery", "--app", "config", "worker", "--loglevel", "WARNING")
    limit = time.monotonic() + 60
    while len(box.ids) < until:
        assert time.monotonic() < limit, site.log.read_text()[-3000:]
        time.sleep(0.02)
    return psutil.Process(process.pid)


def test_a_worker_ends_after_the_email_in_hand_and_the_next_sends_the_rest(
    site: LiveSite, mailbox: tuple[SlowMailbox, int]
) -> None:
    box, _ = mailbox
    site.manage("shell", "-c", ENQUEUE)
    assert states(site) == {"pending": HOW_MANY}
    for everybody in (False, True):
        watcher = work(site, box, until=len(box.ids) + 2)
        told = [watcher, *watcher.children(recursive=True)] if everybody else [watcher]
        before = time.monotonic()
        for process in told:
            process.send_signal(signal.SIGTERM)
        assert site.processes[-1].wait(30) == 0, site.log.read_text()[-3000:]
        assert time.monotonic() - before < 15
        found = states(site)
        # Nothing is half-way: what was taken is noted, and the rest waits for whoever comes.
        assert "sending" not in found
        assert found["sent"] == len(box.ids) < HOW_MANY
    work(site, box, until=HOW_MANY)
    limit = time.monotonic() + 20
    while states(site) != {"sent": HOW_MANY}:
        assert time.monotonic() < limit, states(site)
        time.sleep(0.2)
    assert len(set(box.ids)) == len(box.ids) == HOW_MANY


MANY_TASKS = """
import config.celery  # the app with the broker
from ops.tasks import deliver_outbox
for _ in range(300):
    deliver_outbox.delay()
"""


def test_no_task_is_lost_to_a_sigterm_that_comes_before_or_after_it(site: LiveSite) -> None:
    """Heroku tells every process, and so does the one that watches: the second finds it between."""
    site.manage("shell", "-c", MANY_TASKS)
    worker = site.spawn("celery", "--app", "config", "worker", "--loglevel", "INFO")
    limit = time.monotonic() + 60
    while site.log.read_text().count("succeeded in") < 20:
        assert time.monotonic() < limit, site.log.read_text()[-3000:]
        time.sleep(0.02)
    children = psutil.Process(worker.pid).children(recursive=True)
    worker.send_signal(signal.SIGTERM)
    while worker.poll() is None:
        assert time.monotonic() < limit, site.log.read_text()[-3000:]
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.send_signal(signal.SIGTERM)
        time.sleep(0.003)
    log = site.log.read_text()
    assert worker.returncode == 0
    assert "Traceback" not in log and "WorkerLost" not in log, log[-3000:]
