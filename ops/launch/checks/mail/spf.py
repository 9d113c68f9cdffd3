"""SPF: one record, readable, within its limits, open to nobody else (RFC 7208)."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.words import (
    SPF,
    at_host,
    envelope_is_ours,
    spf_severity,
    wanted_includes,
    whose,
)
from ops.launch.email.spf import Certainty, Problem, merged, merged_records, minimal, repaired
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.registry import check

HURTS = "Inboxes cannot use it, and treat emails in your name as if nobody had vouched for them."


def _own_record(mail: MailFacts) -> str:
    """The one record of the domain; skips or gives up where there is not exactly one."""
    if mail.txt.failed:
        raise CannotTell(f"{mail.domain} TXT: {mail.txt.words}")
    if not mail.spf.root.text:
        raise NotApplicable("There is not exactly one SPF record, which email.spf.record says.")
    return mail.spf.root.text


def _change(mail: MailFacts, old: str, new: str) -> Record:
    return Record(action="change", type="TXT", name=mail.domain, value=new, old=old)


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
    one = merged_records(texts)
    records = (
        *(Record(action="delete", type="TXT", name=mail.domain, value=text) for text in texts[1:]),
        _change(mail, texts[0], one),
    )
    return Finding(
        severity=spf_severity(mail),
        subject=mail.domain,
        summary=f"{whose(mail)} has {len(texts)} SPF records, and only one is allowed.",
        evidence="\n".join(texts),
        impact=HURTS,
        fix="Keep one record that holds everything:\n\n" + at_host(mail, *records),
        reference="RFC 7208 4.5",
        records=records,
    )


def _nearly(mail: MailFacts) -> Finding | None:
    near = mail.spf.root.near
    if near:
        first = near[0]
        record = _change(mail, first.text, first.better) if first.better else None
        return Finding(
            severity=spf_severity(mail),
            subject=mail.domain,
            summary=f"{whose(mail)} has a record that was meant as SPF, and inboxes do not see it.",
            evidence=f"{first.text!r}: {first.reason}.",
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
    includes = wanted_includes(mail)
    silent = not mail.mx.ok and not includes and mail.provider is None
    value = "v=spf1 " + " ".join([*(f"include:{name}" for name in includes), "~all"])
    if silent:
        value = "v=spf1 -all"
    record = Record(action="add", type="TXT", name=mail.domain, value=value)
    more = (
        " If the domain does send email, put an include: of each service that sends for it in "
        "front of ~all; your email provider shows its own."
        if not includes
        else ""
    )
    return Finding(
        severity=Severity.TRUST,
        subject=mail.domain,
        summary=f"{whose(mail)} has no SPF record: nobody is named as allowed to send for it.",
        evidence=f"{mail.domain} TXT: "
        + (f"{len(mail.txt.values)} other records" if mail.txt.ok else mail.txt.words),
        impact="Inboxes trust your emails less, and strangers can write in your name more easily.",
        fix=f"Publish {SPF}.{more}\n\n" + at_host(mail, record),
        reference="RFC 7208 3",
        records=(record,),
    )


@check("email.spf.syntax", stage=2, needs="mail")
def spf_is_readable(mail: MailFacts) -> Iterator[Finding]:
    """The SPF record is spelled as receivers read it"""
    text = _own_record(mail)
    wrong = [p for p in mail.spf.problems if p.kind == "syntax"]
    own = [problem for problem in wrong if problem.domain == mail.domain]
    if own:
        better = repaired(text)
        record = _change(mail, text, better) if better and better != text else None
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
    strange = [p for p in mail.spf.remarks if p.kind in ("misspelt", "after_all", "redirect_void",
                                                         "bad_name", "repeated")]  # fmt: skip
    strange = [problem for problem in strange if problem.domain == mail.domain]
    if strange and not own:
        tidy = minimal(text, mail.spf).text
        record = _change(mail, text, tidy) if tidy != text else None
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


def _broken_include(mail: MailFacts, problem: Problem) -> Finding:
    return Finding(
        severity=spf_severity(mail),
        subject=f"{mail.domain} {problem.domain}",
        summary=f"The SPF record of {whose(mail)} includes {problem.domain}, whose own is broken.",
        evidence=f"{problem.domain}: {problem.words} ({problem.term})",
        impact=HURTS,
        fix=f"Take include:{problem.domain} out if you no longer use that service; else tell them.",
        reference="RFC 7208 5.2",
    )


@check("email.spf.includes", stage=2, needs="mail")
def spf_includes_exist(mail: MailFacts) -> Iterator[Finding]:
    """Every record that SPF includes is there"""
    text = _own_record(mail)
    for problem in mail.spf.problems:
        if problem.kind not in ("no_record", "loop", "several", "mx_many"):
            continue
        if problem.kind == "several" and problem.target == mail.domain:
            continue
        without = " ".join(part for part in text.split(" ") if part != problem.term)
        record = _change(mail, text, without) if without != text else None
        yield Finding(
            severity=spf_severity(mail),
            subject=f"{mail.domain} {problem.target}",
            summary=f"The SPF record of {whose(mail)} cannot be used: {problem.words}.",
            evidence=f"{problem.domain}: {problem.term or text}",
            impact=HURTS,
            fix=(
                "If it is a typing mistake, correct the name; if you have left that service, take "
                "it out:\n\n" + at_host(mail, record)
            )
            if record
            else f"Take {problem.term} out of the record of {problem.domain}, or ask whoever keeps "
            "it to correct it.",
            reference="RFC 7208 5.2",
            records=(record,) if record else (),
        )
    failed = [p for p in mail.spf.problems if p.certainty is Certainty.TEMPORARY]
    if failed:
        raise CannotTell("; ".join(problem.words for problem in failed[:3]))


@check("email.spf.lookups", stage=2, needs="mail")
def spf_is_within_limits(mail: MailFacts) -> Iterator[Finding]:
    """SPF needs ten DNS lookups at most

    Receivers stop at ten and then take the whole record for broken. What counts is the worst
    case: a sender that is listed last, or not at all.
    """
    text = _own_record(mail)
    tree = mail.spf
    over = [p for p in tree.problems if p.kind in ("lookups", "voids")]
    macros = [p for p in tree.problems if p.kind == "macro"]
    for problem in over:
        late = tree.beyond()
        yield Finding(
            severity=spf_severity(mail),
            subject=f"{mail.domain} {problem.kind}",
            summary=f"The SPF record of {whose(mail)} asks for too much: {problem.words}.",
            evidence=f"{text}\nAt worst {tree.worst} lookups"
            + (f", at best {tree.least}" if tree.least is not None else "")
            + f"; {tree.voids} of them find nothing.",
            impact="Receivers give up on it. Emails from "
            + (", ".join(late) if late else "whoever is listed last")
            + " count as not vouched for; those listed early may still pass.",
            fix=_shorter(mail, text),
            reference="RFC 7208 4.6.4",
        )
    if not over and (tree.worst >= 9 or tree.voids == tree.limits.voids):
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} near",
            summary=f"The SPF record of {whose(mail)} is close to its limit.",
            evidence=f"{tree.worst} of {tree.limits.lookups} lookups; {tree.voids} of "
            f"{tree.limits.voids} that find nothing.",
            impact="None today. A service more, or one that changes its own record, and all of it "
            "is void.",
            fix=_shorter(mail, text),
            reference="RFC 7208 4.6.4",
        )
    if macros and not over:
        raise CannotTell("; ".join(problem.words for problem in macros[:3]))


def _shorter(mail: MailFacts, text: str) -> str:
    from ops.launch.email.providers import by_include

    tidy = minimal(text, mail.spf)
    steps = [step for step in mail.spf.root.steps if step.total]
    costly = ", ".join(
        f"{step.raw} ({step.total})" for step in sorted(steps, key=lambda s: -s.total)[:5]
    )
    needless = [
        name
        for name in mail.spf.includes
        if (provider := by_include(name)) and name in provider.useless_includes
    ]
    advice = f"Take out every service you no longer use. What each costs: {costly}."
    if needless:
        advice += (
            f" Not needed for emails to arrive: {', '.join('include:' + n for n in needless)}."
        )
    if tidy.text != text:
        advice += "\n\n" + at_host(mail, _change(mail, text, tidy.text))
    return advice


@check("email.spf.strict", stage=2, needs="mail")
def spf_names_only_ours(mail: MailFacts) -> Iterator[Finding]:
    """SPF lets nobody else send"""
    text = _own_record(mail)
    for wide in mail.spf.wide:
        yield Finding(
            severity=Severity.BLOCKER if wide.everyone else Severity.TRUST,
            subject=f"{wide.domain} {wide.term}",
            summary=f"The SPF record of {whose(mail)} lets "
            + ("everybody on the internet" if wide.everyone else "far too many servers")
            + " send email in your name.",
            evidence=f"{wide.domain}: {wide.term}",
            impact="Anybody can write to your customers as you, and inboxes will believe it.",
            fix="Name only your own services, and end in ~all:\n\n"
            + at_host(mail, _change(mail, text, _closed(text, wide.term))),
            reference="RFC 7208 5.1",
        )
    if mail.spf.wide:
        return
    if not mail.spf.has_all and not any(p.kind == "syntax" for p in mail.spf.problems):
        record = _change(mail, text, f"{text.rstrip()} ~all")
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} end",
            summary=f"The SPF record of {whose(mail)} does not say what to think of others.",
            evidence=text,
            impact="Emails that strangers send in your name count as neutral instead of doubtful.",
            fix=at_host(mail, record),
            reference="RFC 7208 5.1",
            records=(record,),
        )
    elif mail.spf.final == "?":
        record = _change(mail, text, text.replace("?all", "~all").replace("?ALL", "~all"))
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} end",
            summary=f"The SPF record of {whose(mail)} says that others are neither good nor bad.",
            evidence=text,
            impact="Emails that strangers send in your name count as neutral instead of doubtful.",
            fix=at_host(mail, record) if record.value != text else "End the record in ~all.",
            reference="RFC 7208 5.1",
        )
    for remark in mail.spf.ptr[:1]:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} ptr",
            summary=f"The SPF record of {whose(mail)} uses ptr, which inboxes ignore or dislike.",
            evidence=f"{remark.domain}: {remark.term}",
            impact="Slow checks, and no effect at large providers.",
            fix=f"Take {remark.term} out.",
            reference="RFC 7208 5.5",
        )


def _closed(text: str, term: str) -> str:
    kept = [part for part in text.split() if part != term and part.lower() not in ("all", "+all")]
    ends = any(part.lower().lstrip("+-~?") == "all" for part in kept)
    return " ".join(kept if ends else [*kept, "~all"])


@check("email.spf.provider", stage=2, needs="mail")
def spf_names_the_provider(mail: MailFacts) -> Iterator[Finding]:
    """SPF names the email provider, where that provider needs it"""
    if mail.provider is None:
        raise NotApplicable("The email provider is not known; name it with --provider.")
    text = _own_record(mail)
    provider = mail.provider
    named = any(provider.accepts_include(name) for name in mail.spf.includes)
    if envelope_is_ours(mail) and not named and not mail.guessed and provider.includes:
        if mail.forecast.spf_doubt:
            raise CannotTell(mail.forecast.spf_doubt)
        if mail.return_path.authorised:
            return
        one = merged(text, (wanted_includes(mail) or list(provider.includes))[0])
        record = _change(mail, text, one)
        yield Finding(
            severity=Severity.TRUST if mail.forecast.dkim_aligned else Severity.BLOCKER,
            subject=mail.domain,
            summary=f"The SPF record of {whose(mail)} does not name {provider.name}, which sends "
            "your emails.",
            evidence=text,
            impact="Emails of this site fail the first test at every inbox"
            + ("; the signature (DKIM) still carries them."
               if mail.forecast.dkim_aligned else ", and nothing else vouches for them."),
            fix="Put it into the record you have; a second one would void both:\n\n"
            + at_host(mail, record),
            reference="RFC 7208 5.2",
            records=(record,),
        )  # fmt: skip
    useless = [n for n in mail.spf.includes if n in provider.useless_includes]
    if useless and provider.spf_at != "from":
        without = " ".join(p for p in text.split() if p.lower() != f"include:{useless[0]}")
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{mail.domain} {useless[0]}",
            summary=f"include:{useless[0]} in the SPF record does nothing for {provider.name}.",
            evidence=text,
            impact="It costs one of the ten lookups; the envelope of those emails is on another "
            "name, whose own record counts.",
            fix=at_host(mail, _change(mail, text, without))
            if without != text
            else "Take it out when you next edit the record.",
            reference=f"{provider.name}: {provider.where}",
        )
