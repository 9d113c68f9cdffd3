"""Records that change, rotate, flap or cannot be looked up: what is told of them, and what not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ops.monitor.daily.drift import accept
from ops.monitor.daily.memory import Memory
from ops.monitor.daily.seen import Seen
from ops.monitor.daily.step import Event
from tests.ops.monitor.daily.year import (
    DMARC,
    GOOD,
    RECORDS,
    START,
    Year,
    certificate,
    days,
    levels,
    with_records,
)


def after_ten_days(**changed: tuple[str, ...] | None) -> tuple[Year, list[tuple[float, Event]]]:
    """What is told in the ten days after records have changed."""
    year = Year()
    assert year.live(10) == []
    year.seen = with_records(GOOD, **changed)
    return year, year.live(10)


def test_email_that_goes_elsewhere_is_told_once_within_hours_and_then_it_is_so() -> None:
    year, told = after_ten_days(MX=("10 mx.evil.example",))
    ((day, event),) = told
    assert 10 <= day < 10.1, "after a second look, an hour later"
    (change,) = event.changes
    assert (change.before, change.after) == (("1 smtp.google.com",), ("10 mx.evil.example",))
    assert not event.problems
    assert year.live(100) == []
    year.seen = GOOD
    assert year.kinds(5) == ["changed"], "going back is a change too"


@pytest.mark.parametrize(
    "changed",
    [
        {"LEADS": ("172.64.0.5",)},
        {"DMARC": ("v=DMARC1;p=reject; rua=mailto:d@example.com ;",)},
        {"SPF": ("v=spf1  include:_spf.google.com  -all",)},
        {"NS": ("bob.ns.cloudflare.com", "ada.ns.cloudflare.com.")},
    ],
    ids=["another address of Cloudflare", "spaces in DMARC", "spaces in SPF", "order of servers"],
)
def test_what_means_the_same_is_no_change(changed: Any) -> None:
    assert after_ten_days(**changed)[1] == []


@pytest.mark.parametrize(
    "changed",
    [
        {"NS": ("eve.ns.cloudflare.com", "bob.ns.cloudflare.com")},
        {"LEADS": ("104.16.1.1", "203.0.113.9")},
        {"SPF": ("v=spf1 include:_spf.google.com ~all",)},
        {"DKIM": ("v=DKIM1; k=rsa; p=OTHER",)},
        {"CAA": ('0 issue "letsencrypt.org"',)},
        {"REGISTRAR": ("Another Inc.",)},
        {"DMARC": ("v=DMARC1; p=none; rua=mailto:d@example.com",)},
        {"DMARC": ("v=DMARC1; p=reject; rua=mailto:eve@example.net",)},
    ],
    ids=["NS", "an address more", "SPF", "DKIM", "CAA", "registrar", "DMARC weaker", "reports"],
)
def test_what_means_something_else_is_told_once(changed: Any) -> None:
    (told,) = after_ten_days(**changed)[1]
    assert told[1].kind.value == "changed"
    assert len(told[1].changes) == 1


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"DMARC": ()}, "gone"),
        ({"DMARC": (DMARC, "v=DMARC1; p=none")}, "two"),
        ({"DMARC": ("v=DMARC1 p=reject",)}, "invalid"),
        ({"SPF": ()}, "gone"),
        ({"SPF": ("v=spf1 -all", "v=spf1 include:_spf.google.com -all")}, "two"),
        ({"MX": ()}, "gone"),
        ({"DKIM": ()}, "gone"),
        ({"LEADS": ()}, "gone"),
        ({"NS": ()}, "gone"),
    ],
    ids=["DMARC gone", "DMARC twice", "DMARC wrong", "SPF gone", "SPF twice", "MX gone",
         "last DKIM gone", "site gone", "NS gone"],
)  # fmt: skip
def test_what_is_dangerous_is_told_until_it_is_mended(changed: Any, word: str) -> None:
    year, told = after_ten_days(**changed)
    assert levels(told) == [(10, "changed"), (11, "reminder"), (14, "reminder")]
    assert told[0][1].problems[0].words == word
    assert levels(year.live(15)) == [(21, "reminder"), (28, "reminder")]
    year.seen = GOOD
    (_, over), = year.live(30)  # fmt: skip
    assert over.kind.value == "closed"
    assert year.memory.problems == {}


def test_a_danger_that_is_mended_in_another_way_is_well_too() -> None:
    year, _ = after_ten_days(DMARC=())
    year.seen = with_records(GOOD, DMARC=("v=DMARC1; p=reject; rua=mailto:new@example.com",))
    assert year.kinds(30) == ["closed"]
    year.seen = with_records(GOOD, DMARC=("v=DMARC1; p=none; rua=mailto:new@example.com",))
    assert year.kinds(30) == ["changed"], "and the new one is what is compared with"


def test_a_danger_can_be_accepted() -> None:
    year, _ = after_ten_days(MX=())
    year.memory = accept(year.memory, year.seen)
    assert year.live(60) == []


def test_a_key_that_goes_while_another_stays_is_a_change_and_no_danger() -> None:
    new = "DKIM s2._domainkey.example.com"
    year = Year()
    year.live(10)
    both = replace(GOOD, records={**RECORDS, new: ("v=DKIM1; p=NEW",)})
    year.seen = both
    assert year.live(10) == [], "a key that turns up was perhaps not looked for before"
    old = "DKIM google._domainkey.example.com"
    year.seen = replace(both, records={**both.records, old: ()})
    (_, event), = year.live(10)  # fmt: skip
    assert event.changes[0].about == old and not event.problems
    assert old not in year.memory.accepted


def test_two_at_once_are_one_message() -> None:
    _, told = after_ten_days(DMARC=(), MX=("10 mx.evil.example",), NS=("ns.evil.example",))
    day, event = told[0]
    assert {one.about.split()[0] for one in event.changes} == {"MX", "NS"}
    assert [one.about for one in event.problems] == ["DMARC _dmarc.example.com"]
    assert [kind for _, kind in levels(told)] == ["changed", "reminder", "reminder"]


def test_a_certificate_and_a_record_are_two_messages() -> None:
    year = Year(replace(GOOD, certificates=(certificate(0, 90),)))
    year.live(66)
    year.seen = with_records(year.seen, MX=("10 mx.evil.example",))
    assert sorted(year.kinds(3)) == ["changed", "opened"]


def test_what_comes_and_goes_within_one_look_is_nothing() -> None:
    year = Year()
    odd = with_records(GOOD, MX=("10 mx.other.example",))
    assert year.live(60, lambda day, seen: odd if 20 <= day < 20.03 else seen) == []


def test_a_record_that_comes_and_goes_is_told_once_as_that() -> None:
    year = Year()
    odd = with_records(GOOD, MX=("10 mx.other.example",))
    places = iter(range(10_000))
    told = year.live(60, lambda day, seen: odd if day > 5 and next(places) % 2 else seen)
    assert len(told) == 1
    assert told[0][1].changes[0].flaps
    assert year.memory.accepted["MX example.com"] == ("1 smtp.google.com",)


def test_addresses_that_rotate_are_left_alone_and_their_end_is_not() -> None:
    year = Year()
    places = iter(range(10_000))

    def rotating(day: float, seen: Seen) -> Seen:
        return with_records(seen, LEADS=(f"198.51.{next(places) % 250}.7",))

    assert year.live(60, rotating) == []
    assert year.memory.rotates == ("LEADS example.com",)
    assert year.looks < 80
    year.seen = with_records(GOOD, LEADS=())
    assert year.kinds(1)[:1] == ["changed"]


def test_addresses_that_move_for_the_second_time_are_told_to_move_by_themselves() -> None:
    year = Year()
    moved = year.live(60, lambda day, s: with_records(s, LEADS=(f"198.51.{int(day / 9)}.7",)))
    assert [event.changes[0].rotates for _, event in moved] == [False, True]


def test_addresses_of_a_platform_that_pools_them_are_left_alone() -> None:
    year = Year(replace(with_records(GOOD, LEADS=("198.51.100.1",)), pooled=True))
    year.live(5)
    year.seen = with_records(year.seen, LEADS=("198.51.100.2",))
    assert year.live(30) == []
    year.seen = with_records(year.seen, LEADS=("CNAME elsewhere.example",))
    assert year.kinds(5) == ["changed"]


# --- What cannot be looked at ----------------------------------------------------------------


def dead(seen: Seen) -> Seen:
    """A resolver that answers nothing."""
    about = [*RECORDS, "CERTIFICATE example.com", "EXPIRY example.com", "STATUS example.com"]
    words = "the DNS server did not answer in time"
    return replace(
        seen, certificates=(), registered=None, records={}, unknown=dict.fromkeys(about, words)
    )


def test_a_resolver_that_is_dead_for_three_days_is_one_word_and_no_change() -> None:
    year = Year()
    told = year.live(60, lambda day, seen: dead(seen) if 20 <= day < 23 else seen)
    assert levels(told) == [(21, "blind"), (23, "seeing")]
    assert year.memory.accepted == RECORDS
    assert year.memory.changes == ()


def test_an_hour_without_dns_is_not_told() -> None:
    year = Year()
    assert year.live(60, lambda day, seen: dead(seen) if 20 <= day < 20.2 else seen) == []


def test_a_change_behind_a_failure_is_believed_after_two_looks_at_it() -> None:
    year = Year()
    year.live(10)
    other = with_records(GOOD, MX=("10 mx.other.example",))
    looks = iter([other, with_records(GOOD, MX=None), other])
    told = year.live(2, lambda day, seen: next(looks, other))
    assert [event.kind.value for _, event in told] == ["changed"]
    assert 10.08 < told[0][0] < 10.09, "two hours: the look in between said nothing"


def test_a_first_look_without_dns_accepts_nothing() -> None:
    year = Year()
    assert year.live(30, lambda day, seen: dead(seen) if day < 0.5 else seen) == []
    assert year.memory.accepted == RECORDS


def test_a_name_that_is_no_longer_the_sites_is_forgotten() -> None:
    year, _ = after_ten_days(LEADS=())
    records = {about: v for about, v in RECORDS.items() if about != "LEADS example.com"}
    year.seen = replace(GOOD, records=records)
    assert year.live(30) == []
    assert year.memory.problems == {}


# --- Maintenance windows ---------------------------------------------------------------------


def test_a_window_holds_everything_until_it_ends() -> None:
    year = Year(replace(GOOD, certificates=(certificate(-60, 90),)))
    year.live(1)
    year.seen = with_records(year.seen, DMARC=(), MX=("10 mx.other.example",))
    assert year.live(7, quiet=True) == []
    told = year.live(0.05)
    assert sorted(event.kind.value for _, event in told) == ["changed", "opened"]


def test_what_is_over_before_the_window_ends_is_never_told() -> None:
    year = Year()
    year.live(1)
    year.seen = with_records(GOOD, DMARC=())
    assert year.live(2, quiet=True) == []
    year.seen = GOOD
    assert year.live(30) == []


def test_a_memory_that_cannot_be_read_begins_anew() -> None:
    assert Memory.from_json({"accepted": 3}) == Memory()
    assert Memory.from_json({"pending": {"MX example.com": {"nonsense": 1}}}) == Memory()
    assert days(1) + START > START
