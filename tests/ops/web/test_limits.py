"""Exactly as many as the table says, whatever is away, and a refusal a visitor can read."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.cache import caches
from django.http import HttpRequest
from django.test import AsyncClient, Client, RequestFactory
from pytest_django import Settings

from config import databases
from ops.web import limits
from ops.web.limits import RateLimited, acheck, check, in_words, parse_rate
from ops.web.local_counter import MOST, LocalCounter

OPS = {"Authorization": f"Ops {configured.OPS_TOKEN}"}


@pytest.fixture(autouse=True)
def _doors(settings: Settings) -> None:
    settings.RATE_LIMITS = {
        "door": {"address": ["10/h"]},
        "talk": {"address": ["100/h"], "conversation": ["4/h"]},
        "login": {"address": ["100/h"], "account": ["3/h"]},
        "site": {"everybody": ["6/h"]},
        "two": {"address": ["3/m", "8/h"]},
    }


@pytest.fixture
def away(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A shared cache that refuses; what is asked of it is kept."""
    asked: list[str] = []

    def refuse(request: HttpRequest, **kwargs: Any) -> None:
        asked.append(kwargs["group"])
        raise ConnectionError("redis://:hunter2@10.0.0.1 refused")

    monkeypatch.setattr("ops.web.limits.get_usage", refuse)
    yield asked


def knock(request: HttpRequest, name: str, times: int, **subject: Any) -> int:
    """How many of ``times`` are let in."""
    let_in = 0
    for _ in range(times):
        try:
            check(request, name, **subject)
            let_in += 1
        except RateLimited:
            pass
    return let_in


def test_exactly_as_many_as_the_table_says(rf: RequestFactory) -> None:
    assert knock(rf.get("/"), "door", 25) == 10


def test_another_address_has_its_own_count(rf: RequestFactory) -> None:
    knock(rf.get("/"), "door", 20)
    assert knock(rf.get("/", REMOTE_ADDR="203.0.113.9"), "door", 20) == 10


def test_a_household_in_ipv6_is_one_address(rf: RequestFactory) -> None:
    knock(rf.get("/", REMOTE_ADDR="2001:db8:1:2::1"), "door", 20)
    assert knock(rf.get("/", REMOTE_ADDR="2001:db8:1:2:9::9"), "door", 1) == 0
    assert knock(rf.get("/", REMOTE_ADDR="2001:db8:1:3::1"), "door", 1) == 1


