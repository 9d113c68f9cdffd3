"""The trail: failed requests, releases, incidents and alerts, each a line with an id and a release,
and the commands of docs/find-a-request.md find them in what the app really writes.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from lab.slack_server import SlackServer
from ops.launch.world import World, target_for
from ops.logs.json import JsonFormatter
from ops.monitor import probe, run
from ops.monitor.layers import Layer, Result, State
from ops.releases import record

PAGE = Path(configured.BASE_DIR) / "docs" / "find-a-request.md"
MAIL, PHONE, TOKEN = "jane@example.org", "+49 170 5550147", "Zq7TkWm3XvB9Lr2NpQ4sYd8Hf6Jc1Ga5"
ID = "4c1e5f0a-visitors-own-id"


class Written(logging.Handler):
    """What a process writes in production, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def of(self, event: str) -> list[dict[str, Any]]:
        """The lines of one kind."""
        found = [json.loads(line) for line in self.lines]
        return [line for line in found if line.get("event") == event]


@pytest.fixture
def log(settings: Settings) -> Iterator[Written]:
    settings.VERSION, settings.COMMIT = "27f70ec", "27f70ec91aab"
    settings.ROOT_URLCONF = "tests.ops.web.urls"
    made, root = Written(), logging.getLogger()
    before = root.level
    root.addHandler(made)
    root.setLevel(logging.INFO)
    yield made
    root.removeHandler(made)
    root.setLevel(before)


def fail(path: str = "/fail/bug/", request_id: str = ID) -> Any:
    """One visitor's request that breaks."""
    return Client(raise_request_exception=False).get(
        f"{path}?mail={MAIL}&token={TOKEN}", headers={"X-Request-ID": request_id}
    )


def outage(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path, slack: SlackServer
) -> None:
    """Two failed looks and two good ones; what was seen quotes somebody."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    settings.OWNER_EMAIL, settings.REDIS_URL = "", ""
    settings.SLACK_WEBHOOK_URL = slack.url
    seen = [State.FAILED, State.FAILED, State.OK, State.OK]
    words = f"GET /?mail={MAIL} of {PHONE} password={TOKEN} answered 500"

    def look(world: World, *, token: str = "") -> list[Result]:
        return [Result(Layer.APP, seen[0], words if seen[0] is State.FAILED else "")]

    monkeypatch.setattr(probe, "look", look)
    there = World(target=target_for("chat.example.com", inside=True))
    while seen:
        run.round_of(there, from_inside=False)
        seen.pop(0)


def clean(line: dict[str, Any]) -> bool:
    """Whether nothing of a person and no secret is in it."""
    text = json.dumps(line)
    return not any(word in text for word in (MAIL, "jane", "5550147", TOKEN))


def test_a_failed_request_is_a_warning_with_its_id_and_release(log: Written) -> None:
    answer = fail()
    assert answer["X-Request-ID"] == ID
    assert ID in answer.content.decode(), "what the visitor can tell us"
    (line,) = log.of("request")
    assert (line["level"], line["status"], line["route"]) == ("WARNING", 500, "/fail/<slug:how>/")
    assert (line["request_id"], line["release"]) == (ID, "27f70ec")
    (why,) = [json.loads(one) for one in log.lines if '"error"' in one]
    assert (why["request_id"], why["level"]) == (ID, "ERROR")
    assert "RuntimeError" in why["error"] or "Error" in why["error"]
    assert clean(line) and clean(why)


def test_what_works_is_no_warning(log: Written) -> None:
    Client().get("/form/")
    (line,) = log.of("request")
    assert line["level"] == "INFO"


@pytest.mark.django_db
def test_a_release_and_one_that_failed_are_lines(log: Written) -> None:
    call_command("record_release")
    (line,) = log.of("release")
    assert (line["release"], line["commit"], line["kind"]) == ("27f70ec", "27f70ec91aab", "deploy")
    assert len(line["request_id"]) == 32
    record.failed(None, "bring up the tables", f"column of {MAIL} password={TOKEN} is not null")
    (line,) = log.of("release_failed")
    assert (line["level"], line["stage"]) == ("ERROR", "bring up the tables")
    assert "is not null" in line["message"]
    assert clean(line)


@pytest.mark.django_db
def test_an_incident_its_alert_and_its_end_are_lines_found_together(
    log: Written, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with SlackServer((404, "no_service")) as slack:
        outage(monkeypatch, settings, tmp_path, slack)
    opened, closed = log.of("incident")
    assert (opened["kind"], opened["stage"], opened["level"]) == ("opened", "app", "WARNING")
    assert (closed["kind"], closed["level"]) == ("closed", "INFO")
    assert opened["count"] == 2
    assert closed["seconds"] >= 0
    assert "answered 500" in opened["message"]
    alerts, (failed,) = log.of("alert"), log.of("alert_failed")
    # What Slack did not take at the first look is told again at the next.
    first, again, last = (one["request_id"] for one in alerts)
    assert (first, last) == (opened["request_id"], closed["request_id"])
    assert again not in (first, last)
    assert failed["request_id"] == opened["request_id"]
    assert failed["kind"] == "slack"
    assert opened["request_id"] != closed["request_id"], "each look has its own"
    for line in (opened, closed, failed, *alerts):
        assert line["release"] == "27f70ec"
        assert len(line["request_id"]) == 32
        assert clean(line)


def commands() -> list[str]:
    """The lines of the page that search a log: each begins with a platform's command."""
    lines = re.findall(r"^    ((?:heroku|render|docker) .+)$", PAGE.read_text(), re.M)
    assert len(lines) >= 6
    return lines


