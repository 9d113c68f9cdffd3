"""DNS set-ups that people really had, served over sockets, each with its right verdict."""

from __future__ import annotations

import pytest

from lab.dns_server import DnsServer
from lab.look import failed, look, only_finding, outcome, result, world_of
from ops.launch.findings import Severity, Status
from ops.launch.network.resolver import Outcome

SOA = "example.com SOA ns1.example.com. host.example.com. 1 3600 600 86400 300"
ZONE = f"""
    {SOA}
    example.com      NS     ns1.example.com.
    example.com      NS     ns2.example.com.
    ns1.example.com  A      192.0.2.53
    ns2.example.com  A      192.0.2.54
"""
HEALTHY = f"""
    {ZONE}
    example.com      A      216.24.57.1
    www.example.com  CNAME  my-app.onrender.com.
    my-app.onrender.com A   216.24.57.1
"""


def test_a_healthy_domain_passes_everything_that_can_be_asked() -> None:
    with DnsServer(HEALTHY) as server:
        report = look(world_of(server), "dns")
    assert failed(report) == []
    passed = {entry.id for entry in report.results if entry.status is Status.PASS}
    assert {"dns.exists", "dns.site_names", "dns.points_here", "dns.dnssec", "dns.ipv6",
            "dns.mixed_addresses", "dns.parked", "dns.wildcard"} <= passed  # fmt: skip
    assert report.verdict == "ready"


def test_a_domain_that_does_not_exist_is_a_blocker() -> None:
    with DnsServer("example.org A 192.0.2.1") as server:
        report = look(world_of(server), "dns")
    assert failed(report) == ["dns.exists"]
    finding = only_finding(report, "dns.exists")
    assert finding.severity is Severity.BLOCKER and "does not exist" in finding.summary


BOTH = {"example.com", "www.example.com"}


@pytest.mark.parametrize("broken", [{"servfail": BOTH}, {"refused": BOTH}, {"all_silent": True}])
def test_a_dns_failure_is_unknown_and_never_a_missing_domain(broken: dict[str, object]) -> None:
    with DnsServer(**broken) as server:  # type: ignore[arg-type]
        world = world_of(server, timeout=4)
        report = look(world, "dns")
    assert failed(report) == [], outcome(report)
    assert result(report, "dns.exists").status is Status.UNKNOWN
    assert report.verdict == "incomplete"


def test_www_that_nobody_made_is_a_blocker_when_the_site_is_at_the_root() -> None:
    with DnsServer(f"{ZONE}\nexample.com A 216.24.57.1") as server:
        finding = only_finding(look(world_of(server), "dns"), "dns.site_names")
    assert finding.subject == "www.example.com" and finding.severity is Severity.BLOCKER
    assert "www" in finding.fix and "216.24.57.1" not in finding.summary


def test_www_may_be_missing_for_an_app_at_a_name_of_its_own() -> None:
    zone = f"{ZONE}\nchat.example.com CNAME my-app.onrender.com.\nmy-app.onrender.com A 216.24.57.1"
    with DnsServer(zone) as server:
        report = look(world_of(server, "chat.example.com"), "dns")
    assert failed(report) == []


def test_a_www_that_points_to_a_missing_name_says_which() -> None:
    zone = f"{ZONE}\nexample.com A 216.24.57.1\nwww.example.com CNAME gone.onrender.com."
    with DnsServer(zone) as server:
        finding = only_finding(look(world_of(server), "dns"), "dns.site_names")
    assert "gone.onrender.com" in finding.summary


def test_an_old_address_beside_the_new_one_is_named_for_deletion() -> None:
    with DnsServer(HEALTHY + "example.com A 198.51.100.7") as server:
        finding = only_finding(look(world_of(server), "dns"), "dns.mixed_addresses")
    assert finding.severity is Severity.BLOCKER
    assert [record.value for record in finding.records] == ["198.51.100.7"]


def test_a_parked_address_beside_the_new_one_is_named_whatever_the_platform() -> None:
    zone = f"""{ZONE}
        example.com      A  192.0.2.10
        example.com      A  34.102.136.180
        www.example.com  A  192.0.2.10
    """
    with DnsServer(zone) as server:
        finding = only_finding(look(world_of(server), "dns"), "dns.mixed_addresses")
    assert [record.value for record in finding.records] == ["34.102.136.180"]


def test_an_ipv6_address_at_a_platform_without_ipv6_is_left_over() -> None:
    with DnsServer(HEALTHY + "example.com AAAA 2001:db8::1") as server:
        finding = only_finding(look(world_of(server), "dns"), "dns.ipv6")
    assert finding.severity is Severity.BLOCKER and "2001:db8::1" in finding.fix


