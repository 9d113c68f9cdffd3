"""Whether the domain has one SPF record that receivers can read."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.words import (
    HURTS,
    SPF,
    at_host,
    change_of,
    own_record,
    spf_severity,
    too_long,
    whose,
)
from ops.launch.email.spf import (
    Certainty,
    Problem,
    in_order,
    merged_records,
    minimal,
    repaired,
)
from ops.launch.findings import CannotTell, Finding, Record, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.gather.mail.proposal import envelope_is_ours, wanted_includes
from ops.launch.registry import check


@check("email.spf.record", stage=2, needs="mail", essential=True)
def spf_is_single(mail: MailFacts) -> Iterator[Finding]:
    """The domain has exactly one SPF record"""
    if mail.txt.failed:
        raise CannotTell(f"{mail.domain} TXT: {mail.txt.words}")
    texts = mail.spf.root.texts
    if len(texts) > 1:
        yield _several(mail, texts)
    elif not texts:
        yield _nearly(mail) or _none(mail)


def _several(mail: MailFacts, texts: tuple[str, ...]) -> Finding:
    one = mail.proposed.root.text if mail.proposed else merged_records(texts)
    records = (
        *(Record(action="delete", type="TXT", name=mail.domain, value=text) for text in texts[1:]),
        change_of(mail, texts[0], one),
    )
    return Finding(
        severity=spf_severity(mail),
        subject=mail.domain,
        summary=f"{whose(mail)} has {len(texts)} SPF records, and only one is allowed.",
        evidence="\n".join(texts),
        impact=HURTS,
        fix="Keep one record that holds everything:\n\n" + too_long(mail) + at_host(mail, *records),
        reference="RFC 7208 4.5",
        records=records,
    )


def _nearly(mail: MailFacts) -> Finding | None:
    near = mail.spf.root.near
    if near:
        first = near[0]
        record = change_of(mail, first.text, first.better) if first.better else None
        return Finding(
            severity=spf_severity(mail),
            subject=mail.domain,
            summary=f"Inboxes do not see the SPF record of {whose(mail)}: {first.reason}.",
            evidence=f"{mail.domain} TXT {first.text!r}",
            impact=HURTS,
            fix=at_host(mail, record) if record else f"Correct it: {first.reason}.",
            reference="RFC 7208 4.5",
            records=(record,) if record else (),
        )
    misplaced = mail.misplaced("spf")
    if misplaced:
        miss = misplaced[0]
        records = (
            Record(action="delete", type="TXT", name=miss.name, value=miss.value),
            Record(action="add", type="TXT", name=miss.right, value=miss.value),
        )
        return Finding(
            severity=spf_severity(mail),
            subject=mail.domain,
            summary=f"The SPF record of {whose(mail)} is in the wrong place: {miss.why}.",
            evidence=f"{miss.name} TXT {miss.value}",
            impact=HURTS,
            fix="Move it:\n\n" + at_host(mail, *records),
            reference="RFC 7208 4.4",
            records=records,
        )
    return None


def _none(mail: MailFacts) -> Finding:
    includes = wanted_includes(mail, ())
    needless = not includes and mail.provider is not None and not envelope_is_ours(mail)
    own = ["mx"] if mail.mx.ok and not includes else []
    value = " ".join(["v=spf1", *own, *(f"include:{name}" for name in includes), "~all"])
    if not own and not includes and not _sends(mail):
        value = "v=spf1 -all"
    record = Record(action="add", type="TXT", name=mail.domain, value=value)
    more = (
        " If the domain does send email, put an include: of each service that sends for it in "
        "front of ~all; your email provider shows its own."
        if not includes
        else ""
    )
    return Finding(
        # With the envelope elsewhere and a signature, no inbox asks for this record.
        severity=Severity.CLEANUP
        if needless and mail.forecast.passes is not False
        else Severity.TRUST,
        subject=mail.domain,
        summary=f"{whose(mail)} has no SPF record: nobody is named as allowed to send for it.",
        evidence=f"{mail.domain} TXT: "
        + (f"{len(mail.txt.values)} other records" if mail.txt.ok else mail.txt.words),
        impact=f"None for emails by {mail.provider.name}, whose own return path counts. Emails "
        "that people write from mailboxes at the domain are trusted less."
        if needless and mail.provider
        else "Inboxes trust your emails less, and strangers can write in your name more easily.",
        fix=f"Publish {SPF}.{more}\n\n" + at_host(mail, record),
        reference="RFC 7208 3",
        records=(record,),
    )


@check("email.spf.syntax", stage=2, needs="mail")
def spf_is_readable(mail: MailFacts) -> Iterator[Finding]:
    """The SPF record is spelled as receivers read it"""
    text = own_record(mail)
    wrong = [p for p in mail.spf.problems if p.kind == "syntax"]
    own = [problem for problem in wrong if problem.domain == mail.domain]
    if own:
        better = repaired(text)
        record = change_of(mail, text, better) if better and better != text else None
        words = "; ".join(f"{problem.term!r}: {problem.words}" for problem in own[:5])
        yield Finding(
            severity=spf_severity(mail),
            subject=mail.domain,
            summary=f"The SPF record of {whose(mail)} has a mistake that makes all of it void.",
            evidence=f"{text}\n{words}",
            impact=HURTS,
            fix=at_host(mail, record) if record else f"Correct it: {words}.",
            reference="RFC 7208 4.6",
            records=(record,) if record else (),
        )
    for problem in wrong:
        if problem.domain != mail.domain:
            yield _broken_include(mail, problem)
    if not own:
        yield from _without_effect(mail, text)


def _without_effect(mail: MailFacts, text: str) -> Iterator[Finding]:
    """Parts that receivers pass over: some were meant to let a service send, some do nothing."""
    remarks = [problem for problem in mail.spf.remarks if problem.domain == mail.domain]
    told = {p.term for p in mail.spf.problems if p.kind == "no_record"}
    late = any(p.kind == "after_all" and not _is_all(p.term) for p in remarks)
    lost = [p for p in remarks if (p.kind == "misspelt" and p.term not in told)
            or (p.kind == "after_all" and not _is_all(p.term))]  # fmt: skip
    if lost:
        better = repaired(text) or text
        change = change_of(mail, text, in_order(better) if late else better)
        yield Finding(
            severity=Severity.TRUST,
            subject=f"{mail.domain} ignored",
            summary=f"Inboxes ignore a part of the SPF record of {whose(mail)}.",
            evidence=f"{text}\n" + "; ".join(problem.words for problem in lost[:5]),
            impact="Whoever that part was meant to allow is not allowed: emails of that service "
            "count as not vouched for.",
            fix=at_host(mail, change) if change.value != text else "Correct that part.",
            reference="RFC 7208 5, 6",
            records=(change,) if change.value != text else (),
        )
        return
    strange = [p for p in remarks if p.kind in ("after_all", "redirect_void", "bad_name",
                                                "repeated")]  # fmt: skip
    if strange:
        tidy = minimal(text, mail.spf).text
        record = change_of(mail, text, tidy) if tidy != text else None
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} tidiness",
            summary=f"The SPF record of {whose(mail)} holds parts that do nothing.",
            evidence=f"{text}\n" + "; ".join(problem.words for problem in strange[:5]),
            impact="None today; it misleads whoever edits it next.",
            fix=at_host(mail, record) if record else "Take those parts out.",
            reference="RFC 7208 5, 6",
            records=(record,) if record else (),
        )


def _is_all(term: str) -> bool:
    return term.lower().lstrip("+-~?") == "all"


def _sends(mail: MailFacts) -> bool:
    """Whether anything shows that emails come from this domain."""
    known = mail.mail.provider or mail.mail.from_address or mail.mail.ours
    return bool(known) or any(key.good for key in mail.dkim)


def _broken_include(mail: MailFacts, problem: Problem) -> Finding:
    return Finding(
        severity=spf_severity(mail),
        subject=f"{mail.domain} {problem.domain}",
        summary=f"The SPF record of {whose(mail)} includes {problem.domain}, whose own is broken.",
        evidence=f"{problem.domain}: {problem.words} ({problem.term})",
        impact=HURTS,
        fix=f"Ask whoever runs {problem.domain} to correct it. If you no longer use that service, "
        f"take include:{problem.domain} out.",
        reference="RFC 7208 5.2",
    )


@check("email.spf.includes", stage=2, needs="mail")
def spf_includes_exist(mail: MailFacts) -> Iterator[Finding]:
    """Every record that SPF includes is there"""
    text = own_record(mail)
    for problem in mail.spf.problems:
        if problem.kind not in ("no_record", "loop", "several", "mx_many"):
            continue
        if problem.kind == "several" and problem.target == mail.domain:
            continue
        slip = next((r for r in mail.spf.remarks if r.kind == "misspelt" and r.domain ==
                     mail.domain and r.term == problem.term), None)  # fmt: skip
        without = (slip and repaired(text)) or " ".join(
            part for part in text.split(" ") if part != problem.term
        )
        record = change_of(mail, text, without) if without != text else None
        yield Finding(
            severity=spf_severity(mail),
            subject=f"{mail.domain} {problem.target}",
            summary=f"The SPF record of {whose(mail)} cannot be used: {problem.words}.",
            evidence=f"{problem.domain}: {problem.term or text}",
            impact=HURTS,
            fix=at_host(mail, record) if slip and record else _remedy(mail, problem, record),
            reference="RFC 7208 5.2",
            records=(record,) if record and problem.kind != "mx_many" else (),
        )
    failed = [p for p in mail.spf.problems if p.certainty is Certainty.TEMPORARY]
    if failed:
        raise CannotTell("; ".join(problem.words for problem in failed[:3]))


def _remedy(mail: MailFacts, problem: Problem, record: Record | None) -> str:
    """What to do about a term that leads nowhere, in a circle, or to too much."""
    if problem.kind == "mx_many":
        return (
            f"Keep ten mail servers at most, or name them by address (ip4:) in place of "
            f"{problem.term}."
        )
    if record is None:
        return (
            f"Ask whoever keeps the record of {problem.domain} to take {problem.term} out or to "
            "correct it."
        )
    if problem.kind == "no_record":
        advice = "If it is a typing mistake, correct the name. If you have left that service"
    elif problem.target == mail.domain:
        return "It names itself. Take that out:\n\n" + at_host(mail, record)
    else:
        advice = f"Ask whoever runs {problem.target} to correct it. If you no longer use it"
    return f"{advice}, take it out:\n\n" + at_host(mail, record)
