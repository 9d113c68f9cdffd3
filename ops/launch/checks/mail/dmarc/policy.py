"""Whether the DMARC record does what its owner meant."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.dmarc.record import applied_record, place_of
from ops.launch.checks.mail.words import at_host, whose
from ops.launch.email.dmarc import DmarcRecord, Policy
from ops.launch.findings import Finding, NotApplicable, Record, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.registry import check


@check("email.dmarc.policy", stage=2, needs="mail")
def dmarc_means_what_it_says(mail: MailFacts) -> Iterator[Finding]:
    """The DMARC record does what its owner meant

    A policy of none is fine for a launch.
    """
    record = applied_record(mail)
    change = Record(
        action="change", type="TXT", name=place_of(mail), value=record.mended(), old=record.text
    )
    meant = [p for p in record.problems if p.kind in ("invalid", "missing") and p.tag in
             ("p", "sp", "np")]  # fmt: skip
    if meant:
        yield Finding(
            severity=Severity.TRUST,
            subject=f"{mail.domain} policy",
            summary=f"The DMARC record of {whose(mail)} names no policy."
            if all(problem.kind == "missing" for problem in meant)
            else f"The DMARC policy of {whose(mail)} is not applied, because of a typing mistake.",
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
            summary=f"The DMARC record of {whose(mail)} "
            + ("has its parts in an order that some older inboxes cannot read."
               if all(problem.kind == "p_not_second" for problem in rest)
               else "holds parts that inboxes ignore."),
            evidence=f"{record.text}\n" + "; ".join(problem.words for problem in rest[:4]),
            impact="Those inboxes act as if there were no record."
            if all(problem.kind == "p_not_second" for problem in rest)
            else "What they were meant to do does not happen.",
            fix=at_host(mail, change),
            reference="RFC 9989 4.7",
            records=(change,),
        )  # fmt: skip
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
            fix=f"Take {_loophole(mail, record)}=none out of the record, once this subdomain's own "
            "emails pass.",
            reference="RFC 9989 4.7",
        )


def _loophole(mail: MailFacts, record: DmarcRecord) -> str:
    """The tag that leaves this subdomain out."""
    return "np" if mail.dmarc.exists is False and record.np is Policy.NONE else "sp"


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
    own = mail.dmarc.own
    if mail.dmarc.source != "author" and (own.several or own.near):
        texts = [record.text for record in own.records] or [near.text for near in own.near]
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} void",
            summary=f"Inboxes ignore what stands at {own.name}, and go by the record of "
            f"{mail.dmarc.policy_domain}.",
            evidence="\n".join(texts[:4]),
            impact=f"{whose(mail)} is treated as {mail.dmarc.policy_domain} asks for, and not as "
            "you asked for here.",
            fix="Delete it, or keep one that inboxes understand:\n\n"
            + at_host(mail, *(Record(action="delete", type="TXT", name=own.name, value=text)
                              for text in texts[:4])),
            reference="RFC 9989 4.10",
        )  # fmt: skip
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
