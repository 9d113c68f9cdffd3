"""Verdicts on who watches and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from ops.launch.gather.inside_watching import WatchingFacts, Way, gather_watching
from ops.launch.world import World, target_for
from ops.monitor.alerts import send
from ops.monitor.rows import MonitorLook
from tests.ops.launch.inside.facts import found, severities

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
FINE = WatchingFacts(
    now=NOW, local=False, switched="auto", looked=NOW - timedelta(minutes=1), to_file=False,
    daily=NOW - timedelta(hours=20),
    ways=(
        Way(name="email", variable="OWNER_EMAIL", on=True, worked=NOW - timedelta(days=3)),
        Way(name="slack", variable="SLACK_WEBHOOK_URL", on=False),
    ),
    heartbeat=Way(name="heartbeat", variable="HEARTBEAT_URL", on=True,
                  worked=NOW - timedelta(minutes=1)),
)  # fmt: skip
CHECKS = ("monitoring.watch", "monitoring.alerts", "monitoring.heartbeat", "monitoring.daily")


def test_a_site_that_is_watched_has_nothing_to_mend() -> None:
    for id in CHECKS:
        assert severities(id, FINE) == []


def test_a_laptop_is_watched_by_whoever_sits_before_it() -> None:
    bare = replace(FINE, local=True, switched="off", looked=None, ways=(), heartbeat=Way(
        name="heartbeat", variable="HEARTBEAT_URL", on=False))  # fmt: skip
    for id in CHECKS:
        assert severities(id, bare) == []


@pytest.mark.parametrize(
    ("changed", "id", "severity", "words"),
    [
        ({"switched": "off"}, CHECKS[0], "trust", "MONITOR is off"),
        ({"looked": None}, CHECKS[0], "trust", "never looked"),
        ({"looked": NOW - timedelta(hours=1)}, CHECKS[0], "trust", "11:00"),
        ({"daily": None}, CHECKS[3], "trust", "never done"),
        ({"daily": NOW - timedelta(hours=49)}, CHECKS[3], "trust", "2026-11-24"),
        ({"ways": ()}, CHECKS[1], "trust", "OWNER_EMAIL"),
        ({"ways": (replace(FINE.ways[0], worked=None),)}, CHECKS[1], "cleanup", "never tried"),
        ({"ways": (replace(FINE.ways[0], worked=NOW - timedelta(days=31)),)}, CHECKS[1],
         "cleanup", "2026-10-26"),
        ({"to_file": True}, CHECKS[1], "trust", "EMAIL_PROVIDER is file"),
        ({"ways": (replace(FINE.ways[0], problem="the provider answered 401"),)}, CHECKS[1],
         "trust", "401"),
        ({"heartbeat": replace(FINE.heartbeat, on=False)}, CHECKS[2], "cleanup", "is empty"),
        ({"heartbeat": replace(FINE.heartbeat, worked=None)}, CHECKS[2], "trust", "ever taken"),
        ({"heartbeat": replace(FINE.heartbeat, problem="answered 404")}, CHECKS[2], "trust", "404"),
        ({"heartbeat": replace(FINE.heartbeat, worked=NOW - timedelta(hours=2))}, CHECKS[2],
         "trust", "10:00"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_by_one_check(
    changed: dict[str, object], id: str, severity: str, words: str
) -> None:
    facts = replace(FINE, **changed)  # type: ignore[arg-type]
    assert severities(id, facts) == [severity]
    (finding,) = found(id, facts)
    assert words in finding.evidence
    assert all(severities(other, facts) == [] for other in CHECKS if other != id)


@pytest.mark.django_db
def test_the_facts_are_read_from_what_the_monitor_kept(settings: Settings) -> None:
    settings.OWNER_EMAIL, settings.SLACK_WEBHOOK_URL = "maya@coach.se", ""
    world = World(target=target_for("chat.coach.se", inside=True))
    assert gather_watching(world).looked is None
    MonitorLook.keep([], timezone.now())
    send.remember("email")
    send.remember("heartbeat", "answered 404")
    facts = gather_watching(world)
    assert facts.looked
    assert [(way.name, way.on, bool(way.worked)) for way in facts.ways] == [
        ("email", True, True), ("slack", False, False),
    ]  # fmt: skip
    assert facts.heartbeat.problem == "answered 404"
