"""Rounds of the monitor: what is remembered, told and kept, with and without a database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, OperationalError
from django.utils import timezone
from pytest_django import Settings

from lab.slack_server import SlackServer
from ops.launch.world import World, target_for
from ops.monitor import figures, inside, memory, probe, rates, register, run
from ops.monitor.counting import ALL, Count
from ops.monitor.layers import Layer, Result, State
from ops.monitor.rows import MaintenanceWindow, MonitorLook, MonitorState, Outage
from ops.outbox import worker
from ops.outbox.rows import OutboxMessage
from ops.schedule import registry
from ops.schedule.run import run_due

pytestmark = pytest.mark.django_db(transaction=True)
THERE = World(target=target_for("chat.example.com", inside=True))


@pytest.fixture(autouse=True)
def slack(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SlackServer]:
    """Somebody to tell, and a folder of our own for the memory."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    settings.OWNER_EMAIL, settings.REDIS_URL, settings.MONITOR = "", "", "on"
    with SlackServer() as server:
        settings.SLACK_WEBHOOK_URL = server.url
        settings.HEARTBEAT_URL = f"{server.base}/beat"
        yield server


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> list[Layer]:
    """The layers that fail, to be changed by the test."""
    broken: list[Layer] = []

    def look(world: World, *, token: str = "") -> list[Result]:
        return [
            Result(layer, State.FAILED, f"{layer} is down") if layer in broken
            else Result(layer, State.OK) for layer in Layer
        ]  # fmt: skip

    monkeypatch.setattr(probe, "look", look)
    return broken


def rounds(count: int) -> list[str]:
    """What was told."""
    told: list[str] = []
    for _ in range(count):
        found = run.round_of(THERE, from_inside=False)
        told += [event.kind.value for event in found.events]
    return told


def test_an_outage_is_told_once_kept_and_its_end_is_told(
    site: list[Layer], slack: SlackServer
) -> None:
    rounds(2)
    site.append(Layer.DATABASE)
    assert rounds(6) == ["opened"]
    row = Outage.objects.get()
    assert (row.layer, row.ended_at, row.seen) == ("database", None, 6)
    assert row.told_at is not None
    site.clear()
    assert rounds(3) == ["closed"]
    assert Outage.objects.get().ended_at is not None
    titles = [message["text"] for message in slack.messages]
    assert len(titles) == 2
    assert "Over" in titles[1]
    assert MonitorLook.objects.count() == 11


def test_what_is_remembered_outlives_the_process(site: list[Layer]) -> None:
    site.append(Layer.TCP)
    rounds(2)
    assert memory.load().failing == {Layer.TCP}
    MonitorState.objects.all().delete()
    assert memory.load().failing == {Layer.TCP}, "from the file of this machine"
    assert rounds(3) == []


