"""The registration of a domain, asked of registries that are kind, slow to renew, or hostile."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from lab.certificates import Authority, Identity
from lab.look import look, result, world_of
from lab.tls_server import Reply, Request, TlsServer
from ops.launch.findings import Finding, Result, Severity, Status

BOOTSTRAP = {
    "version": "1.0",
    "services": [
        [["net", "org"], ["https://rdap.example.org/"]],
        [["com"], ["http://rdap.example.net/", "https://rdap.example.net/v1/"]],
    ],
}
Answers = dict[str, "Reply | bytes"]


@cache
def authority() -> tuple[str, Identity]:
    """A trusted authority's file, and a certificate for every server of these tests."""
    root = Authority.root()
    hosts = ("data.iana.org", "rdap.example.net", "rdap.registrar.example", "rdap.example.org")
    return root.file(Path(mkdtemp())), root.leaf(*hosts)


def as_json(found: object, status: int = 200) -> Reply:
    return Reply(status, [("Content-Type", "application/rdap+json")], json.dumps(found).encode())


def moved(to: str) -> Reply:
    return Reply(302, [("Location", to)])


def domain(days: float | None = 300, status: object = ("active",), **more: object) -> Reply:
    events: list[dict[str, str]] = [{"eventAction": "registration", "eventDate": "2020-01-01"}]
    if days is not None:
        when = datetime.now(UTC) + timedelta(days=days)
        events.append({"eventAction": "expiration", "eventDate": f"{when:%Y-%m-%dT%H:%M:%SZ}"})
    return as_json({"objectClassName": "domain", "status": status, "events": events, **more})


def asked(answers: Answers, *hosts: str, name: str = "example.com") -> tuple[Result, list[str]]:
    """What becomes of the check, and what was asked for; ``answers`` are by host and path."""
    ca_file, identity = authority()
    urls: list[str] = []

    def handler(request: Request) -> Reply | bytes:
        urls.append(f"{request.host}{request.target}")
        return answers.get(urls[-1], Reply(404))

    with TlsServer(identity, handler=handler) as server:
        rules = [
            f"{host}:443:127.0.0.1:{server.port}"
            for host in ("data.iana.org", "rdap.example.net", *hosts)
        ]
        world = world_of(None, name, connect_to=rules, ca_file=ca_file)
        found = result(look(world, "dns.registration"), "dns.registration")
    return found, urls


def answered(reply: Reply | bytes) -> Result:
    """What becomes of the check where the registry of .com answers so."""
    listed: Answers = {"data.iana.org/rdap/dns.json": as_json(BOOTSTRAP)}
    return asked({**listed, "rdap.example.net/v1/domain/example.com": reply})[0]


def only(found: Result) -> Finding:
    assert found.status is Status.FAIL, found.reason
    (finding,) = found.findings
    return finding


def test_a_domain_that_is_paid_for_passes_and_is_asked_for_over_https_alone() -> None:
    listed: Answers = {
        "data.iana.org/rdap/dns.json": as_json(BOOTSTRAP),
        "rdap.example.net/v1/domain/example.com": domain(),
    }
    found, urls = asked(listed)
    assert found.status is Status.PASS, found.reason
    assert urls == list(listed)


@pytest.mark.parametrize(
    ("days", "severity", "words"),
    [
        (31, None, ""),
        (20.5, Severity.TRUST, "expires in 20 days"),
        (2.5, Severity.BLOCKER, "expires in 2 days"),
        (1.5, Severity.BLOCKER, "expires tomorrow"),
        (0.5, Severity.BLOCKER, "expires today"),
        (-0.2, Severity.BLOCKER, "expired today"),
        (-1.5, Severity.BLOCKER, "expired yesterday"),
        (-5.5, Severity.BLOCKER, "expired 5 days ago"),
    ],
)
def test_an_expiry_is_worse_the_nearer_it_is(
    days: float, severity: Severity | None, words: str
) -> None:
    found = answered(domain(days))
    assert found.severity is severity, found.reason
    assert all(words in finding.summary for finding in found.findings)


def test_the_registrar_is_named_in_what_to_do() -> None:
    card = ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Example Names Ltd"]]]
    entity = {"objectClassName": "entity", "roles": ["registrar"], "vcardArray": card}
    assert "Sign in at Example Names Ltd" in only(answered(domain(9, entities=[entity]))).fix


