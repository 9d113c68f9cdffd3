"""Whether DMARC reports go to somebody."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.dmarc.record import applied_record, place_of
from ops.launch.checks.mail.words import at_host, whose
from ops.launch.findings import Finding, Record, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.registry import check


@check("email.dmarc.reports", stage=2, needs="mail")
def dmarc_reports_arrive(mail: MailFacts) -> Iterator[Finding]:
    """DMARC reports go to somebody"""
    record = applied_record(mail)
    brevo = mail.provider is not None and mail.provider.key == "brevo"
    wrong = [problem for problem in record.problems if problem.tag in ("rua", "ruf")]
    if wrong:
        change = Record(
            action="change", type="TXT", name=place_of(mail), value=record.mended(), old=record.text
        )
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} address",
            summary=f"The report address in the DMARC record of {whose(mail)} is miswritten.",
            evidence=f"{record.text}\n" + "; ".join(problem.words for problem in wrong[:3]),
            impact="You get no reports on who sends in your name.",
            fix=at_host(mail, change),
            reference="RFC 9989 4.7",
            records=(change,),
        )
    elif not record.reports and not mail.sends_nothing:
        value = f"{record.text.rstrip('; ')}; rua=mailto:dmarc@{mail.zone}"
        if brevo:
            value = f"{record.text.rstrip('; ')}; rua=mailto:rua@dmarc.brevo.com"
        change = Record(action="change", type="TXT", name=place_of(mail), value=value,
                        old=record.text)  # fmt: skip
        yield Finding(
            severity=Severity.TRUST if brevo else Severity.CLEANUP,
            subject=f"{mail.domain} none",
            summary=f"Nobody gets reports on emails sent in the name of {whose(mail)}.",
            evidence=record.text,
            impact="Brevo does not count the domain as authenticated, and sends from a name of "
            "its own."
            if brevo
            else "You would not notice if somebody, or a service of yours, failed.",
            fix="Add an address that exists:\n\n" + at_host(mail, change),
            reference="RFC 9990",
            records=(change,),
        )
    for permission in mail.permissions:
        if permission.allowed is False:
            yield Finding(
                severity=Severity.CLEANUP,
                subject=f"{mail.domain} {permission.address.domain}",
                summary=f"{permission.address.domain} has not agreed to take your DMARC reports.",
                evidence=f"{permission.name}: no v=DMARC1 there",
                impact="Inboxes send no reports to that address.",
                fix=f"Whoever runs {permission.address.domain} adds a TXT record {permission.name} "
                "with the value v=DMARC1; or use an address on your own domain.",
                reference="RFC 9990",
            )