def test_without_a_database_the_outage_and_its_end_are_told_all_the_same(
    site: list[Layer], slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds(1)
    site.append(Layer.DATABASE)
    with monkeypatch.context() as away:
        for name in ("get_or_create", "update_or_create", "filter", "create", "exists"):
            for model in (MonitorState, MonitorLook, Outage, MaintenanceWindow, send_rows()):
                away.setattr(model.objects, name, refuse, raising=False)
        assert rounds(3) == ["opened"]
    assert not Outage.objects.exists()
    site.clear()
    assert rounds(3) == ["closed"]
    assert len(slack.messages) == 2
    assert Outage.objects.get().ended_at is not None


def send_rows() -> Any:
    """The rows of the ways alerts leave by."""
    from ops.monitor.alerts.send import AlertRoute

    return AlertRoute


def refuse(*args: object, **kwargs: object) -> None:
    """As a database that is away."""
    raise OperationalError("away")


def test_a_turn_without_a_database_is_taken_by_one_process_of_a_machine() -> None:
    assert memory.my_turn()
    assert not memory.my_turn()


def test_in_each_process_nothing_is_looked_at_while_the_database_answers(
    monkeypatch: pytest.MonkeyPatch, site: list[Layer]
) -> None:
    register.look_without_database()
    assert not MonitorLook.objects.exists()
    monkeypatch.setattr(register, "database_answers", lambda: False)
    register.look_without_database()
    register.look_without_database()
    assert MonitorLook.objects.count() == 1


def test_nobody_is_told_in_a_maintenance_window(site: list[Layer], slack: SlackServer) -> None:
    now = timezone.now()
    window = MaintenanceWindow.objects.create(ends_at=now + timedelta(minutes=30))
    site.append(Layer.APP)
    assert rounds(4) == []
    window.delete()
    assert rounds(1) == ["opened"]
    assert len(slack.messages) == 1


def test_while_the_site_is_closed_on_purpose_nobody_is_told(
    site: list[Layer], settings: Settings
) -> None:
    settings.MAINTENANCE = True
    site.append(Layer.APP)
    assert rounds(4) == []


def test_the_chore_looks_and_says_that_we_live(
    site: list[Layer], slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    chores = {"monitor": registry.chores()[[c.name for c in registry.chores()].index("monitor")]}
    monkeypatch.setattr(registry, "_chores", chores)
    assert run_due() == ["monitor"]
    assert slack.beats == ["/beat"]
    assert MonitorLook.objects.count() == 1


def test_on_somebodys_own_computer_nothing_is_watched(
    settings: Settings, site: list[Layer]
) -> None:
    settings.MONITOR, settings.SITE_URL = "auto", "http://127.0.0.1:8000"
    assert not register.is_on()
    settings.DEBUG, settings.SITE_URL = False, "https://chat.example.com"
    assert register.is_on()
    settings.MONITOR = "off"
    assert not register.is_on()


# --- What the inside knows -------------------------------------------------------------------


def counted(subject: str, count: int, failed: int, *, slow: int = 0, ago: int = 0) -> None:
    """Rates of this minute, or of one some minutes ago."""
    minute = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=ago)
    rates.RateMinute.objects.create(
        minute=minute, subject=subject, process="p", count=count, failed=failed, slow=slow,
        steps={str(step): n for step, n in Count(count).steps.items()},
    )  # fmt: skip


def state_of(layer: Layer) -> tuple[str, str]:
    """What the inside says of it."""
    well = [Result(one, State.OK) for one in Layer]
    told: Sequence[Result] = inside.added(well)
    found = next(result for result in told if result.layer is layer)
    return found.state.value, found.evidence


def test_a_provider_that_fails_is_named_with_its_share() -> None:
    counted("email postmark", 4, 4)
    counted("model openai", 10, 2)
    assert state_of(Layer.EMAIL)[0] == "failed"
    assert "4 of 4 emails" in state_of(Layer.EMAIL)[1]
    assert state_of(Layer.MODEL) == ("ok", "")


def test_one_failure_of_a_provider_is_no_outage() -> None:
    counted("email postmark", 1, 1)
    assert state_of(Layer.EMAIL)[0] == "ok"


def test_pages_that_fail_are_named_by_the_worst() -> None:
    counted(ALL, 240, 12)
    counted("GET /", 200, 0)
    counted("POST /api/v1/conversations/", 40, 12)
    state, evidence = state_of(Layer.ERRORS)
    assert state == "failed"
    assert "12 of 240" in evidence
    assert "POST /api/v1/conversations/ (12 of 40)" in evidence


def test_one_page_that_fails_among_many_that_are_well_is_seen() -> None:
    counted(ALL, 2000, 6)
    counted("GET /", 1990, 0)
    counted("POST /api/v1/leads/", 10, 6)
    state, evidence = state_of(Layer.ERRORS)
    assert state == "failed"
    assert "POST /api/v1/leads/ (6 of 10)" in evidence


def test_a_sudden_failure_shows_in_the_newest_minute_before_it_does_in_five() -> None:
    for subject in (ALL, "GET /"):
        counted(subject, 2000, 0, ago=4)
        counted(subject, 200, 12)
    state, evidence = state_of(Layer.ERRORS)
    assert state == "failed"
    assert "12 of 200 requests failed in the last minute" in evidence


def test_slow_answers_are_named_by_the_page_and_its_time() -> None:
    counted(ALL, 240, 0, slow=30)
    counted("GET /", 200, 0)
    counted("POST /api/v1/conversations/", 40, 0, slow=30)
    state, evidence = state_of(Layer.SLOW)
    assert state == "failed"
    assert "30 of 240 answers were slow in 5 minutes" in evidence
    assert "POST /api/v1/conversations/ (30 of 40, 19 of 20 within" in evidence
    assert state_of(Layer.ERRORS)[0] == "ok"


def test_a_burst_of_slow_answers_that_is_over_is_no_outage() -> None:
    counted(ALL, 40, 0, slow=30, ago=3)
    counted(ALL, 40, 0)
    assert state_of(Layer.SLOW)[0] == "ok"


@pytest.mark.parametrize(("slow", "failed", "state"), [(18, 0, "failed"), (8, 0, "ok"),
                                                      (18, 16, "ok")])  # fmt: skip
def test_a_company_that_is_slow_most_of_the_time_is_named_unless_it_is_down(
    slow: int, failed: int, state: str
) -> None:
    counted("model openai", 20, failed, slow=slow)
    told, evidence = state_of(Layer.SLOW)
    assert told == state
    assert ("openai (model) was slow 18 of 20 times" in evidence) is (state == "failed")


def test_a_provider_that_fails_often_is_down_and_one_that_fails_now_and_then_is_not() -> None:
    counted("model openai", 40, 15)
    assert state_of(Layer.MODEL)[0] == "failed"
    rates.RateMinute.objects.all().delete()
    counted("model openai", 200, 15)
    assert state_of(Layer.MODEL)[0] == "ok"


def stuck(count: int) -> None:
    """Emails that were tried and have not left for an hour; the next try is in some minutes."""
    now = timezone.now()
    for number in range(count):
        OutboxMessage.objects.create(
            kind="x", to="a@b.se", subject="x", text="x", message_id=str(number), attempts=4,
            created_at=now - timedelta(hours=1), next_attempt_at=now + timedelta(minutes=5),
        )  # fmt: skip


def test_a_provider_that_is_tried_seldom_is_not_called_well_in_between() -> None:
    """The waits between tries grow beyond five minutes while it is down."""
    counted("email postmark", 1, 1)
    assert inside.email() is None
    stuck(3)
    state, evidence = state_of(Layer.EMAIL)
    assert state == "failed"
    assert "3 emails were tried and have not left, the oldest for 1 hour" in evidence


@pytest.mark.parametrize("left", [True, False], ids=["others leave", "it is only one"])
def test_one_address_that_takes_nothing_is_no_outage_of_email(left: bool) -> None:
    stuck(5 if left else 1)
    if left:
        counted("email postmark", 2, 1, ago=10)
    assert inside.email() is None


def test_a_queue_that_grows_is_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "queue", lambda: 101)
    state, evidence = state_of(Layer.WORKER)
    assert (state, "101 tasks" in evidence) == ("failed", True)
    monkeypatch.setattr(figures, "queue", lambda: 100)
    assert state_of(Layer.WORKER)[0] == "ok"


