"""Whether Sentry takes reports: what is said of it, and what is asked and sent on the wire."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings
from sentry_sdk.utils import Dsn

from lab.certificates import Authority
from lab.ports import free_port
from lab.sentry_server import SentryServer, sentry_server
from lab.tls_server import TlsServer
from ops.launch.findings import NotApplicable
from ops.launch.gather.inside_sentry import SentryFacts, gather_sentry
from ops.launch.world import World, target_for
from ops.monitor.alerts import sentry
from ops.monitor.alerts.routes import RouteError
from ops.monitor.alerts.send import AlertRoute
from tests.ops.launch.inside.facts import found, severities

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
FINE = SentryFacts(now=NOW, reached="", worked=NOW - timedelta(days=3), problem="")
ID = "monitoring.sentry"
HERE = World(target=target_for("chat.coach.se", inside=True))


@pytest.fixture
def there(settings: Settings) -> Iterator[SentryServer]:
    """Sentry, and nobody else who would be told."""
    settings.OWNER_EMAIL = settings.SLACK_WEBHOOK_URL = settings.HEARTBEAT_URL = ""
    with sentry_server() as server:
        settings.SENTRY_DSN = server.dsn
        yield server


# --- Verdicts ---------------------------------------------------------------------------------


def test_reports_that_arrive_are_fine() -> None:
    assert severities(ID, FINE) == []


@pytest.mark.parametrize(
    ("changed", "severity", "words"),
    [
        ({"reached": "nothing answered there (TimeoutError)"}, "trust", "TimeoutError"),
        ({"problem": "Sentry does not take the key (403)"}, "trust", "403"),
        ({"worked": None}, "cleanup", "ever sent"),
        ({"worked": NOW - timedelta(days=31)}, "cleanup", "2026-10-26"),
        # One cause is told once.
        ({"worked": None, "reached": "it answered 502", "problem": "403"}, "trust", "502"),
    ],
)
def test_what_is_wrong_is_told_once_with_what_to_do(
    changed: dict[str, object], severity: str, words: str
) -> None:
    facts = replace(FINE, **changed)  # type: ignore[arg-type]
    assert severities(ID, facts) == [severity]
    (finding,) = found(ID, facts)
    assert words in finding.evidence
    assert "manage.py alert_test" in finding.fix


# --- On the wire ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dsn",
    [
        "https://key@o1.ingest.sentry.io/42", "https://key:secret@sentry.example.com/base/42",
        "http://key@127.0.0.1:9000/1", "https://key@[::1]:9000/1",
    ],
)  # fmt: skip
def test_a_dsn_leads_where_the_sdk_goes(dsn: str) -> None:
    auth = Dsn(dsn).to_auth(sentry.CLIENT)
    told = sentry.door(dsn)
    assert told.url.replace("[::1]", "::1") == auth.get_api_url()
    assert set(told.auth.removeprefix("Sentry ").split(", ")) == set(
        auth.to_header().removeprefix("Sentry ").split(", ")
    )


@pytest.mark.parametrize(
    "dsn",
    ["", "sentry", "https://o1.ingest.sentry.io/42", "https://key@host/", "https://key@host/name",
     "ftp://key@host/1", "https://key@host:port/1"],
)  # fmt: skip
def test_what_is_no_dsn_is_said_and_not_repeated(dsn: str) -> None:
    with pytest.raises(RouteError, match="is no DSN") as caught:
        sentry.door(dsn)
    assert "key@" not in str(caught.value)


def test_a_test_report_arrives_with_release_and_nothing_of_a_person(
    there: SentryServer, settings: Settings
) -> None:
    sentry.prove()
    (event,) = there.events
    assert event["logentry"]["message"] == sentry.WORDS
    assert event["release"] == settings.VERSION
    assert set(event) == {
        "event_id", "timestamp", "platform", "level", "logger", "release", "environment",
        "logentry", "fingerprint", "tags",
    }  # fmt: skip
    head, item, body, *_ = there.raw[0].split("\n")
    assert json.loads(item)["length"] == len(body.encode())
    assert json.loads(head)["event_id"] == event["event_id"]


@pytest.mark.parametrize(
    ("status", "answer", "words"),
    [
        (401, "", "does not take the key"), (403, "{}", "does not take the key"),
        (404, "", "no such project"), (429, "", "quota"), (413, "", "too large"),
        (302, "", "leads elsewhere"), (502, "<html>", "a problem of its own"),
        (418, "", "answered 418"), (200, "<html>", "not Sentry"), (200, "[]", "not Sentry"),
        (200, '{"id": "x"}', "not Sentry"),
    ],
)  # fmt: skip
def test_each_refusal_is_said_in_words(
    there: SentryServer, status: int, answer: str, words: str
) -> None:
    there.answers = [(status, answer)]
    with pytest.raises(RouteError, match=words) as caught:
        sentry.prove()
    assert there.dsn not in str(caught.value)
    assert "public" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("//public@", "//wrong@", "does not take the key"), ("/1", "/2", "no such project")],
    ids=["wrong key", "other project"],
)
def test_a_wrong_dsn_is_refused_by_sentry(
    there: SentryServer, settings: Settings, old: str, new: str, words: str
) -> None:
    begin, _, end = there.dsn.rpartition(old)
    settings.SENTRY_DSN = f"{begin}{new}{end}"
    with pytest.raises(RouteError, match=words):
        sentry.prove()


def test_who_cannot_be_reached_is_said(settings: Settings) -> None:
    settings.SENTRY_DSN = f"http://key@127.0.0.1:{free_port()}/1"
    for ask in (sentry.prove, sentry.reach):
        with pytest.raises(RouteError, match="nothing answered there"):
            ask()
    settings.SENTRY_DSN = "http://key@nowhere.invalid/1"
    with pytest.raises(RouteError, match="nothing answered there"):
        sentry.reach()


def test_a_certificate_that_is_not_trusted_is_no_sentry(settings: Settings) -> None:
    with TlsServer(Authority.root().leaf("127.0.0.1")) as server:
        settings.SENTRY_DSN = f"https://key@127.0.0.1:{server.port}/1"
        with pytest.raises(RouteError, match=ssl.SSLCertVerificationError.__name__):
            sentry.reach()


@pytest.mark.django_db
def test_a_launch_check_looks_and_sends_nothing(there: SentryServer) -> None:
    facts = gather_sentry(HERE)
    assert (facts.reached, facts.worked, facts.problem) == ("", None, "")
    there.answers = [(503, "")]
    assert "503" in gather_sentry(HERE).reached
    assert there.raw == []


def test_without_a_dsn_there_is_nothing_to_judge(settings: Settings) -> None:
    settings.SENTRY_DSN = ""
    with pytest.raises(NotApplicable, match="SENTRY_DSN"):
        gather_sentry(HERE)


@pytest.mark.django_db
def test_alert_test_proves_it_and_the_check_remembers(
    there: SentryServer, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("alert_test")
    assert ended.value.code == 3, "Sentry tells nobody of an outage"
    assert "left     sentry" in capsys.readouterr().err
    assert len(there.events[0]["tags"]["request_id"]) == 32
    assert severities(ID, gather_sentry(HERE)) == []
    there.answers = [(403, "")]
    with pytest.raises(SystemExit) as ended:
        call_command("alert_test")
    assert ended.value.code == 1
    row = AlertRoute.objects.get(name=sentry.NAME)
    assert "403" in row.problem
    assert severities(ID, gather_sentry(HERE)) == ["trust"]
