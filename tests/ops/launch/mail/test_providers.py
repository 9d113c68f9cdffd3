"""Each email provider's records as its console shows them, and as people get them wrong."""

from __future__ import annotations

from typing import Any

import pytest

from lab.look import failed, only_finding, outcome, result
from ops.launch.findings import Report, Severity, Status
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

TOKEN = "a" * 32
SES = [
    f"{TOKEN}._domainkey.example.com CNAME {TOKEN}.dkim.amazonses.com.",
    "bounce.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com.",
    txt("bounce.example.com", "v=spf1 include:amazonses.com ~all"),
]
RESEND = [
    txt("resend._domainkey.example.com", f"p={key()}"),
    "send.example.com MX 10 feedback-smtp.us-east-1.amazonses.com.",
    txt("send.example.com", "v=spf1 include:amazonses.com ~all"),
]
SENDGRID = [
    "s1._domainkey.example.com CNAME s1.domainkey.u1.wl2.sendgrid.net.",
    "s2._domainkey.example.com CNAME s2.domainkey.u1.wl2.sendgrid.net.",
    "em1.example.com CNAME u1.wl2.sendgrid.net.",
]
BREVO = [
    "brevo1._domainkey.example.com CNAME b1.example-com.dkim.brevo.com.",
    "brevo2._domainkey.example.com CNAME b2.example-com.dkim.brevo.com.",
    txt("example.com", "brevo-code:0123456789"),
]
MAILGUN = [
    "pdk1._domainkey.mg.example.com CNAME pdk1._domainkey.1a2b.dkim1.mailgun.com.",
    txt("mg.example.com", "v=spf1 include:mailgun.org ~all"),
    "mg.example.com MX 10 mxa.mailgun.org.",
]
MICROSOFT = [
    f"selector{n}._domainkey.example.com CNAME "
    f"selector{n}-example-com._domainkey.acme.n-v1.dkim.mail.microsoft."
    for n in (1, 2)
]
BREVO_REPORTS = "v=DMARC1; p=none; rua=mailto:rua@dmarc.brevo.com"
#: What the providers themselves publish.
VENDORS = "\n".join([
    txt("amazonses.com", "v=spf1 ip4:192.0.2.0/24 -all"),
    txt(f"{TOKEN}.dkim.amazonses.com", f"p={key()}"),
    txt("spf.mtasv.net", "v=spf1 ip4:192.0.2.0/24 ~all"),
    txt("pm.mtasv.net", "v=spf1 include:spf.mtasv.net ~all"),
    txt("sendgrid.net", "v=spf1 ip4:192.0.2.0/24 ~all"),
    txt("s1.domainkey.u1.wl2.sendgrid.net", f"k=rsa; t=s; p={key()}"),
    txt("s2.domainkey.u1.wl2.sendgrid.net", f"k=rsa; t=s; p={key()}"),
    txt("u1.wl2.sendgrid.net", "v=spf1 ip4:192.0.2.0/24 -all"),
    txt("mailgun.org", "v=spf1 ip4:192.0.2.0/24 ~all"),
    "mxa.mailgun.org A 192.0.2.30",
    txt("pdk1._domainkey.1a2b.dkim1.mailgun.com", f"k=rsa; p={key()}"),
    txt("b1.example-com.dkim.brevo.com", f"k=rsa;p={key()}"),
    txt("b2.example-com.dkim.brevo.com", f"k=rsa;p={key()}"),
    txt("example.com._report._dmarc.dmarc.brevo.com", "v=DMARC1"),
    txt("spf.mailjet.com", "v=spf1 ip4:192.0.2.0/24 ~all"),
    txt("bnc3.mailjet.com", "v=spf1 include:spf.mailjet.com ~all"),
    txt("_spf.google.com", "v=spf1 ip4:192.0.2.0/24 ~all"),
    "smtp.google.com A 192.0.2.31",
    txt("spf.protection.outlook.com", "v=spf1 ip4:192.0.2.0/24 -all"),
    "example-com.mail.protection.outlook.com A 192.0.2.32",
    txt("selector1-example-com._domainkey.acme.n-v1.dkim.mail.microsoft", f"v=DKIM1; p={key()}"),
    txt("zohomail.eu", "v=spf1 ip4:192.0.2.0/24 ~all"),
    "mx.zoho.eu A 192.0.2.33",
])  # fmt: skip


def sending(
    provider: str, records: list[str], *, spf: str | None = "v=spf1 mx ~all",
    dmarc: str = "v=DMARC1; p=none; rua=mailto:dmarc@example.com", mx: str = "10 mail.example.com.",
    **mail: Any,
) -> Report:  # fmt: skip
    more = "\n".join([*records, VENDORS])
    return judged(
        zone(spf=spf, dkim=None, dmarc=dmarc, mx=mx, more=more), provider=provider, **mail
    )


