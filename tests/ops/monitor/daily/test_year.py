"""A year of daily looks: what is told, when, and what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ops.monitor.daily.seen import Seen
from tests.ops.monitor.daily.year import (
    GOOD,
    RECORDS,
    Year,
    certificate,
    levels,
    registered,
)

# --- Certificates ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lifetime", "every"), [(90, 60), (47, 31), (6.67, 4), (200, 140)],
    ids=["90 days", "47 days", "6 days", "200 days"],
)  # fmt: skip
def test_a_year_of_renewals_is_a_quiet_year(lifetime: float, every: float) -> None:
    year = Year()

    def renewed(day: float, seen: Seen) -> Seen:
        return replace(seen, certificates=(certificate(day // every * every, lifetime),))

    assert year.live(365, renewed) == []
    assert 360 <= year.looks <= 370 or lifetime < 10


def test_a_renewal_that_fails_is_told_while_there_is_time_and_more_often_near_the_end() -> None:
    year = Year(replace(GOOD, certificates=(certificate(0, 90),)))
    told = year.live(91)
    assert levels(told) == [
        (67, "opened"), (78, "reminder"), (84, "reminder"), (87, "reminder"), (89, "reminder"),
        (90, "reminder"),
    ]  # fmt: skip
    new = certificate(91, 90)
    over = year.live(30, lambda day, seen: replace(seen, certificates=(new,)))
    assert levels(over) == [(91, "closed")]
    assert over[0][1].ends == new.ends


def test_six_days_are_watched_by_the_hour() -> None:
    year = Year(replace(GOOD, certificates=(certificate(0, 6),)))
    hours = [round(day * 24) for day, _ in year.live(6.2)]
    assert hours == [108, 126, 135, 144]


def test_one_certificate_of_two_hosts_is_told_once() -> None:
    pair = tuple(certificate(0, 90, host) for host in ("example.com", "www.example.com"))
    year = Year(replace(GOOD, certificates=pair))
    ((_, event),) = year.live(70)
    assert event.problems[0].hosts == ("example.com", "www.example.com")
    # The second name is renewed first: the first is still told, and nothing is called well.
    other = replace(certificate(71, 90, "www.example.com"))
    told = year.live(5, lambda day, seen: replace(seen, certificates=(pair[0], other)))
    assert told == []


def test_a_certificate_that_cannot_be_seen_is_neither_well_nor_worse() -> None:
    year = Year(replace(GOOD, certificates=(certificate(0, 90),)))
    assert len(year.live(70)) == 1
    away = replace(GOOD, certificates=(), unknown={"CERTIFICATE example.com": "refused"})
    assert [event.kind.value for _, event in year.live(20, lambda day, seen: away)] == ["blind"]


# --- Registration ----------------------------------------------------------------------------


def test_a_domain_that_is_not_renewed_is_told_at_each_step() -> None:
    year = Year(replace(GOOD, registered=registered(100)))
    told = levels(year.live(105))
    assert told == [
        (40, "opened"), (70, "reminder"), (86, "reminder"), (93, "reminder"), (97, "reminder"),
        (99, "reminder"), (100, "reminder"), (101, "reminder"), (104, "reminder"),
    ]  # fmt: skip
    over = year.live(5, lambda day, seen: replace(seen, registered=registered(465)))
    assert levels(over) == [(105, "closed")]


def test_a_registry_that_falls_silent_does_not_stop_the_date() -> None:
    silent = replace(
        GOOD, registered=None,
        unknown={f"{kind} example.com": "no answer" for kind in ("EXPIRY", "STATUS", "REGISTRAR")},
        records={about: v for about, v in RECORDS.items() if not about.startswith("REGISTRAR")},
    )  # fmt: skip
    year = Year(replace(GOOD, registered=registered(100)))
    year.live(20)
    assert levels(year.live(60, lambda day, seen: silent)) == [
        (27, "blind"), (40, "opened"), (70, "reminder"),
    ]  # fmt: skip
    assert year.kinds(2) == ["seeing"]


def test_a_registry_that_never_says_anything_is_no_news() -> None:
    year = Year(
        replace(
            GOOD,
            registered=None,
            unknown={"EXPIRY example.com": "none", "STATUS example.com": "none"},
        )
    )
    assert year.live(60) == []
    assert year.looks == 60


@pytest.mark.parametrize("status", ["client hold", "redemption period", "pending transfer"])
def test_a_status_is_told_at_once_and_until_it_is_gone(status: str) -> None:
    year = Year()
    year.live(10)
    held = replace(GOOD, registered=registered(2000, status))
    assert levels(year.live(20, lambda day, seen: held)) == [
        (10, "opened"), (11, "reminder"), (14, "reminder"), (21, "reminder"), (28, "reminder"),
    ]  # fmt: skip
    assert year.kinds(10) == ["closed"]


def test_a_site_that_moves_to_another_domain_begins_anew() -> None:
    old = replace(GOOD, certificates=(certificate(0, 90),), registered=registered(50))
    year = Year(old)
    assert len(year.live(85)) > 6
    records = {about.replace("example.com", "example.net"): v for about, v in RECORDS.items()}
    year.seen = Seen(
        domain="example.net", certificates=(certificate(80, 90, "example.net"),),
        registered=replace(registered(900), domain="example.net"), records=records,
    )  # fmt: skip
    assert year.live(30) == []
    assert year.memory.accepted == records


def test_a_registry_that_is_not_sure_of_its_seconds_is_told_once() -> None:
    year = Year()
    odd = iter(range(10_000))
    told = year.live(
        20, lambda day, seen: replace(seen, registered=registered(50 + next(odd) % 7 / 86_400))
    )
    assert levels(told) == [(0, "opened")]