@pytest.mark.parametrize("word", ["client hold", "clientHold", "server hold", "redemption period"])
def test_a_domain_that_is_switched_off_is_a_blocker(word: str) -> None:
    finding = only(answered(domain(300, [word, "client transfer prohibited"])))
    assert finding.severity is Severity.BLOCKER
    assert "out of service" in finding.summary


def test_a_lock_against_transfer_is_no_fault() -> None:
    statuses = ["client transfer prohibited", "server delete prohibited", "auto renew period"]
    assert answered(domain(300, statuses)).status is Status.PASS


def test_an_expiry_without_an_offset_counts_as_utc() -> None:
    event = {"eventAction": "expiration", "eventDate": "2001-01-01T00:00:00.0"}
    assert "expired" in only(answered(as_json({"events": [event]}))).summary


UNTELLING: dict[str, Callable[[], Reply | bytes]] = {
    "no expiry": lambda: domain(None),
    "no such domain": lambda: as_json({"errorCode": 404}, 404),
    "too many questions": lambda: Reply(429),
    "a page": lambda: Reply(200, [("Content-Type", "text/html")], b"<html>sign in</html>"),
    "a list": lambda: as_json(["domain"]),
    "no HTTP": lambda: b"\x00\x01\x02",
    "endless nesting": lambda: Reply(200, (), b"[" * 200_000),
    "odd shapes": lambda: as_json(
        {"events": {"a": 1}, "status": 7, "entities": [None, 3, {"roles": 1}]}
    ),
    "odd insides": lambda: as_json(
        {
            "events": [None, {"eventAction": "expiration", "eventDate": ["never"]}],
            "status": [None, {"a": 1}],
            "entities": [{"roles": ["registrar"], "vcardArray": ["vcard", [7, ["fn"], []]]}],
        }
    ),
    "an expiry beyond time": lambda: as_json(
        {"events": [{"eventAction": "expiration", "eventDate": "99999-01-01T00:00:00Z"}]}
    ),
    "a circle": lambda: moved("https://rdap.example.net/v1/domain/example.com"),
    "no HTTPS": lambda: moved("http://rdap.example.net/v1/domain/example.com"),
    "no host": lambda: moved("https:///domain"),
    "no port": lambda: moved("https://rdap.example.net:port/"),
    "a private address": lambda: moved("https://127.0.0.1/domain/example.com"),
}


@pytest.mark.parametrize("case", UNTELLING)
def test_what_a_registry_does_not_tell_is_unknown_and_never_a_fault(case: str) -> None:
    found = answered(UNTELLING[case]())
    assert (found.status, found.findings) == (Status.UNKNOWN, ())
    assert found.reason and "\n" not in found.reason


def test_a_registry_that_sends_on_to_the_registrar_is_followed() -> None:
    found, urls = asked(
        {
            "data.iana.org/rdap/dns.json": as_json(BOOTSTRAP),
            "rdap.example.net/v1/domain/example.com": moved("https://rdap.registrar.example/d"),
            "rdap.registrar.example/d": moved("/domain/example.com"),
            "rdap.registrar.example/domain/example.com": domain(3.5),
        },
        "rdap.registrar.example",
    )
    assert only(found).severity is Severity.TRUST
    assert len(urls) == 4


@pytest.mark.parametrize(
    "bootstrap",
    [{}, {"services": None}, {"services": [[], None, [["com"]], [["com"], ["http://a/"]]]}],
)
def test_a_list_of_registries_without_this_ending_is_unknown(bootstrap: dict[str, Any]) -> None:
    found, _ = asked({"data.iana.org/rdap/dns.json": as_json(bootstrap)})
    assert found.status is Status.UNKNOWN
    assert ".com" in found.reason


def test_control_characters_of_a_registrar_do_not_reach_the_report() -> None:
    card = ["vcard", [["fn", {}, "text", "Evil\x1b[2J\nNames"]]]
    entity = {"roles": ["registrar"], "vcardArray": card}
    assert not set("\x1b\n") & set(only(answered(domain(9, entities=[entity]))).fix)


def test_a_registry_that_cannot_be_reached_is_unknown() -> None:
    world = world_of(None, connect_to=["data.iana.org:443:127.0.0.1:1"])
    found = result(look(world, "dns.registration"), "dns.registration")
    assert found.status is Status.UNKNOWN and "refused" in found.reason


def test_a_platforms_name_has_no_registration_of_its_own() -> None:
    found = result(look(world_of(None, "my-app.onrender.com"), "dns"), "dns.registration")
    assert found.status is Status.SKIPPED
