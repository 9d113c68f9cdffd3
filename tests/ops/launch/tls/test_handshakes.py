"""Real servers that are right, wrong, old, silent or no TLS servers at all."""

from __future__ import annotations

import pytest

from lab.certificates import self_signed
from lab.dns_server import DnsServer
from lab.tls_server import CLOSE, PLAIN_HTTP, SILENT, TlsServer
from ops.launch.findings import Severity, Status
from ops.launch.gather.tls import gather_tls
from ops.launch.gather.tls.facts import Outcome
from ops.launch.network.connect import Rule
from ops.launch.world import NetworkOptions, World, target_for
from tests.ops.launch.tls.lab import authorities, good, look, look_at, nothing, only

DEAD = Rule("example.com", 443, "127.0.0.1", 9)


def test_a_good_server_passes_everything() -> None:
    nothing(look_at(good()))


def test_root_and_www_with_one_certificate_pass() -> None:
    with TlsServer(good("example.com", "www.example.com")) as server:
        rules = [server.rule(host) for host in ("example.com", "www.example.com")]
        nothing(look(*rules, single=False))


def test_only_handshakes_are_made_and_few_of_them() -> None:
    with TlsServer(good()) as server:
        look(server.rule("example.com"))
    assert server.stray == []
    assert server.connections == 4
    assert set(server.asked_names) == {"example.com"}


def test_two_addresses_with_one_certificate_are_asked_for_versions_once() -> None:
    identity = good()
    with TlsServer(identity) as four, TlsServer(identity, address="::1") as six:
        nothing(look(four.rule("example.com"), six.rule("example.com")))
    assert sorted([four.connections, six.connections]) == [1, 4]


def test_each_name_is_shown_its_own_certificate() -> None:
    other = good("www.example.com")
    with TlsServer(good(), sni={"www.example.com": other}) as server:
        rules = [server.rule(host) for host in ("example.com", "www.example.com")]
        nothing(look(*rules, single=False))


def test_the_certificate_shown_without_a_name_is_nobodys_business() -> None:
    with TlsServer(self_signed("unrelated.test"), sni={"example.com": good()}) as server:
        nothing(look(server.rule("example.com")))


@pytest.mark.parametrize("versions", [("1.0", "1.1"), ("1.0",), ("1.1",)])
def test_a_server_with_old_versions_only_blocks(versions: tuple[str, ...]) -> None:
    results = look_at(good(), versions=versions)
    finding = only(results, "tls.protocols", Severity.BLOCKER)
    assert f"Only TLS {' and '.join(versions)} can be had" in finding.summary
    assert results["tls.reachable"].status is Status.PASS


def test_the_certificate_of_an_old_server_is_judged_all_the_same() -> None:
    results = look_at(authorities().middle.leaf("example.com", left=-1), versions=("1.0",))
    assert results["tls.dates"].status is Status.FAIL


@pytest.mark.parametrize("versions", [("1.0", "1.1", "1.2", "1.3"), ("1.0", "1.1", "1.2")])
def test_old_versions_beside_new_ones_are_a_cleanup(versions: tuple[str, ...]) -> None:
    finding = only(look_at(good(), versions=versions), "tls.protocols", Severity.CLEANUP)
    assert finding.summary == "TLS 1.0 and 1.1 can still be had at example.com."


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_one_new_version_is_enough(version: str) -> None:
    nothing(look_at(good(), versions=(version,)))


def test_plain_http_on_the_https_port_is_named() -> None:
    finding = only(look_at(None, behaviour=PLAIN_HTTP), "tls.reachable", Severity.BLOCKER)
    assert "plain HTTP" in finding.summary
    assert "listen 443 ssl" in finding.fix


def test_a_server_that_hangs_up_refuses_secure_connections() -> None:
    finding = only(look_at(None, behaviour=CLOSE), "tls.reachable", Severity.BLOCKER)
    assert "refuses secure connections" in finding.summary


def test_nobody_listening_is_a_blocker() -> None:
    finding = only(look(DEAD), "tls.reachable", Severity.BLOCKER)
    assert "refused the connection" in finding.evidence


def test_a_silent_server_does_not_hang_the_run_and_proves_nothing() -> None:
    with TlsServer(None, behaviour=SILENT) as server:
        results = look(server.rule("example.com"), timeout=1)
    assert {result.status for id, result in results.items() if id != "tls.ipv6"} == {Status.UNKNOWN}


def test_a_silent_www_beside_a_good_root_blocks() -> None:
    with TlsServer(good()) as server, TlsServer(None, behaviour=SILENT) as silent:
        rules = [server.rule("example.com"), silent.rule("www.example.com")]
        results = look(*rules, single=False, timeout=2)
    finding = only(results, "tls.reachable", Severity.BLOCKER)
    assert finding.subject == "www.example.com"
    assert results["tls.names"].status is Status.UNKNOWN