RIGHT: list[tuple[str, list[str], dict[str, Any]]] = [
    ("ses", SES, {"selectors": (TOKEN,)}),
    ("postmark", [txt("20260101pm._domainkey.example.com", f"k=rsa;p={key()}"),
                  "pm-bounces.example.com CNAME pm.mtasv.net."], {"selectors": ("20260101pm",)}),
    ("sendgrid", SENDGRID, {"return_path": "em1.example.com"}),
    ("sendgrid", SENDGRID[:2], {"return_path": "example.com",
                                "spf": "v=spf1 mx include:sendgrid.net ~all"}),
    ("mailgun", MAILGUN, {"domain": "mg.example.com"}),
    ("mailgun", MAILGUN, {}),
    ("mailgun", MAILGUN, {"return_path": "mg.example.com"}),
    ("resend", RESEND, {}),
    ("brevo", BREVO, {"dmarc": BREVO_REPORTS}),
    ("mailjet", [txt("mailjet._domainkey.example.com", f"k=rsa; p={key()}"),
                 "bnc3.example.com CNAME bnc3.mailjet.com."],
     {"spf": "v=spf1 mx include:spf.mailjet.com ~all"}),
    ("google", [txt("google._domainkey.example.com", f"v=DKIM1; k=rsa; p={key()}")],
     {"spf": "v=spf1 include:_spf.google.com ~all", "mx": "1 smtp.google.com."}),
    ("microsoft", MICROSOFT, {"spf": "v=spf1 include:spf.protection.outlook.com -all",
                              "mx": "0 example-com.mail.protection.outlook.com."}),
    ("zoho", [txt("zmail._domainkey.example.com", f"v=DKIM1; k=rsa; p={key()}")],
     {"spf": "v=spf1 include:zohomail.eu ~all", "mx": "10 mx.zoho.eu."}),
]  # fmt: skip


@pytest.mark.parametrize(("provider", "records", "more"), RIGHT)
def test_a_provider_set_up_as_it_asks_passes(
    provider: str, records: list[str], more: dict[str, Any]
) -> None:
    report = sending(provider, records, **more)
    assert failed(report) == [], outcome(report)
    assert not report.incomplete


