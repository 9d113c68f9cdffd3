"""When an outage is told, once and by its right name, and when nothing is said at all."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ops.monitor.layers import Layer, Result, State, below, silenced
from ops.monitor.watch import Event, Incident, Kind, Watch, step, to_tell

BEGIN = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def look(*failed: Layer, unknown: Iterable[Layer] = ()) -> list[Result]:
    """What a look says where these fail and all else is well."""
    return [
        Result(layer, State.FAILED, f"{layer} is down")
        if layer in failed
        else Result(layer, State.UNKNOWN if layer in set(unknown) else State.OK)
        for layer in Layer
    ]


class Watcher:
    """A watch with a clock that goes a minute a look, stored and read now and then."""

    def __init__(self) -> None:
        self.watch, self.now, self.told = Watch(), BEGIN, list[Event]()

    def see(self, *failed: Layer, times: int = 1, quiet: bool = False) -> list[tuple[str, str]]:
        """Look, and say what was told."""
        told: list[Event] = []
        for _ in range(times):
            self.watch, events = step(self.watch, look(*failed), self.now, quiet=quiet)
            told += events
            self.now += MINUTE
        self.watch = Watch.from_json(json.loads(json.dumps(self.watch.as_json())))
        self.told += told
        return [(event.kind.value, event.incident.layer.value) for event in told]


@pytest.mark.parametrize("layer", list(Layer))
def test_two_failures_in_a_row_are_told_once_and_the_end_once(layer: Layer) -> None:
    site = Watcher()
    site.see(times=5)
    assert site.see(layer) == []
    assert site.see(layer) == [("opened", layer)]
    assert site.see(layer, times=20) == []
    assert site.see() == []
    assert site.see() == [("closed", layer)]
    end = site.told[-1].incident
    assert end.lasted == timedelta(minutes=22)
    assert end.evidence == f"{layer} is down"
    assert site.see(times=50) == []


def test_one_failure_alone_is_told_nobody() -> None:
    site = Watcher()
    site.see(times=20)
    site.see(Layer.APP)
    assert site.see(times=30) == []
    assert not site.told


def test_what_comes_and_goes_is_told_once_and_ends_when_it_has_stayed_away() -> None:
    site = Watcher()
    told = []
    for _ in range(12):
        told += site.see(Layer.APP)
        told += site.see(times=2)
    assert told == [("opened", "app")]
    assert site.told[0].incident.flapping
    assert site.see(times=3) == [("closed", "app")]


def test_what_stands_on_a_failed_layer_is_silent_and_not_taken_for_well() -> None:
    site = Watcher()
    everything = [one for one in Layer if one is not Layer.DNS]
    assert site.see(Layer.DNS, *everything, times=5) == [("opened", "dns")]
    assert {incident.layer for incident in site.watch.incidents} == {Layer.DNS}
    assert site.see(times=4) == [("closed", "dns")]


def test_who_knows_that_emails_wait_is_told_when_the_whole_site_is_gone() -> None:
    site = Watcher()
    assert site.see(Layer.WORKER, times=3) == [("opened", "worker")]
    assert site.see(Layer.DNS, times=130) == [
        ("opened", "dns"), ("reminder", "dns"),
    ], "and nobody is reminded of the emails meanwhile"  # fmt: skip
    assert site.see(times=4) == [("closed", "worker"), ("closed", "dns")]


def test_an_outage_that_is_seen_as_another_at_each_look_is_told_at_the_second() -> None:
    site = Watcher()
    site.see(times=3)
    assert site.see(Layer.DATABASE) == []
    assert site.see(Layer.APP) == [("opened", "app")]
    for layer in (Layer.EDGE, Layer.DATABASE, Layer.APP, Layer.TLS) * 3:
        assert site.see(layer) == []
    assert site.see(times=5) == [("closed", "tls")], "it came and went, so five good looks"
    assert site.told[-1].incident.since == BEGIN + 3 * MINUTE
    assert site.told[-1].incident.first is Layer.DATABASE
    assert site.see(times=9) == []


def test_the_errors_of_an_outage_are_not_an_outage_of_their_own() -> None:
    site = Watcher()
    assert site.see(Layer.DATABASE, times=5) == [("opened", "database")]
    told = site.see(Layer.ERRORS, times=5)
    assert told == [("closed", "database")]
    assert site.see(times=5) == []
    assert site.see(Layer.ERRORS, times=2) == [("opened", "errors")]


def test_looks_before_and_after_a_long_silence_do_not_follow_each_other() -> None:
    site = Watcher()
    site.see(Layer.APP)
    site.now += timedelta(hours=2)
    assert site.see(Layer.APP) == []
    assert site.see(Layer.APP) == [("opened", "app")]
    site.now += timedelta(hours=2)
    assert site.see() == [], "one good look after it is not two"
    assert site.see() == [("closed", "app")]


def test_a_clock_that_jumps_loses_no_outage() -> None:
    for jump in (timedelta(hours=-3), timedelta(days=2)):
        site = Watcher()
        assert site.see(Layer.TCP, times=3) == [("opened", "tcp")]
        site.now += jump
        told = site.see(Layer.TCP, times=3)
        assert told in ([], [("reminder", "tcp")])
        assert site.see(times=2) == [("closed", "tcp")]
        assert site.told[-1].incident.lasted >= timedelta(0)


def test_what_was_not_told_is_told_by_its_newest_word() -> None:
    first = Incident(Layer.APP, BEGIN, "x", said=1)
    other = Incident(Layer.MODEL, BEGIN, "x", said=1)
    waiting = [Event(Kind.OPENED, first), Event(Kind.OPENED, other)]
    over = Event(Kind.CLOSED, replace(first, layer=Layer.EDGE, moved=(Layer.APP,), ended=BEGIN))
    assert to_tell(waiting, [over]) == (waiting[1], over)
    assert to_tell(waiting, []) == tuple(waiting)
    kept = Watch(untold=(waiting[1], over), windows=((BEGIN, BEGIN + MINUTE),), at=BEGIN,
                 out=(Layer.APP,), out_since=BEGIN)  # fmt: skip
    assert Watch.from_json(json.loads(json.dumps(kept.as_json()))) == kept


def test_an_outage_that_turns_out_to_lie_further_out_stays_one_incident() -> None:
    site = Watcher()
    assert site.see(Layer.APP, times=2) == [("opened", "app")]
    assert site.see(Layer.TLS, times=4) == []
    (incident,) = site.watch.incidents
    assert (incident.layer, incident.moved, incident.since) == (
        Layer.TLS, (Layer.APP,), BEGIN,
    )  # fmt: skip
    assert site.see(times=2) == [("closed", "tls")]
    assert site.see(times=5) == []


def test_two_that_have_nothing_to_do_with_each_other_are_both_told() -> None:
    site = Watcher()
    assert site.see(Layer.EMAIL, Layer.MODEL, times=2) == [("opened", "email"), ("opened", "model")]
    assert site.see(Layer.MODEL, times=2) == [("closed", "email")]
    assert site.see(times=2) == [("closed", "model")]


def test_the_email_provider_that_fails_on_is_told_when_the_database_is_back() -> None:
    site = Watcher()
    assert site.see(Layer.DATABASE, Layer.EMAIL, times=3) == [("opened", "database")]
    assert site.see(Layer.EMAIL, times=2) == [("closed", "database"), ("opened", "email")]


def test_reminders_grow_apart() -> None:
    site = Watcher()
    site.see(Layer.TCP, times=60 * 24 * 4)
    words = [event.incident.next_word for event in site.told]
    assert [event.kind for event in site.told][:3] == [Kind.OPENED, Kind.REMINDER, Kind.REMINDER]
    gaps = [later - earlier for earlier, later in zip(words, words[1:], strict=False)
            if later and earlier]  # fmt: skip
    assert gaps == sorted(gaps)
    assert gaps[-1] <= timedelta(days=1)
    assert 6 <= len(site.told) <= 9


def test_a_maintenance_window_is_silent_and_what_stays_broken_is_told_after_it() -> None:
    site = Watcher()
    assert site.see(Layer.APP, times=10, quiet=True) == []
    assert site.see(times=5, quiet=True) == []
    assert site.see(times=5) == [], "nobody heard of it, so nobody hears of its end"
    site.see(Layer.APP, times=5, quiet=True)
    assert site.see(Layer.APP) == [("opened", "app")]


WEEK = 60 * 24 * 7


def test_a_clean_week_with_a_failed_look_now_and_then_says_nothing() -> None:
    """What single looks get wrong while nothing is wrong: a lost packet, a slow page, the half
    minute of a deploy, a certificate that is renewed.
    """
    chance, site, lost = random.Random(11), Watcher(), 0
    kinds = [Layer.DNS, Layer.TCP, Layer.TLS, Layer.EDGE, Layer.APP, Layer.MODEL, Layer.WORKER]
    while site.now < BEGIN + WEEK * MINUTE:
        site.see(times=chance.randint(9, 90))
        site.see(chance.choice(kinds))
        lost += 1
    assert lost > 150, "the noise is there"
    assert not site.told
    assert not site.watch.incidents


def test_a_bad_week_of_twenty_outages_opens_twenty_and_ends_twenty() -> None:
    chance, site = random.Random(5), Watcher()
    layers = [layer for layer in Layer for _ in range(2)][:20]
    chance.shuffle(layers)
    for layer in layers:
        site.see(times=chance.randint(30, 480))
        site.see(layer, times=chance.randint(2, 55))
        site.see(times=2)
    site.see(times=60)
    told = [(event.kind.value, event.incident.layer) for event in site.told]
    assert told == [(kind, layer) for layer in layers for kind in ("opened", "closed")]


def test_a_state_that_cannot_be_read_is_a_fresh_start() -> None:
    for broken in ({}, {"tracks": 5, "incidents": []}, {"tracks": {"x": {}}, "incidents": []},
                   {"tracks": {}, "incidents": [{"layer": "dns"}]}):  # fmt: skip
        assert Watch.from_json(broken) == Watch()


def test_layers_stand_on_those_further_out() -> None:
    order = list(Layer)
    for layer in Layer:
        assert all(order.index(one) < order.index(layer) for one in below(layer))
    assert Layer.DNS in below(Layer.MODEL)
    (dns, *others) = silenced(look(*Layer))
    assert dns.state is State.FAILED
    assert {other.state for other in others} == {State.UNKNOWN}
