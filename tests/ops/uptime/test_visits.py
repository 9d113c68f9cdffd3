"""An uptime provider's looks are noticed by the name it gives, and cost next to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ops.uptime import visits
from ops.uptime.rows import UptimeVisit

pytestmark = pytest.mark.django_db

ROBOT = "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)"
STACK = "Better Stack Better Uptime Bot Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """As a process that has just begun."""
    visits.forget()
    yield
    visits.forget()


def look(agent: str, path: str = "/healthz") -> None:
    """One request."""
    Client().get(path, headers={"user-agent": agent})


def seen() -> set[str]:
    """Who was written down."""
    return set(UptimeVisit.objects.values_list("provider", flat=True))


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/widget/"])
def test_a_look_at_each_page_is_noticed(path: str) -> None:
    look(STACK, path)
    visits.flush()
    assert seen() == {"betterstack"}


@pytest.mark.parametrize(
    ("agent", "path"),
    [(BROWSER, "/healthz"), (ROBOT, "/robots.txt"), ("", "/"), ("x" * 5000 + ROBOT, "/healthz")],
    ids=["browser", "other-page", "nameless", "far-behind"],
)
def test_nothing_else_is(agent: str, path: str) -> None:
    look(agent, path)
    visits.flush()
    assert seen() == set()


def test_a_process_writes_once_a_minute(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    look(ROBOT)
    with django_assert_num_queries(0):
        look(ROBOT)
    visits.flush()
    first = UptimeVisit.objects.get().at
    assert timezone.now() - first < timedelta(minutes=1)
    look(ROBOT)
    with django_assert_num_queries(0):
        visits.flush()
    visits._written["uptimerobot"] -= visits.APART
    visits.flush()
    assert UptimeVisit.objects.get().at > first


def test_an_earlier_look_of_another_process_moves_nothing_back() -> None:
    later = timezone.now() + timedelta(seconds=30)
    UptimeVisit.objects.create(provider="uptimerobot", at=later)
    look(ROBOT)
    visits.flush()
    assert UptimeVisit.objects.get().at == later


def test_a_database_that_is_away_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(key: str, at: datetime) -> None:
        raise DatabaseError("away")

    look(ROBOT)
    with monkeypatch.context() as patched:
        patched.setattr(visits, "_write", away)
        visits.flush()
    assert seen() == set()
    visits.flush()
    assert seen() == {"uptimerobot"}
    assert UptimeVisit.objects.get().at.tzinfo is UTC
