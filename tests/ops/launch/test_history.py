"""What is kept of a run, and what the next one says about it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from ops.launch import runs
from ops.launch.findings import Accepted, Changes, Report, Result, Severity, Status
from ops.launch.history import compare, from_json, last, with_history
from ops.launch.report.harmless import harmless_data
from ops.launch.runs import DEAD_AFTER, LaunchRun
from tests.ops.launch.report import samples
from tests.ops.launch.report.samples import STARTED, finding, report, result

TARGET = "https://example.com/"


def changes(before: Report, after: Report) -> Changes:
    return compare(before.as_json(), after)


def names(pairs: tuple[tuple[str, str], ...]) -> list[str]:
    return [check for check, _ in pairs]


def run_after(hours: int, *results: Result) -> Report:
    return report(*results, started_at=STARTED + timedelta(hours=hours))


def test_findings_are_new_fixed_or_unchanged() -> None:
    before = report(
        result("tls.names", finding()), result("dns.apex", finding()), result("dns.www")
    )
    after = report(result("tls.names", finding()), result("dns.apex"), result("dns.www", finding()))
    found = changes(before, after)
    assert found.since == STARTED
    assert names(found.new) == ["dns.www"]
    assert names(found.fixed) == ["dns.apex"]
    assert names(found.unchanged) == ["tls.names"]


def test_a_finding_is_told_from_another_by_its_subject() -> None:
    before = report(result("tls.names", finding(subject="www.example.com")))
    after = report(result("tls.names", finding(subject="app.example.com")))
    found = changes(before, after)
    assert (len(found.new), len(found.fixed), len(found.unchanged)) == (1, 1, 0)


def test_a_number_that_moves_makes_no_new_finding() -> None:
    before = report(result("tls.dates", finding(summary="It ends in 9 days.")))
    after = report(result("tls.dates", finding(summary="It ends in 8 days.")))
    assert changes(before, after).unchanged == (("tls.dates", "It ends in 8 days."),)


def test_two_findings_of_one_subject_are_counted() -> None:
    before = report(result("http.links", finding(summary="a"), finding(summary="b")))
    after = report(result("http.links", finding(summary="b"), finding(summary="c")))
    assert len(changes(before, after).unchanged) == 2
    after = report(result("http.links", finding(summary="b")))
    assert changes(before, after).fixed == (("http.links", "a"),)
    assert changes(after, before).new == (("http.links", "a"),)


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.SKIPPED, Status.ERROR])
def test_what_cannot_be_told_now_is_not_fixed(status: Status) -> None:
    before = report(result("tls.names", finding()))
    after = report(result("tls.names", status=status, reason="no answer"))
    assert changes(before, after) == Changes(since=STARTED)


def test_what_was_left_out_this_time_is_left_alone() -> None:
    before = report(result("tls.names", finding()), result("dns.apex"))
    assert changes(before, report(result("dns.apex"))) == Changes(since=STARTED)
    assert changes(report(result("dns.apex")), before) == Changes(since=STARTED)


def test_what_was_unknown_and_is_found_now_is_new() -> None:
    before = report(result("tls.names", status=Status.UNKNOWN, reason="no answer"))
    assert names(changes(before, report(result("tls.names", finding()))).new) == ["tls.names"]


def test_accepting_a_finding_does_not_fix_it() -> None:
    aside = (Accepted(finding(), "Later", date(2026, 12, 31)),)
    open_, accepted = report(result("a.b", finding())), report(result("a.b", accepted=aside))
    assert changes(open_, accepted) == Changes(since=STARTED)
    assert names(changes(accepted, open_).unchanged) == ["a.b"]
    assert names(changes(accepted, report(result("a.b"))).fixed) == ["a.b"]


def test_a_report_is_the_same_after_its_json() -> None:
    for one in (samples.full(), report()):
        assert from_json(one.as_json()) == one


@pytest.mark.parametrize("bad", [{}, {"target": "x"}, {"results": [{}]}])
def test_what_is_no_report_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no report"):
        from_json(bad)


@pytest.mark.django_db
def test_the_next_run_says_what_changed() -> None:
    first = with_history(run_after(0, result("tls.names", finding()), result("dns.apex")))
    assert first.changes is None
    second = with_history(run_after(1, result("tls.names"), result("dns.apex", finding())))
    assert second.changes is not None
    assert names(second.changes.fixed) == ["tls.names"]
    assert names(second.changes.new) == ["dns.apex"]
    newest = last(TARGET)
    assert newest is not None
    assert from_json(newest.report) == second


@pytest.mark.django_db
def test_a_run_of_one_check_does_not_make_the_rest_forgotten() -> None:
    with_history(run_after(0, result("tls.names", finding()), result("dns.apex", finding())))
    with_history(run_after(1, result("dns.apex")))
    unknown = result("dns.apex", status=Status.UNKNOWN, reason="no answer")
    with_history(run_after(2, unknown))
    third = with_history(run_after(3, result("tls.names"), result("dns.apex")))
    assert third.changes is not None
    assert names(third.changes.fixed) == ["tls.names"]
    assert names(third.changes.new) == []


@pytest.mark.django_db
def test_another_target_has_a_history_of_its_own() -> None:
    with_history(report(result("tls.names", finding())))
    other = with_history(report(result("tls.names"), target="https://example.org/"))
    assert other.changes is None


@pytest.mark.django_db
def test_what_is_kept_can_be_kept_by_any_database() -> None:
    with_history(samples.hostile())
    stored = LaunchRun.objects.get()
    assert "\x00" not in str(stored.report)
    assert "\ud800" not in str(stored.report)
    again = with_history(samples.hostile())
    assert again.changes is not None
    assert again.changes.new == again.changes.fixed == ()
    assert len(again.changes.unchanged) == len(samples.HOSTILE)


def test_made_harmless_twice_is_the_same() -> None:
    once = harmless_data(samples.HOSTILE)
    assert harmless_data(once) == once


@pytest.mark.django_db
def test_the_last_runs_of_a_target_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "KEPT", 3)
    for hour in range(5):
        with_history(run_after(hour, result("dns.apex")))
    with_history(report(result("dns.apex"), target="https://example.org/"))
    kept = LaunchRun.objects.filter(target=TARGET).values_list("started_at", flat=True)
    assert list(kept) == [STARTED + timedelta(hours=hour) for hour in (4, 3, 2)]
    monkeypatch.setattr(runs, "KEPT_IN_ALL", 2)
    with_history(run_after(5, result("dns.apex")))
    assert LaunchRun.objects.count() == 2


@pytest.mark.django_db
def test_a_table_that_is_not_there_costs_only_the_history() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ops_launchrun RENAME TO ops_launchrun_away")
    one = report(result("tls.names", finding(Severity.TRUST)))
    after = with_history(one)
    assert after.results == one.results
    assert "python manage.py migrate" in after.notes[0]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ops_launchrun_away RENAME TO ops_launchrun")


def test_a_database_that_is_not_there_costs_only_the_history(tmp_path: Path) -> None:
    """In a process of its own, as a command is: the database has no table at all."""
    script = (
        "import django; django.setup()\n"
        "from ops.launch.history import with_history\n"
        "from tests.ops.launch.report.samples import full\n"
        "print(with_history(full()).notes[-1])"
    )
    for url in (f"sqlite:///{tmp_path}/new.sqlite3", "postgres://nobody@127.0.0.1:1/none"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {"DATABASE_URL": url, "ENV_FILE": "", "DJANGO_SETTINGS_MODULE": "config.settings"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert "This run is not kept" in done.stdout
        assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_only_one_run_goes_on_at_a_time(settings: Settings) -> None:
    first = LaunchRun.objects.begin(settings.SITE_URL, "maya")
    assert first is not None
    assert LaunchRun.objects.begin(settings.SITE_URL, "ana") is None
    first.finish(report(result("dns.apex")))
    assert LaunchRun.objects.begin(settings.SITE_URL, "ana") is not None


@pytest.mark.django_db
def test_a_run_that_was_killed_does_not_block_for_ever(settings: Settings) -> None:
    dead = LaunchRun.objects.begin(settings.SITE_URL, "maya")
    assert dead is not None
    LaunchRun.objects.update(started_at=timezone.now() - DEAD_AFTER)
    dead.refresh_from_db()
    assert not dead.is_running
    assert LaunchRun.objects.begin(settings.SITE_URL, "ana") is not None
    dead.refresh_from_db()
    assert dead.state == LaunchRun.State.FAILED
    assert dead.problem == "It was stopped before it had finished."
