"""Daily rounds against a real DNS server, real certificates and a real registry on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from lab.certificates import Authority, Identity
from lab.dns_server import DnsServer
from lab.look import world_of
from lab.slack_server import SlackServer
from lab.tls_server import Reply, Request, TlsServer
from ops.launch.world import Mail, World
from ops.monitor import register
from ops.monitor.daily import run
from ops.monitor.daily.memory import Memory
from ops.monitor.daily.rows import DailyWatch, load
from ops.monitor.daily.run import Round
from ops.monitor.rows import MaintenanceWindow
from tests.ops.team import people
from tests.ops.team.people import signed_in

pytestmark = pytest.mark.django_db
HOSTS = ("example.com", "www.example.com")
ZONE = """
    example.com              SOA    ns1.example.net. hostmaster.example.com. 1 7200 900 1209600 300
    example.com              NS     ns1.example.net.
    example.com              NS     ns2.example.net.
    example.com              A      203.0.113.10
    www.example.com          CNAME  shop.onrender.com.
    shop.onrender.com        A      216.24.57.1
    example.com              MX     1 smtp.google.com.
    example.com              TXT    "v=spf1 include:_spf.google.com -all"
    example.com              TXT    "google-site-verification=abc"
    s1._domainkey.example.com CNAME s1.domainkey.u1.wl.sendgrid.net.
    s1.domainkey.u1.wl.sendgrid.net TXT "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKB"
    _dmarc.example.com       TXT    "v=DMARC1; p=reject; rua=mailto:d@example.com"
    example.com              CAA    0 issue "letsencrypt.org"