def test_a_cname_at_the_root_is_a_blocker() -> None:
    zone = "example.com CNAME my-app.onrender.com.\nmy-app.onrender.com A 216.24.57.1"
    with DnsServer(zone) as server:
        finding = only_finding(look(world_of(server), "dns"), "dns.apex_cname")
    assert finding.severity is Severity.BLOCKER and "216.24.57.1" in finding.fix


def test_a_heroku_app_name_is_the_wrong_target() -> None:
    zone = f"""{ZONE}
        example.com          A      192.0.2.10
        www.example.com      CNAME  my-app.herokuapp.com.
        my-app.herokuapp.com A      192.0.2.10
    """
    with DnsServer(zone) as server:
        report = look(world_of(server, platform="heroku"), "dns")
    finding = only_finding(report, "dns.points_here")
    assert finding.subject == "www.example.com" and "certificate" in finding.summary


def test_an_address_heroku_gave_up_is_told_as_dead() -> None:
    zone = f"{ZONE}\nexample.com A 75.101.163.44\nwww.example.com A 75.101.163.44"
    with DnsServer(zone) as server:
        report = look(world_of(server, platform="heroku"), "dns")
    assert {finding.subject for finding in result(report, "dns.points_here").findings} == {
        "example.com",
        "www.example.com",
    }


def test_names_are_compared_with_the_target_that_was_given() -> None:
    zone = f"""{ZONE}
        example.com      A  203.0.113.9
        www.example.com  A  192.0.2.10
        app.example.net  A  192.0.2.10
    """
    with DnsServer(zone) as server:
        report = look(world_of(server, platform_target="app.example.net"), "dns")
    assert only_finding(report, "dns.points_here").subject == "example.com"


def test_cloudflare_in_front_hides_the_platform_and_is_no_fault() -> None:
    zone = f"{ZONE}\nexample.com A 104.16.1.1\nwww.example.com A 104.16.1.1"
    with DnsServer(zone) as server:
        report = look(world_of(server, platform="render"), "dns")
    assert failed(report) == []


def test_parked_name_servers_are_told() -> None:
    zone = f"""{SOA}
        example.com      NS  ns1.sedoparking.com.
        example.com      A   192.0.2.3
        www.example.com  A   192.0.2.3
    """
    with DnsServer(zone) as server:
        assert "parked" in only_finding(look(world_of(server), "dns"), "dns.parked").summary


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ("old-app.herokuapp.com", Severity.TRUST),
        ("old.example.net", Severity.CLEANUP),
        ("old.example.org", Severity.TRUST),
    ],
)
def test_a_dangling_name_is_worse_where_a_stranger_can_claim_it(
    target: str, severity: Severity
) -> None:
    zone = f"{HEALTHY}\nblog.example.com CNAME {target}.\nexample.net A 192.0.2.9"
    with DnsServer(zone) as server:
        finding = only_finding(look(world_of(server), "dns"), "dns.dangling")
    assert (finding.subject, finding.severity) == ("blog.example.com", severity)


def test_a_wildcard_is_a_cleanup_item_and_hides_no_missing_name() -> None:
    with DnsServer(f"{HEALTHY}\n*.example.com A 192.0.2.99") as server:
        report = look(world_of(server), "dns")
    assert only_finding(report, "dns.wildcard").severity is Severity.CLEANUP


def test_broken_signatures_are_told_from_a_server_failure() -> None:
    with DnsServer(HEALTHY, bogus={"example.com", "www.example.com"}) as server:
        report = look(world_of(server), "dns")
    finding = only_finding(report, "dns.dnssec")
    assert finding.severity is Severity.BLOCKER and "DS record" in finding.fix
    assert result(report, "dns.exists").status is Status.SKIPPED


def test_a_public_name_with_a_private_address_is_a_blocker() -> None:
    zone = f"{ZONE}\nexample.com A 10.0.0.5\nwww.example.com A 10.0.0.5"
    with DnsServer(zone) as server:
        findings = result(look(world_of(server), "dns"), "dns.private_address").findings
    assert [finding.severity for finding in findings] == [Severity.BLOCKER] * 2


@pytest.mark.parametrize(
    "host", ["my-app.onrender.com", "my-app.herokuapp.com", "x.fly.dev", "x.up.railway.app"]
)
def test_a_platform_name_is_no_domain_of_ones_own(host: str) -> None:
    with DnsServer(f"{host} A 216.24.57.1") as server:
        report = look(world_of(server, host), "dns")
    assert failed(report) == ["dns.own_domain"]


def test_an_international_domain_is_asked_for_in_ascii_and_shown_as_written() -> None:
    with DnsServer("example.com A 192.0.2.1") as server:
        world = world_of(server, "xn--bcher-kva.example.com")
        summary = only_finding(look(world, "dns"), "dns.site_names").summary
    assert "bücher.example.com" in summary


DELEGATED = ("ns1.example.com:53:127.0.0.1:{0}", "ns2.example.com:53:127.0.0.1:{1}")


