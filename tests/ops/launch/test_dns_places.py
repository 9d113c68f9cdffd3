"""Where names may lead at each hosting platform: right set-ups stay clean, wrong ones are told."""

from __future__ import annotations

import pytest

from lab.dns_server import DnsServer
from lab.look import failed, look, only_finding, outcome, result, world_of
from ops.launch.findings import Severity, Status

BASE = """
    example.com      SOA ns1.example.com. host.example.com. 1 3600 600 86400 300
    example.com      NS  ns1.example.com.
    example.com      NS  ns2.example.com.
    ns1.example.com  A   192.0.2.53
    ns2.example.com  A   192.0.2.54
    my-app.onrender.com             A    216.24.57.7
    my-app.onrender.com             A    216.24.57.251
    www-x.herokudns.com             A    198.51.100.2
    my-app.herokuapp.com            A    198.51.100.3
    my-app.fly.dev                  A    203.0.113.80
    my-app.fly.dev                  AAAA 2001:db8::80
    xyz.up.railway.app              A    203.0.113.90
    my-site.netlify.app             A    198.51.100.44
    cname.vercel-dns-0.com          A    76.76.21.93
"""
#: What stands at the root and at www, by platform, as each platform's pages want it.
RIGHT = {
    "render": ("A 216.24.57.1", "CNAME my-app.onrender.com."),
    "heroku": ("A 198.51.100.1", "CNAME www-x.herokudns.com."),
    "fly": ("A 203.0.113.80", "CNAME my-app.fly.dev."),
    "railway": ("A 203.0.113.90", "CNAME xyz.up.railway.app."),
    "netlify": ("A 75.2.60.5", "CNAME my-site.netlify.app."),
    "vercel": ("A 76.76.21.21", "CNAME cname.vercel-dns-0.com."),
}


def zone(root: str, www: str = "", *more: str) -> str:
    lines = [f"example.com {line}" for line in root.split(" + ") if line]
    lines += [f"www.example.com {line}" for line in www.split(" + ") if line]
    return "\n".join([BASE, *lines, *more])


@pytest.mark.parametrize("platform", RIGHT)
@pytest.mark.parametrize("given", [True, False])
def test_what_a_platform_wants_is_never_a_fault(platform: str, given: bool) -> None:
    with DnsServer(zone(*RIGHT[platform])) as server:
        report = look(world_of(server, platform=platform if given else ""), "dns")
    assert failed(report) == [], outcome(report)


@pytest.mark.parametrize(
    "root", ["A 216.24.57.7 + A 216.24.57.251", "A 216.24.57.1 + A 216.24.57.4"]
)
def test_a_root_that_the_dns_host_flattens_is_right(root: str) -> None:
    with DnsServer(zone(root, RIGHT["render"][1])) as server:
        report = look(world_of(server, platform="render"), "dns")
    assert failed(report) == []
    assert result(report, "dns.points_here").status is Status.PASS


ELSEWHERE = [
    ("render", "A 203.0.113.7", RIGHT["render"][1], "example.com", "216.24.57.1"),
    ("", "A 203.0.113.7", RIGHT["render"][1], "example.com", "216.24.57.1"),
    ("render", "A 216.24.57.1", "A 76.76.21.21", "www.example.com", "Vercel"),
    ("netlify", "A 104.198.14.52", RIGHT["netlify"][1], "example.com", "75.2.60.5"),
]


@pytest.mark.parametrize(("platform", "root", "www", "subject", "words"), ELSEWHERE)
def test_a_name_left_at_another_place_is_told_with_the_record_to_type(
    platform: str, root: str, www: str, subject: str, words: str
) -> None:
    with DnsServer(zone(root, www)) as server:
        report = look(world_of(server, platform=platform), "dns")
    assert failed(report) == ["dns.points_here"]
    finding = only_finding(report, "dns.points_here")
    assert (finding.subject, finding.severity) == (subject, Severity.BLOCKER)
    assert words in finding.summary + finding.fix


def test_an_address_of_heroku_cannot_be_told_from_another_and_is_unknown() -> None:
    with DnsServer(zone(*RIGHT["heroku"])) as server:
        found = result(look(world_of(server, platform="heroku"), "dns"), "dns.points_here")
    assert found.status is Status.UNKNOWN and "198.51.100.1" in found.reason


def test_where_each_name_has_its_own_target_none_is_made_up() -> None:
    with DnsServer(zone("A 198.51.100.1")) as server:
        finding = only_finding(look(world_of(server, platform="heroku"), "dns"), "dns.site_names")
    assert finding.records == () and "heroku domains" in finding.fix


