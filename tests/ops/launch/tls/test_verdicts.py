"""Verdicts over facts written by hand: dates, what is missing in a chain, what is unknown."""

from __future__ import annotations

import pytest

from ops.launch.checks.tls.authorities import Missing, missing_above
from ops.launch.checks.tls.seen import covers, fits
from ops.launch.findings import Severity, Status
from ops.launch.gather.tls.facts import Ending, Name, Outcome, Trust
from ops.launch.world import target_for
from tests.ops.launch.tls.lab import endpoint, facts, judged, leaf, nothing, only

BROWSERS = Trust(
    count=140,
    organisations=frozenset({"Internet Security Research Group", "DigiCert Inc", "Example Trust"}),
    common_names=frozenset({"ISRG Root X1", "DigiCert Global Root G2"}),
)
OPEN = {
    "ending": Ending.OPEN,
    "verify_code": 20,
    "verify_message": "unable to get local issuer certificate",
}


@pytest.mark.parametrize(
    ("lifetime", "left", "expected"),
    [
        (45, 20, None),
        (45, 12, None),
        (45, 11, Severity.TRUST),
        (90, 60, None),
        (90, 25, None),
        (90, 20, Severity.TRUST),
        (200, 60, None),
        (200, 20, Severity.TRUST),
        (90, 2.9, Severity.BLOCKER),
        (45, 2.9, Severity.BLOCKER),
        (6.6, 2.5, None),
        (6.6, 1, Severity.TRUST),
        (6.6, 0.1, Severity.TRUST),
        (6.6, -0.1, Severity.BLOCKER),
        (90, -1, Severity.BLOCKER),
        (90, 91, Severity.BLOCKER),
        (3650, 3000, None),
    ],
)
def test_dates_are_judged_by_the_fraction_of_the_lifetime(
    lifetime: float, left: float, expected: Severity | None
) -> None:
    results = judged(facts(endpoint(leaf(lifetime=lifetime, left=left))))
    if expected is None:
        nothing(results)
    else:
        only(results, "tls.dates", expected)


def test_a_late_renewal_says_how_many_days_are_left() -> None:
    finding = only(judged(facts(endpoint(leaf(left=20)))), "tls.dates", Severity.TRUST)
    assert finding.summary == (
        "The certificate of example.com has 20 days left, and its renewal is late."
    )
    assert "certbot renew" in finding.fix


def test_one_certificate_on_two_names_is_one_finding() -> None:
    shared = leaf("example.com", "www.example.com", left=-1)
    results = judged(facts(endpoint(shared), endpoint(shared, host="www.example.com")))
    finding = only(results, "tls.dates", Severity.BLOCKER)
    assert "example.com and www.example.com ended 1 day ago" in finding.summary


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        ("heroku", "heroku certs:auto:refresh"),
        ("render", "Verify"),
        ("fly", "fly certs check example.com"),
        ("railway", "railway-verify"),
        ("netlify", "Renew certificate"),
        ("vercel", "vercel certs issue example.com"),
    ],
)
def test_the_fix_is_for_the_platform(platform: str, words: str) -> None:
    target = target_for("example.com", platform=platform)
    results = judged(facts(endpoint(leaf(left=-1)), target=target))
    assert words in only(results, "tls.dates", Severity.BLOCKER).fix


def test_cloudflare_in_front_is_where_the_certificate_is() -> None:
    target = target_for("example.com", platform="heroku")
    results = judged(facts(endpoint(leaf(left=-1), address="104.16.1.1"), target=target))
    assert "Edge Certificates" in only(results, "tls.dates", Severity.BLOCKER).fix


def test_cloudflare_without_a_certificate_for_the_name_is_said() -> None:
    dead = endpoint(
        address="104.16.1.1", outcome=Outcome.ALERT, detail="handshake_failure", verify_code=None
    )
    finding = only(judged(facts(dead)), "tls.reachable", Severity.BLOCKER)
    assert finding.summary == "Cloudflare has no certificate for example.com yet."
    assert "Universal SSL" in finding.fix