def test_what_waits_is_measured_and_kept_with_the_look(
    site: list[Layer], settings: Settings
) -> None:
    late = timezone.now() - timedelta(seconds=90)
    OutboxMessage.objects.create(
        kind="x", to="a@b.se", subject="x", text="x", message_id="1", next_attempt_at=late
    )
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    run.round_of(THERE, from_inside=True)
    kept = MonitorLook.objects.get().waiting
    assert kept["emails"] == 1
    assert 90 <= kept["age"] < 200
    assert "queue" not in kept, "a Redis that is away has no length"


def test_emails_nobody_takes_are_the_workers_and_refused_ones_are_not() -> None:
    late = timezone.now() - timedelta(minutes=5)
    row = OutboxMessage.objects.create(
        kind="x", to="a@b.se", subject="x", text="x", message_id="1", next_attempt_at=late
    )
    assert state_of(Layer.WORKER)[0] == "failed"
    OutboxMessage.objects.filter(pk=row.pk).update(attempts=2)
    assert state_of(Layer.WORKER)[0] == "ok"


def test_a_worker_that_was_there_and_is_gone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(worker, "is_alive", lambda: False)
    monkeypatch.setattr(worker, "was_here", lambda: False)
    assert state_of(Layer.WORKER)[0] == "ok", "none was ever meant to run"
    monkeypatch.setattr(worker, "was_here", lambda: True)
    assert state_of(Layer.WORKER)[0] == "failed"


def test_what_cannot_be_asked_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(inside, "ASKED", ((Layer.WORKER, away), (Layer.ERRORS, away)))
    assert state_of(Layer.WORKER) == ("ok", "")


# --- Commands --------------------------------------------------------------------------------


def test_alert_test_says_what_left_and_what_is_not_set(
    slack: SlackServer, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("alert_test")
    said = capsys.readouterr().err
    assert "left     slack" in said
    assert "not set  email: set OWNER_EMAIL" in said
    slack.answers = [(404, "no_service")]
    with pytest.raises(SystemExit) as ended:
        call_command("alert_test", "--json")
    out = capsys.readouterr()
    assert ended.value.code == 1
    assert [one["route"] for one in json.loads(out.out)["routes"]] == [
        "email",
        "slack",
        "heartbeat",
        "sentry",
    ]
    settings.SLACK_WEBHOOK_URL = settings.HEARTBEAT_URL = ""
    with pytest.raises(SystemExit) as ended:
        call_command("alert_test")
    assert ended.value.code == 3


def test_monitor_once_names_what_fails(
    site: list[Layer], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("monitor", "--once")
    site.append(Layer.TLS)
    with pytest.raises(SystemExit) as ended:
        call_command("monitor", "--once", "--json")
    assert ended.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert told["failed"] == "tls"
    assert {one["state"] for one in told["layers"] if one["layer"] in ("app", "model")} == {
        "unknown"
    }


def test_monitor_of_another_site_looks_twice_before_it_tells(
    site: list[Layer], slack: SlackServer, capsys: pytest.CaptureFixture[str]
) -> None:
    site.append(Layer.EDGE)
    with pytest.raises(SystemExit) as ended:
        call_command("monitor", "--url", "https://chat.example.com", "--wait", "0", "--alert")
    assert ended.value.code == 1
    assert "looking again" in capsys.readouterr().err
    assert len(slack.messages) == 1
    assert not MonitorLook.objects.exists(), "nothing of somebody else's site is kept"