def test_a_dns_host_that_cannot_flatten_is_named_where_the_root_needs_it() -> None:
    godaddy = "\n".join(line for line in BASE.splitlines() if " NS " not in line)
    records = f"{godaddy}\nexample.com NS ns01.domaincontrol.com.\nexample.com TXT x\n"
    with DnsServer(f"{records}\nwww.example.com {RIGHT['heroku'][1]}") as server:
        finding = only_finding(look(world_of(server, platform="heroku"), "dns"), "dns.site_names")
    assert "GoDaddy offers none of these" in finding.fix


def test_a_dead_address_beside_the_right_one_is_told_once() -> None:
    with DnsServer(zone("A 75.2.60.5 + A 104.198.14.52", RIGHT["netlify"][1])) as server:
        report = look(world_of(server, platform="netlify"), "dns")
    assert failed(report) == ["dns.mixed_addresses"]
    (record,) = only_finding(report, "dns.mixed_addresses").records
    assert (record.action, record.value) == ("delete", "104.198.14.52")


def test_addresses_behind_a_cname_are_the_platforms_to_choose() -> None:
    more = "my-site.netlify.app A 75.2.60.5"
    with DnsServer(zone(*RIGHT["netlify"], more)) as server:
        assert failed(look(world_of(server, platform="netlify"), "dns")) == []


@pytest.mark.parametrize("address", ["34.102.136.180", "192.168.1.5"])
def test_www_that_follows_the_root_shares_its_fault(address: str) -> None:
    with DnsServer(zone(f"A {address}", "CNAME example.com.")) as server:
        report = look(world_of(server, platform="render"), "dns")
    (check,) = failed(report)
    finding = only_finding(report, check)
    assert "with it www.example.com" in finding.summary and "216.24.57.1" in finding.fix


def test_an_ipv6_address_that_the_given_target_does_not_have_is_left_over() -> None:
    with DnsServer(zone("A 192.0.2.9 + AAAA 2001:db8::9", "A 192.0.2.9")) as server:
        report = look(world_of(server, platform_target="192.0.2.9"), "dns")
    assert failed(report) == ["dns.ipv6"]


def test_a_circle_of_cnames_is_a_blocker_and_not_unknown() -> None:
    more = ("a.example.com CNAME b.example.com.", "b.example.com CNAME www.example.com.")
    with DnsServer(zone("A 216.24.57.1", "CNAME a.example.com.", *more)) as server:
        report = look(world_of(server), "dns")
    assert failed(report) == ["dns.site_names"]
    assert "circle" in only_finding(report, "dns.site_names").summary


def test_a_wildcard_that_www_leans_on_is_not_simply_deleted() -> None:
    with DnsServer(zone("A 216.24.57.1", "", "*.example.com CNAME my-app.onrender.com.")) as server:
        finding = only_finding(look(world_of(server), "dns"), "dns.wildcard")
    assert [(r.action, r.name) for r in finding.records] == [
        ("add", "www.example.com"), ("delete", "*.example.com"),
    ]  # fmt: skip


def test_a_wildcard_that_leads_elsewhere_lets_no_missing_www_pass() -> None:
    with DnsServer(zone("A 216.24.57.1", "", "*.example.com A 203.0.113.9")) as server:
        finding = only_finding(look(world_of(server), "dns"), "dns.points_here")
    assert [(r.action, r.value) for r in finding.records] == [("add", "example.com")]


def test_a_wildcard_that_dangles_is_told_once_and_not_for_every_name() -> None:
    more = "*.example.com CNAME gone.herokuapp.com."
    with DnsServer(zone(*RIGHT["render"], more)) as server:
        report = look(world_of(server), "dns")
    assert only_finding(report, "dns.dangling").subject == "*.example.com"


def test_a_name_with_an_underscore_is_none_for_a_web_site() -> None:
    with DnsServer(zone("A 192.0.2.9", "", "my_app.example.com A 192.0.2.9")) as server:
        finding = only_finding(
            look(world_of(server, "my_app.example.com"), "dns"), "dns.site_names"
        )
    assert "my-app.example.com" in finding.fix


@pytest.mark.parametrize("check", ["points_here", "mixed_addresses", "parked", "private_address",
                                   "dangling", "site_names"])  # fmt: skip
def test_where_names_do_not_answer_nothing_about_them_passes(check: str) -> None:
    names = {"example.com", "www.example.com"}
    with DnsServer(
        BASE, servfail={(name, type) for name in names for type in ("A", "AAAA")}
    ) as lab:
        found = result(look(world_of(lab, platform="render"), "dns"), f"dns.{check}")
    assert found.status is Status.UNKNOWN, found