def test_a_forged_header_does_not_change_the_count(rf: RequestFactory, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = "1"
    let_in = sum(
        knock(rf.get("/", headers={"X-Forwarded-For": f"6.6.6.{n}, 1.2.3.4"}), "door", 1)
        for n in range(20)
    )
    assert let_in == 10


def test_visitors_behind_one_edge_do_not_share(rf: RequestFactory, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = "1"
    for n in range(20):
        assert knock(rf.get("/", headers={"X-Forwarded-For": f"1.2.3.{n}"}), "door", 1) == 1


def test_a_conversation_is_counted_from_every_address(rf: RequestFactory) -> None:
    let_in = sum(
        knock(rf.get("/", REMOTE_ADDR=f"203.0.113.{n}"), "talk", 1, conversation="c1")
        for n in range(10)
    )
    assert let_in == 4
    assert knock(rf.get("/"), "talk", 1, conversation="c2") == 1


def test_an_account_is_counted_from_every_address(rf: RequestFactory) -> None:
    let_in = sum(
        knock(rf.get("/", REMOTE_ADDR=f"203.0.113.{n}"), "login", 1, account="maya")
        for n in range(10)
    )
    assert let_in == 3


def test_everybody_together(rf: RequestFactory) -> None:
    let_in = sum(knock(rf.get("/", REMOTE_ADDR=f"203.0.113.{n}"), "site", 1) for n in range(10))
    assert let_in == 6


def test_the_tighter_of_two_limits_counts(rf: RequestFactory) -> None:
    assert knock(rf.get("/"), "two", 8) == 3


def test_test_traffic_is_never_refused(rf: RequestFactory) -> None:
    assert knock(rf.get("/", headers=OPS), "door", 30) == 30
    assert knock(rf.get("/"), "door", 30, exempt=True) == 30
    assert knock(rf.get("/"), "door", 1) == 1


def test_threads_at_once_are_counted_exactly(rf: RequestFactory) -> None:
    with ThreadPoolExecutor(12) as pool:
        let_in = sum(pool.map(lambda _: knock(rf.get("/"), "door", 4), range(12)))
    assert let_in == 10


async def test_tasks_at_once_are_counted_exactly(rf: RequestFactory) -> None:
    request = rf.get("/")

    async def one() -> int:
        try:
            await acheck(request, "door")
        except RateLimited:
            return 0
        return 1

    assert sum(await asyncio.gather(*(one() for _ in range(60)))) == 10


@pytest.mark.services
def test_two_processes_share_a_count(rf: RequestFactory) -> None:
    """The other process is stood in for by a second client of the same cache."""
    knock(rf.get("/"), "door", 6)
    caches["limits"].close()
    del caches["limits"]
    assert knock(rf.get("/"), "door", 20) == 4


async def test_a_refusal_on_an_async_view_is_a_429(async_client: AsyncClient) -> None:
    answers = [await async_client.get("/api/v1/limited/") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    body = answers[-1].json()
    wait = int(answers[-1]["Retry-After"])
    assert 1 <= wait <= 3600
    assert "Please wait" in body["detail"]
    assert "nothing you wrote is lost" in body["detail"]
    assert body["request_id"] == answers[-1]["X-Request-ID"]


def test_a_refusal_on_a_page_is_a_page(client: Client) -> None:
    for _ in range(10):
        assert client.get("/limited/").status_code == 200
    response = client.get("/limited/")
    assert response.status_code == 429
    assert response.has_header("Retry-After")
    assert "Please wait" in response.content.decode()


def test_no_address_and_no_account_stands_in_a_key(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    add = caches["limits"].add

    def watched(key: str, *args: Any, **kwargs: Any) -> Any:
        seen.append(key)
        return add(key, *args, **kwargs)

    monkeypatch.setattr(caches["limits"], "add", watched)
    check(rf.get("/", REMOTE_ADDR="203.0.113.77"), "login", account="maya@example.org")
    assert seen
    assert not [key for key in seen if "203.0.113" in key or "maya" in key]


def test_without_the_shared_cache_half_as_many_are_let_in(
    rf: RequestFactory, away: list[str]
) -> None:
    assert knock(rf.get("/"), "door", 25) == 5


def test_a_cache_that_is_away_is_asked_once_and_not_each_time(
    rf: RequestFactory, away: list[str]
) -> None:
    knock(rf.get("/"), "door", 25)
    assert len(away) == 1


def test_an_outage_is_logged_once_a_minute_and_without_the_address(
    rf: RequestFactory,
    away: list[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits.shared, "rest", 0.0)
    knock(rf.get("/"), "door", 25)
    lines = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(away) == 25
    assert len(lines) == 1
    assert "hunter2" not in lines[0].getMessage()


def test_the_shared_count_goes_on_when_the_cache_is_back(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits.shared, "rest", 0.05)
    with monkeypatch.context() as patch:
        patch.setattr("ops.web.limits.get_usage", _refuse)
        knock(rf.get("/"), "door", 3)
    time.sleep(0.06)
    assert knock(rf.get("/"), "door", 25) == 10


def test_only_one_request_finds_out_whether_it_is_back(
    rf: RequestFactory, away: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits.shared, "rest", 0.2)
    knock(rf.get("/"), "door", 1)
    time.sleep(0.21)
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _: knock(rf.get("/"), "door", 1), range(12)))
    assert len(away) == 2


@pytest.mark.parametrize("manner", ["refuses", "hangs"])
def test_a_real_redis_that_is_away_costs_one_short_wait(
    rf: RequestFactory, settings: Settings, manner: str
) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if manner == "hangs":
            listener.listen(50)
        url = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        settings.CACHES = databases.caches(url)
        began = time.monotonic()
        assert knock(rf.get("/"), "door", 25) == 5
        assert time.monotonic() - began < 2.5


def _refuse(*args: Any, **kwargs: Any) -> None:
    raise TimeoutError


def test_a_count_that_got_lost_is_kept_here(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = {"count": 0, "limit": 0, "should_limit": True, "time_left": -1}
    monkeypatch.setattr("ops.web.limits.get_usage", lambda *a, **k: lost)
    assert knock(rf.get("/"), "door", 25) == 5


def test_the_memory_of_the_local_counter_has_an_end() -> None:
    counter = LocalCounter()
    for number in range(MOST + 500):
        counter.add(str(number), 3600)
    assert len(counter._counts) <= MOST
    assert counter.add(str(MOST + 499), 3600)[0] == 2


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "one second"), (40, "40 seconds"), (119, "119 seconds"), (121, "3 minutes"),
     (3600, "60 minutes"), (7201, "3 hours")],
)  # fmt: skip
def test_waiting_times_are_said_as_people_say_them(seconds: int, words: str) -> None:
    assert in_words(seconds) == words


@pytest.mark.parametrize("rate", ["20/m", "1/s", "5/h", "9/d"])
def test_every_rate_of_the_table_can_be_read(rate: str) -> None:
    assert parse_rate(rate)[0] == int(rate.partition("/")[0])
