"""What somebody is told in the night, and that it leaves when the site cannot help."""

from __future__ import annotations

import email
import logging
from datetime import UTC, datetime, timedelta
from email.message import Message
from pathlib import Path

import pytest
from django.db import DatabaseError
from pytest_django import Settings

from lab.slack_server import SlackServer
from ops.monitor.alerts import routes, send
from ops.monitor.alerts.send import AlertRoute
from ops.monitor.alerts.shapes import as_slack, as_text
from ops.monitor.alerts.words import SAID, Alert, alert_for, at, span
from ops.monitor.layers import Layer
from ops.monitor.watch import Event, Incident, Kind
from ops.outbox.rows import OutboxMessage

BEGIN = datetime(2026, 11, 26, 2, 12, tzinfo=UTC)
ALERT = Alert(title="The database does not answer (example.com)", summary="No lead is taken.",
              facts=(("Since", "03:12"),), advice=("Look.",), urgent=True)  # fmt: skip


@pytest.fixture
def mail(settings: Settings, tmp_path: Path) -> Path:
    """Emails as files."""
    settings.EMAIL_PROVIDER, settings.EMAIL_FILE_DIR = "file", tmp_path / "mail"
    settings.OWNER_EMAIL = "maya@northbound.example.com"
    return tmp_path / "mail"


def letters(folder: Path) -> list[Message]:
    """What was sent."""
    return [email.message_from_bytes(file.read_bytes()) for file in folder.glob("*.eml")]


def told(kind: Kind, layer: Layer = Layer.DATABASE, **more: object) -> Alert:
    """The alert of an event."""
    incident = Incident(layer, BEGIN, "timeout after 2 s", seen=4, said=1)
    for name, value in more.items():
        object.__setattr__(incident, name, value)
    return alert_for(
        Event(kind, incident), site="chat.example.com", zone="Europe/Stockholm",
        status_url="https://chat.example.com/admin/status/",
    )  # fmt: skip


def test_every_layer_has_words_that_say_what_to_do() -> None:
    for layer in Layer:
        for kind in Kind:
            alert = told(kind, layer, ended=BEGIN + timedelta(minutes=9))
            words = as_text(alert)
            assert "chat.example.com" in alert.title
            assert len(alert.title) < 100
            assert "timeout after 2 s" in words
            assert "03:12 (Europe/Stockholm)" in words, "the founder's own time"
            assert "!" not in words
            if kind is not Kind.CLOSED:
                assert len(alert.advice) >= 2
                assert SAID[layer].notice in words


def test_the_end_says_how_long_it_lasted() -> None:
    alert = told(Kind.CLOSED, ended=BEGIN + timedelta(hours=2, minutes=5))
    assert alert.title.startswith("Over: the database")
    assert "2 hours 5 minutes" in alert.summary
    assert not alert.advice


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=3), "1 minute"), (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"), (timedelta(days=1, hours=1), "1 day 1 hour"),
        (timedelta(days=2, minutes=4), "2 days 4 minutes"),
    ],
)  # fmt: skip
def test_a_time_is_said_as_people_say_it(length: timedelta, words: str) -> None:
    assert span(length) == words


def test_a_moment_is_told_in_the_founders_zone() -> None:
    assert at(BEGIN, "America/New_York") == "Wed 25 Nov, 21:12 (America/New_York)"


@pytest.mark.django_db
def test_slack_takes_every_alert_and_nothing_in_it_is_a_mention(settings: Settings) -> None:
    with SlackServer() as slack:
        settings.SLACK_WEBHOOK_URL = slack.url
        for layer in Layer:
            routes.by_slack(told(Kind.OPENED, layer))
        routes.by_slack(
            Alert(title="<!channel> & <@U1>" * 40, summary="<http://a|b>" * 900,
                  facts=(("a", "<!here>" * 900),) * 20, advice=("x" * 4000,))
        )  # fmt: skip
    assert len(slack.messages) == len(Layer) + 1
    last = slack.messages[-1]
    text = str([last["text"], *last["blocks"][1:]])  # The header is plain text to Slack.
    assert "<!" not in text
    assert "<http" not in text
    assert "&lt;!here&gt;" in text
    assert as_slack(ALERT)["text"].endswith("The database does not answer (example.com)")


