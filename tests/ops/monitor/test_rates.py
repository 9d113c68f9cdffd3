"""Error rates and response times: what is counted, added up over processes, and called bad."""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import AsyncClient, Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from ops.monitor import counting, rates, slow
from ops.monitor.counting import Count, Counter, middle, step_of
from ops.monitor.rates import RateMinute, Writer, surely_above, window


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("of hello@example.com")


def later(request: HttpRequest) -> HttpResponse:
    """A company is asked for half a minute, and we take no time."""
    counting.elsewhere(30_000.0)
    return HttpResponse("fine")


def stream(request: HttpRequest, how: str) -> StreamingHttpResponse:
    async def pieces() -> AsyncIterator[bytes]:
        if how == "none":
            raise RuntimeError("of hello@example.com")
        yield b"first"
        await asyncio.sleep(0.02)
        if how == "breaks":
            raise RuntimeError("of hello@example.com")
        yield b"second"

    return StreamingHttpResponse(pieces(), status=201)


urlpatterns = [
    path("later/", later, name="later"),
    path("stream/<str:how>/", stream, name="stream"),
    path("fine/<int:number>/", lambda request, number: HttpResponse("fine"), name="fine"),
    path("broken/", broken, name="broken"),
]
handler404 = lambda request, exception: HttpResponse("no", status=404)  # noqa: E731


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """A counter and a writer that know nothing."""
    made = Counter()
    monkeypatch.setattr(counting, "add", made.add)
    monkeypatch.setattr(rates, "counter", made)
    monkeypatch.setattr(rates, "writer", Writer())
    yield made


@pytest.mark.parametrize("ms", [1.0, 1.5, 2.0, 3.3, 17.0, 499.0, 500.0, 65_000.0])
def test_a_time_lies_within_a_fifth_of_the_middle_of_its_step(ms: float) -> None:
    assert ms / 1.2 <= middle(step_of(ms)) <= ms * 1.2


@pytest.mark.parametrize("ms", [0.0, 0.4, 9e9])
def test_what_is_quicker_or_slower_than_all_steps_is_in_the_outermost(ms: float) -> None:
    assert step_of(ms) == (0 if ms <= 1 else counting.STEPS)