"""
BOOTSTRAP = {"version": "1.0", "services": [[["com"], ["https://rdap.example.net/v1/"]]]}


@dataclass
class Site:
    """The servers of one site, to be changed by a test."""

    folder: Path
    zone: str = ZONE
    #: Days that the certificate and the registration still last.
    left: float = 60
    registered: float = 300
    status: tuple[str, ...] = ("active",)
    dns: dict[str, Any] = field(default_factory=dict)
    at: datetime = field(default_factory=timezone.now)

    def round(self, *, hours: float = 24, **more: Any) -> Round:
        """One look, so many hours after the last."""
        self.at += timedelta(hours=hours)
        with self.served() as world:
            return run.round_of(world, now=self.at, **more)

    def served(self) -> Any:
        """The world as it is now, for a ``with``."""
        return _Served(self)

    def _registry(self, request: Request) -> Reply:
        if request.host == "data.iana.org":
            return _as_json(BOOTSTRAP)
        ends = datetime.now(UTC) + timedelta(days=self.registered)
        return _as_json({
            "objectClassName": "domain", "status": self.status,
            "events": [{"eventAction": "expiration", "eventDate": ends.isoformat()}],
            "entities": [{"roles": ["registrar"],
                          "vcardArray": ["vcard", [["fn", {}, "text", "Porkbun LLC"]]]}],
        })  # fmt: skip


def _as_json(found: object) -> Reply:
    return Reply(200, [("Content-Type", "application/rdap+json")], json.dumps(found).encode())


@cache
def root() -> Authority:
    return Authority.root()


@cache
def identity(left: float, *hosts: str) -> Identity:
    """A certificate for hosts, made once."""
    return root().leaf(*hosts, left=left)


class _Served:
    def __init__(self, site: Site) -> None:
        self.site = site

    def __enter__(self) -> World:
        self.dns = DnsServer(self.site.zone, **self.site.dns)
        self.tls = TlsServer(identity(self.site.left, *HOSTS))
        registry = identity(60, "data.iana.org", "rdap.example.net")
        self.rdap = TlsServer(registry, handler=self.site._registry)
        self.dns.__enter__()
        rules = [f"{host}:443:127.0.0.1:{self.tls.port}" for host in HOSTS]
        rules += [
            f"{host}:443:127.0.0.1:{self.rdap.port}"
            for host in ("data.iana.org", "rdap.example.net")
        ]
        return world_of(
            self.dns, connect_to=rules, ca_file=root().file(self.site.folder),
            timeout=2 if self.site.dns.get("all_silent") else 10,
            mail=Mail(domain="example.com", provider="sendgrid", selectors=("s1",)),
        )  # fmt: skip

    def __exit__(self, *how: Any) -> None:
        self.dns.__exit__(None, None, None)
        self.tls.close()
        self.rdap.close()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture(scope="module")
def one_slack() -> Iterator[SlackServer]:
    with SlackServer() as server:
        yield server


@pytest.fixture(autouse=True)
def slack(settings: Settings, one_slack: SlackServer) -> SlackServer:
    settings.OWNER_EMAIL, settings.MAINTENANCE = "", False
    settings.SLACK_WEBHOOK_URL = one_slack.url
    one_slack.messages.clear()
    return one_slack


def without(zone: str, sign: str) -> str:
    return "\n".join(line for line in zone.splitlines() if sign not in line)


def titles(slack: SlackServer) -> list[str]:
    return [message["text"].partition(" ")[2] for message in slack.messages]


def test_everything_is_seen_and_nothing_is_told(site: Site, slack: SlackServer) -> None:
    seen = site.round()
    assert dict(seen.seen.records) == {
        "NS example.com": ("ns1.example.net", "ns2.example.net"),
        "LEADS example.com": ("203.0.113.10",),
        "LEADS www.example.com": ("CNAME shop.onrender.com",),
        "CAA example.com": ('0 issue "letsencrypt.org"',),
        "MX example.com": ("1 smtp.google.com",),
        "SPF example.com": ("v=spf1 include:_spf.google.com -all",),
        "DMARC _dmarc.example.com": ("v=DMARC1; p=reject; rua=mailto:d@example.com",),
        "DKIM s1._domainkey.example.com": ("CNAME s1.domainkey.u1.wl.sendgrid.net",),
        "REGISTRAR example.com": ("Porkbun LLC",),
    }
    assert not seen.seen.unknown
    assert [one.host for one in seen.seen.certificates] == list(HOSTS)
    assert seen.seen.registered and seen.seen.registered.expires
    assert site.round().events == []
    assert slack.messages == []
    assert DailyWatch.objects.count() == 1


def test_records_that_changed_are_told_once_after_the_second_look(
    site: Site, slack: SlackServer
) -> None:
    site.round()
    site.zone = without(ZONE, " MX ").replace("p=reject", "p=none") + (
        "\n example.com MX 10 mx.evil.example."
    )
    assert site.round().events == []
    site.round(hours=1)
    assert titles(slack) == ["2 DNS records of example.com changed: MX, DMARC"]
    for _ in range(3):
        assert site.round().events == []


def test_dmarc_that_is_gone_is_told_until_it_is_back(site: Site, slack: SlackServer) -> None:
    site.round()
    site.zone = without(ZONE, "_dmarc")
    kinds = []
    for hours in (24, 1, 24, 24):
        kinds += [event.kind.value for event in site.round(hours=hours).events]
    assert kinds == ["changed", "reminder"]
    site.zone = ZONE
    assert [event.kind.value for event in site.round().events] == ["closed"]
    assert "is well again" in titles(slack)[-1]


def test_bytes_that_no_database_keeps_are_made_readable(site: Site) -> None:
    odd = r'example.com TXT "v=spf1 \000\200 -all"'
    site.zone = without(ZONE, "v=spf1") + f"\n {odd}\n"
    site.round()
    (value,) = load().accepted["SPF example.com"]
    assert value.startswith("v=spf1 \N{REPLACEMENT CHARACTER}") and "\0" not in value


def test_a_late_renewal_and_a_domain_that_runs_out_are_two_messages(
    site: Site, slack: SlackServer
) -> None:
    site.left, site.registered = 20, 29
    site.round(hours=0)
    assert sorted(titles(slack)) == [
        "The certificate of example.com and www.example.com ends in 19 days and was not renewed",
        "The domain example.com runs out in 29 days",
    ]
    site.left, site.registered = 89, 394
    assert {event.kind.value for event in site.round(hours=1).events} == {"closed"}


@pytest.mark.parametrize("status", ["clientHold", "redemption period", "pendingDelete"])
def test_a_domain_that_is_taken_away_is_told_at_once(
    site: Site, slack: SlackServer, status: str
) -> None:
    site.round()
    site.status = (status,)
    site.round()
    (title,) = titles(slack)
    assert title == "The domain example.com is switched off"


def test_a_resolver_that_fails_for_three_days_is_one_word_and_no_change(
    site: Site, slack: SlackServer
) -> None:
    site.round()
    accepted = site.round().memory.accepted
    site.dns = {"servfail": {
        "example.com", "www.example.com", "_dmarc.example.com", "s1._domainkey.example.com",
        "shop.onrender.com", "rdap.example.net", "data.iana.org",
    }}  # fmt: skip
    told = [event.kind.value for _ in range(3) for event in site.round().events]
    assert told == ["blind"]
    site.dns = {}
    last = site.round()
    assert [event.kind.value for event in last.events] == ["seeing"]
    assert last.memory.accepted == accepted
    assert len(slack.messages) == 2


def test_a_resolver_that_is_silent_is_no_change(site: Site) -> None:
    site.round()
    accepted = site.round().memory.accepted
    site.dns = {"all_silent": True}
    dead = site.round()
    assert not dead.seen.records.keys() - {"REGISTRAR example.com"}
    assert dead.memory.accepted == accepted
    assert dead.events == [] and dead.memory.pending == {}


def test_a_window_holds_it_until_its_end(site: Site, slack: SlackServer) -> None:
    site.round()
    site.zone = without(ZONE, " MX ")
    MaintenanceWindow.objects.create(begins_at=site.at, ends_at=site.at + timedelta(hours=30))
    for hours in (24, 1, 4):
        assert site.round(hours=hours).events == []
    site.round(hours=2)
    assert ["takes no email" in title for title in titles(slack)] == [True]


def test_a_danger_that_is_meant_is_accepted(site: Site, slack: SlackServer) -> None:
    site.round()
    site.zone = without(ZONE, " MX ")
    for hours in (24, 1):
        site.round(hours=hours)
    assert site.round(accepting=True).memory.problems == {}
    assert site.round(hours=24 * 10).events == []
    assert len(slack.messages) == 1


def test_it_is_looked_when_it_is_due_and_only_where_the_monitor_is_on(
    site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.served() as world:
        monkeypatch.setattr(run, "own_world", lambda: world)
        settings.MONITOR = "off"
        register.look_daily()
        assert not DailyWatch.objects.exists()
        settings.MONITOR = "on"
        register.look_daily()
        first = DailyWatch.objects.get().at
        register.look_daily()
        assert DailyWatch.objects.get().at == first, "not due"
        due = {**load().as_json(), "due": first.isoformat()}
        DailyWatch.objects.update(memory=due)
        register.look_daily()
        assert DailyWatch.objects.get().at > first


def test_the_command_says_how_it_stands(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with site.served() as world:
        monkeypatch.setattr(run, "own_world", lambda options: world)
        call_command("monitor", "--daily")
    said = capsys.readouterr().err
    assert "fine     Certificate of example.com: 59 days left" in said
    assert "fine     Domain example.com: 299 days left" in said
    assert "fine     DNS records: 9 are as they were" in said
    site.zone, site.left = without(ZONE, " MX "), 10
    with site.served() as world, pytest.raises(SystemExit) as ended:
        call_command("monitor", "--daily")
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "ACT NOW  Certificate of example.com: 9 days left" in said
    assert "differs  the MX records of example.com: 1 smtp.google.com → nothing" in said
    site.left = 60
    with site.served() as world:
        call_command("monitor", "--daily", "--accept", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["domain"] == "example.com" and told["differs"] == [] and told["problems"] == []


def test_the_status_page_shows_it(site: Site) -> None:
    client = signed_in(people.owner())
    assert "Nobody has looked yet" in client.get("/admin/ops/outage/").content.decode()
    site.round(hours=0)
    page = client.get("/admin/ops/outage/").content.decode()
    assert "Certificate of example.com" in page
    assert "59 days left" in page
    assert "9 are as they were" in page


def test_what_is_stored_is_read_again_as_it_was(site: Site) -> None:
    site.left, site.registered = 20, 29
    site.round()
    site.zone = without(ZONE, "_dmarc")
    memory = site.round().memory
    row = DailyWatch.objects.get()
    assert Memory.from_json(json.loads(json.dumps(row.memory))) == memory
