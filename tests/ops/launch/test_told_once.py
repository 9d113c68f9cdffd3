"""One fault of DNS or TLS is one finding, however many names and checks meet it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from lab.certificates import Authority
from lab.dns_server import DnsServer
from lab.look import failed, look, only_finding, outcome, result, world_of
from lab.tls_server import TlsServer
from ops.launch.findings import Status
from ops.launch.network.connect import Rule
from ops.launch.world import NetworkOptions, World, target_for

BASE = """
    example.com      SOA ns1.example.com. host.example.com. 1 3600 600 86400 300
    example.com      NS  ns1.example.com.
    example.com      NS  ns2.example.com.
    ns1.example.com  A   192.0.2.53
    ns2.example.com  A   192.0.2.54
    www.example.com  CNAME example.com.
"""
ROOT = Authority.root()
LEAF = ROOT.intermediate().leaf("example.com", "www.example.com")


def to(server: TlsServer, address: str) -> str:
    """A rule that leads an address of the zone to a server of the lab."""
    host = f"[{address}]" if ":" in address else address
    return f"{host}:443:127.0.0.1:{server.port}"


def reaching(dns: DnsServer, folder: Path, connect_to: Sequence[str], platform: str = "") -> World:
    """A world where only the addresses of ``connect_to`` lead anywhere."""
    options = NetworkOptions(
        resolver=dns.where,
        connect_to=tuple(Rule.parse(rule) for rule in connect_to),
        ca_file=ROOT.file(folder),
        timeout=10,
    )
    return World(target=target_for("example.com", platform=platform), options=options)


@pytest.mark.parametrize(
    ("old", "check"), [("2001:db8::1", "dns.ipv6"), ("198.51.100.7", "dns.mixed_addresses")]
)
def test_a_dead_leftover_is_told_by_dns_alone_and_for_both_names(
    old: str, check: str, tmp_path: Path
) -> None:
    kind = "AAAA" if ":" in old else "A"
    zone = f"{BASE}\nexample.com A 216.24.57.1\nexample.com {kind} {old}"
    dead = f"[{old}]:443:127.0.0.1:1" if kind == "AAAA" else f"{old}:443:127.0.0.1:1"
    with DnsServer(zone) as dns, TlsServer(LEAF) as server:
        world = reaching(dns, tmp_path, [to(server, "216.24.57.1"), dead], platform="render")
        report = look(world, "dns", "tls")
    assert failed(report) == [check], outcome(report)
    finding = only_finding(report, check)
    assert "with it www.example.com" in finding.summary and old in finding.fix


def test_a_dead_address_of_two_names_is_one_finding_with_the_address_of_dns(
    tmp_path: Path,
) -> None:
    zone = f"{BASE}\nexample.com A 192.0.2.10\nexample.com A 192.0.2.11"
    with DnsServer(zone) as dns, TlsServer(LEAF) as server:
        world = reaching(dns, tmp_path, [to(server, "192.0.2.10"), "192.0.2.11:443:127.0.0.1:1"])
        report = look(world, "dns", "tls")
    finding = only_finding(report, "tls.reachable")
    assert "example.com and www.example.com" in finding.summary
    assert [(r.type, r.name, r.value) for r in finding.records] == [
        ("A", "example.com", "192.0.2.11")
    ]


def test_a_place_where_nobody_listens_is_one_finding_for_both_names() -> None:
    with DnsServer(f"{BASE}\nexample.com A 192.0.2.10") as dns:
        report = look(world_of(dns), "dns", "tls", "http")
    assert failed(report) == ["tls.reachable"], outcome(report)
    assert "example.com and www.example.com" in only_finding(report, "tls.reachable").summary


def test_a_name_left_at_another_platform_is_no_matter_of_certificates(tmp_path: Path) -> None:
    other = ROOT.intermediate().leaf("*.vercel.app")
    zone = f"{BASE}\nexample.com A 76.76.21.21"
    with DnsServer(zone) as dns, TlsServer(other) as server:
        world = reaching(dns, tmp_path, [to(server, "76.76.21.21")], platform="render")
        report = look(world, "dns", "tls")
    assert failed(report) == ["dns.points_here"], outcome(report)
    assert result(report, "tls.platform_certificate").status is Status.SKIPPED
