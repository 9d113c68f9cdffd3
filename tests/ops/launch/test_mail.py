"""Email set-ups that people really had, served over sockets, each with its right verdict."""

from __future__ import annotations

import base64
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ops.launch.findings import Report, Severity, Status
from ops.launch.world import Mail
from tests.lab.dns_server import DnsServer
from tests.lab.look import failed, look, only_finding, outcome, result, world_of

BLOCKER, TRUST, CLEANUP = Severity.BLOCKER, Severity.TRUST, Severity.CLEANUP


@cache
def key(bits: int = 2048) -> str:
    """The p= of a fresh RSA key."""
    public = rsa.generate_private_key(65537, bits).public_key()
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(der).decode()


@cache
def ed_key() -> str:
    public = ed25519.Ed25519PrivateKey.generate().public_key()
    return base64.b64encode(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def txt(name: str, value: str) -> str:
    """A TXT line, cut into strings of 255 as DNS has them."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    parts = [escaped[place : place + 250] for place in range(0, len(escaped), 250)]
    return f"{name} TXT " + " ".join(f'"{part}"' for part in parts)


def zone(
    *,
    spf: str | None = "v=spf1 include:_spf.mailersend.net ~all",
    dkim: str | None = "",
    dmarc: str | None = "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    mx: str | None = "10 mail.example.com.",
    more: str = "",
) -> str:
    """A domain that sends through MailerSend and is in order, but for what a test changes."""
    lines = [
        "example.com SOA ns1.example.com. host.example.com. 1 3600 600 86400 300",
        "example.com NS ada.ns.cloudflare.com.",
        "example.com A 192.0.2.10",
        "mail.example.com A 192.0.2.25",
        txt("_spf.mailersend.net", "v=spf1 ip4:192.0.2.0/24 ~all"),
    ]
    if spf is not None:
        lines.append(txt("example.com", spf))
    if dkim is not None:
        lines.append("mlsend2._domainkey.example.com CNAME mlsend2._domainkey.mailersend.net.")
        value = dkim or f"v=DKIM1; k=rsa; p={key()}"
        lines.append(txt("mlsend2._domainkey.mailersend.net", value))
    if dmarc is not None:
        lines.append(txt("_dmarc.example.com", dmarc))
    if mx is not None:
        lines.append(f"example.com MX {mx}")
    return "\n".join([*lines, more])


def judged(records: str, *only: str, server: dict[str, Any] | None = None, **mail: Any) -> Report:
    """The report on example.com; what is known of its emails as keywords."""
    mail.setdefault("provider", "mailersend")
    domain = mail.pop("domain", "example.com")
    with DnsServer(records, **(server or {})) as dns:
        world = world_of(dns, domain, mail=Mail(domain=domain, **mail))
        return look(world, *(only or ("email",)))


def severities(report: Report) -> dict[str, list[Severity]]:
    """What failed, and how badly."""
    return {
        entry.id: [finding.severity for finding in entry.findings]
        for entry in report.results
        if entry.status is Status.FAIL
    }


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


DKIM_CASES: list[tuple[str, str, dict[str, list[Severity]]]] = [
    ("cut off", f"v=DKIM1; k=rsa; p={key()[:200]}", {"email.dkim.key": [TRUST]}),
    ("revoked", "v=DKIM1; k=rsa; p=", {"email.dkim.key": [TRUST]}),
    ("1024 bits", f"v=DKIM1; k=rsa; p={key(1024)}", {"email.dkim.strength": [CLEANUP]}),
    ("only p", f"p={key()}", {}),
    ("small version", f"v=dkim1; p={key()}", {"email.dkim.key": [TRUST]}),
    ("no semicolons", f"v=DKIM1 k=rsa p={key()}", {"email.dkim.key": [TRUST]}),
    ("version last", f"p={key()}; v=DKIM1", {"email.dkim.key": [TRUST]}),
    ("test mode", f"v=DKIM1; t=y; p={key()}", {"email.dkim.strength": [CLEANUP]}),
    ("ed25519 alone", f"v=DKIM1; k=ed25519; p={ed_key()}", {"email.dkim.strength": [TRUST]}),
    ("an spf record", "v=spf1 -all", {"email.dkim.key": [TRUST]}),
]


@pytest.mark.parametrize(
    ("value", "expected"), [case[1:] for case in DKIM_CASES], ids=[case[0] for case in DKIM_CASES]
)
def test_dkim_where_spf_carries_the_emails(value: str, expected: dict[str, list[Severity]]) -> None:
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


DMARC_CASES: list[tuple[str, str | None, str, dict[str, list[Severity]]]] = [
    ("none", None, "", {"email.dmarc.record": [TRUST]}),
    ("at the apex only", None, txt("example.com", "v=DMARC1; p=none"),
     {"email.dmarc.record": [TRUST]}),
    ("domain twice", None, txt("_dmarc.example.com.example.com", "v=DMARC1; p=none"),
     {"email.dmarc.record": [TRUST]}),
    ("two", "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
     txt("_dmarc.example.com", "v=DMARC1; p=reject"), {"email.dmarc.record": [TRUST]}),
    ("an spf record beside", "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
     txt("_dmarc.example.com", "v=spf1 -all"), {"email.dmarc.policy": [CLEANUP]}),
    ("no semicolon", "v=DMARC1 p=reject", "", {"email.dmarc.record": [TRUST]}),
    ("small letters", "v=dmarc1; p=reject", "", {"email.dmarc.record": [TRUST]}),
    ("a typing mistake", "v=DMARC1; p=quarentine; rua=mailto:dmarc@example.com", "",
     {"email.dmarc.policy": [TRUST]}),
    ("no reports", "v=DMARC1; p=none", "", {"email.dmarc.reports": [CLEANUP]}),
    ("no mailto", "v=DMARC1; p=none; rua=dmarc@example.com", "",
     {"email.dmarc.reports": [CLEANUP]}),
    ("pct is gone", "v=DMARC1; p=reject; pct=50; rua=mailto:dmarc@example.com", "",
     {"email.dmarc.policy": [CLEANUP]}),
    ("test mode", "v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com", "",
     {"email.dmarc.policy": [CLEANUP]}),
    ("reports elsewhere", "v=DMARC1; p=none; rua=mailto:d@reports.example.net", "",
     {"email.dmarc.reports": [CLEANUP]}),
    ("reports elsewhere, agreed", "v=DMARC1; p=none; rua=mailto:d@reports.example.net",
     txt("example.com._report._dmarc.reports.example.net", "v=DMARC1"), {}),
    ("at both", "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
     txt("example.com", "v=DMARC1; p=none"), {"email.dmarc.policy": [CLEANUP]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dmarc", "more", "expected"), [c[1:] for c in DMARC_CASES], ids=[c[0] for c in DMARC_CASES]
)
def test_dmarc(dmarc: str | None, more: str, expected: dict[str, list[Severity]]) -> None:
    report = judged(zone(dmarc=dmarc, more=more))
    assert severities(report) == expected, outcome(report)


def test_a_subdomain_that_the_organization_leaves_out_is_told() -> None:
    records = zone(dmarc="v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@example.com")
    report = judged(records, "email.dmarc.policy", domain="app.example.com")
    assert severities(report) == {"email.dmarc.policy": [CLEANUP]}


def test_a_registry_that_does_not_answer_hides_nothing_of_the_domain() -> None:
    report = judged(zone(dmarc=None), "email.dmarc", server={"refused": {"_dmarc.com"}})
    assert severities(report) == {"email.dmarc.record": [TRUST]}


def test_dmarc_that_could_not_be_asked_is_unknown() -> None:
    report = judged(zone(), "email.dmarc", server={"servfail": {"_dmarc.example.com"}})
    assert result(report, "email.dmarc.record").status is Status.UNKNOWN
    assert failed(report) == []


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
