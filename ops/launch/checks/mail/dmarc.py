"""DMARC: what inboxes are asked to do with emails that only pretend to be yours (RFC 9989)."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.words import at_host, whose
from ops.launch.email.dmarc import DmarcRecord, Policy
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.registry import check

WITHOUT = (
    "Strangers can write to your customers in your name, and Gmail, Yahoo and Outlook trust the "
    "domain less."
)


def _wanted(mail: MailFacts) -> str:
    """A record to begin with: it asks for nothing yet, and sends reports."""
    if mail.provider is not None and mail.provider.key == "brevo":
        return "v=DMARC1; p=none; rua=mailto:rua@dmarc.brevo.com"
    return f"v=DMARC1; p=none; rua=mailto:dmarc@{mail.zone}"


def _record(mail: MailFacts) -> DmarcRecord:
    """The record that applies; gives up or skips where there is none."""
    if mail.dmarc.unknown:
        failed = mail.dmarc.walk.failed or mail.dmarc.queries[:1]
        raise CannotTell(f"{failed[0].name}: {failed[0].answer.words}")
    if mail.dmarc.record is None:
        raise NotApplicable("There is no DMARC record, which email.dmarc.record says.")
    return mail.dmarc.record


def _place(mail: MailFacts) -> str:
    return f"_dmarc.{mail.dmarc.policy_domain or mail.zone}"


@check("email.dmarc.record", stage=2, needs="mail", essential=True)
def dmarc_is_there(mail: MailFacts) -> Iterator[Finding]:
    """The domain has one DMARC record that counts"""
    dmarc = mail.dmarc
    several = next((query for query in dmarc.queries if query.several), None)
    if dmarc.record is not None and dmarc.record.applies and not dmarc.unknown:
        return
    if dmarc.record is not None and not dmarc.record.applies:
        yield _void(mail, dmarc.record)
    elif several is not None:
        yield _several(mail, [record.text for record in several.records], several.name)
    elif near := [entry for query in dmarc.queries for entry in query.near]:
        record = Record(action="change", type="TXT", name=dmarc.queries[0].name,
                        value=near[0].better, old=near[0].text)  # fmt: skip
        yield Finding(
            severity=Severity.TRUST,
            subject=mail.domain,
            summary=f"The DMARC record of {whose(mail)} has a mistake, so inboxes do not see it.",
            evidence=f"{near[0].text}: {near[0].words}.",
            impact=WITHOUT,
            fix=at_host(mail, record),
            reference="RFC 9989 4.7",
            records=(record,),
        )
    elif dmarc.unknown:
        failed = dmarc.walk.failed or dmarc.queries[:1]
        raise CannotTell(f"{failed[0].name}: {failed[0].answer.words}")
    elif mail.dmarc_misplaced:
        yield _misplaced(mail)
    else:
        record = Record(action="add", type="TXT", name=f"_dmarc.{mail.zone}", value=_wanted(mail))
        yield Finding(
            severity=Severity.TRUST,
            subject=mail.domain,
            summary=f"{whose(mail)} has no DMARC record: nobody says what to do with fakes.",
            evidence=f"_dmarc.{mail.domain} TXT: {dmarc.own.answer.words}",
            impact=WITHOUT,
            fix="Begin with one that only asks for reports, and make sure the address in it "
            "exists:\n\n" + at_host(mail, record),
            reference="RFC 9989 4.10; Google, email sender guidelines",
            records=(record,),
        )


def _void(mail: MailFacts, record: DmarcRecord) -> Finding:
    change = Record(
        action="change", type="TXT", name=_place(mail), value=record.mended(), old=record.text
    )
    words = "; ".join(problem.words for problem in record.problems[:3])
    return Finding(
        severity=Severity.TRUST,
        subject=mail.domain,
        summary=f"The DMARC record of {whose(mail)} names no policy that inboxes understand.",
        evidence=f"{record.text}\n{words}",
        impact=WITHOUT,
        fix=at_host(mail, change),
        reference="RFC 9989 4.10.1",
        records=(change,),
    )


def _several(mail: MailFacts, texts: list[str], name: str) -> Finding:
    records = tuple(
        Record(action="delete", type="TXT", name=name, value=text) for text in texts[1:]
    )
    return Finding(
        severity=Severity.TRUST,
        subject=mail.domain,
        summary=f"{whose(mail)} has {len(texts)} DMARC records, and inboxes then ignore them all.",
        evidence="\n".join(texts),
        impact=WITHOUT,
        fix="Keep one of them:\n\n" + at_host(mail, *records),
        reference="RFC 9989 4.10",
        records=records,
    )


def _misplaced(mail: MailFacts) -> Finding:
    miss = mail.dmarc_misplaced[0]
    records = (
        Record(action="delete", type="TXT", name=miss.name, value=miss.text),
        Record(action="add", type="TXT", name=f"_dmarc.{mail.domain}", value=miss.text),
    )
    return Finding(
        severity=Severity.TRUST,
        subject=mail.domain,
        summary=f"The DMARC record of {whose(mail)} is in the wrong place: {miss.words}.",
        evidence=f"{miss.name} TXT {miss.text}",
        impact=WITHOUT,
        fix="Move it:\n\n" + at_host(mail, *records),
        reference="RFC 9989 4.10",
        records=records,
    )


@check("email.dmarc.policy", stage=2, needs="mail")
def dmarc_means_what_it_says(mail: MailFacts) -> Iterator[Finding]:
    """The DMARC record does what its owner meant

    A policy of none is fine for a launch.
    """
    record = _record(mail)
    change = Record(
        action="change", type="TXT", name=_place(mail), value=record.mended(), old=record.text
    )
    meant = [p for p in record.problems if p.kind in ("invalid", "missing") and p.tag in
             ("p", "sp", "np")]  # fmt: skip
    if meant and record.applies:
        yield Finding(
            severity=Severity.TRUST,
            subject=f"{mail.domain} policy",
            summary=f"The DMARC policy of {whose(mail)} is not applied, because of a typing "
            "mistake.",
            evidence=f"{record.text}\n" + "; ".join(problem.words for problem in meant),
            impact="Inboxes act as if you had asked for nothing: fakes get through.",
            fix=at_host(mail, change),
            reference="RFC 9989 4.10.1",
            records=(change,),
        )
    rest = [
        problem
        for problem in record.problems
        if problem not in meant and problem.tag not in ("rua", "ruf") and problem.kind != "missing"
    ]
    if rest and not meant:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} tags",
            summary=f"The DMARC record of {whose(mail)} holds parts that inboxes ignore.",
            evidence=f"{record.text}\n" + "; ".join(problem.words for problem in rest[:4]),
            impact="What they were meant to do does not happen.",
            fix=at_host(mail, change),
            reference="RFC 9989 4.7",
            records=(change,),
        )
    yield from _weaker(mail, record)
    yield from _beside(mail)


def _weaker(mail: MailFacts, record: DmarcRecord) -> Iterator[Finding]:
    published, applied = mail.dmarc.published, mail.dmarc.applied
    if record.testing and published is not None and published is not Policy.NONE:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} testing",
            summary=f"The DMARC policy of {whose(mail)} is in test mode: {published} counts as "
            f"{applied}.",
            evidence=record.text,
            impact="Fakes are treated more kindly than the policy says.",
            fix="When reports show that your own emails pass, take t=y out.",
            reference="RFC 9989 4.7",
        )
    below = mail.dmarc.policy_domain != mail.domain
    if below and published is Policy.NONE and record.p not in (None, Policy.NONE):
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} subdomains",
            summary=f"DMARC protects {mail.dmarc.policy_domain}, but not {whose(mail)}.",
            evidence=record.text,
            impact="Fakes in the name of this subdomain get through.",
            fix="Take sp=none out of the record, once this subdomain's own emails pass.",
            reference="RFC 9989 4.7",
        )


def _beside(mail: MailFacts) -> Iterator[Finding]:
    others = mail.dmarc.own.others
    if others:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} others",
            summary=f"Other records stand beside the DMARC record of {whose(mail)}.",
            evidence=f"{mail.dmarc.own.name} TXT {others[0]}",
            impact="None; they do nothing there and mislead whoever edits next.",
            fix=at_host(
                mail,
                *(
                    Record(action="delete", type="TXT", name=mail.dmarc.own.name, value=other)
                    for other in others[:3]
                ),
            ),
            reference="RFC 9989 4.10",
        )
    if mail.dmarc.source and mail.dmarc_misplaced:
        miss = mail.dmarc_misplaced[0]
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} copy",
            summary=f"A copy of the DMARC record of {whose(mail)} stands where nobody reads it.",
            evidence=f"{miss.name} TXT {miss.text}: {miss.words}",
            impact="None; it misleads whoever edits it next.",
            fix=at_host(mail, Record(action="delete", type="TXT", name=miss.name, value=miss.text)),
            reference="RFC 9989 4.10",
        )


@check("email.dmarc.reports", stage=2, needs="mail")
def dmarc_reports_arrive(mail: MailFacts) -> Iterator[Finding]:
    """DMARC reports go to somebody"""
    record = _record(mail)
    brevo = mail.provider is not None and mail.provider.key == "brevo"
    wrong = [problem for problem in record.problems if problem.tag in ("rua", "ruf")]
    if wrong:
        change = Record(
            action="change", type="TXT", name=_place(mail), value=record.mended(), old=record.text
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
        change = Record(action="change", type="TXT", name=_place(mail), value=value,
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


@check("email.dmarc.alignment", stage=2, needs="mail", essential=True)
def emails_will_pass(mail: MailFacts) -> Iterator[Finding]:
    """Emails of this site will be taken for yours

    At least one of SPF and DKIM has to pass for the domain in the From address itself.
    """
    forecast = mail.forecast
    if mail.sends_nothing and not _is_sender(mail):
        raise NotApplicable("The domain says that no email comes from it.")
    if forecast.passes is None:
        if mail.guessed and not mail.mail.ours and not mail.dmarc.unknown and not mail.txt.failed:
            raise NotApplicable(
                "Who sends this site's emails cannot be seen from outside; name it with --provider "
                "and --selector."
            )
        raise CannotTell(forecast.dkim_doubt or forecast.spf_doubt)
    if forecast.passes:
        return
    sender = mail.provider.name if mail.provider else "your email provider"
    envelope = mail.return_path.host or "an unknown name"
    yield Finding(
        severity=Severity.BLOCKER,
        subject=mail.domain,
        summary=f"Emails from {whose(mail)} will not be taken for yours by any inbox.",
        evidence=f"SPF: the return path is {envelope}, which does not vouch for {mail.domain}. "
        f"DKIM: no usable key of {sender} at {mail.domain}.",
        impact="Confirmations and notices go to spam or are refused.",
        fix=f"Set up DKIM: copy the records from {console_of(mail)} to {mail.dns_host.name} "
        f"({mail.dns_host.where}), and press Verify there. The findings on DKIM and SPF say which.",
        reference="RFC 9989 4.4",
    )


def _is_sender(mail: MailFacts) -> bool:
    """Whether emails do come from this domain, whatever its records say."""
    return mail.mail.ours or bool(mail.mail.from_address)


def console_of(mail: MailFacts) -> str:
    """The page that shows the records."""
    if mail.provider is None:
        return "your email provider's page on your domain"
    return f"{mail.provider.name} ({mail.provider.where})"


@check("email.dmarc.logo", stage=2, needs="mail")
def logo_can_be_shown(mail: MailFacts) -> Iterator[Finding]:
    """A published logo (BIMI) can be shown

    Having none is fine.
    """
    values = [v for v in mail.bimi.values if v.lower().startswith("v=bimi1")]
    if not values:
        raise NotApplicable("The domain publishes no logo, and needs none.")
    if mail.dmarc.applied not in (Policy.QUARANTINE, Policy.REJECT):
        yield Finding(
            severity=Severity.CLEANUP,
            subject=mail.domain,
            summary=f"The logo that {whose(mail)} publishes is never shown.",
            evidence=values[0],
            impact="Inboxes show it only where DMARC asks for quarantine or reject, and mostly "
            "only with a certificate for the logo.",
            fix="Tighten DMARC step by step first, or delete the record default._bimi.",
            reference="BIMI draft 4",
        )