@given(
    times=st.lists(st.floats(1.0, 60_000.0), min_size=1, max_size=300),
    share=st.sampled_from([0.5, 0.95, 0.99]),
    parts=st.integers(1, 4),
)
def test_percentiles_of_any_times_in_any_parts_are_right_to_within_a_fifth(
    times: list[float], share: float, parts: int
) -> None:
    counts = [Count() for _ in range(parts)]
    for place, ms in enumerate(times):
        counts[place % parts].add(ms, failed=False, slow=False)
    # The nearest rank: the smallest time within which so many ended.
    exact = sorted(times)[-(-len(times) * round(share * 100) // 100) - 1]
    told = counting.summed(counts).percentile(share)
    assert told is not None
    assert exact / 1.2 <= told <= exact * 1.2


def test_of_nothing_there_is_no_percentile() -> None:
    assert Count().percentile(0.5) is None


def test_threads_lose_no_count(fresh: Counter) -> None:
    def work() -> None:
        for _ in range(2000):
            fresh.add("a", 1.0)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(count.count for count in fresh.take().values()) == 16_000


def test_made_up_subjects_cannot_fill_the_memory(fresh: Counter) -> None:
    for number in range(5000):
        fresh.add(f"GET /{number}", 1.0)
    taken = fresh.take()
    assert len(taken) <= counting.MOST + 1
    assert sum(count.count for count in taken.values()) == 5000


def test_a_database_that_stays_away_costs_the_oldest_minutes_and_hides_no_new_one(
    fresh: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST", 8)
    for minute in range(counting.MINUTES + 5):
        monkeypatch.setattr("time.time", lambda at=60.0 * minute: at)
        for number in range(12):
            fresh.add(f"GET /{number}", 1.0)
        fresh.add(counting.ALL, 1.0)
        taken = fresh.take()
        newest = [subject for of, subject in taken if of == minute]
        assert len(newest) == 8 + 2, "what is counted apart, the others, and the whole"
        assert taken[minute, counting.ALL].count == 1
        assert len({of for of, _ in taken}) <= counting.MINUTES + 1
        fresh.give_back(taken)


@pytest.mark.django_db
def test_processes_add_up_and_one_that_writes_twice_is_counted_once(fresh: Counter) -> None:
    one, other = Writer(), Writer()
    for writer, times in ((one, 3), (one, 2), (other, 4)):
        for _ in range(times):
            fresh.add("GET /", 20.0, failed=times == 4)
        writer.flush()
    (rate,) = window(5)
    assert (rate.subject, rate.count, rate.failed) == ("GET /", 9, 4)
    assert rate.p50 == pytest.approx(19.0)
    assert RateMinute.objects.values("process").distinct().count() == 2


@pytest.mark.django_db
def test_writing_is_one_statement_however_many_routes(fresh: Counter) -> None:
    for number in range(30):
        fresh.add(f"GET /{number}", 5.0)
    with CaptureQueriesContext(connection) as asked:
        rates.writer.flush()
    assert len([q for q in asked.captured_queries if "INSERT" in q["sql"]]) == 1
    with CaptureQueriesContext(connection) as asked:
        rates.writer.flush()
    assert not asked.captured_queries, "nothing was counted, so nothing is written"


@pytest.mark.django_db
def test_what_could_not_be_written_is_written_later(
    fresh: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.add("GET /", 5.0)
    with monkeypatch.context() as broken:
        broken.setattr(RateMinute.objects, "bulk_create", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rates.writer.flush()
    rates.writer.flush()
    assert [rate.count for rate in window(5)] == [1]


@pytest.mark.django_db
def test_a_window_is_as_long_as_it_says_and_old_minutes_go(fresh: Counter) -> None:
    now = timezone.now()
    for minutes in (0, 1, 4, 6, 60 * 26):
        RateMinute.objects.create(
            minute=now.replace(second=0, microsecond=0) - timedelta(minutes=minutes),
            subject="GET /", process="p", count=1, steps={"0": 1},
        )  # fmt: skip
    assert [rate.count for rate in window(1, now=now)] == [2]
    assert [rate.count for rate in window(5, now=now)] == [3]
    rates.prune(now)
    assert RateMinute.objects.count() == 4


@pytest.mark.parametrize(
    ("failed", "count", "bad"),
    [
        (0, 1000, False), (1, 5, False), (2, 2, False), (3, 3, True), (3, 40, True),
        (5, 500, False), (10, 1000, False), (15, 1000, False), (25, 1000, True), (12, 300, True),
        (200, 10_000, True), (110, 10_000, False),
    ],
)  # fmt: skip
def test_what_is_bad_is_more_than_one_in_a_hundred_and_no_chance(
    failed: int, count: int, bad: bool
) -> None:
    assert rates.Rate("GET /", count, failed, 0, 1, 1, 1).is_bad is bad


def test_a_site_that_fails_as_often_as_allowed_seldom_alarms() -> None:
    """Simulated: one in a hundred fails by chance, five hundred windows of 400 requests."""
    chance = random.Random(7)
    alarms = 0
    for _ in range(500):
        failed = sum(chance.random() < 0.01 for _ in range(400))
        alarms += surely_above(failed, 400, 0.01)
    assert alarms < 5


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_requests_are_counted_by_route_and_never_by_address(fresh: Counter) -> None:
    client = Client(raise_request_exception=False)
    for number in range(3):
        client.get(f"/fine/{number}/?token=secret")
    client.get("/broken/")
    client.get("/nowhere/of/anybody/")
    client.get("/healthz")
    taken = {subject: count for (_, subject), count in fresh.take().items()}
    assert {subject: (count.count, count.failed) for subject, count in taken.items()} == {
        "GET /fine/<int:number>/": (3, 0),
        "GET /broken/": (1, 1),
        "GET (no route)": (1, 0),
        counting.ALL: (5, 1),
    }


@pytest.mark.django_db
def test_while_the_site_is_closed_on_purpose_nothing_counts_as_failed(
    fresh: Counter, settings: Settings
) -> None:
    settings.MAINTENANCE = True
    assert Client().get("/").status_code == 503
    assert not fresh.take()


# --- What is slow ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("route", "bar"),
    [
        ("/", 500), ("/api/v1/conversations/<uuid:conversation_id>/messages/", 500),
        ("/static/*", 500), ("(no route)", 500), ("/admin/ops/outage/", 2000),
        ("/accounts/login/", 2000), ("/webhooks/email/<str:provider>/", 2000),
    ],
)  # fmt: skip
def test_what_is_slow_follows_from_the_kind_of_route(route: str, bar: float) -> None:
    assert slow.bar(route) == bar


def counted(fresh: Counter) -> dict[str, tuple[int, int, int, float | None]]:
    """``{subject: (count, failed, slow, p50)}``."""
    return {
        subject: (one.count, one.failed, one.slow, one.percentile(0.5))
        for (_, subject), one in fresh.take().items()
        if subject != counting.ALL
    }


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_the_time_a_company_takes_is_not_ours(
    fresh: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([100.0, 131.0, 131.0, 200.0, 201.0, 201.0])
    monkeypatch.setattr("ops.logs.access.time.perf_counter", lambda: next(clock))
    client = Client()
    client.get("/later/")
    client.get("/fine/1/")
    told = counted(fresh)
    assert told["GET /later/"][:3] == (1, 0, 1), "31 seconds, of which 30 were not ours"
    assert told["GET /later/"][3] == told["GET /fine/<int:number>/"][3]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("how", "failed"), [("well", 0), ("breaks", 1), ("none", 1)])
async def test_a_stream_is_counted_once_by_its_first_byte_and_fails_where_it_breaks(
    fresh: Counter, monkeypatch: pytest.MonkeyPatch, how: str, failed: int
) -> None:
    late: list[float] = []
    monkeypatch.setattr("ops.logs.access.slow.bar", lambda route: 10_000.0)
    answer = await AsyncClient().get(f"/stream/{how}/")
    with contextlib.suppress(RuntimeError):
        async for part in answer.streaming_content:  # type: ignore[attr-defined]
            late.append(float(len(part)))
    told = counted(fresh)["GET /stream/<str:how>/"]
    assert told[:3] == (1, failed, 0)


@pytest.mark.parametrize(
    ("slow", "count", "is_slow"),
    [(0, 100, False), (9, 9, False), (10, 10, True), (10, 1000, False), (25, 1000, True)],
)
def test_a_few_slow_answers_are_no_slow_site(slow: int, count: int, is_slow: bool) -> None:
    assert rates.Rate("GET /", count, 0, slow, 1, 1, 1).is_slow is is_slow