@pytest.mark.django_db
@pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")
def test_the_commands_of_the_page_find_it(
    log: Written, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fail()
    fail(request_id="somebody-elses-request")
    call_command("record_release")
    with SlackServer() as slack:
        outage(monkeypatch, settings, tmp_path, slack)
    written = tmp_path / "log"
    router = f'heroku[router]: at=error code=H12 desc="Request timeout" request_id={ID} status=503'
    before = {
        "heroku": "2026-11-26T13:46:17.079+00:00 app[web.1]: ",
        "render": f"{timezone.now():%Y-%m-%d %H:%M:%S} ",
        "docker": "web-1  | ",
    }
    for command in commands():
        platform = command.split()[0]
        no_json = f"a line that is no JSON {{of {ID}}}"
        text = [f"{before[platform]}{line}" for line in (no_json, *log.lines)]
        if platform == "heroku":
            text.append(f"2026-11-26T13:46:17.079+00:00 {router}")
        written.write_text("\n".join(text) + "\n")
        rest = command.partition(" | ")[2].replace("THE-ID", ID)
        if "--text THE-ID" in command:  # What Render searches for itself.
            rest = f"grep -F {ID} | {rest}"
        done = subprocess.run(
            ["bash", "-c", f"cat {written} | {rest}"],  # noqa: S607
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        out = done.stdout
        if "IN(" in command:
            events = [json.loads(line)["event"] for line in out.splitlines()]
            assert events == ["release", "incident", "alert", "incident", "alert"], command
        elif "select(" in command:
            ids = [json.loads(line)["request_id"] for line in out.splitlines()]
            assert ids == [ID, "somebody-elses-request"], command
        else:
            assert "GET /fail/<slug:how>/ 500" in out, (command, done.stderr)
            assert "somebody-elses-request" not in out
            assert "jq" in rest or ID in out
            assert router in out or platform != "heroku" or "jq" in rest
        assert not any(word in out for word in (MAIL, TOKEN, "5550147"))


def test_what_sentry_is_searched_for_is_the_tag_its_reports_carry() -> None:
    assert "\n    request_id:THE-ID\n" in PAGE.read_text()
