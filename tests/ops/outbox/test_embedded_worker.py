"""EMBEDDED_WORKER: whether a web process sends, with and without a worker beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from ops.outbox import transport, worker
from ops.outbox.background import PATIENCE, Postman
from ops.outbox.enqueue import enqueue
from ops.outbox.rows import OutboxMessage
from tests.at_once import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def redis(settings: Any, tmp_path: Path) -> None:
    """As where there is Redis; who is heard of is for each test to say."""
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.EMAIL_FILE_DIR = tmp_path / "mail"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time a worker was asked for."""
    times: list[str] = []
    monkeypatch.setattr(worker, "push", lambda: times.append("pushed"))
    return times


def left(*, woken: bool = True, overdue: bool = False) -> bool:
    """Whether an email leaves in one round of a web process."""
    row = enqueue(to="ana@example.org", subject="Hello", text="Words.", kind="test")
    if overdue:
        before = timezone.now() - 2 * PATIENCE
        OutboxMessage.objects.filter(pk=row.pk).update(next_attempt_at=before)
    Postman().round(woken=woken)
    row.refresh_from_db()
    return row.state == "sent"


@pytest.mark.parametrize("alive", [True, False], ids=["a worker runs", "no worker"])
@pytest.mark.parametrize(
    ("embedded", "sends"),
    [(True, {True, False}), (None, {False}), (False, set[bool]())],
    ids=["true", "empty", "false"],
)
def test_who_sends_an_email_that_has_just_been_stored(
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    asked: list[str],
    embedded: bool | None,
    sends: set[bool],
    alive: bool,
) -> None:
    settings.EMBEDDED_WORKER = embedded
    monkeypatch.setattr(worker, "is_alive", lambda: alive)
    assert left() is (alive in sends)
    assert bool(asked) is (alive not in sends)


def test_with_false_not_even_an_overdue_email_is_sent(settings: Any, asked: list[str]) -> None:
    settings.EMBEDDED_WORKER = False
    assert not left(woken=False, overdue=True)
    assert not asked


def test_without_redis_the_web_process_sends_whatever_it_says(settings: Any) -> None:
    settings.REDIS_URL, settings.EMBEDDED_WORKER = "", False
    assert left()


@pytest.mark.parametrize(("embedded", "sender"), [(True, True), (None, True), (False, False)])
def test_only_one_that_sends_says_so(settings: Any, embedded: bool | None, sender: bool) -> None:
    settings.EMBEDDED_WORKER = embedded
    postman = Postman()
    assert not postman.is_sender()
    postman._thread = type("Alive", (), {"is_alive": lambda self: True})()
    assert postman.is_sender() is sender


@pytest.mark.django_db(transaction=True)
def test_several_web_processes_that_are_workers_send_each_email_once(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMBEDDED_WORKER = True
    seen: list[str] = []

    def door(row: OutboxMessage) -> str:
        seen.append(row.message_id)
        return ""

    monkeypatch.setitem(transport.DOORS, settings.EMAIL_PROVIDER, door)
    for _ in range(20):
        enqueue(to="ana@example.org", subject="Hello", text="Words.", kind="test")
    at_once(4, lambda _: Postman().round(woken=True))
    assert len(seen) == len(set(seen)) == 20
