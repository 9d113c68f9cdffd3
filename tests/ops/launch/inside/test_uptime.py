"""Verdicts on the uptime provider, and the facts from its API and from its visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from lab.uptime_api import BetterStackApi, UptimeRobotApi
from ops.launch.findings import CannotTell
from ops.launch.gather.inside_uptime import Asked, UptimeFacts, gather_uptime
from ops.launch.world import World, target_for
from ops.uptime.rows import UptimeMonitor, UptimeVisit
from ops.uptime.wanted import PAGES, Part
from tests.ops.launch.inside.facts import found, severities
from tests.ops.uptime.running import KEYS, SECRET, ours, provider, run

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
LATELY, LONG_AGO = NOW - timedelta(minutes=4), NOW - timedelta(hours=3)
STACK = Asked(provider="betterstack", looked=LATELY)
ROBOT = Asked(provider="uptimerobot")
NONE = UptimeFacts(now=NOW, local=False, made={}, seen={})
FINE = replace(NONE, asked=(STACK,), made={"betterstack": LONG_AGO})
ID = "monitoring.uptime"


@pytest.mark.parametrize(
    "facts",
    [
        FINE,
        replace(NONE, seen={"pingdom": LATELY}),
        replace(NONE, asked=(ROBOT,), seen={"uptimerobot": LATELY}),
        replace(NONE, asked=(replace(ROBOT, problem="busy"),), seen={"uptimerobot": LATELY}),
        replace(NONE, local=True),
        replace(
            NONE,
            asked=(replace(STACK, missing=tuple(PAGES), looked=None, others=1),),
            seen={"betterstack": LATELY},
        ),
    ],
    ids=["its-word", "visits", "both", "api-busy-but-seen", "at-home", "made-by-hand"],
)
def test_somebody_looks(facts: UptimeFacts) -> None:
    assert severities(ID, facts) == []


@pytest.mark.parametrize(
    ("facts", "severity", "words"),
    [
        (NONE, "trust", "none is set up"),
        (replace(NONE, asked=(replace(STACK, missing=tuple(PAGES), looked=None),)), "trust",
         "none is set up"),
        (replace(NONE, seen={"uptimerobot": LONG_AGO}), "trust", "09:00 UTC (UptimeRobot)"),
        (replace(NONE, made={"uptimerobot": LONG_AGO}), "trust", "never seen (UptimeRobot)"),
        (replace(FINE, asked=(replace(STACK, looked=LONG_AGO),)), "trust", "09:00 UTC"),
        (replace(FINE, asked=(replace(STACK, paused=(Part.READYZ,)),)), "trust", "readyz as pause"),
        (replace(FINE, asked=(replace(STACK, paused=(Part.READYZ,), looked=LONG_AGO),)), "trust",
         "readyz as pause"),
        (replace(FINE, asked=(replace(STACK, down=(Part.HOMEPAGE,)),)), "trust",
         "homepage as down"),
        (replace(FINE, asked=(replace(STACK, deaf=True),)), "trust", "on call"),
        (replace(FINE, asked=(replace(STACK, missing=(Part.WIDGET,)),)), "cleanup", "widget"),
        (replace(FINE, asked=(replace(STACK, changed=(Part.HEALTHZ,)),)), "cleanup", "healthz"),
        (replace(NONE, asked=(replace(ROBOT, problem="no such key", refused=True),),
                 seen={"uptimerobot": LATELY}), "cleanup", "no such key"),
    ],
    ids=["nobody", "key-but-nothing", "left", "never-came", "stopped", "paused", "paused-long",
         "down", "deaf", "missing", "changed", "wrong-key"],
)  # fmt: skip
def test_what_is_wrong_is_told_once(facts: UptimeFacts, severity: str, words: str) -> None:
    assert severities(ID, facts) == [severity]
    (finding,) = found(ID, facts)
    assert words in finding.evidence


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(NONE, asked=(replace(STACK, problem="cannot be reached"),)), "cannot be reached"),
        (replace(NONE, made={"uptimerobot": LATELY}), "less than an hour ago"),
        (replace(NONE, asked=(ROBOT,), made={"uptimerobot": LONG_AGO}), "when it last looked"),
    ],
    ids=["api-away", "just-made", "no-time"],
)
def test_what_cannot_be_known_is_unknown(facts: UptimeFacts, words: str) -> None:
    with pytest.raises(CannotTell, match=words):
        found(ID, facts)


def facts() -> UptimeFacts:
    """Of a site at chat.coach.se."""
    return gather_uptime(World(target=target_for("chat.coach.se", inside=True)))


@pytest.fixture
def stack(settings: Settings) -> Any:
    """Better Stack with its key; none of the other."""
    with provider("betterstack") as api:
        settings.UPTIMEROBOT_API_KEY = ""
        yield api


@pytest.mark.django_db
def test_what_better_stack_says(stack: BetterStackApi) -> None:
    (asked,) = facts().asked
    assert asked.missing == tuple(PAGES)
    run("betterstack", "--apply")
    now = timezone.now()
    ours(stack, "homepage").update(status="up", last_checked_at=now.isoformat())
    ours(stack, "readyz").update(status="down", last_checked_at=now.isoformat())
    ours(stack, "widget").update(paused_at=now.isoformat())
    changes = len(stack.changed())
    (asked,) = facts().asked
    assert (asked.down, asked.paused) == ((Part.READYZ,), (Part.WIDGET,))
    assert (asked.missing, asked.changed) == ((), ())
    assert asked.looked == now
    assert len(stack.changed()) == changes, "a check changes nothing"
    assert SECRET not in repr(facts())


@pytest.mark.django_db
def test_what_uptimerobot_says(settings: Settings) -> None:
    with provider("uptimerobot", contacts=[]) as api:
        assert isinstance(api, UptimeRobotApi)
        settings.BETTERSTACK_API_TOKEN = ""
        run("uptimerobot", "--apply")
        ours(api, "healthz")["status"] = "LOOKS_DOWN"
        (asked,) = facts().asked
    assert (asked.provider, asked.down, asked.deaf) == ("uptimerobot", (Part.HEALTHZ,), True)
    assert asked.looked is None


@pytest.mark.django_db
def test_a_busy_api_and_a_wrong_key_are_no_failure_of_the_check(
    stack: BetterStackApi, settings: Settings
) -> None:
    stack.allowance, stack.pause = 0, "30"
    (asked,) = facts().asked
    assert "takes no more requests" in asked.problem
    assert not asked.refused
    stack.allowance, settings.BETTERSTACK_API_TOKEN = None, "x" * 24
    (asked,) = facts().asked
    assert asked.refused
    settings.UPTIME_API_URL, settings.BETTERSTACK_API_TOKEN = (
        "http://127.0.0.1:9",
        KEYS["betterstack"],
    )
    (asked,) = facts().asked
    assert "cannot be reached" in asked.problem


@pytest.mark.django_db
def test_without_keys_the_rows_are_read(settings: Settings) -> None:
    settings.UPTIMEROBOT_API_KEY = settings.BETTERSTACK_API_TOKEN = ""
    assert (facts().asked, facts().made, facts().seen) == ((), {}, {})
    row = UptimeMonitor.objects.create(
        provider="uptimerobot", host="chat.coach.se", part="readyz", remote_id="1"
    )
    UptimeMonitor.objects.create(
        provider="uptimerobot", host="other.example.com", part="readyz", remote_id="2"
    )
    visit = UptimeVisit.objects.create(provider="uptimerobot", at=timezone.now())
    UptimeVisit.objects.create(provider="no longer known", at=timezone.now())
    assert facts().made == {"uptimerobot": row.made_at}
    assert facts().seen == {"uptimerobot": visit.at}