@pytest.mark.parametrize(
    ("issuer", "organisation", "at", "expected"),
    [
        ("R12", "Let's Encrypt", "http://r12.i.lencr.org/", Missing.INTERMEDIATE),
        ("R12", "Let’s Encrypt", "", Missing.INTERMEDIATE),
        ("DigiCert TLS RSA SHA256 2020 CA1", "DigiCert, Inc.", "", Missing.INTERMEDIATE),
        ("WE1", "Google Trust Services", "http://i.pki.goog/we1.crt", Missing.INTERMEDIATE),
        ("Example Trust TLS CA 2", "Example Trust", "", Missing.INTERMEDIATE),
        ("Acme Internal CA", "Acme", "", Missing.ROOT),
        ("corp-DC01-CA", "", "ldap:///CN=corp-DC01-CA", Missing.ROOT),
        ("corp CA", "", "http://pki.corp.internal/ca.crt", Missing.ROOT),
        ("Acme Root CA", "Acme", "", Missing.ROOT),
        ("CloudFlare Origin Certificate", "CloudFlare, Inc.", "", Missing.ROOT),
        ("(STAGING) Riddling Rhubarb R12", "Let's Encrypt", "", Missing.ROOT),
        ("Acme Issuing CA", "Acme", "", Missing.EITHER),
    ],
)
def test_a_missing_intermediate_and_an_unknown_root_are_told_apart(
    issuer: str, organisation: str, at: str, expected: Missing
) -> None:
    top = leaf(
        issuer_common_name=issuer,
        issuer_organisation=organisation,
        issuer=f"CN={issuer},O={organisation}",
        issuers_at=(at,) if at else (),
    )
    assert missing_above(endpoint(top), BROWSERS) is expected


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("Lab Intermediate CA", Missing.INTERMEDIATE),
        ("Lab TLS CA 1", Missing.EITHER),
        ("Evil Corp CA", Missing.ROOT),
        ("Evil Root", Missing.ROOT),
        ("Lab Other Root", Missing.ROOT),
    ],
)
def test_with_a_ca_file_the_likeness_of_bare_names_counts(issuer: str, expected: Missing) -> None:
    few = Trust(count=1, common_names=frozenset({"Lab Root CA"}), given=True)
    assert missing_above(endpoint(leaf(issuer_common_name=issuer)), few) is expected


def test_a_trusted_root_sent_beside_the_leaf_means_that_the_piece_between_is_missing() -> None:
    few = Trust(count=1, common_names=frozenset({"Lab Root CA"}), fingerprints=frozenset({"f"}))
    root = leaf("x", fingerprint="f", common_name="Lab Root CA", self_signed=True)
    certificate = leaf(issuer_common_name="Bare Name")
    shows = endpoint(chain=(certificate, root), path=(0,))
    assert missing_above(shows, few) is Missing.INTERMEDIATE


def test_cloudflares_origin_certificate_says_to_switch_the_proxy_on() -> None:
    origin = leaf(
        issuer="OU=CloudFlare Origin SSL Certificate Authority,O=CloudFlare\\, Inc.",
        issuer_organisation="CloudFlare, Inc.",
        issuer_common_name="",
        lifetime=5475,
        left=5000,
    )
    results = judged(facts(endpoint(origin, **OPEN), trust=BROWSERS))
    assert "orange cloud" in only(results, "tls.trusted", Severity.BLOCKER).fix


def test_a_missing_intermediate_names_it_and_where_to_get_it() -> None:
    certificate = leaf(
        issuer_common_name="R12",
        issuer_organisation="Let's Encrypt",
        issuers_at=("http://r12.i.lencr.org/",),
    )
    results = judged(facts(endpoint(certificate, **OPEN), trust=BROWSERS))
    finding = only(results, "tls.chain", Severity.BLOCKER)
    assert "“R12”; it can be had at http://r12.i.lencr.org/" in finding.fix


def test_a_machine_without_authorities_cannot_tell() -> None:
    results = judged(facts(endpoint(leaf(), **OPEN), trust=Trust(count=0)))
    assert results["tls.trusted"].status is Status.UNKNOWN
    assert results["tls.chain"].status is Status.UNKNOWN
    assert results["tls.dates"].status is Status.PASS


@pytest.mark.parametrize(
    ("pattern", "host", "expected"),
    [
        ("example.com", "example.com", True),
        ("EXAMPLE.com.", "example.com", True),
        ("*.example.com", "www.example.com", True),
        ("*.example.com", "example.com", False),
        ("*.example.com", "a.b.example.com", False),
        ("w*.example.com", "www.example.com", False),
        ("www.*.com", "www.example.com", False),
        ("*", "example", False),
        ("*.com", "example.com", False),
        ("*.example.com", ".example.com", False),
    ],
)
def test_a_star_stands_for_one_whole_part_at_the_left(
    pattern: str, host: str, expected: bool
) -> None:
    assert fits(pattern, host) is expected


