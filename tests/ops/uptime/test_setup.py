"""What a provider is asked to look at: shown, made once, repaired when asked, and nothing else."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from ops.uptime.rows import UptimeMonitor
from tests.ops.uptime.running import PARTS, SECRET, SITE, name_of, ours, provider, rows, run

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("name", ["uptimerobot", "betterstack"])


@BOTH
def test_without_apply_it_is_shown_and_nothing_is_made(name: str) -> None:
    with provider(name) as api:
        shown = run(name)
        assert shown.code == 1
        assert api.changed() == []
        for part in PARTS:
            assert f"make      {part}" in shown.said
        assert f"{SITE}/widget/" in shown.said
        assert "Add --apply" in shown.said
        assert shown.out == ""


@BOTH
def test_made_once_and_a_second_run_changes_nothing(name: str) -> None:
    with provider(name) as api:
        made = run(name, "--apply")
        assert made.code == 0, made.said
        assert [name_of(row) for row in rows(api)] == [
            f"Slipway chat.coach.se: {part}" for part in PARTS
        ]
        before, asked = deepcopy(rows(api)), len(api.changed())
        assert asked == len(PARTS)
        for words in ((), ("--apply",), ("--url", f"{SITE}/")):
            again = run(name, *words)
            assert again.code == 0, again.said
            assert "make" not in again.said
        assert rows(api) == before
        assert len(api.changed()) == asked
    assert set(UptimeMonitor.objects.values_list("provider", "host", "part")) == {
        (name, "chat.coach.se", part) for part in PARTS
    }


def test_what_uptimerobot_is_asked_for() -> None:
    with provider("uptimerobot") as api:
        run("uptimerobot", "--apply")
        home, ready, beat = (ours(api, part) for part in ("homepage", "readyz", "heartbeat"))
    assert (home["type"], home["keywordType"], home["keywordValue"], home["interval"]) == (
        "KEYWORD", "ALERT_NOT_EXISTS", "ask-text", 300,
    )  # fmt: skip
    assert home["assignedAlertContacts"] == [
        {"alertContactId": "77", "threshold": 0, "recurrence": 0}
    ], "the active contact and not the paused one"
    assert (ready["type"], ready["url"]) == ("HTTP", f"{SITE}/readyz")
    assert (beat["type"], beat["interval"], beat["gracePeriod"]) == ("HEARTBEAT", 300, 300)


def test_what_better_stack_is_asked_for() -> None:
    with provider("betterstack") as api:
        run("betterstack", "--apply")
        chat, ready, beat = (ours(api, part) for part in ("widget", "readyz", "heartbeat"))
    assert (chat["monitor_type"], chat["required_keyword"], chat["check_frequency"]) == (
        "keyword", "chat-config", 180,
    )  # fmt: skip
    assert (ready["monitor_type"], ready["url"]) == ("status", f"{SITE}/readyz")
    assert (beat["period"], beat["grace"], beat["email"]) == (60, 300, True)


CHANGED: dict[str, list[tuple[str, dict[str, Any], str]]] = {
    "uptimerobot": [
        ("readyz", {"url": "https://elsewhere.example.org/"}, "looks at https://elsewhere"),
        ("homepage", {"interval": 3600}, "every 3600 s, not every 300 s"),
        ("widget", {"keywordValue": "welcome"}, "looks for the word welcome"),
        ("healthz", {"type": "HTTP", "keywordValue": ""}, "does not look for the word"),
        ("healthz", {"keywordType": "ALERT_EXISTS"}, "of another kind"),
        ("readyz", {"friendlyName": "my app"}, "its name is “my app”"),
        ("readyz", {"assignedAlertContacts": []}, "it tells nobody"),
        ("heartbeat", {"interval": 86400}, "expects a sign every 86400 s"),
    ],
    "betterstack": [
        ("readyz", {"url": "https://elsewhere.example.org/"}, "looks at https://elsewhere"),
        ("homepage", {"check_frequency": 1800}, "every 1800 s, not every 180 s"),
        ("widget", {"required_keyword": "welcome"}, "looks for the word welcome"),
        ("healthz", {"monitor_type": "status"}, "does not look for the word"),
        ("readyz", {"monitor_type": "ping"}, "of another kind (ping)"),
        ("readyz", {"pronounceable_name": "my app"}, "its name is “my app”"),
        ("readyz", {"email": False}, "it tells nobody"),
        ("heartbeat", {"grace": 86400}, "waits 86400 s more"),
    ],
}


@BOTH
def test_what_was_changed_by_hand_is_shown_and_repaired_only_when_asked(name: str) -> None:
    with provider(name) as api:
        run(name, "--apply")
        for row in rows(api):
            row.pop("push", None)
        whole = deepcopy(rows(api))
        for part, change, words in CHANGED[name]:
            ours(api, part).update(change)
            changed = deepcopy(rows(api))
            shown = run(name)
            assert shown.code == 1, part
            assert words in shown.said, part
            assert rows(api) == changed, "nothing is repaired unless that was asked for"
            repaired = run(name, "--apply")
            assert repaired.code == 0, repaired.said
            assert f"repaired  {part}" in repaired.said
            assert rows(api) == whole
        assert run(name).code == 0


def test_what_a_paid_plan_looks_at_more_often_is_left() -> None:
    with provider("uptimerobot") as api:
        run("uptimerobot", "--apply")
        ours(api, "homepage").update(interval=30, friendlyName="renamed")
        ours(api, "readyz")["interval"] = 60
        api.shortest = 30
        assert run("uptimerobot", "--apply").code == 0
        assert ours(api, "homepage")["interval"] == 30
        assert ours(api, "readyz")["interval"] == 60


@BOTH
def test_a_paused_one_is_told_and_stays_paused(name: str) -> None:
    with provider(name) as api:
        run(name, "--apply")
        paused = {"uptimerobot": {"status": "PAUSED"}, "betterstack": {"paused_at": "2026-11-26"}}
        ours(api, "widget").update(paused[name])
        before = deepcopy(rows(api))
        ran = run(name, "--apply")
        assert ran.code == 1
        assert "The widget monitor is paused" in ran.said
        assert rows(api) == before


@BOTH
def test_what_is_not_ours_is_told_where_it_doubles_and_never_touched(name: str) -> None:
    with provider(name, page=3) as api:
        fields = {"uptimerobot": "friendlyName", "betterstack": "pronounceable_name"}
        for number in range(7):
            api.add(url=f"https://shop.example.com/{number}", **{fields[name]: f"shop {number}"})
        api.add(url=SITE, **{fields[name]: "my own look"})
        theirs = deepcopy(rows(api))
        ran = run(name, "--apply")
        assert ran.code == 0, ran.said
        assert "You have a monitor of your own for https://chat.coach.se (my own look)" in ran.said
        assert all(row in rows(api) for row in theirs)
        assert len(rows(api)) == len(theirs) + len(PARTS)
        assert run(name).code == 0, "found again behind several pages"


@BOTH
def test_two_of_ours_are_told_and_none_is_deleted(name: str) -> None:
    with provider(name) as api:
        run(name, "--apply")
        first = ours(api, "readyz")
        api.add(**{key: value for key, value in first.items() if key != "id"})
        before = deepcopy(rows(api))
        ran = run(name, "--apply")
        assert ran.code == 0
        assert "There is another readyz monitor of ours" in ran.said
        assert rows(api) == before


@BOTH
def test_another_machine_knows_them_by_their_names(name: str) -> None:
    with provider(name) as api:
        run(name, "--apply")
        UptimeMonitor.objects.all().delete()
        assert run(name, "--apply").code == 0
        assert len(rows(api)) == len(PARTS)
    assert UptimeMonitor.objects.count() == len(PARTS), "and notes them"


def test_a_site_of_another_name_has_monitors_of_its_own() -> None:
    with provider("betterstack") as api:
        run("betterstack", "--apply")
        assert run("betterstack", "--apply", "--url", "https://other.example.com").code == 0
        assert len(rows(api)) == 2 * len(PARTS)


@BOTH
def test_the_data_says_all_but_what_is_secret(name: str) -> None:
    with provider(name):
        shown = run(name, "--json").data
        assert [one["action"] for one in shown["monitors"]] == ["make"] * 5
        made = run(name, "--apply", "--json")
        assert made.said == ""
        assert made.data["schema"] == 1
        assert made.data["listeners"] == 1
        assert [one["part"] for one in made.data["monitors"]] == PARTS
        assert all(one["id"] and one["action"] == "made" for one in made.data["monitors"])
        assert made.data["monitors"][-1]["in_use"] is False
        assert SECRET not in made.whole
