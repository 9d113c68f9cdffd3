"""What a provider refuses is said in words that help, and what was made before stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from lab.json_api import HangUp
from lab.uptime_api import Refusal
from ops.uptime import heartbeat
from ops.uptime.provider import ProviderFailed, connect
from tests.ops.uptime.running import (
    KEYS,
    PARTS,
    SECRET,
    SITE,
    Terminal,
    addresses,
    ours,
    provider,
    rows,
    run,
)

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("name", ["uptimerobot", "betterstack"])
VARIABLES = {"uptimerobot": "UPTIMEROBOT_API_KEY", "betterstack": "BETTERSTACK_API_TOKEN"}


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://localhost:8000", "on this computer"),
        ("https://192.168.1.7", "on this computer"),
        ("http://chat.coach.se", "must begin with https://"),
        ("https://chat.coach.se/prices", "Give the site alone"),
        ("https://me:pw@chat.coach.se", "user name and password"),
        ("nonsense nonsense", "nonsense"),
    ],
)
def test_an_address_that_cannot_be_looked_at_is_refused(url: str, words: str) -> None:
    with provider("uptimerobot") as api:
        ran = run("uptimerobot", "--apply", "--url", url)
        assert ran.code == 2
        assert words in ran.said
        assert api.asked == []


def test_a_computer_at_home_needs_the_public_address(settings: Settings) -> None:
    with provider("betterstack"):
        settings.SITE_URL = "http://127.0.0.1:8000"
        ran = run("betterstack")
        assert (ran.code, "--url https://chat.example.com" in ran.said) == (2, True)
        assert run("betterstack", "--apply", "--url", SITE).code == 0


@BOTH
def test_without_a_key_it_says_where_one_is_found(name: str, settings: Settings) -> None:
    with provider(name) as api:
        setattr(settings, VARIABLES[name], "")
        ran = run(name)
        assert ran.code == 2
        assert f"{VARIABLES[name]} is empty" in ran.said
        assert api.asked == []


@BOTH
@pytest.mark.parametrize("key", ["Zz9" * 8, "two words", "käy"], ids=["wrong", "spaces", "umlaut"])
def test_a_wrong_key_is_said_and_not_shown(name: str, key: str, settings: Settings) -> None:
    with provider(name):
        setattr(settings, VARIABLES[name], key)
        ran = run(name, "--apply")
        assert ran.code == 2
        assert VARIABLES[name] in ran.said
        assert key not in ran.whole


@pytest.mark.parametrize(
    ("key", "words"),
    [("ur1234567-" + "ab12" * 6, "read-only key"), ("m790123456-" + "ab12" * 6, "single monitor")],
    ids=["read-only", "one-monitor"],
)
def test_keys_that_can_make_nothing_are_known_by_their_look(
    key: str, words: str, settings: Settings
) -> None:
    with provider("uptimerobot", read_only_key=key) as api:
        settings.UPTIMEROBOT_API_KEY = key
        ran = run("uptimerobot", "--apply")
        assert (ran.code, words in ran.said, key in ran.whole) == (2, True, False)
        assert api.asked == []


def test_a_read_only_key_may_look(settings: Settings) -> None:
    with provider("uptimerobot", read_only_key="ur12") as api:
        run("uptimerobot", "--apply")
        settings.UPTIMEROBOT_API_KEY = "ur12"
        assert run("uptimerobot").code == 0
        assert len(api.changed()) == len(PARTS)


def test_a_token_without_the_right_is_said_for_each(settings: Settings) -> None:
    with provider("betterstack", read_only_key="ro" * 12) as api:
        settings.BETTERSTACK_API_TOKEN = "ro" * 12
        ran = run("betterstack", "--apply")
        assert ran.code == 3
        assert "may only read" in ran.said
        assert rows(api) == []


def test_a_plan_without_heartbeats_gets_the_rest() -> None:
    with provider("uptimerobot", heartbeats=False) as api:
        ran = run("uptimerobot", "--apply")
        assert ran.code == 3
        assert "REFUSED   heartbeat" in ran.said
        assert "Your plan at UptimeRobot does not have it" in ran.said
        assert "make one at Better Stack or healthchecks.io" in ran.said
        assert len(rows(api)) == len(PARTS) - 1


@BOTH
def test_a_plan_that_is_full_gets_what_fits(name: str) -> None:
    with provider(name, plan=2) as api:
        ran = run(name, "--apply")
        assert ran.code == 3
        assert "What was made stays" in ran.said
        assert f"Your plan at {'UptimeRobot' if name == 'uptimerobot' else 'Better Stack'}" in (
            ran.said
        )
        api.plan = 50
        assert run(name, "--apply").code == 0
        assert len(rows(api)) == len(PARTS)


def test_what_the_provider_finds_wrong_is_said_in_its_words() -> None:
    with provider("betterstack", shortest=300):
        ran = run("betterstack", "--apply")
        assert ran.code == 3
        assert "check_frequency: is not available on your plan" in ran.said


@BOTH
def test_a_rate_limit_is_waited_for(name: str) -> None:
    with provider(name, allowance=3) as api:
        ran = run(name, "--apply")
        assert ran.code == 0, ran.said
        assert "waiting 0 s" in ran.said
        assert len(rows(api)) == len(PARTS)


@pytest.mark.parametrize("pause", ["600", "65"], ids=["once", "in-all"])
def test_a_rate_limit_is_not_waited_for_for_ever(
    pause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("ops.uptime.api.time.sleep", waited.append)
    with provider("uptimerobot", allowance=0, pause=pause):
        ran = run("uptimerobot")
    assert ran.code == 2
    assert "takes no more requests for now" in ran.said
    assert sum(waited) <= 180


@BOTH
@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (Refusal(500, "<html>"), "in trouble itself (it answered 500)"),
        (Refusal(302, "", Location="https://elsewhere.example.org/"), "sends us elsewhere"),
        (Refusal(200, "<html>"), "cannot be read"),
        (HangUp(), "cannot be reached"),
        (HangUp(after=True), "cannot be reached"),
    ],
    ids=["500", "redirect", "no-json", "hangs-up", "made-and-hangs-up"],
)
def test_half_way_what_was_made_stays_and_another_run_ends_it(
    name: str, trouble: Any, words: str
) -> None:
    with provider(name) as api:
        api.trouble = [None, trouble]  # The first is made, the second meets it.
        ran = run(name, "--apply")
        assert ran.code == 3, ran.said
        assert words in ran.said
        assert "What was made stays" in ran.said
        assert 1 <= len(rows(api)) < len(PARTS)
        assert run(name, "--apply").code == 0
        assert len(rows(api)) == len(PARTS), "nothing is made twice"


def test_silence_is_not_waited_for_for_ever() -> None:
    with provider("betterstack") as api:
        api.silent = True
        asked = connect(
            "betterstack", secret=KEYS["betterstack"], say=print, patience=0, timeout=0.1
        )
        try:
            with pytest.raises(ProviderFailed, match="gave no answer within"):
                asked.monitors()
        finally:
            api.speak.set()


def test_nobody_there_is_said(settings: Settings) -> None:
    with provider("betterstack"):
        settings.UPTIME_API_URL = "http://127.0.0.1:9"
        ran = run("betterstack", "--apply")
        assert (ran.code, "Better Stack cannot be reached" in ran.said) == (2, True)
        settings.UPTIME_API_URL = "http://api.example.com"
        ran = run("betterstack")
        assert (ran.code, "must start with https://" in ran.said) == (2, True)


def test_an_account_that_tells_nobody_is_said() -> None:
    with provider("uptimerobot", contacts=[]) as robot:
        ran = run("uptimerobot", "--apply")
        assert ran.code == 1
        assert "Nobody would hear of an outage" in ran.said
        robot.contacts = [{"id": 5, "status": 2, "type": 2}]
        assert "it tells nobody" in run("uptimerobot").said
        assert run("uptimerobot", "--apply").code == 0
        assert ours(robot, "homepage")["assignedAlertContacts"]
    with provider("betterstack", on_call=[]):
        ran = run("betterstack", "--apply")
        assert (ran.code, "nobody is on call" in ran.said) == (1, True)


# --- The heartbeat's address -------------------------------------------------------------------


@BOTH
def test_the_address_of_the_heartbeat_is_printed_nowhere(
    name: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with provider(name) as api:
        for words in ((), ("--apply",), ("--apply", "--json"), ("--json",)):
            assert SECRET not in run(name, *words).whole
        assert "HEARTBEAT_URL is empty" in run(name).said
        settings.HEARTBEAT_URL = "https://hc-ping.com/other"
        assert "HEARTBEAT_URL holds another address" in run(name).said
        (settings.HEARTBEAT_URL,) = addresses(api)
        assert "HEARTBEAT_URL holds the heartbeat's address" in run(name).said
        assert run(name, "--json").data["monitors"][-1]["in_use"] is True
    assert SECRET not in caplog.text


@BOTH
def test_it_is_shown_in_a_terminal_and_in_no_file(name: str) -> None:
    with provider(name) as api:
        ran = run(name, "--apply", "--show-heartbeat")
        assert (ran.code, "in a terminal only" in ran.said) == (2, True)
        assert rows(api) == []
        ran = run(name, "--apply", "--show-heartbeat", out=Terminal())
        assert ran.out.strip() == f"HEARTBEAT_URL={addresses(api)[0]}"
        assert SECRET not in ran.said


@BOTH
def test_it_is_written_into_the_env_file_for_its_owner_alone(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "env"
    file.write_text("# mine\nDEBUG=false\nHEARTBEAT_URL=old\n")
    file.chmod(0o644)
    monkeypatch.setenv("ENV_FILE", str(file))
    with provider(name) as api:
        ran = run(name, "--apply", "--save-heartbeat")
        assert ran.code == 0, ran.said
        assert SECRET not in ran.whole
        assert file.read_text() == f"# mine\nDEBUG=false\nHEARTBEAT_URL={addresses(api)[0]}\n"
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("value", ["", "/nowhere/at/all"], ids=["no-file", "missing"])
def test_where_there_is_no_env_file_it_says_so_before_anything_is_made(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENV_FILE", value)
    with provider("betterstack") as api:
        ran = run("betterstack", "--apply", "--save-heartbeat")
        assert (ran.code, "--show-heartbeat" in ran.said) == (2, True)
        assert api.asked == []
    with pytest.raises(heartbeat.NotSaved):
        heartbeat.save("https://hc-ping.com/x")


def test_the_env_file_of_this_site_is_not_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "env").write_text("A=1\n")
    monkeypatch.setenv("ENV_FILE", str(tmp_path / "env"))
    with provider("betterstack"):
        ran = run("betterstack", "--save-heartbeat", "--url", "https://other.example.com")
    assert (ran.code, "another site" in ran.said) == (2, True)