def test_an_address_needs_an_address_in_the_certificate() -> None:
    assert covers(leaf("x", addresses=("192.0.2.10", "2001:db8::1")), "192.0.2.10")
    assert covers(leaf("x", addresses=("192.0.2.10", "2001:db8::1")), "2001:db8::1")
    assert not covers(leaf("192.0.2.10"), "192.0.2.10")


def test_no_ipv6_on_this_machine_is_unknown_and_never_a_failure() -> None:
    six = endpoint(address="2001:db8::10", outcome=Outcome.NO_ROUTE, verify_code=None)
    results = judged(facts(endpoint(leaf()), six, ipv6_here=False))
    assert results["tls.reachable"].status is Status.PASS
    assert results["tls.ipv6"].status is Status.UNKNOWN
    assert "no IPv6" in results["tls.ipv6"].reason
    assert not any(result.findings for result in results.values())


def test_a_name_with_ipv6_alone_cannot_be_judged_without_it() -> None:
    six = endpoint(address="2001:db8::10", outcome=Outcome.NO_ROUTE, verify_code=None)
    results = judged(facts(six, ipv6_here=False))
    assert results["tls.reachable"].status is Status.UNKNOWN


def test_an_unreachable_network_is_this_machines_fault_until_another_is_reached() -> None:
    lost = endpoint(address="192.0.2.11", outcome=Outcome.NO_ROUTE, verify_code=None)
    alone = judged(facts(lost))
    assert alone["tls.reachable"].status is Status.UNKNOWN
    beside = judged(facts(endpoint(leaf()), lost))
    finding = only(beside, "tls.reachable", Severity.BLOCKER)
    assert "192.0.2.11" in finding.summary


def test_timeouts_everywhere_are_unknown_and_say_how_to_tell() -> None:
    late = endpoint(outcome=Outcome.TIMEOUT, verify_code=None)
    results = judged(facts(late))
    assert results["tls.reachable"].status is Status.UNKNOWN
    assert "open the site in a browser" in results["tls.reachable"].reason


def test_a_timeout_beside_an_answer_blocks() -> None:
    late = endpoint(address="192.0.2.11", outcome=Outcome.TIMEOUT, verify_code=None)
    results = judged(facts(endpoint(leaf()), late))
    only(results, "tls.reachable", Severity.BLOCKER)


def test_a_registrars_forwarding_without_https_is_recognised_as_such() -> None:
    target = target_for("www.example.com")
    good = endpoint(leaf("www.example.com"), host="www.example.com")
    dead = endpoint(outcome=Outcome.REFUSED, verify_code=None)
    finding = only(judged(facts(good, dead, target=target)), "tls.reachable", Severity.BLOCKER)
    assert "forwarding" in finding.fix


def test_ipv6_addresses_that_could_not_be_looked_up_leave_it_open() -> None:
    names = [Name(host="example.com", partly="AAAA of example.com: SERVFAIL")]
    results = judged(facts(endpoint(leaf()), names=names))
    assert results["tls.reachable"].status is Status.UNKNOWN
    assert results["tls.names"].status is Status.PASS


def test_versions_that_could_not_be_asked_are_unknown() -> None:
    results = judged(facts(endpoint(leaf(), versions=(("1.3", True),))))
    assert results["tls.protocols"].status is Status.UNKNOWN


def test_a_connection_that_only_this_machine_cannot_finish_is_unknown() -> None:
    broken = endpoint(leaf(), outcome=Outcome.BROKEN, detail="DH_KEY_TOO_SMALL", verify_code=None)
    assert judged(facts(broken))["tls.reachable"].status is Status.UNKNOWN


def test_weak_keys_of_the_authority_count_and_those_of_a_root_do_not() -> None:
    weak = leaf("x", key="RSA", bits=1024, common_name="Old CA", is_authority=True)
    root = leaf("x", signed_with="sha1", common_name="Old Root", self_signed=True)
    shows = endpoint(chain=(leaf(), weak, root), path=(0, 1, 2))
    finding = only(judged(facts(shows)), "tls.key", Severity.BLOCKER)
    assert "Old CA" in finding.evidence and "SHA-1" not in finding.evidence


def test_ed25519_and_a_signature_without_a_hash_are_fine() -> None:
    nothing(judged(facts(endpoint(leaf(key="Ed25519", bits=256, signed_with="")))))
