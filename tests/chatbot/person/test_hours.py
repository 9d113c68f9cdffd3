"""When somebody is there: weekly hours, closed days, and the nights the clocks are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from chatbot.person.hours import Hours, Span, moment, overlap

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
SATURDAY_NIGHT: tuple[Span, ...] = ((5, time(21), time(2)),)
WEEK: tuple[Span, ...] = tuple(
    span
    for day in range(5)
    for span in ((day, time(9), time(12)), (day, time(13), time(17)))
)  # fmt: skip


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2026-11-27T08:59", False),
        ("2026-11-27T09:00", True),
        ("2026-11-27T12:00", False),  # The break begins.
        ("2026-11-27T12:59", False),
        ("2026-11-27T13:00", True),
        ("2026-11-27T17:00", False),
        ("2026-11-28T10:00", False),  # A Saturday.
    ],
)
def test_a_week_with_breaks(when: str, is_open: bool) -> None:
    assert Hours(zone=BERLIN, spans=WEEK).is_open(at(when)) is is_open


@pytest.mark.parametrize(
    ("utc", "is_open"),
    [
        # Spring in Berlin: at 02:00 it is 03:00. Opens 21:00 +01:00, closes as the clock jumps.
        ("2026-03-28T19:59", False), ("2026-03-28T20:00", True),
        ("2026-03-29T00:59", True), ("2026-03-29T01:00", False),
        # Autumn: 02:00 comes twice, and the first one closes.
        ("2026-10-24T18:59", False), ("2026-10-24T19:00", True),
        ("2026-10-24T23:59", True), ("2026-10-25T00:00", False), ("2026-10-25T00:30", False),
        # A night like any other.
        ("2026-06-07T00:00", False), ("2026-06-06T23:59", True),
    ],
)  # fmt: skip
def test_hours_past_midnight_on_both_sides_of_the_change(utc: str, is_open: bool) -> None:
    hours = Hours(zone=BERLIN, spans=SATURDAY_NIGHT)
    assert hours.is_open(datetime.fromisoformat(utc).replace(tzinfo=UTC)) is is_open


def test_the_same_clock_time_before_and_after_the_change() -> None:
    hours = Hours(zone=NEW_YORK, spans=((4, time(9), time(17)), (0, time(9), time(17))))
    friday, monday = at("2026-10-30T18:00", NEW_YORK), at("2026-11-02T09:00", NEW_YORK)
    assert hours.next_opening(friday) == monday
    assert monday.utcoffset() == timedelta(hours=-5)
    assert friday.utcoffset() == timedelta(hours=-4)


def test_a_time_that_the_clock_skips_is_read_with_the_offset_before() -> None:
    assert moment(datetime(2026, 3, 29, 2, 30), BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment(datetime(2026, 10, 25, 2, 30), BERLIN) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_patience_counts_only_while_somebody_is_there() -> None:
    hours = Hours(zone=BERLIN, spans=WEEK)
    # Half an hour before the weekend: two and a half hours more on Monday.
    assert hours.after(at("2026-11-27T16:30"), timedelta(hours=3)) == at("2026-11-30T11:30")
    # Over the break.
    assert hours.after(at("2026-11-26T11:30"), timedelta(hours=1)) == at("2026-11-26T13:30")
    # Asked while nobody is there.
    assert hours.after(at("2026-11-28T11:30"), timedelta(hours=1)) == at("2026-11-30T10:00")


def test_spans_that_touch_are_one() -> None:
    around = tuple((day, time(0), time(23, 59)) for day in range(7))
    night = ((4, time(18), time(0)), (5, time(0), time(6)))
    hours = Hours(zone=BERLIN, spans=night)
    assert hours.is_open(at("2026-11-28T00:00"))
    assert next(hours.open_from(at("2026-11-27T19:00"))) == (
        at("2026-11-27T18:00"), at("2026-11-28T06:00"),
    )  # fmt: skip
    assert Hours(zone=BERLIN, spans=around).next_opening(at("2026-11-28T23:59:30")) == at(
        "2026-11-29T00:00"
    )


def test_a_closed_day_cancels_what_opens_on_it() -> None:
    christmas = ((date(2026, 12, 24), date(2026, 12, 27)),)
    hours = Hours(zone=BERLIN, spans=WEEK, closed=christmas)
    assert not hours.is_open(at("2026-12-24T10:00"))
    assert hours.next_opening(at("2026-12-23T17:30")) == at("2026-12-28T09:00")
    # A night that began the evening before runs to its end.
    night = Hours(
        zone=BERLIN, spans=((2, time(21), time(2)), (3, time(21), time(2))), closed=christmas
    )
    assert night.is_open(at("2026-12-24T01:00"))
    assert not night.is_open(at("2026-12-24T22:00"))


def test_without_hours_nobody_is_away_but_on_closed_days() -> None:
    assert Hours(zone=BERLIN).is_open(at("2026-11-28T03:00"))
    away = Hours(zone=BERLIN, closed=((date(2026, 11, 28), date(2026, 11, 29)),))
    assert not away.is_open(at("2026-11-28T03:00"))
    assert away.next_opening(at("2026-11-28T03:00")) == at("2026-11-30T00:00")
    assert away.after(at("2026-11-27T23:00"), timedelta(hours=2)) == at("2026-11-30T01:00")


def test_a_holiday_without_end_promises_nothing() -> None:
    hours = Hours(zone=BERLIN, spans=WEEK, closed=((date(2026, 1, 1), date(2030, 1, 1)),))
    assert hours.next_opening(at("2026-11-27T10:00")) is None
    assert hours.after(at("2026-11-27T10:00"), timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("spans", "shares"),
    [
        (WEEK, False),
        ([(0, time(9), time(12)), (0, time(12), time(13))], False),
        ([(0, time(9), time(12)), (0, time(11), time(13))], True),
        ([(0, time(9), time(12)), (0, time(9), time(12))], True),
        ([(6, time(21), time(2)), (0, time(1), time(3))], True),  # Sunday night, Monday morning.
        ([(6, time(21), time(2)), (0, time(2), time(3))], False),
        ([(3, time(22), time(21))], False),
    ],
)
def test_spans_that_share_a_moment_are_found(spans: list[Span], shares: bool) -> None:
    assert bool(overlap(spans)) is shares