def test_a_dead_address_beside_a_good_one_is_named_with_its_record() -> None:
    with TlsServer(good(), address="127.0.0.1") as server:
        dead = Rule("example.com", 443, "127.0.0.2", server.port)
        results = look(server.rule("example.com"), dead)
    finding = only(results, "tls.reachable", Severity.BLOCKER)
    assert "127.0.0.2 does not answer" in finding.summary
    assert [(record.type, record.value) for record in finding.records] == [("A", "127.0.0.2")]


def test_a_dead_ipv6_address_beside_a_good_ipv4_one_is_named() -> None:
    with TlsServer(good()) as server:
        dead = Rule("example.com", 443, "::1", 9)
        results = look(server.rule("example.com"), dead)
    finding = only(results, "tls.ipv6", Severity.BLOCKER)
    assert [(record.type, record.value) for record in finding.records] == [("AAAA", "::1")]


def test_the_two_families_may_show_different_good_certificates() -> None:
    with TlsServer(good()) as four, TlsServer(good(), address="::1") as six:
        nothing(look(four.rule("example.com"), six.rule("example.com")))


def test_an_old_server_at_one_address_is_pointed_at() -> None:
    expired = authorities().middle.leaf("example.com", left=-30)
    with TlsServer(good()) as new, TlsServer(expired, address="::1") as old:
        results = look(new.rule("example.com"), old.rule("example.com"))
    finding = only(results, "tls.dates", Severity.BLOCKER)
    assert "example.com (at ::1)" in finding.summary
    assert "Only ::1 shows it" in finding.fix and "delete the record" in finding.fix


def test_a_name_that_is_not_in_dns_is_left_to_the_dns_checks() -> None:
    with TlsServer(good()) as server, DnsServer("example.com A 192.0.2.10") as dns:
        results = look(server.rule("example.com"), single=False, resolver=dns.where)
    nothing(results)


def test_a_site_that_is_not_in_dns_is_never_ready() -> None:
    with DnsServer("other.example.com A 192.0.2.10") as dns:
        results = look(resolver=dns.where)
    assert {result.status for result in results.values()} <= {Status.UNKNOWN, Status.SKIPPED}
    assert "is not in DNS" in results["tls.reachable"].reason


def test_dns_that_fails_leaves_everything_unknown() -> None:
    with DnsServer("", servfail=["example.com"]) as dns:
        results = look(resolver=dns.where)
    assert results["tls.reachable"].status is Status.UNKNOWN
    assert "SERVFAIL" in results["tls.reachable"].reason


def test_plain_http_on_a_laptop_has_no_certificate_to_judge() -> None:
    results = look(host="127.0.0.1", url="http://127.0.0.1:8000/", port=8000)
    assert {result.status for result in results.values()} == {Status.SKIPPED}


def test_an_internationalised_name_is_asked_for_and_shown_as_written() -> None:
    host = "xn--bcher-kva.example.com"
    with TlsServer(good(host)) as server:
        nothing(look(server.rule(host), host=host))
    assert set(server.asked_names) == {host}
    finding = only(look_at(good(), host), "tls.names", Severity.BLOCKER)
    assert "bücher.example.com" in finding.summary


def test_a_certificate_for_an_address_is_good_for_that_address() -> None:
    with TlsServer(good("127.0.0.1")) as server:
        url = f"https://127.0.0.1:{server.port}/"
        nothing(look(host="127.0.0.1", url=url, port=server.port))
    assert set(server.asked_names) == {""}


def test_the_port_of_the_site_is_used_for_its_own_host() -> None:
    with TlsServer(good()) as server:
        nothing(look(server.rule("example.com", 8443), url="https://example.com:8443/", port=8443))


def test_facts_tell_what_a_server_said() -> None:
    with TlsServer(good("example.com"), versions=("1.2",)) as server:
        world = World(
            target=target_for("example.com", single=True),
            options=NetworkOptions(
                resolver=("127.0.0.1", 9),
                connect_to=(server.rule("example.com"),),
                ca_file=authorities().ca_file,
            ),
        )
        (endpoint,) = gather_tls(world).endpoints
    assert endpoint.outcome is Outcome.OK and endpoint.verify_code == 0
    assert dict(endpoint.versions) == {"1.0": False, "1.1": False, "1.2": True, "1.3": False}
    assert [certificate.common_name for certificate in endpoint.chain] == [
        "",
        "Example Lab Intermediate",
    ]
