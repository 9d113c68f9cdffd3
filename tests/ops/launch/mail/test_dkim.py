"""Keys as people publish them, served over sockets, each with its right verdict."""

from __future__ import annotations

import pytest

from lab.look import failed, only_finding, outcome, result
from ops.launch.findings import Severity, Status
from tests.ops.launch.mail.zones import (
    BLOCKER,
    CLEANUP,
    TRUST,
    ed_key,
    judged,
    key,
    severities,
    txt,
    zone,
)

DKIM_CASES: list[tuple[str, str, dict[str, list[Severity]]]] = [
    ("cut off", f"v=DKIM1; k=rsa; p={key()[:200]}", {"email.dkim.key": [BLOCKER]}),
    ("revoked", "v=DKIM1; k=rsa; p=", {"email.dkim.key": [BLOCKER]}),
    ("1024 bits", f"v=DKIM1; k=rsa; p={key(1024)}", {"email.dkim.strength": [CLEANUP]}),
    ("only p", f"p={key()}", {}),
    ("small version", f"v=dkim1; p={key()}", {"email.dkim.key": [BLOCKER]}),
    ("no semicolons", f"v=DKIM1 k=rsa p={key()}", {"email.dkim.key": [BLOCKER]}),
    ("version last", f"p={key()}; v=DKIM1", {"email.dkim.key": [BLOCKER]}),
    ("test mode", f"v=DKIM1; t=y; p={key()}", {"email.dkim.strength": [CLEANUP]}),
    ("ed25519 alone", f"v=DKIM1; k=ed25519; p={ed_key()}", {"email.dkim.strength": [TRUST]}),
    ("an spf record", "v=spf1 -all", {"email.dkim.key": [BLOCKER]}),
]


@pytest.mark.parametrize(
    ("value", "expected"), [case[1:] for case in DKIM_CASES], ids=[case[0] for case in DKIM_CASES]
)
def test_dkim(value: str, expected: dict[str, list[Severity]]) -> None:
    report = judged(zone(dkim=value))
    assert severities(report) == expected, outcome(report)


def test_a_broken_key_is_a_blocker_where_nothing_else_vouches() -> None:
    records = zone(spf="v=spf1 mx ~all", dkim="v=DKIM1; k=rsa; p=")
    report = judged(records)
    assert only_finding(report, "email.dkim.key").severity is BLOCKER
    assert "revoked" in only_finding(report, "email.dkim.key").summary
    assert only_finding(report, "email.dmarc.alignment").severity is BLOCKER


def test_a_missing_second_selector_of_microsoft_is_normal() -> None:
    more = "\n".join([
        "selector1._domainkey.example.com CNAME "
        "selector1-example-com._domainkey.acme.onmicrosoft.com.",
        txt("selector1-example-com._domainkey.acme.onmicrosoft.com", f"v=DKIM1; p={key()}"),
        "selector2._domainkey.example.com CNAME "
        "selector2-example-com._domainkey.acme.onmicrosoft.com.",
        txt("spf.protection.outlook.com", "v=spf1 ip4:192.0.2.0/24 -all"),
    ])  # fmt: skip
    records = zone(spf="v=spf1 include:spf.protection.outlook.com -all", dkim=None, more=more)
    report = judged(records, provider="microsoft")
    assert failed(report) == [], outcome(report)


def test_a_key_with_the_domain_twice_in_its_name_is_found() -> None:
    more = txt("k9._domainkey.example.com.example.com", f"v=DKIM1; p={key()}")
    report = judged(zone(dkim=None, more=more), selectors=("k9",))
    finding = only_finding(report, "email.dkim.key")
    assert "wrong place" in finding.summary and finding.records[1].name.startswith("k9._domainkey")


def test_a_key_behind_cloudflares_proxy_asks_for_the_grey_cloud() -> None:
    more = "k9._domainkey.example.com A 104.16.1.1"
    finding = only_finding(judged(zone(dkim=None, more=more), selectors=("k9",)), "email.dkim.key")
    assert "grey" in finding.fix


def test_a_selector_nobody_can_guess_is_unknown_and_says_where_to_look() -> None:
    report = judged(zone(dkim=None, spf="v=spf1 mx ~all"), provider="postmark")
    entry = result(report, "email.dkim.key")
    assert entry.status is Status.UNKNOWN and "Sender Signatures" in entry.reason
    assert result(report, "email.dmarc.alignment").status is Status.UNKNOWN


def test_a_strict_key_refuses_a_subdomain() -> None:
    records = zone(
        more="\n".join([txt("k9._domainkey.example.com", f"v=DKIM1; t=s; p={key()}"),
                        txt("app.example.com", "v=spf1 include:_spf.mailersend.net ~all")])
    )  # fmt: skip
    report = judged(records, "email.dkim", domain="app.example.com", selectors=("k9",))
    assert TRUST in severities(report)["email.dkim.strength"]


def test_a_key_of_the_organization_signs_for_its_subdomains() -> None:
    records = zone(more="\n".join([
        txt("k9._domainkey.example.com", f"v=DKIM1; p={key()}"),
        txt("app.example.com", "v=spf1 include:_spf.mailersend.net ~all"),
    ]))  # fmt: skip
    report = judged(records, domain="app.example.com", selectors=("k9",))
    assert failed(report) == [], outcome(report)


def test_a_key_of_the_organization_is_no_help_where_dmarc_is_strict() -> None:
    strict = "v=DMARC1; p=reject; adkim=s; aspf=s; rua=mailto:dmarc@example.com"
    records = zone(
        dmarc=strict,
        more="\n".join([txt("k9._domainkey.example.com", f"v=DKIM1; p={key()}"),
                        txt("app.example.com", "v=spf1 mx ~all")]),
    )  # fmt: skip
    report = judged(records, "email.dkim.key", domain="app.example.com", selectors=("k9",))
    assert severities(report) == {"email.dkim.key": [BLOCKER]}


def test_two_keys_at_one_selector_are_told() -> None:
    more = "\n".join([txt("k9._domainkey.example.com", f"v=DKIM1; p={key()}"),
                      txt("k9._domainkey.example.com", f"v=DKIM1; p={key(3072)}")])  # fmt: skip
    report = judged(zone(dkim=None, more=more), selectors=("k9",))
    assert severities(report) == {"email.dkim.key": [TRUST]}
    assert "only one may" in only_finding(report, "email.dkim.key").summary


def test_a_given_key_that_cannot_be_read_leaves_the_report_incomplete() -> None:
    broken = {"servfail": {"k9._domainkey.example.com"}}
    report = judged(zone(dkim=None), server=broken, provider="", selectors=("k9",))
    assert result(report, "email.dkim.key").status is Status.UNKNOWN and report.incomplete