@pytest.mark.django_db
def test_an_alert_leaves_by_every_way_and_past_the_outbox(settings: Settings, mail: Path) -> None:
    with SlackServer() as slack:
        settings.SLACK_WEBHOOK_URL = slack.url
        sent = send.send(ALERT)
    assert [(one.route, one.on, one.problem) for one in sent] == [
        ("email", True, ""), ("slack", True, ""),
    ]  # fmt: skip
    (letter,) = letters(mail)
    assert letter["To"] == "maya@northbound.example.com"
    assert letter["Subject"] == ALERT.title
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "1. Look." in letter.get_payload()
    assert len(slack.messages) == 1
    assert not OutboxMessage.objects.exists()
    assert AlertRoute.objects.filter(worked_at__isnull=False, problem="").count() == 2


def test_an_alert_leaves_without_a_database(
    settings: Settings, mail: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marked with no database: asking one would fail the test, as one that is away would."""

    def away(*args: object, **kwargs: object) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(AlertRoute.objects, "update_or_create", away)
    assert [one.problem for one in send.send(ALERT) if one.on] == [""]
    assert len(letters(mail)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "answer", "words"),
    [
        (404, "no_service", "make a new one"), (403, "invalid_token", "make a new one"),
        (410, "channel_is_archived", "make a new one"), (400, "invalid_blocks", "invalid_blocks"),
        (500, "rollup_error", "Slack answered 500"), (200, "<html>", "not Slack"),
        (302, "https://elsewhere.example.org/", "Slack answered 302"),
    ],
)  # fmt: skip
def test_slack_that_refuses_is_said_and_email_leaves_all_the_same(
    status: int, answer: str, words: str, settings: Settings, mail: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    with SlackServer((status, answer)) as slack, caplog.at_level(logging.ERROR):
        settings.SLACK_WEBHOOK_URL = slack.url
        sent = {one.route: one.problem for one in send.send(ALERT)}
    assert words in sent["slack"]
    assert sent["email"] == ""
    assert slack.url not in caplog.text + sent["slack"], "the address is a secret"
    assert AlertRoute.objects.get(name="slack").problem == sent["slack"]


@pytest.mark.django_db
def test_a_busy_slack_is_asked_once_more(settings: Settings) -> None:
    with SlackServer((429, "rate_limited")) as slack:
        settings.SLACK_WEBHOOK_URL = slack.url
        routes.by_slack(ALERT)
    assert len(slack.messages) == 1
    with SlackServer((429, "rate_limited"), retry_after="600") as slack:
        settings.SLACK_WEBHOOK_URL = slack.url
        with pytest.raises(routes.RouteError, match="too often"):
            routes.by_slack(ALERT)


def test_what_does_not_answer_is_said_without_its_address(settings: Settings) -> None:
    settings.SLACK_WEBHOOK_URL = "http://127.0.0.1:9/services/secret-part"
    with pytest.raises(routes.RouteError) as caught:
        routes.by_slack(ALERT)
    assert "nothing answered" in str(caught.value)
    assert "secret-part" not in str(caught.value)


def test_the_heartbeat_is_heard_and_a_wrong_address_is_said(settings: Settings) -> None:
    with SlackServer() as server:
        settings.HEARTBEAT_URL = f"{server.base}/ping/abc"
        routes.heartbeat()
        server.answers = [(404, "not found")]
        with pytest.raises(routes.RouteError, match="HEARTBEAT_URL"):
            routes.heartbeat()
    assert server.beats == ["/ping/abc", "/ping/abc"]