def test_name_servers_that_disagree_are_told() -> None:
    with (
        DnsServer(HEALTHY) as cache,
        DnsServer(HEALTHY) as first,
        DnsServer(HEALTHY.replace("example.com      A      216.24.57.1",
                                  "example.com      A      198.51.100.7")) as second,
    ):  # fmt: skip
        rules = [rule.format(first.where[1], second.where[1]) for rule in DELEGATED]
        report = look(world_of(cache, connect_to=rules), "dns")
    finding = only_finding(report, "dns.authorities_agree")
    assert finding.severity is Severity.BLOCKER
    assert "198.51.100.7" in finding.evidence and "216.24.57.1" in finding.evidence


def test_right_at_the_dns_host_and_old_in_caches_says_for_how_long() -> None:
    old = HEALTHY.replace("example.com      A      216.24.57.1", "example.com 1800 A 198.51.100.7")
    with DnsServer(old) as cache, DnsServer(HEALTHY) as first, DnsServer(HEALTHY) as second:
        rules = [rule.format(first.where[1], second.where[1]) for rule in DELEGATED]
        report = look(world_of(cache, connect_to=rules), "dns")
    finding = only_finding(report, "dns.caches")
    assert "30 minutes" in finding.summary and finding.severity is Severity.CLEANUP


def test_a_name_server_that_does_not_have_the_zone_is_told() -> None:
    with (
        DnsServer(HEALTHY) as cache,
        DnsServer(HEALTHY) as first,
        DnsServer(refused={"example.com"}) as second,
    ):
        rules = [rule.format(first.where[1], second.where[1]) for rule in DELEGATED]
        report = look(world_of(cache, connect_to=rules), "dns")
    assert only_finding(report, "dns.delegation").subject == "ns2.example.com"


def test_a_registrar_that_names_other_servers_is_told() -> None:
    cache_zone = f"{HEALTHY}\ncom NS a.gtld.example.net.\na.gtld.example.net A 192.0.2.1"
    with (
        DnsServer(f"{cache_zone}\nns1.old.example.net A 192.0.2.77") as cache,
        DnsServer(delegations={"example.com": ["ns1.old.example.net"]}) as parent,
        DnsServer(HEALTHY) as first,
    ):
        rules = [rule.format(first.where[1], first.where[1]) for rule in DELEGATED]
        rules += [f"a.gtld.example.net:53:127.0.0.1:{parent.where[1]}",
                  f"ns1.old.example.net:53:127.0.0.1:{first.where[1]}"]  # fmt: skip
        report = look(world_of(cache, connect_to=rules), "dns")
    finding = only_finding(report, "dns.delegation")
    assert finding.severity is Severity.TRUST and "ns1.old.example.net" in finding.evidence


CAA = [
    ('example.com CAA 0 issue "comodoca.com"', Severity.BLOCKER),
    ('example.com CAA 0 issue ";"', Severity.BLOCKER),
    ('example.com CAA 0 issue "\\"letsencrypt.org\\""', Severity.BLOCKER),
    ('com CAA 0 issue "comodoca.com"', Severity.BLOCKER),
    ('example.com CAA 0 issue "letsencrypt.org"', None),
    ('example.com CAA 0 issue "LetsEncrypt.org; accounturi=x"', None),
    ('example.com CAA 0 iodef "mailto:hello@example.com"', None),
    ('example.com CAA 128 tbs "unknown"', Severity.BLOCKER),
    ("", None),
]


@pytest.mark.parametrize(("record", "severity"), CAA)
def test_caa_is_judged_against_the_authority_of_the_platform(
    record: str, severity: Severity | None
) -> None:
    with DnsServer(f"{HEALTHY}\n{record}") as server:
        report = look(world_of(server), "dns.caa")
    found = {finding.severity for finding in result(report, "dns.caa").findings}
    assert found == ({severity} if severity else set()), outcome(report)


def test_a_caa_question_that_fails_forbids_the_certificate() -> None:
    with DnsServer(HEALTHY, servfail={("example.com", "CAA")}) as server:
        report = look(world_of(server), "dns.caa")
    assert result(report, "dns.caa").findings[0].severity is Severity.BLOCKER


@pytest.mark.parametrize("wrong", ["servfail", "refused", "silent"])
def test_a_registry_that_does_not_answer_for_caa_forbids_nothing(wrong: str) -> None:
    with DnsServer(HEALTHY, **{wrong: {("com", "CAA")}}) as server:  # type: ignore[arg-type]
        report = look(world_of(server), "dns.caa")
    assert result(report, "dns.caa").status is Status.PASS, outcome(report)


def test_an_answer_of_no_name_is_not_an_answer_of_no_record() -> None:
    with DnsServer(HEALTHY) as server:
        world = world_of(server)
        assert world.ask("example.com", "AAAA").outcome is Outcome.NODATA
        assert world.ask("nope.example.com", "AAAA").outcome is Outcome.NXDOMAIN
