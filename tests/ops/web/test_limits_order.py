"""When to come again, who is counted for what, and what is said about it."""

from __future__ import annotations

import logging
from typing import Any

import django_ratelimit.core
import pytest
from django.test import RequestFactory
from pytest_django import Settings

from ops.web import limits, local_counter
from ops.web.limits import RateLimited, acheck, check


class Clock:
    """A clock that a test moves; seconds of the day do not matter."""

    def __init__(self, now: float) -> None:
        self.now = now

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(1_800_000_000.25)
    monkeypatch.setattr(django_ratelimit.core, "time", made)
    monkeypatch.setattr(local_counter, "time", made)
    return made


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(limits, "get_usage", refuse)


def refused(rf: RequestFactory, name: str, address: str = "203.0.113.5", **subject: Any) -> int:
    """The seconds to wait, or 0."""
    try:
        check(rf.get("/", REMOTE_ADDR=address), name, **subject)
    except RateLimited as error:
        assert error.headers["Retry-After"] == str(error.retry_after)
        return error.retry_after
    return 0


def fill(rf: RequestFactory, name: str, **subject: Any) -> int:
    """Knock until refused; the seconds to wait."""
    for _ in range(1000):
        if wait := refused(rf, name, **subject):
            return wait
    raise AssertionError("never refused")


@pytest.mark.parametrize("rates", [["3/s"], ["5/m"], ["4/h"], ["2/d"], ["3/m", "4/h"]])
@pytest.mark.parametrize("start", [0, 0.5, 17, 59.99, 3599])
@pytest.mark.parametrize("address", ["203.0.113.5", "203.0.113.6", "2001:db8::1"])
def test_whoever_waits_as_long_as_told_is_let_in_and_nobody_a_second_before(
    rf: RequestFactory,
    settings: Settings,
    clock: Clock,
    rates: list[str],
    start: float,
    address: str,
) -> None:
    settings.RATE_LIMITS = {"door": {"address": rates}}
    clock.now += start
    wait = fill(rf, "door", address=address)
    clock.now += wait - 1
    if wait > 1:
        assert refused(rf, "door", address=address) == 1
    clock.now += 1
    assert refused(rf, "door", address=address) == 0


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("start", [0, 0.5, 30, 59.99])
def test_the_same_while_the_shared_cache_is_away(
    rf: RequestFactory, settings: Settings, clock: Clock, start: float
) -> None:
    settings.RATE_LIMITS = {"door": {"address": ["10/m"]}}
    clock.now += start
    wait = fill(rf, "door")
    assert 1 <= wait <= 60
    clock.now += wait
    assert refused(rf, "door") == 0


def test_the_longest_of_all_waits_is_told(
    rf: RequestFactory, settings: Settings, clock: Clock
) -> None:
    settings.RATE_LIMITS = {"door": {"address": ["3/m"], "conversation": ["3/h"]}}
    for _ in range(3):
        assert refused(rf, "door", conversation="c") == 0
    wait = refused(rf, "door", conversation="c")
    clock.now += wait
    assert refused(rf, "door", conversation="c") == 0


def test_around_the_edge_of_a_window_twice_the_number_at_most(
    rf: RequestFactory, settings: Settings, clock: Clock
) -> None:
    settings.RATE_LIMITS = {"door": {"address": ["10/m"]}}
    best = 0
    taken: list[float] = []
    for _ in range(4 * 60 * 4):
        if refused(rf, "door") == 0:
            taken.append(clock.now)
        best = max(best, sum(clock.now - then < 60 for then in taken))
        clock.now += 0.25
    assert 10 <= best <= 20
    assert len(taken) <= 10 * 6


def test_a_minute_begins_at_another_moment_for_each_sender(
    rf: RequestFactory, settings: Settings, clock: Clock
) -> None:
    settings.RATE_LIMITS = {"door": {"address": ["2/m"]}}
    waits = {fill(rf, "door", address=f"203.0.113.{n}") for n in range(20)}
    assert len(waits) > 5


def test_a_refused_address_uses_up_nobody_elses_count(
    rf: RequestFactory, settings: Settings
) -> None:
    settings.RATE_LIMITS = {
        "door": {"address": ["3/h"], "account": ["10/h"], "everybody": ["10/h"]}
    }
    for _ in range(50):
        refused(rf, "door", account="maya")
    assert sum(refused(rf, "door", f"198.51.100.{n}", account="maya") == 0 for n in range(20)) == 7


def test_the_order_of_the_table_does_not_matter(rf: RequestFactory, settings: Settings) -> None:
    settings.RATE_LIMITS = {"door": {"everybody": ["10/h"], "address": ["3/h"]}}
    for _ in range(50):
        refused(rf, "door")
    assert sum(refused(rf, "door", f"198.51.100.{n}") == 0 for n in range(20)) == 7


def test_a_conversation_can_be_counted_after_its_address(
    rf: RequestFactory, settings: Settings
) -> None:
    settings.RATE_LIMITS = {"door": {"address": ["5/h"], "conversation": ["2/h"]}}
    only: dict[str, Any] = {"conversation": "c", "kinds": ("conversation",)}
    assert [refused(rf, "door", **only) > 0 for _ in range(3)] == [False, False, True]
    assert [refused(rf, "door") > 0 for _ in range(6)] == [False] * 5 + [True]


async def test_the_same_on_the_event_loop(rf: RequestFactory, settings: Settings) -> None:
    settings.RATE_LIMITS = {"door": {"address": ["9/h"], "conversation": ["1/h"]}}
    await acheck(rf.get("/"), "door", conversation="c", kinds=("conversation",))
    with pytest.raises(RateLimited):
        await acheck(rf.get("/"), "door", conversation="c", kinds=("conversation",))


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize(("processes", "taken"), [("1", 20), ("2", 10), ("4", 5), ("64", 1)])
def test_while_the_cache_is_away_all_processes_together_take_half(
    rf: RequestFactory, settings: Settings, monkeypatch: pytest.MonkeyPatch, processes: str,
    taken: int,
) -> None:  # fmt: skip
    source = {**settings.ENVIRONMENT.source, "WEB_CONCURRENCY": processes}
    monkeypatch.setattr(settings.ENVIRONMENT, "source", source)
    settings.RATE_LIMITS = {"door": {"address": ["40/h"]}}
    assert sum(refused(rf, "door") == 0 for _ in range(60)) == taken


def test_refusals_are_told_once_a_minute_and_door(
    rf: RequestFactory, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.RATE_LIMITS = {
        "one": {"address": ["2/h"], "account": ["2/h"]}, "two": {"address": ["2/h"]},
    }  # fmt: skip
    with caplog.at_level(logging.INFO):
        for _ in range(30):
            refused(rf, "one", account="maya@example.org")
            refused(rf, "two")
        for number in range(30):
            refused(rf, "one", f"198.51.100.{number}", account="maya@example.org")
    told = [record for record in caplog.records if vars(record).get("event") == "rate_limited"]
    assert [(vars(x)["door"], vars(x)["kind"]) for x in told] == [
        ("one", "address"), ("two", "address"), ("one", "account"),
    ]  # fmt: skip
    assert "maya" not in caplog.text and "203.0.113" not in caplog.text
