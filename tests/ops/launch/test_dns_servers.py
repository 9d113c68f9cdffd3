"""Name servers that answer, differ, or do not have the zone; signatures; and odd servers."""

from __future__ import annotations

from collections.abc import Sequence

import dns.dnssec
import dns.message
import dns.name
import dns.rrset
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from dns.dnssectypes import Algorithm

from lab.dns_server import DnsServer
from lab.look import failed, look, only_finding, outcome, result, world_of
from ops.launch.findings import Report, Severity, Status

ZONE = """
    example.com      SOA ns1.example.com. host.example.com. 1 3600 600 86400 300
    example.com      NS  ns1.example.com.
    example.com      NS  ns2.example.com.
    ns1.example.com  A   192.0.2.53
    ns2.example.com  A   192.0.2.54
    example.com      A   216.24.57.1
    www.example.com  CNAME my-app.onrender.com.
    my-app.onrender.com A 216.24.57.1
"""
ECDSA, P256 = Algorithm.ECDSAP256SHA256, ec.SECP256R1()
ABOVE = "com NS a.gtld.example.net.\na.gtld.example.net A 192.0.2.1"


def rules(*servers: DnsServer) -> list[str]:
    return [
        f"ns{place}.example.com:53:127.0.0.1:{server.where[1]}"
        for place, server in enumerate(servers, 1)
    ]


def seen(cache: DnsServer, connect_to: Sequence[str] = ()) -> Report:
    return look(world_of(cache, connect_to=connect_to), "dns")


def test_two_name_servers_that_agree_are_in_order() -> None:
    with DnsServer(ZONE) as cache, DnsServer(ZONE) as first, DnsServer(ZONE) as second:
        report = seen(cache, rules(first, second))
    assert failed(report) == []
    for check in ("delegation", "authorities_agree", "caches"):
        assert result(report, f"dns.{check}").status is Status.PASS, outcome(report)


def test_a_rule_for_web_servers_is_none_for_name_servers() -> None:
    with DnsServer(ZONE) as cache:
        report = seen(cache, ["::127.0.0.1:1"])
    assert result(report, "dns.delegation").status is Status.SKIPPED, outcome(report)


def test_name_servers_that_only_a_rule_can_find_are_asked() -> None:
    zone = ZONE.replace("ns1.example.com", "ns1.host.example").replace(
        "ns2.example.com", "ns2.host.example"
    )
    unknown = {"ns1.host.example", "ns2.host.example"}
    with DnsServer(zone, refused=unknown) as cache, DnsServer(zone) as first:
        where = [f"ns{n}.host.example:53:127.0.0.1:{first.where[1]}" for n in (1, 2)]
        report = seen(cache, where)
    assert result(report, "dns.authorities_agree").status is Status.PASS, outcome(report)


def test_name_servers_that_none_of_could_be_heard_are_unknown_and_not_dead() -> None:
    with DnsServer(ZONE) as cache, DnsServer(all_silent=True) as deaf:
        found = result(seen(cache, rules(deaf, deaf)), "dns.delegation")
    assert (found.status, found.findings) == (Status.UNKNOWN, ())


def test_a_domain_whose_name_servers_all_disown_it_is_a_blocker_told_once() -> None:
    names = {"example.com", "www.example.com", "ns1.example.com", "ns2.example.com"}
    with (
        DnsServer(ABOVE, servfail=names) as cache,
        DnsServer(delegations={"example.com": ["ns1.example.com", "ns2.example.com"]}) as parent,
        DnsServer(zones=["example.org"]) as first,
    ):
        where = [*rules(first, first), f"a.gtld.example.net:53:127.0.0.1:{parent.where[1]}"]
        report = seen(cache, where)
    assert failed(report) == ["dns.exists"], outcome(report)
    assert "None of the name servers" in only_finding(report, "dns.exists").summary


def test_a_name_server_without_an_address_is_told_though_none_is_asked() -> None:
    with DnsServer(ZONE + "example.com NS ns9.example.com.") as cache:
        finding = only_finding(seen(cache), "dns.delegation")
    assert (finding.subject, finding.severity) == ("ns9.example.com", Severity.TRUST)


