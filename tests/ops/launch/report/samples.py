"""Reports as the checks make them, and texts as an enemy would put them into DNS."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from ops.launch.findings import (
    Accepted,
    Changes,
    Finding,
    Record,
    Report,
    Result,
    Severity,
    Status,
)

STARTED = datetime(2026, 11, 25, 9, 7, 30, tzinfo=UTC)
LONG_KEY = "v=DKIM1; k=rsa; p=" + "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A" * 11 + "IDAQAB"

#: What a TXT record, a header or a page may hold.
HOSTILE = [
    "\x1b[2J\x1b[31mLaunch ready\x1b]0;title\x07",
    "\x9b31m and \x85 and \x7f and \x00",
    "a\u202egnp.exe\u202c \u2066x\u2069 zero\u200bwidth",
    "no\u00a0break and \u3000wide and \u2028line",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)> & </pre></style></textarea>',
    "{{ 7|add:7 }} {% now 'Y' %}",
    "[bold red]rich[/bold red] [/] [link=https://evil.example.net]x[/link] :boom:",
    "![x](https://evil.example.net/p.png) [click](javascript:alert(1)) https://evil.example.net",
    "@everyone # heading\n# Launch ready\n---\n```\n````text\n<b>",
    "]]> <!-- --> <?php ?> &lt; &#x41; \ufffe\uffff \ud800 half",
    "tag\U000e0041\U000e0042 selector\U000e0100 blank\u2800 filler\u3164",
    "x" * 30_000,
]


def finding(severity: Severity = Severity.BLOCKER, **more: Any) -> Finding:
    """A finding with all its parts, unless told otherwise."""
    given: dict[str, Any] = {
        "summary": "Mail from hello@example.com will land in spam.",
        "evidence": "example.com has two SPF records.",
        "impact": "Your password-reset mail is refused.",
        "fix": "Delete both records, then add this one.",
        "reference": "RFC 7208, section 3.2",
        "subject": "example.com",
    }
    return Finding(severity=severity, **(given | more))


def result(id: str = "email.spf.single", *findings: Finding, **more: Any) -> Result:
    """A result; it fails when it is given findings."""
    given: dict[str, Any] = {
        "stage": 2,
        "title": "There is one SPF record",
        "essential": False,
        "status": Status.FAIL if findings else Status.PASS,
        "findings": findings,
        "duration_ms": 3,
    }
    return Result(id=id, **(given | more))


def report(*results: Result, **more: Any) -> Report:
    """A report of ``https://example.com/``."""
    given: dict[str, Any] = {
        "target": "https://example.com/",
        "started_at": STARTED,
        "duration_ms": 12_345,
    }
    return Report(results=results, **(given | more))


def hostile() -> Report:
    """Every place that can hold a text holds each of the hostile ones."""
    results = [
        result(
            f"http.hostile.case{number}",
            finding(
                summary=text,
                evidence=text,
                impact=text,
                fix=text,
                reference=text,
                subject=text,
                records=(
                    Record(action="add", type="TXT", name=text, value=f"v {text}"),
                    Record(action="change", type="TXT", name=text, value=f"w {text}", old=text),
                    Record(action="delete", type="TXT", name=text, value=text),
                ),
            ),
            title=text,
            accepted=(Accepted(finding(summary=text), text, date(2026, 12, 31)),),
        )
        for number, text in enumerate(HOSTILE)
    ]
    untold = [
        result(f"http.{status}.case{number}", status=status, reason=text, title=text)
        for number, text in enumerate(HOSTILE)
        for status in (Status.UNKNOWN, Status.SKIPPED, Status.ERROR)
    ]
    return report(
        *results,
        *untold,
        target="https://example.com/\x1b[2J<script>",
        notes=tuple(HOSTILE),
        details=tuple((text, text) for text in HOSTILE),
        changes=Changes(since=STARTED, new=tuple(("http.hostile", text) for text in HOSTILE)),
    )


