"""Outages of each layer on real servers: named rightly, told once by both ways, and once ended.

Those that need PostgreSQL, Redis, nginx and processes to be stopped are in ``tests/real``.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone
from pytest_django import Settings

from chatbot.answerers import breaker
from chatbot.answerers.chain import Chain
from chatbot.answerers.deadlines import Deadlines
from chatbot.models import ModelHealth
from lab import llm_scripts
from lab.certificates import self_signed
from lab.llm_server import LLMServer, Script
from lab.ports import free_port
from lab.postmark_server import PostmarkServer
from lab.tls_server import CLOSE, SILENT, Reply
from ops.monitor import counting, probe, rates, reach
from ops.monitor.alerts import send
from ops.monitor.layers import Layer
from ops.monitor.rows import MaintenanceWindow, Outage
from ops.outbox import transport
from ops.outbox.deliver import deliver_due
from ops.outbox.enqueue import enqueue
from ops.outbox.rows import OutboxMessage
from tests.chatbot.answerers.asking import model, read
from tests.ops.monitor.lab import HOST, Site, Step, evidence, named, ours, own_site

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The servers, which take longer to stop than a test takes."""
    with own_site(tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture
def site(lab: Site, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that is well."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(probe, "PATIENCE", probe.PATIENCE)
    monkeypatch.setattr(probe, "also", {})
    counting.counter.take()
    lab.begin(settings)
    return lab


def page(status: int, title: str, server: str) -> Step:
    """A page of whoever stands in front."""
    html = f"<html><head><title>{title}</title></head></html>".encode()
    reply = Reply(status, (("Server", server), ("Content-Type", "text/html")), html)
    return lambda site: setattr(site, "answer", lambda asked: reply)


def answers(reply: Reply, *paths: str) -> Step:
    """The app answers these paths so, and the others well."""

    def begin(site: Site) -> None:
        def answer(asked: Any) -> Reply | bytes:
            if asked.target in paths:
                return reply
            site.answer, kept = None, site.answer
            try:
                return site.reply(asked)
            finally:
                site.answer = kept

        site.answer = answer

    return begin


def hangs(site: Site) -> None:
    """The app takes connections and answers none."""

    def answer(asked: Any) -> Reply:
        time.sleep(0.5)
        return Reply(503)

    site.answer, site.patience = answer, 0.3


def dns(**wrong: Any) -> Step:
    """DNS goes wrong so."""

    def begin(site: Site) -> None:
        if wrong.get("all_silent"):
            site.dns.all_silent, site.patience = True, 0.3
        elif wrong.get("gone"):
            site.dns.records = {("other.example.com", "A"): next(iter(site.known.values()))}
        else:
            site.dns.wrong |= wrong

    return begin


def leads_to(choose: Any) -> Step:
    """The name leads to another port."""
    return lambda site: setattr(site, "port", choose(site))


def not_ready(**lines: str) -> Step:
    """/readyz says so."""
    return lambda site: site.not_ready.update(lines)


OUTAGES: dict[str, tuple[Step, str, str]] = {
    "dns is dead": (dns(all_silent=True), "dns", "did not answer in time"),
    "dns says servfail": (dns(servfail={HOST}), "dns", HOST),
    "dns refuses": (dns(refused={HOST}), "dns", HOST),
    "the name is gone": (dns(gone=True), "dns", "does not exist"),
    "the port is closed": (leads_to(lambda s: free_port()), "tcp", "refused the connection"),
    "the certificate has expired": (
        leads_to(lambda s: s.serve(s.authority.leaf(HOST, left=-1)).port), "tls", "expired",
    ),
    "the certificate is for another name": (
        leads_to(lambda s: s.serve(s.authority.leaf("other.example.com")).port), "tls", HOST,
    ),
    "the certificate vouches for itself": (
        leads_to(lambda s: s.serve(self_signed(HOST)).port), "tls", "self-signed",
    ),
    "the port hangs up": (
        leads_to(lambda s: s.serve(None, behaviour=CLOSE).port), "tls", "no encrypted connection",
    ),
    "nginx says 502": (page(502, "502 Bad Gateway", "nginx"), "edge", "the app behind it is not"),
    "nginx says 504": (page(504, "504 Gateway Time-out", "nginx"), "edge", "waited in vain"),
    "the platform has a page of its own": (
        page(503, "Application error", "Heroku"), "edge", "'Application error'",
    ),
    "cloudflare says 521": (
        page(521, "Web server is down", "cloudflare"), "edge", "refuses Cloudflare",
    ),
    "cloudflare says 522": (
        page(522, "Connection timed out", "cloudflare"), "edge", "does not answer Cloudflare",
    ),
    "cloudflare says 526": (
        page(526, "Invalid SSL certificate", "cloudflare"), "edge", "refuses the certificate",
    ),
    "a parked domain": (page(200, "This domain is for sale", "x"), "edge", "for sale"),
    "the app hangs": (hangs, "app", "not answered within"),
    "the app says 500 to everything": (
        lambda site: setattr(site, "answer", lambda asked: ours({}, 500)), "app",
        "the app runs, and /healthz answered 500",
    ),
    "a page says 500": (answers(ours({}, 500), "/widget/"), "app", "/widget/ answered 500"),
    "migrations are missing": (not_ready(migrations="migrations not applied: 2"), "app", "2"),
    "the database refuses": (
        not_ready(database="OperationalError", migrations="OperationalError"), "database",
        "OperationalError",
    ),
    "redis is away": (not_ready(cache="ConnectionError", broker="x"), "cache", "ConnectionError"),
}  # fmt: skip


@pytest.mark.parametrize("case", OUTAGES.values(), ids=OUTAGES)
def test_an_outage_is_named_and_told_once_by_both_ways(
    case: tuple[Step, str, str], site: Site
) -> None:
    begin, layer, words = case
    assert site.looks(1) == [""]
    begin(site)
    seen = [site.look() for _ in range(2)]
    assert [named(one) for one in seen] == [layer] * 2
    assert words in evidence(seen[-1])
    assert len(site.told) == 1, "within two looks"
    assert site.looks(1) == [layer]
    site.heal()
    assert site.looks(3) == [""] * 3
    assert len(site.told) == 2, site.told
    assert "Over" in site.told[1]
    letters = site.letters.taken
    assert [("Subject: Over" in one) for one in letters] == [False, True]
    row = Outage.objects.get()
    assert (row.layer, row.ended_at is None) == (layer, False)
    assert Layer(layer) not in {one.layer for one in site.look().watch.incidents}


# --- What answers visitors only now and then: judged by real emails and questions -------------


def ten_minutes_later() -> None:
    """What was counted is past the window."""
    rates.flush()
    rates.writer._name = ""  # As another process would: it begins rows of its own.
    rates.RateMinute.objects.update(minute=F("minute") - timedelta(minutes=10))


def sends(count: int) -> None:
    """Emails of the app go to the provider."""
    for number in range(count):
        enqueue(to=f"visitor{number}@example.org", subject="Hello", text="x", kind="test")
    deliver_due()
    rates.flush()
    OutboxMessage.objects.all().delete()


@pytest.mark.parametrize("status", [500, 401, 429, 0], ids=["500", "401", "429", "silent"])
def test_an_email_provider_that_fails_is_told_in_slack(
    status: int, site: Site, settings: Settings
) -> None:
    with PostmarkServer() as postmark:
        settings.EMAIL_PROVIDER, settings.EMAIL_API_URL = "postmark", postmark.url
        settings.EMAIL_API_KEY = "key-of-the-lab"
        sends(2)
        assert site.looks(2) == ["", ""]
        postmark.status, postmark.silent = status or 500, not status
        settings.ANYMAIL_REQUESTS_TIMEOUT = 10 if status else 0.2
        ten_minutes_later()
        sends(2)
        seen = [site.look(), site.look()]
        assert [named(one) for one in seen] == ["email", "email"]
        # A machine that is slow has tried one of the two once more.
        counted = re.search(r"failed (\d+) of (\d+) emails", evidence(seen[-1]))
        assert counted and counted[1] == counted[2] and int(counted[1]) >= 2
        assert len(site.told) == 1
        assert [one for one in postmark.taken if one["Subject"].startswith("The email")] == []
        assert seen[-1].watch.untold == (), "Slack took it"
        postmark.status, postmark.silent = 200, False
        settings.ANYMAIL_REQUESTS_TIMEOUT = 10
        ten_minutes_later()
        assert site.looks(2) == ["", ""], "nobody has sent since: nothing is known"
        assert len(site.told) == 1, "so nothing is called well either"
        sends(2)
        assert site.looks(3) == ["", "", ""]
        assert len(site.told) == 2
        assert postmark.taken[-1]["Subject"].startswith("Over: the email provider")


@pytest.mark.parametrize(
    "script",
    [
        llm_scripts.says_nothing_at_all, llm_scripts.is_asked_too_often("30"),
        llm_scripts.refuses_the_key, llm_scripts.is_broken,
    ],
    ids=["silent", "429", "401", "500"],
)  # fmt: skip
@pytest.mark.django_db(transaction=True)
def test_a_model_that_fails_is_named_and_the_rest_goes_on(
    script: Script, site: Site, settings: Settings
) -> None:
    settings.LLM_DAILY_BUDGET = 10
    with LLMServer(script) as server:
        asked = model(server)

        def ask(seconds: float = 15.0) -> None:
            read(Chain([asked], deadlines=Deadlines(first_token=seconds, longest_retry=0.0)))
            rates.flush()
            how = breaker.how_is((asked,))
            site.not_ready = {"llm": how.detail} if how.status != "ok" else {}

        assert site.looks(1) == [""]
        for _ in range(2):
            ask(0.2)
            ModelHealth.objects.update(away_until=timezone.now() - timedelta(seconds=1))
        assert site.looks(3) == ["model"] * 3
        assert len(site.told) == 1
        server.script = llm_scripts.says("Yes.")
        ten_minutes_later()
        ModelHealth.objects.update(away_until=timezone.now() - timedelta(seconds=1))
        ask()
        assert site.looks(3) == [""] * 3
        assert len(site.told) == 2


# --- Two at once, and one that goes on under another name -------------------------------------


def test_a_database_and_a_model_at_once_are_told_one_after_the_other(site: Site) -> None:
    site.looks(1)
    site.not_ready = {"database": "OperationalError", "llm": "OpenAI, lab: overloaded"}
    assert site.looks(3) == ["database"] * 3
    assert len(site.told) == 1, "what stands on the database cannot be told"
    del site.not_ready["database"]
    assert site.looks(3) == ["model"] * 3
    assert ["Over" in one for one in site.told] == [False, True, False]
    site.heal()
    site.looks(3)
    assert len(site.told) == 4


def test_a_certificate_that_expires_while_emails_wait_is_told_and_both_end(site: Site) -> None:
    OutboxMessage.objects.create(
        kind="x", to="a@b.se", subject="x", text="x", message_id="1",
        next_attempt_at=timezone.now() - timedelta(minutes=5),
    )  # fmt: skip
    assert site.looks(2) == ["worker"] * 2
    site.port = site.serve(self_signed(HOST)).port
    assert site.looks(3) == ["tls"] * 3
    assert len(site.told) == 2, "who was told that emails wait must hear that the site is gone"
    site.heal()
    OutboxMessage.objects.all().delete()
    assert site.looks(3) == [""] * 3
    assert sum("Over" in one for one in site.told) == 2
    assert not Outage.objects.filter(ended_at=None).exists()


def test_slack_tells_of_the_database_while_the_email_provider_is_dead(
    site: Site, settings: Settings
) -> None:
    settings.EMAIL_URL = f"smtp://127.0.0.1:{free_port()}"
    site.not_ready = {"database": "OperationalError"}
    site.looks(4)
    assert len(site.told) == 1


def test_what_no_way_takes_is_told_when_one_does_and_the_heartbeat_is_silent_until_then(
    site: Site, settings: Settings
) -> None:
    from ops.monitor import run

    settings.EMAIL_URL = f"smtp://127.0.0.1:{free_port()}"
    settings.HEARTBEAT_URL = f"{site.slack.base}/beat"
    site.not_ready = {"llm": "OpenAI, lab: overloaded"}
    run.beat(site.look())
    assert site.slack.beats == ["/beat"], "a model alone does not stop it"
    site.slack.answers = [(500, "rollup_error"), (500, "rollup_error")]
    for _ in range(2):
        run.beat(site.look())
    assert site.slack.beats == ["/beat"], "somebody was to be told and nobody was"
    assert not site.told
    run.beat(site.look())
    assert len(site.told) == 1
    assert site.slack.beats == ["/beat", "/beat"]
    site.looks(3)
    assert len(site.told) == 1


@pytest.mark.parametrize("case", ["app", "database", "tls"])
def test_the_heartbeat_stops_while_no_visitor_is_helped(
    case: str, site: Site, settings: Settings
) -> None:
    from ops.monitor import run

    settings.HEARTBEAT_URL = f"{site.slack.base}/beat"
    run.beat(site.look())
    if case == "app":
        answers(ours({}, 500), "/")(site)
    elif case == "database":
        site.not_ready = {"database": "x"}
    else:
        site.port = site.serve(self_signed(HOST)).port
    run.beat(site.look())
    assert len(site.slack.beats) == 1
    settings.MAINTENANCE = True
    run.beat(site.look())
    assert len(site.slack.beats) == 2, "closed on purpose is no failure"


def test_an_outage_that_moves_is_one_outage(site: Site) -> None:
    site.looks(1)
    hangs(site)
    site.looks(2)
    page(502, "502 Bad Gateway", "nginx")(site)
    site.looks(2)
    site.port = free_port()
    site.looks(2)
    site.heal()
    site.not_ready = {"database": "starting up"}
    assert site.looks(3) == ["database"] * 3
    assert len(site.told) == 1
    site.heal()
    site.looks(3)
    assert len(site.told) == 2
    assert "Over: the database" in site.told[1]
    assert "Seen first as" in site.letters.taken[1]


def test_a_window_made_beforehand_holds_while_the_database_is_away(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    MaintenanceWindow.objects.create(ends_at=site.now + timedelta(minutes=6))
    site.looks(1)
    site.not_ready = {"database": "OperationalError"}
    with monkeypatch.context() as away:
        away.setattr(reach, "trouble", lambda: "nothing listens at that address and port")
        assert site.looks(3) == ["database"] * 3
        assert not site.told
        site.looks(4)
        assert len(site.told) == 1, "what is still broken at its end is told at its end"


def test_what_ended_in_a_window_is_not_shown_as_going_on(site: Site) -> None:
    MaintenanceWindow.objects.create(ends_at=site.now + timedelta(minutes=30))
    site.port = free_port()
    site.looks(3)
    site.heal()
    site.looks(3)
    assert Outage.objects.get().ended_at is not None
    assert not site.told


def test_an_alert_that_hangs_holds_up_no_other(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send, "LONGEST", 1.0)
    monkeypatch.setattr(transport, "send", lambda row: time.sleep(3))
    site.port = free_port()
    site.looks(2)
    assert len(site.told) == 1


def test_a_silent_server_behind_an_open_port_is_not_called_well(site: Site) -> None:
    site.port = site.serve(None, behaviour=SILENT).port
    site.patience = 0.3
    assert site.looks(2) == ["tls", "tls"]
    assert len(site.told) == 1
