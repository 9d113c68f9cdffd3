"""The promise of https: it grows by the calendar, and nothing but the founder makes it smaller."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import AsyncClient, Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from ops.web import hsts
from ops.web.hsts import DAY, HOUR, MONTH, WEEK, YEAR, Promise, next_step, step_at
from ops.web.https_start import HttpsStart

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def promise(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Promise:
    """A new process of a site on https."""
    settings.HTTPS = True
    settings.SITE_HOST = "testserver"
    fresh = Promise()
    monkeypatch.setattr(hsts, "promise", fresh)
    return fresh


def row(**age: float) -> HttpsStart:
    """A host whose first start with https was so long ago."""
    return HttpsStart.objects.create(host="testserver", since=timezone.now() - timedelta(**age))


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (-HOUR, HOUR), (0, HOUR), (DAY - 1, HOUR), (DAY, DAY), (WEEK - 1, DAY), (WEEK, WEEK),
        (MONTH - 1, WEEK), (MONTH, MONTH), (3 * MONTH - 1, MONTH), (3 * MONTH, YEAR),
        (20 * YEAR, YEAR),
    ],
)  # fmt: skip
def test_an_hour_a_day_a_week_a_month_a_year(age: int, told: int) -> None:
    assert step_at(age) == told


@given(st.integers(-YEAR, 3 * YEAR), st.integers(0, 3 * YEAR))
def test_it_never_shrinks_with_time(age: int, later: int) -> None:
    assert step_at(age + later) >= step_at(age)


@given(st.integers(0, 3 * YEAR))
def test_what_the_next_step_says_comes_true(age: int) -> None:
    coming = next_step(BEGAN, BEGAN + timedelta(seconds=age))
    if coming is None:
        assert step_at(age) == YEAR
        return
    when, told = coming
    at = (when - BEGAN).total_seconds()
    assert at > age and step_at(at) == told
    assert step_at(at - 1) == step_at(age)


def test_a_longer_promise_of_before_skips_the_steps_below_it() -> None:
    assert next_step(BEGAN, BEGAN, longest=MONTH) == (BEGAN + timedelta(days=90), YEAR)
    assert next_step(BEGAN, BEGAN, longest=YEAR) is None


@pytest.mark.django_db
def test_the_first_start_is_noted_once(promise: Promise) -> None:
    assert promise.learn() and promise.seconds() == HOUR
    first = HttpsStart.objects.get()
    assert Promise().learn()
    again = HttpsStart.objects.get()
    assert again.since == first.since and again.longest == HOUR


@pytest.mark.django_db
def test_a_running_process_grows_without_asking_again(promise: Promise) -> None:
    promise.learn()
    assert promise.seconds(timezone.now() + timedelta(days=8)) == WEEK
    # A clock that goes back takes nothing back.
    assert promise.seconds(timezone.now()) == WEEK


@pytest.mark.django_db
def test_a_clock_that_was_reset_shortens_nothing(promise: Promise) -> None:
    row(days=-400).grow(YEAR)
    promise.learn()
    assert promise.seconds() == YEAR
    assert HttpsStart.objects.get().longest == YEAR


@pytest.mark.django_db
def test_a_new_address_begins_anew(promise: Promise, settings: Settings) -> None:
    row(days=400)
    promise.learn()
    assert promise.seconds() == YEAR
    settings.SITE_HOST = "other.example"
    assert promise.seconds() is None
    promise.learn()
    assert promise.seconds() == HOUR


@pytest.mark.django_db
def test_the_header_says_it_over_https_only(promise: Promise) -> None:
    row(days=10)
    secure = Client().get("/form/", secure=True)
    assert secure["Strict-Transport-Security"] == f"max-age={WEEK}"
    assert "Strict-Transport-Security" not in Client().get("/form/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/nowhere/", "/fail/denied/", "/form", "/healthz", "/api/v1/plain/", "/api/v1/x/"]
)
def test_errors_and_redirects_say_it_too(promise: Promise, path: str) -> None:
    promise.learn()
    assert Client().get(path, secure=True)["Strict-Transport-Security"] == f"max-age={HOUR}"


async def test_on_the_event_loop_nothing_is_read_and_an_unknown_promise_is_left_out(
    promise: Promise, async_client: AsyncClient
) -> None:
    # No mark of the database: a query would fail this test.
    response = await async_client.get("/form/", secure=True)
    assert response.status_code == 200
    assert "Strict-Transport-Security" not in response


def test_a_database_that_is_away_leaves_browsers_as_they_are(
    promise: Promise, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = []

    def away(*args: Any, **kwargs: Any) -> Any:
        asked.append(1)
        raise OperationalError("no route to host db.internal")

    monkeypatch.setattr(HttpsStart.objects, "get_or_create", away)
    for _ in range(3):
        assert "Strict-Transport-Security" not in Client().get("/form/", secure=True)
    assert asked == [1]  # Not once a request.
    assert "db.internal" not in caplog.text and "cannot be read" in caplog.text


@pytest.mark.django_db
def test_a_server_goes_on_trying_in_the_background(
    promise: Promise, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, learned = [True, False, False], threading.Event()

    def learn() -> bool:
        if len(answers) == 1:
            learned.set()
        return answers.pop()

    monkeypatch.setattr(hsts, "PAUSE", 0.001)
    monkeypatch.setattr(promise, "learn", learn)
    hsts.start()
    assert learned.wait(10)
    hsts.stop()
    assert answers == []


@pytest.mark.parametrize(
    ("word", "told"), [("year", f"max-age={YEAR}"), ("hour", "max-age=3600"),
                       ("forget", "max-age=0")],
)  # fmt: skip
def test_the_founder_may_set_it_by_hand(
    promise: Promise, settings: Settings, word: str, told: str
) -> None:
    settings.HSTS = word
    assert Client().get("/form/", secure=True)["Strict-Transport-Security"] == told


@pytest.mark.parametrize("names", [{"HTTPS": False}, {"DEBUG": True}])
def test_a_laptop_promises_nothing(
    promise: Promise, settings: Settings, names: dict[str, bool]
) -> None:
    for name, value in names.items():
        setattr(settings, name, value)
    assert "Strict-Transport-Security" not in Client().get("/form/", secure=True)
    hsts.start()
    assert promise.seconds() is None
