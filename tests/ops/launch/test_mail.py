"""Email set-ups that people really had, served over sockets, each with its right verdict."""

from __future__ import annotations

from typing import Any

import pytest

from lab.dns_server import DnsServer
from lab.look import failed, look, only_finding, outcome, result, world_of
from ops.launch.findings import Severity, Status
from ops.launch.world import Mail
from tests.ops.launch.mail.zones import (
    BLOCKER,
    CLEANUP,
    TRUST,
    judged,
    key,
    severities,
    txt,
    zone,
)

__all__ = ["txt", "zone"]


def test_a_domain_in_order_passes() -> None:
    report = judged(zone())
    assert failed(report) == [], outcome(report)
    assert report.verdict == "ready"
    assert "SPF tree of example.com" in dict(report.details)


SPF_CASES: list[tuple[str, str, str, dict[str, list[Severity]]]] = [
    ("two records", "v=spf1 include:_spf.mailersend.net ~all", txt("example.com", "v=spf1 mx -all"),
     {"email.spf.record": [BLOCKER]}),
    ("eleven lookups", "v=spf1 " + " ".join(f"include:i{n}.example.com" for n in range(11)) +
     " include:_spf.mailersend.net ~all",
     "\n".join(txt(f"i{n}.example.com", "v=spf1 ip4:192.0.2.1 -all") for n in range(11)),
     {"email.spf.lookups": [BLOCKER]}),
    ("ten lookups", "v=spf1 include:_spf.mailersend.net " +
     " ".join(f"include:i{n}.example.com" for n in range(9)) + " ~all",
     "\n".join(txt(f"i{n}.example.com", "v=spf1 ip4:192.0.2.1 -all") for n in range(9)),
     {"email.spf.lookups": [CLEANUP]}),
    ("nested lookups", "v=spf1 include:_spf.mailersend.net include:a.example.com "
     "include:b.example.com ~all",
     "\n".join([txt("a.example.com", "v=spf1 a:x a:y a:z a:v a:w -all"
                    .replace("a:", "a:mail.example.com/3 a:").replace("a:x", "").replace("a:y", "")
                    .replace("a:z", "").replace("a:v", "").replace("a:w", "").replace("/3", "/32")),
                txt("b.example.com", "v=spf1 " + "a:mail.example.com " * 5 + "-all")]),
     {"email.spf.lookups": [BLOCKER]}),
    ("one mx is one lookup", "v=spf1 mx include:_spf.mailersend.net -all", "", {}),
    ("two voids", "v=spf1 a:x1.example.com a:x2.example.com include:_spf.mailersend.net ~all", "",
     {"email.spf.lookups": [CLEANUP]}),
    ("three voids", "v=spf1 a:x1.example.com a:x2.example.com a:x3.example.com "
     "include:_spf.mailersend.net ~all", "", {"email.spf.lookups": [BLOCKER]}),
    ("everybody", "v=spf1 include:_spf.mailersend.net +all", "", {"email.spf.strict": [BLOCKER]}),
    ("all addresses", "v=spf1 include:_spf.mailersend.net ip4:0.0.0.0/0 ~all", "",
     {"email.spf.strict": [BLOCKER]}),
    ("no end", "v=spf1 include:_spf.mailersend.net", "", {"email.spf.strict": [CLEANUP]}),
    ("a neutral end", "v=spf1 include:_spf.mailersend.net ?all", "",
     {"email.spf.strict": [CLEANUP]}),
    ("a semicolon", "v=spf1 include:_spf.mailersend.net ~all;", "",
     {"email.spf.syntax": [BLOCKER]}),
    ("capitals", "V=SPF1 include:_spf.mailersend.net ~ALL", "", {}),
    ("a space in front", " v=spf1 include:_spf.mailersend.net ~all", "",
     {"email.spf.record": [BLOCKER]}),
    ("quotes inside", '"v=spf1 include:_spf.mailersend.net ~all"', "",
     {"email.spf.record": [BLOCKER]}),
    ("an include of nothing", "v=spf1 include:_spf.mailersend.net include:gone.example.com ~all",
     "", {"email.spf.includes": [BLOCKER]}),
    ("a redirect is no second record", "v=spf1 redirect=_spf.example.com",
     txt("_spf.example.com", "v=spf1 include:_spf.mailersend.net -all"), {}),
    ("another provider", "v=spf1 include:_spf.google.com ~all",
     txt("_spf.google.com", "v=spf1 ip4:192.0.2.0/24 ~all"), {"email.spf.provider": [TRUST]}),
    ("ptr", "v=spf1 ptr include:_spf.mailersend.net ~all", "", {"email.spf.strict": [CLEANUP]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("spf", "more", "expected"), [case[1:] for case in SPF_CASES], ids=[c[0] for c in SPF_CASES]
)
def test_spf(spf: str, more: str, expected: dict[str, list[Severity]]) -> None:
    report = judged(zone(spf=spf, more=more))
    assert severities(report) == expected, outcome(report)


def test_two_records_become_one_in_the_fix() -> None:
    report = judged(zone(more=txt("example.com", "v=spf1 ip4:192.0.2.7 -all")))
    fix = only_finding(report, "email.spf.record").fix
    assert "v=spf1 include:_spf.mailersend.net ip4:192.0.2.7 ~all" in fix
    assert "At Cloudflare" in fix and "Name:  @" in fix


def test_no_spf_at_all_names_the_record_to_add() -> None:
    finding = only_finding(judged(zone(spf=None)), "email.spf.record")
    assert finding.records[0].value == "v=spf1 include:_spf.mailersend.net ~all"


def test_spf_under_www_is_found_and_moved() -> None:
    more = txt("www.example.com", "v=spf1 include:_spf.mailersend.net ~all")
    finding = only_finding(judged(zone(spf=None, more=more)), "email.spf.record")
    assert "wrong place" in finding.summary
    assert [record.action for record in finding.records] == ["delete", "add"]


@pytest.mark.parametrize("wrong", ["servfail", "refused", "silent"])
def test_spf_that_could_not_be_asked_is_unknown(wrong: str) -> None:
    broken = {wrong: {("example.com", "TXT")}}
    report = judged(zone(), "email.spf", server=broken)
    assert result(report, "email.spf.record").status is Status.UNKNOWN
    assert failed(report) == []


def test_an_include_that_could_not_be_asked_is_unknown_and_not_missing() -> None:
    report = judged(zone(), "email.spf", server={"servfail": {"_spf.mailersend.net"}})
    assert result(report, "email.spf.includes").status is Status.UNKNOWN
    assert failed(report) == [], outcome(report)


def test_a_macro_that_depends_on_the_sender_cannot_be_counted() -> None:
    report = judged(zone(spf="v=spf1 include:_spf.mailersend.net include:%{l}.example.com ~all"))
    assert result(report, "email.spf.lookups").status is Status.UNKNOWN


def test_the_apex_include_of_ses_does_nothing() -> None:
    records = zone(
        spf="v=spf1 include:amazonses.com ~all",
        dkim=None,
        more="\n".join([txt("amazonses.com", "v=spf1 ip4:192.0.2.0/24 -all"),
                        txt("a" * 32 + "._domainkey.example.com", f"p={key()}")]),
    )  # fmt: skip
    report = judged(records, provider="ses", selectors=("a" * 32,))
    assert severities(report) == {
        "email.spf.provider": [CLEANUP],
        "email.spf.return_path": [TRUST],
    }
    assert "feedback-smtp" in only_finding(report, "email.spf.return_path").fix


MX_CASES: list[tuple[str, str | None, str, dict[str, Any], dict[str, list[Severity]]]] = [
    ("null where people write", "0 .", "", {"from_address": "hello@example.com"},
     {"email.mx.present": [BLOCKER]}),
    ("none", None, "", {}, {"email.mx.present": [TRUST]}),
    ("an alias", "10 alias.example.com.", "alias.example.com CNAME mail.example.com.", {},
     {"email.mx.valid": [TRUST]}),
    ("an address", "10 192.0.2.25.", "", {}, {"email.mx.valid": [TRUST]}),
    ("nowhere", "10 gone.example.com.", "", {}, {"email.mx.valid": [BLOCKER]}),
    ("one of two nowhere", "10 mail.example.com.", "example.com MX 20 gone.example.com.", {},
     {"email.mx.valid": [TRUST]}),
    ("two providers", "1 smtp.google.com.", "example.com MX 20 mail.example.com.\n"
     "smtp.google.com A 192.0.2.1", {}, {"email.mx.provider": [TRUST]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mx", "more", "mail", "expected"), [c[1:] for c in MX_CASES], ids=[c[0] for c in MX_CASES]
)
def test_mx(
    mx: str | None, more: str, mail: dict[str, Any], expected: dict[str, list[Severity]]
) -> None:
    report = judged(zone(mx=mx, more=more), "email.mx", **mail)
    assert severities(report) == expected, outcome(report)


def test_a_null_mx_on_a_domain_that_only_sends_is_right() -> None:
    records = zone(more="send.example.com MX 0 .")
    assert failed(judged(records, "email.mx", domain="send.example.com")) == []


def test_a_provider_is_found_by_its_keys_when_nobody_names_it() -> None:
    report = judged(zone(), provider="")
    assert failed(report) == [], outcome(report)
    assert result(report, "email.dkim.key").status is Status.PASS


def test_a_return_path_behind_the_proxy_is_told() -> None:
    more = "\n".join([txt("resend._domainkey.example.com", f"p={key()}"),
                      "send.example.com A 104.16.1.1"])  # fmt: skip
    report = judged(zone(spf="v=spf1 mx ~all", more=more), provider="resend")
    assert "grey" in only_finding(report, "email.spf.return_path").fix


def test_resend_in_order_passes() -> None:
    more = "\n".join([
        txt("resend._domainkey.example.com", f"p={key()}"),
        "send.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com.",
        txt("send.example.com", "v=spf1 include:amazonses.com ~all"),
        txt("amazonses.com", "v=spf1 ip4:192.0.2.0/24 -all"),
    ])  # fmt: skip
    report = judged(zone(spf="v=spf1 mx ~all", more=more), provider="resend")
    assert failed(report) == [], outcome(report)


def test_a_domain_that_sends_nothing_and_says_so_is_in_order() -> None:
    more = txt("*._domainkey.example.com", "v=DKIM1; p=")
    records = zone(spf="v=spf1 -all", dkim=None, dmarc="v=DMARC1; p=reject", mx="0 .", more=more)
    report = judged(records, provider="")
    assert failed(report) == [], outcome(report)
    assert report.verdict == "ready"


def test_silent_servers_leave_everything_unknown() -> None:
    with DnsServer(all_silent=True) as server:
        world = world_of(server, mail=Mail(domain="example.com"), timeout=3)
        report = look(world, "email")
    domain = [entry for entry in report.results if not entry.id.startswith("email.message.")]
    assert {entry.status for entry in domain} == {Status.UNKNOWN}
    assert report.verdict == "incomplete"


ORDER = "v=spf1 mx ~all include:_spf.mailersend.net"


@pytest.mark.parametrize(
    ("spf", "check", "better"),
    [
        (ORDER, "email.spf.syntax", "v=spf1 mx include:_spf.mailersend.net ~all"),
        ("v=spf1 mx include=_spf.mailersend.net ~all", "email.spf.syntax",
         "v=spf1 mx include:_spf.mailersend.net ~all"),
        ("v=spf1 mx include:_spf.mailersend.net-all", "email.spf.includes",
         "v=spf1 mx include:_spf.mailersend.net -all"),
        ("v=spf1 mxinclude:_spf.mailersend.net ~all", "email.spf.syntax",
         "v=spf1 mx include:_spf.mailersend.net ~all"),
        ("v=spf1 include:_spf.mailersend.net a:x1.example.com a:x2.example.com a:x3.example.com "
         "~all", "email.spf.lookups", "v=spf1 include:_spf.mailersend.net ~all"),
        ("v=spf1 include:_spf.mailersend.net include:open.example.net ~all", "email.spf.strict",
         "v=spf1 include:_spf.mailersend.net ~all"),
    ],
)  # fmt: skip
def test_the_fix_keeps_what_is_needed(spf: str, check: str, better: str) -> None:
    report = judged(zone(spf=spf, more=txt("open.example.net", "v=spf1 +all")))
    assert f"To:    {better}" in only_finding(report, check).fix


def test_half_of_the_internet_twice_is_told_once() -> None:
    report = judged(
        zone(spf="v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 include:_spf.mailersend.net -all")
    )
    assert severities(report) == {"email.spf.strict": [BLOCKER]}


def test_a_domain_that_sends_nothing_needs_no_mail_server() -> None:
    records = zone(spf="v=spf1 -all", dkim=None, dmarc="v=DMARC1; p=reject", mx=None)
    assert failed(judged(records, provider="")) == []


def test_localhost_is_no_mail_server() -> None:
    report = judged(zone(mx="10 localhost."), "email.mx.valid")
    assert severities(report) == {"email.mx.valid": [BLOCKER]}


def test_from_a_platforms_domain_no_email_is_judged() -> None:
    report = judged(zone(), domain="acme.onrender.com")
    about = [entry for entry in report.results if not entry.id.startswith("email.message.")]
    assert {entry.status for entry in about} == {Status.SKIPPED}
