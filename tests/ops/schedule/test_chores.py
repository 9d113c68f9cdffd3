"""What is done again and again: once for all processes, and whatever one of them does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.utils import timezone

from ops import schedule, sessions
from ops.outbox import worker
from ops.schedule import registry, thread
from ops.schedule.rows import ChoreRun
from ops.schedule.run import run_due

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def chores(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """None but the test's own."""
    monkeypatch.setattr(registry, "_chores", {})
    yield


def later(name: str, passed: timedelta) -> None:
    """Let time pass for a chore."""
    row = ChoreRun.objects.get(name=name)
    row.began_at = row.began_at and row.began_at - passed
    row.ended_at = row.ended_at and row.ended_at - passed
    row.save()


def test_a_chore_is_done_at_once_and_then_when_it_is_due() -> None:
    done: list[int] = []
    schedule.register("count", lambda: done.append(1), every=HOUR)
    assert run_due() == ["count"]
    assert run_due() == []
    later("count", HOUR - timedelta(seconds=5))
    assert run_due() == []
    later("count", timedelta(seconds=6))
    assert run_due() == ["count"]
    assert len(done) == 2


def test_one_that_fails_is_noted_and_keeps_no_other_from_being_done() -> None:
    def broken() -> None:
        raise ValueError("of hello@example.com")

    done: list[int] = []
    schedule.register("broken", broken, every=HOUR)
    schedule.register("count", lambda: done.append(1), every=HOUR)
    assert run_due() == ["broken", "count"]
    assert done == [1]
    assert ChoreRun.objects.get(name="broken").problem == "ValueError"
    assert run_due() == [], "it is not tried every few seconds"


def test_one_whose_process_was_killed_is_done_again_after_a_while_and_not_before() -> None:
    done: list[int] = []
    schedule.register(
        "count", lambda: done.append(1), every=timedelta(days=1), patience=timedelta(minutes=5)
    )
    ChoreRun.objects.create(name="count", began_at=timezone.now() - timedelta(minutes=4))
    assert run_due() == []
    later("count", timedelta(minutes=2))
    assert run_due() == ["count"]
    assert done == [1]


def test_of_many_who_look_at_once_one_does_it() -> None:
    done: list[int] = []
    ready = threading.Barrier(4)
    schedule.register("count", lambda: done.append(1), every=HOUR)
    ChoreRun.objects.create(name="count")

    def look() -> None:
        ready.wait(10)
        try:
            run_due()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert done == [1]


def test_a_web_process_leaves_chores_to_a_living_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    schedule.register("count", lambda: done.append(1), every=HOUR)
    monkeypatch.setattr(worker, "is_alive", lambda: True)
    thread.Hand().round()
    assert done == []
    monkeypatch.setattr(worker, "is_alive", lambda: False)
    thread.Hand().round()
    assert done == [1]


def test_looking_when_nothing_is_due_is_one_query() -> None:
    from django.test.utils import CaptureQueriesContext

    schedule.register("count", lambda: None, every=HOUR)
    schedule.register("other", lambda: None, every=HOUR)
    run_due()
    with CaptureQueriesContext(connection) as asked:
        run_due()
    assert len(asked) == 1


def test_sessions_that_have_ended_are_deleted_and_the_others_stay() -> None:
    now = timezone.now()
    for key, days in (("old" * 10, -1), ("new" * 10, 1)):
        Session.objects.create(session_key=key, expire_date=now + timedelta(days=days))
    assert sessions.clear() == 1
    assert Session.objects.get().session_key == "new" * 10
