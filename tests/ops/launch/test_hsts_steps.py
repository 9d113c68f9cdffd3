"""The check that says how far the promise of https has grown, and when it grows next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from ops.launch.checks.hsts_steps import promise_of_https_grows
from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.hsts import HstsFacts, gather_hsts
from ops.web.hsts import DAY, HOUR, MONTH, WEEK, YEAR
from ops.web.https_start import HttpsStart

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def judged(**given: Any) -> list[Finding]:
    facts: dict[str, Any] = {
        "host": "chat.example.com", "local": False, "https": True, "by_hand": "",
        "since": NOW, "longest": 0, "now": NOW,
    }  # fmt: skip
    return list(promise_of_https_grows(HstsFacts(**{**facts, **given})))


@pytest.mark.parametrize(
    ("days", "longest", "now_told", "then", "date"),
    [
        (0, HOUR, "an hour", "a day", "02 June 2026"),
        (2, DAY, "a day", "a week", "06 June 2026"),
        (8, WEEK, "a week", "a month", "23 June 2026"),
        (31, WEEK, "a month", "a year", "30 July 2026"),
        (0, MONTH, "a month", "a year", "30 August 2026"),
    ],
)
def test_the_next_step_is_named_with_its_day(
    days: int, longest: int, now_told: str, then: str, date: str
) -> None:
    (found,) = judged(since=NOW - timedelta(days=days), longest=longest)
    assert found.severity is Severity.CLEANUP
    assert f"for {now_told} so far" in found.summary
    assert f"from {date} on it is {then}" in found.summary
    assert "HSTS to year" in found.fix


@pytest.mark.parametrize("given", [{"since": NOW - timedelta(days=91)}, {"longest": YEAR}])
def test_a_year_is_enough(given: dict[str, Any]) -> None:
    assert judged(**given) == []


def test_a_host_that_no_process_has_noted() -> None:
    (found,) = judged(since=None)
    assert found.severity is Severity.TRUST
    assert "chat.example.com" in found.summary and "Redeploy" in found.fix


def test_a_clock_before_the_first_day() -> None:
    (found,) = judged(since=NOW + timedelta(days=40))
    assert "future" in found.summary and "clock" in found.fix


@pytest.mark.parametrize(
    ("word", "severity"),
    [("forget", Severity.TRUST), ("hour", Severity.CLEANUP), ("month", Severity.CLEANUP)],
)
def test_what_was_set_by_hand_is_said(word: str, severity: Severity) -> None:
    (found,) = judged(by_hand=word)
    assert found.severity is severity and f"HSTS is {word}." in found.evidence


def test_a_year_by_hand_is_fine() -> None:
    assert judged(by_hand="year", since=None) == []


@pytest.mark.parametrize("given", [{"local": True}, {"https": False}])
def test_a_laptop_has_nothing_to_promise(given: dict[str, Any]) -> None:
    with pytest.raises(NotApplicable):
        judged(**given)


@pytest.mark.django_db
def test_looking_begins_nothing(settings: Settings) -> None:
    settings.HTTPS, settings.SITE_HOST = True, "chat.example.com"
    facts = gather_hsts(None)  # type: ignore[arg-type]
    assert facts.since is None and facts.https and not facts.local
    assert not HttpsStart.objects.exists()
    row = HttpsStart.objects.create(host="chat.example.com", longest=DAY)
    facts = gather_hsts(None)  # type: ignore[arg-type]
    assert (facts.since, facts.longest) == (row.since, DAY)