def full() -> Report:
    """What a founder sees on the first evening."""
    return report(
        result(
            "email.spf.single",
            finding(
                summary="Two SPF records contradict each other, so mail from you may be refused.",
                evidence="These two TXT records were seen at example.com:\n"
                "  v=spf1 include:_spf.google.com ~all\n"
                "  v=spf1 include:spf.protection.outlook.com include:sendgrid.net -all",
                impact="Inboxes treat two records as a broken one. Booking confirmations and "
                "password resets from hello@example.com go to spam, or are sent back.",
                fix="At Cloudflare, open DNS, then Records. Delete both old TXT records that begin "
                "with v=spf1, then add the one below, which holds what both allowed.",
                records=(
                    Record(
                        action="add",
                        type="TXT",
                        name="example.com",
                        value="v=spf1 include:_spf.google.com include:spf.protection.outlook.com "
                        "include:sendgrid.net ~all",
                    ),
                    Record(
                        action="delete",
                        type="TXT",
                        name="example.com",
                        value="v=spf1 include:_spf.google.com ~all",
                    ),
                ),
            ),
            essential=True,
        ),
        result(
            "tls.names",
            finding(
                summary="www.example.com shows visitors a security warning.",
                evidence="The certificate is for example.com only.",
                impact="Everybody who types www sees a full-page warning and leaves.",
                fix="In the Heroku dashboard, open Settings, then Domains, and add "
                '"www.example.com". Or type this:\n  heroku domains:add www.example.com',
                subject="www.example.com",
                reference="RFC 9525, section 6.3",
            ),
            essential=True,
        ),
        result(
            "email.dkim.key",
            finding(
                Severity.TRUST,
                summary="Mail is not signed with your own domain.",
                evidence="resend._domainkey.example.com has no TXT record.",
                impact="Gmail shows “via” beside your name.",
                fix="At your DNS host, add the record that your email provider shows.",
                records=(
                    Record(
                        action="add",
                        type="TXT",
                        name="resend._domainkey.example.com",
                        value=LONG_KEY,
                    ),
                ),
                reference="RFC 6376, section 3.6",
            ),
        ),
        result(
            "performance.compression",
            finding(
                Severity.CLEANUP,
                summary="The home page is sent uncompressed.",
                evidence="182 kB without Content-Encoding.",
                impact="It takes a second longer on a phone.",
                fix="Switch on Brotli in Cloudflare under Speed.",
                subject="https://example.com/",
                reference="",
            ),
            stage=4,
        ),
        result("dns.delegation", title="The name servers agree", essential=True),
        result("dns.apex", title="The root has an address"),
        result(
            "dns.registration",
            title="The domain is paid for",
            status=Status.UNKNOWN,
            reason="the registry did not answer within 5 s",
        ),
        result(
            "http.canonical",
            title="There is one address",
            status=Status.UNKNOWN,
            essential=True,
            reason="192.0.2.10 did not answer within 5 s",
        ),
        result(
            "http.links",
            title="No link is broken",
            status=Status.ERROR,
            reason="the check itself failed: KeyError",
        ),
        result(
            "settings.debug",
            stage=3,
            title="DEBUG is off",
            status=Status.SKIPPED,
            reason="This looks inside a deployment; here it is seen from outside.",
        ),
        result(
            "dns.caa",
            title="Certificate makers are named",
            accepted=(
                Accepted(
                    finding(Severity.CLEANUP, summary="Any certificate maker may issue for you."),
                    "We change DNS hosts in December",
                    date(2026, 12, 31),
                ),
            ),
            reason="1 finding is accepted.",
        ),
        notes=("This address is seen from a laptop, so another visitor may see something else.",),
        changes=Changes(
            since=datetime(2026, 11, 24, 20, 0, tzinfo=UTC),
            new=(("tls.names", "www.example.com shows visitors a security warning."),),
            fixed=(("dns.apex", "example.com has no address."),),
            unchanged=(("email.dkim.key", "Mail is not signed with your own domain."),),
        ),
        details=(
            (
                "SPF of example.com: 4 of 10 lookups",
                "example.com\n  include:_spf.google.com (1)\n    include:_netblocks.google.com (1)"
                "\n  include:spf.protection.outlook.com (1)\n  include:sendgrid.net (1)",
            ),
        ),
    )