WRONG: list[tuple[str, str, list[str], dict[str, Any], dict[str, list[Severity]]]] = [
    ("ses with a second mail server at its return path", "ses",
     [*SES, "bounce.example.com MX 20 feedback-smtp.us-east-1.amazonses.com."],
     {"selectors": (TOKEN,)}, {"email.spf.return_path": [TRUST]}),
    ("ses without its mail server there", "ses", [SES[0], SES[2]], {"selectors": (TOKEN,)},
     {"email.spf.return_path": [TRUST]}),
    ("resend with an include at the root", "resend", RESEND,
     {"spf": "v=spf1 mx include:amazonses.com ~all"}, {"email.spf.provider": [CLEANUP]}),
    ("resend without a key", "resend", RESEND[1:], {}, {"email.dkim.key": [BLOCKER]}),
    ("google without a key", "google", [],
     {"spf": "v=spf1 include:_spf.google.com ~all", "mx": "1 smtp.google.com."},
     {"email.dkim.key": [TRUST]}),
    ("brevo without reports", "brevo", BREVO, {"dmarc": "v=DMARC1; p=none"},
     {"email.dmarc.reports": [TRUST]}),
    ("sendgrid by hand and not in the record", "sendgrid", SENDGRID[:2],
     {"return_path": "example.com"}, {"email.spf.provider": [TRUST]}),
    ("two records where the root is the return path", "sendgrid",
     [*SENDGRID[:2], txt("example.com", "v=spf1 include:sendgrid.net ~all")],
     {"return_path": "example.com"}, {"email.spf.record": [BLOCKER]}),
    ("two records where it is not", "sendgrid",
     [*SENDGRID, txt("example.com", "v=spf1 include:sendgrid.net ~all")],
     {"return_path": "em1.example.com"}, {"email.spf.record": [TRUST]}),
    ("no record where none is needed", "resend", RESEND, {"spf": None},
     {"email.spf.record": [CLEANUP]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("provider", "records", "more", "expected"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG]
)
def test_a_provider_set_up_wrongly(
    provider: str, records: list[str], more: dict[str, Any], expected: dict[str, list[Severity]]
) -> None:
    report = sending(provider, records, **more)
    assert severities(report) == expected, outcome(report)


def test_a_return_path_half_made_is_finished_and_not_begun_anew() -> None:
    report = sending("ses", [SES[0], SES[2]], selectors=(TOKEN,))
    records = only_finding(report, "email.spf.return_path").records
    assert [(record.type, record.name) for record in records] == [("MX", "bounce.example.com")]


def test_keys_whose_records_follow_a_rule_are_given_whole() -> None:
    report = sending("brevo", BREVO[2:], dmarc=BREVO_REPORTS)
    fix = only_finding(report, "email.dkim.key").fix
    assert "Name:  brevo1._domainkey" in fix and "b1.example-com.dkim.brevo.com" in fix


def test_an_alias_in_the_wrong_place_moves_as_an_alias() -> None:
    doubled = [line.replace("._domainkey.", "._domainkey.example.com.") for line in SENDGRID[:2]]
    report = sending("sendgrid", [*doubled, SENDGRID[2]], return_path="em1.example.com")
    records = only_finding(report, "email.dkim.key").records
    assert [(record.action, record.type, record.value) for record in records] == [
        ("delete", "CNAME", "s1.domainkey.u1.wl2.sendgrid.net"),
        ("add", "CNAME", "s1.domainkey.u1.wl2.sendgrid.net"),
    ]


def test_no_one_is_told_to_forbid_the_emails_a_domain_sends() -> None:
    report = judged(zone(spf=None, dkim=None, mx=None, more="\n".join([*RESEND, VENDORS])),
                    provider="resend")  # fmt: skip
    assert only_finding(report, "email.spf.record").records[0].value == "v=spf1 ~all"


def refused(provider: str, records: list[str], spf: str, **mail: Any) -> Report:
    """The report where the DNS server refuses to look up the providers' own names."""
    names = {"amazonses.com", "_spf.google.com", "sendgrid.net", "mailgun.org",
             "s1._domainkey.example.com", "s2._domainkey.example.com",
             "pdk1._domainkey.mg.example.com"}  # fmt: skip
    more = "\n".join([*records, "mxa.mailgun.org A 192.0.2.30"])
    return judged(zone(spf=spf, dkim=None, more=more), provider=provider,
                  server={"refused": {(name, "TXT") for name in names}}, **mail)  # fmt: skip


def test_an_include_that_is_refused_is_unknown_and_still_names_its_provider() -> None:
    google = [txt("google._domainkey.example.com", f"v=DKIM1; p={key()}")]
    report = refused("google", google, "v=spf1 include:_spf.google.com ~all")
    assert result(report, "email.spf.includes").status is Status.UNKNOWN
    assert result(report, "email.dmarc.alignment").status is Status.PASS
    assert failed(report) == [], outcome(report)


def test_a_refused_include_of_another_provider_names_nobody_else() -> None:
    report = refused("sendgrid", SENDGRID[:2], "v=spf1 include:_spf.google.com ~all",
                     return_path="example.com")  # fmt: skip
    assert result(report, "email.dkim.key").status is Status.UNKNOWN
    # Whether the signature carries the emails is not known, so nothing says that nothing does.
    assert severities(report) == {"email.spf.provider": [TRUST]}, outcome(report)


def test_keys_that_are_refused_at_the_return_path_are_not_missing_at_the_domain() -> None:
    report = refused("mailgun", MAILGUN, "v=spf1 mx ~all")
    assert result(report, "email.dkim.key").status is Status.UNKNOWN
    assert failed(report) == [], outcome(report)


GOOGLE_MAILBOXES = "1 smtp.google.com."


def test_mailboxes_that_the_record_forgot_are_told_and_added() -> None:
    report = sending("resend", RESEND, mx=GOOGLE_MAILBOXES)
    assert severities(report) == {"email.spf.provider": [TRUST]}
    fix = only_finding(report, "email.spf.provider").fix
    assert "To:    v=spf1 mx include:_spf.google.com ~all" in fix


def test_one_record_is_proposed_for_provider_and_mailboxes() -> None:
    report = sending("sendgrid", SENDGRID[:2], mx=GOOGLE_MAILBOXES, return_path="example.com")
    fix = only_finding(report, "email.spf.provider").fix
    assert "To:    v=spf1 mx include:sendgrid.net include:_spf.google.com ~all" in fix


@pytest.mark.parametrize("other", ["include:flat.example.net", "ip4:192.0.2.0/24", "exists:%{i}.x"])
def test_a_record_that_may_name_the_mailboxes_otherwise_is_left_alone(other: str) -> None:
    records = [*RESEND, txt("flat.example.net", "v=spf1 ip4:192.0.2.0/24 -all")]
    spf = f"v=spf1 {other.replace('.x', '.x.example.net')} ~all"
    report = sending("resend", records, mx=GOOGLE_MAILBOXES, spf=spf)
    assert failed(report) == [], outcome(report)


def test_a_merged_record_over_the_limit_comes_with_a_warning() -> None:
    many = " ".join(f"include:i{n}.example.net" for n in range(10))
    vendors = [txt(f"i{n}.example.net", "v=spf1 ip4:192.0.2.9 -all") for n in range(10)]
    second = txt("example.com", "v=spf1 include:sendgrid.net ~all")
    report = sending("sendgrid", [*SENDGRID[:2], *vendors, second], spf=f"v=spf1 {many} ~all",
                     return_path="example.com")  # fmt: skip
    assert "they need 11 DNS lookups" in only_finding(report, "email.spf.record").fix