def test_names_are_judged_as_the_dns_host_has_them_and_not_as_a_cache_does() -> None:
    old = ZONE.replace("example.com      A   216.24.57.1", "example.com 1800 A 203.0.113.7")
    with DnsServer(old) as cache, DnsServer(ZONE) as first, DnsServer(ZONE) as second:
        report = seen(cache, rules(first, second))
    assert failed(report) == ["dns.caches"], outcome(report)
    assert "30 minutes" in only_finding(report, "dns.caches").summary


def test_a_new_record_that_is_wrong_is_not_called_right() -> None:
    new = ZONE.replace("example.com      A   216.24.57.1", "example.com A 203.0.113.7")
    with DnsServer(ZONE) as cache, DnsServer(new) as first, DnsServer(new) as second:
        report = seen(cache, rules(first, second))
    assert failed(report) == ["dns.caches", "dns.points_here"]
    assert "right" not in only_finding(report, "dns.caches").summary


def test_that_there_was_no_record_is_remembered_as_long_as_the_zone_says() -> None:
    old = ZONE.replace("www.example.com  CNAME my-app.onrender.com.", "").replace(" 300", " 1200")
    with DnsServer(old) as cache, DnsServer(ZONE) as first, DnsServer(ZONE) as second:
        finding = only_finding(seen(cache, rules(first, second)), "dns.caches")
    assert finding.subject == "www.example.com" and "20 minutes" in finding.summary


class Signing(DnsServer):
    """The zone with a DS record above it, its key, and signatures that are sent along.

    ``ends`` is when the signatures end, in seconds since 1970.
    """

    def __init__(self, *, ends: int = 4_000_000_000, key: str = "own", send: bool = True) -> None:
        origin, private = dns.name.from_text("example.com"), ec.generate_private_key(P256)
        public = dns.dnssec.make_dnskey(private.public_key(), ECDSA, 257)
        stranger = ec.generate_private_key(P256).public_key()
        named = public if key == "own" else dns.dnssec.make_dnskey(stranger, ECDSA, 257)
        records = f"{ZONE}\nexample.com DS {dns.dnssec.make_ds(origin, named, 'SHA256')}"
        super().__init__(records if key == "none" else f"{records}\nexample.com DNSKEY {public}")
        self.signatures = {
            type: dns.dnssec.sign(
                self.records["example.com", type], private, origin, public,
                inception=1_600_000_000, expiration=ends,
            )
            for type in ("DNSKEY", "SOA", "A")
            if send and ("example.com", type) in self.records
        }  # fmt: skip

    def _fill(self, response: dns.message.Message, name: str, type: str) -> None:
        super()._fill(response, name, type)
        if name == "example.com" and type in self.signatures:
            owner = dns.name.from_text(name)
            response.answer.append(dns.rrset.from_rdata(owner, 300, self.signatures[type]))


def test_a_signed_domain_is_in_order_though_the_resolver_checks_nothing() -> None:
    with Signing() as server:
        report = seen(server)
    assert failed(report) == [], outcome(report)
    assert result(report, "dns.dnssec").status is Status.PASS


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"key": "another"}, "belongs to a key"),
        ({"ends": 1_700_000_000}, "ended on 14 November 2023"),
        ({"key": "none"}, "has no keys"),
    ],
)
def test_broken_signatures_are_told_though_the_resolver_checks_nothing(
    broken: dict[str, object], words: str
) -> None:
    with Signing(**broken) as server:  # type: ignore[arg-type]
        report = seen(server)
    assert failed(report) == ["dns.dnssec"], outcome(report)
    finding = only_finding(report, "dns.dnssec")
    assert finding.severity is Severity.BLOCKER and words in finding.evidence


def test_a_resolver_that_leaves_signatures_out_leaves_them_unknown() -> None:
    with Signing(send=False) as server:
        report = seen(server)
    assert result(report, "dns.dnssec").status is Status.UNKNOWN, outcome(report)


@pytest.mark.parametrize("odd", [{"no_edns": True}, {"udp_silent": True}])
def test_an_old_server_is_asked_as_it_can_answer(odd: dict[str, bool]) -> None:
    with DnsServer(ZONE, **odd) as server:  # type: ignore[arg-type]
        report = seen(server)
    assert failed(report) == [], outcome(report)
    assert result(report, "dns.site_names").status is Status.PASS
