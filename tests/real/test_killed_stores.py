"""A thousand leads while web, worker, PostgreSQL and Redis are killed in turn: nobody is lost.

What a visitor was told has arrived is stored once and confirmed once. Emails go to a real SMTP
server, which writes down every copy: one whose sender was killed after the last word may come
twice, but never under two names.
"""

from __future__ import annotations

import email
import itertools
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg
import pytest
from aiosmtpd.controller import Controller

from lab.own_services import OwnPostgres, OwnRedis, own_services
from lab.ports import free_port
from tests.live_site import LiveSite, live_site

pytestmark = [pytest.mark.services, pytest.mark.measure, pytest.mark.xdist_group("processes")]

LEADS, VISITORS = int(os.environ.get("KILLED_LEADS", "1000")), 6
OWNER = "owner@northbound.example.com"


@dataclass
class Mailbox:
    """Takes every email: ``(to, Message-ID)`` in the order they came."""

    taken: list[tuple[str, str]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """One email, to one address."""
        message = email.message_from_bytes(envelope.content)
        self.taken.append((envelope.rcpt_tos[0], message["Message-ID"]))
        return "250 taken"


@dataclass
class Place:
    """A site on stores of its own; ``told`` are addresses whose lead got a 201."""

    site: LiveSite
    postgres: OwnPostgres
    redis: OwnRedis
    mailbox: Mailbox
    workers: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)

    def start_worker(self) -> None:
        """One more."""
        self.workers.append(self.site.spawn("celery", "-A", "config", "worker", "-l", "ERROR").pid)

    def kill(self, what: str) -> None:
        """Kill it without a word; whatever nobody brings back is started again."""
        self.killed[what] += 1
        if what == "web":
            os.kill(random.choice(self.web()), signal.SIGKILL)
        elif what == "worker":
            victim = self.workers.pop(random.randrange(len(self.workers)))
            os.killpg(victim, signal.SIGKILL)
            self.start_worker()
        elif what == "PostgreSQL":
            self.postgres.kill()
            time.sleep(random.uniform(0, 2))
            self.postgres.start()
        else:
            self.redis.stop()
            time.sleep(random.uniform(0, 2))
            self.redis.start()

    def web(self) -> list[int]:
        """The processes that answer, once there is one."""
        master = psutil.Process(self.site.processes[0].pid)
        while not (found := [child.pid for child in master.children()]):
            time.sleep(0.1)
        return found

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database says."""
        with psycopg.connect(self.postgres.url) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    mailbox, port = Mailbox(), free_port()
    with ExitStack() as stack:
        postgres, redis = stack.enter_context(own_services())
        controller = Controller(mailbox, hostname="127.0.0.1", port=port)
        controller.start()
        stack.callback(controller.stop)
        site = stack.enter_context(
            live_site(
                tmp_path, DATABASE_URL=postgres.url, REDIS_URL=redis.url, WEB_CONCURRENCY="2",
                EMAIL_PROVIDER="smtp", EMAIL_URL=f"smtp://127.0.0.1:{port}", TRUSTED_PROXIES="1",
            )
        )  # fmt: skip
        found = Place(site, postgres, redis, mailbox)
        found.start_worker()
        found.start_worker()
        yield found


def post_until_taken(place: Place, number: int) -> None:
    """One visitor's form: sent again, as people do, until it is said that it has arrived."""
    address = f"visitor-{number}@example.org"
    while True:
        place.asked[address] += 1
        try:
            answer = httpx.post(
                f"{place.site.url}/api/v1/leads/",
                json={"email": address, "message": f"Hello {number}", "consent": True},
                # Each from an address of its own (RFC 2544): rates are not what is measured.
                headers={"X-Forwarded-For": f"198.18.{number // 250}.{number % 250 + 1}"},
                timeout=15,
            )
        except httpx.HTTPError:
            time.sleep(0.2)
            continue
        if answer.status_code == 201:
            place.told.append(address)
            return
        assert answer.status_code >= 500, answer.text
        time.sleep(0.2)


def visit_all(place: Place, broken: list[BaseException]) -> list[threading.Thread]:
    numbers = itertools.count()

    def visit() -> None:
        try:
            while (number := next(numbers)) < LEADS:
                post_until_taken(place, number)
        except BaseException as error:
            broken.append(error)
            raise

    threads = [threading.Thread(target=visit) for _ in range(VISITORS)]
    for thread in threads:
        thread.start()
    return threads


def wait_for_more(place: Place, more: int) -> None:
    """Until so many more were told that theirs has arrived, or all were."""
    goal, until = min(LEADS, len(place.told) + more), time.monotonic() + 240
    while len(place.told) < goal:
        assert time.monotonic() < until, (
            f"{len(place.told)} leads, and no more for four minutes after {place.killed}:\n"
            + place.site.log.read_text()[-3000:]
        )
        time.sleep(0.02)


def test_a_thousand_leads_outlive_the_death_of_each_part(place: Place) -> None:
    broken: list[BaseException] = []
    began = time.monotonic()
    threads = visit_all(place, broken)
    for what in itertools.cycle(("web", "PostgreSQL", "worker", "Redis")):
        # A busy machine takes long to bring somebody back: leads come in between any two kills.
        wait_for_more(place, random.randint(5, 35))
        if len(place.told) >= LEADS:
            break
        place.kill(what)
    for thread in threads:
        thread.join()
    assert not broken
    posted = time.monotonic() - began

    # A row whose sender was killed is found again once its claim has lapsed.
    until = time.monotonic() + 300
    waiting = "select state, count(*) from ops_outboxmessage where state <> 'sent' group by 1"
    while left := place.rows(waiting):
        assert time.monotonic() < until, (left, place.site.log.read_text()[-3000:])
        time.sleep(0.5)
    drained = time.monotonic() - began - posted
    judge(place)
    copies = len(place.mailbox.taken) - len(set(place.mailbox.taken))
    print(
        f"\n{LEADS} leads in {posted:.0f} s, asked {sum(place.asked.values())} times, killed "
        f"{dict(place.killed)}; all emails out after {drained:.0f} s more, {copies} second copies"
    )


def judge(place: Place) -> None:
    """None lost, none doubled, no email under two names."""
    everybody = {f"visitor-{number}@example.org" for number in range(LEADS)}
    assert set(place.told) == everybody and len(place.told) == LEADS
    stored = Counter(row[0] for row in place.rows("select email from leads_lead"))
    assert stored == Counter(everybody)
    confirmed: dict[str, set[str]] = {}
    for to, message_id in place.mailbox.taken:
        confirmed.setdefault(to, set()).add(message_id)
    notices = confirmed.pop(OWNER)
    assert confirmed.keys() == everybody
    assert {to: ids for to, ids in confirmed.items() if len(ids) != 1} == {}
    # Each enquiry has its notice: one that was sent again after a lost answer is another enquiry.
    ((enquiries,),) = place.rows("select count(*) from leads_enquiry")
    assert LEADS <= enquiries <= sum(place.asked.values())
    assert len(notices) == enquiries
    rows = place.rows("select kind, message_id from ops_outboxmessage")
    assert Counter(kind for kind, _ in rows) == {
        "lead_confirmation": LEADS, "lead_notice": enquiries,
    }  # fmt: skip
    assert {message_id for _, message_id in rows} == set().union(notices, *confirmed.values())
