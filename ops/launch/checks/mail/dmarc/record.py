"""Whether the domain has one DMARC record, in its place, that counts."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.words import at_host, whose
from ops.launch.email.dmarc import DmarcRecord, Policy
from ops.launch.email.first_records import first_dmarc
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.registry import check

WITHOUT = (
    "Strangers can write to your customers in your name, and Gmail, Yahoo and Outlook trust the "
    "domain less."
)


def applied_record(mail: MailFacts) -> DmarcRecord:
    """The record that applies; gives up or skips where there is none."""
    if mail.dmarc.unknown:
        failed = mail.dmarc.walk.failed or mail.dmarc.queries[:1]
        raise CannotTell(f"{failed[0].name}: {failed[0].answer.words}")
    if mail.dmarc.record is None or not mail.dmarc.record.applies:
        raise NotApplicable("No DMARC record counts, which email.dmarc.record says.")
    return mail.dmarc.record


def place_of(mail: MailFacts) -> str:
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
        # The one that sends reports, and of two such the milder, which stops no email.
        best = sorted(several.records, key=lambda one: (not one.reports, _strength(one)))
        yield _several(mail, [record.text for record in best], several.name)
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
        record = Record(
            action="add",
            type="TXT",
            name=f"_dmarc.{mail.zone}",
            value=first_dmarc(mail.provider, mail.zone),
        )
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


def _strength(record: DmarcRecord) -> int:
    return list(Policy).index(record.p) if record.p else 0


def _void(mail: MailFacts, record: DmarcRecord) -> Finding:
    change = Record(
        action="change", type="TXT", name=place_of(mail), value=record.mended(), old=record.text
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
