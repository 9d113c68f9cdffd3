"""Whether SPF stays within its limits and lets nobody else send."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.words import at_host, change_of, own_record, spf_severity, whose
from ops.launch.email.providers import by_include
from ops.launch.email.spf import Node, Wide, minimal
from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.registry import check


@check("email.spf.lookups", stage=2, needs="mail")
def spf_is_within_limits(mail: MailFacts) -> Iterator[Finding]:
    """SPF needs ten DNS lookups at most

    Receivers stop at ten and then take the whole record for broken. What counts is the worst
    case: a sender that is listed last, or not at all.
    """
    text = own_record(mail)
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

    dead = [step.raw for step in mail.spf.root.steps if step.empty]
    if dead:
        tidy = minimal(" ".join(part for part in text.split() if part not in dead), mail.spf)
        return f"Take out what leads nowhere ({', '.join(dead[:5])}):\n\n" + at_host(
            mail, change_of(mail, text, tidy.text)
        )
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
    advice = (
        f"Take out every service you no longer use. What each costs: {costly}. A service can also "
        "send from a subdomain, which has an SPF record and ten lookups of its own."
    )
    if needless:
        advice += (
            f" Not needed for emails to arrive: {', '.join('include:' + n for n in needless)}."
        )
    if tidy.text != text:
        advice += "\n\n" + at_host(mail, change_of(mail, text, tidy.text))
    return advice


@check("email.spf.strict", stage=2, needs="mail")
def spf_names_only_ours(mail: MailFacts) -> Iterator[Finding]:
    """SPF lets nobody else send"""
    text = own_record(mail)
    if mail.spf.wide:
        yield _open(mail, text, mail.spf.wide)
        return
    unread = any(p.kind in ("syntax", "lookup", "no_record", "several") for p in mail.spf.problems)
    if not mail.spf.has_all and not unread:
        record = change_of(mail, text, f"{text.rstrip()} ~all")
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
        record = change_of(mail, text, text.replace("?all", "~all").replace("?ALL", "~all"))
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


def _open(mail: MailFacts, text: str, wide: tuple[Wide, ...]) -> Finding:
    everyone = any(term.everyone for term in wide)
    record = change_of(mail, text, _closed(mail, text, wide))
    theirs = [term for term in wide if term.domain != mail.domain]
    if record.value == text:
        # It stands in a record that others keep and that a redirect leads to.
        fix = f"Ask whoever keeps the record of {theirs[0].domain} to take {theirs[0].term} out."
    else:
        fix = "Name only your own services, and end in ~all:\n\n" + at_host(mail, record)
    return Finding(
        severity=Severity.BLOCKER if everyone else Severity.TRUST,
        subject=f"{mail.domain} open",
        summary=f"The SPF record of {whose(mail)} lets "
        + ("everybody on the internet" if everyone else "far too many servers")
        + " send email in your name.",
        evidence="\n".join(f"{term.domain}: {term.term}" for term in wide[:5]),
        impact="Anybody can write to your customers as you, and inboxes will believe it.",
        fix=fix,
        reference="RFC 7208 5.1",
        records=(record,) if record.value != text else (),
    )


def _closed(mail: MailFacts, text: str, wide: tuple[Wide, ...]) -> str:
    """The record without the terms, and the includes, that let everybody in."""
    own = {term.term for term in wide if term.domain == mail.domain}
    others = {term.domain for term in wide if term.domain != mail.domain}
    bad = own | {
        step.raw
        for step in mail.spf.root.steps
        if step.kind == "include" and step.child and others & _domains(step.child, set())
    }
    kept = [part for part in text.split() if part not in bad]
    ends = any(
        part.lower().lstrip("+-~?") == "all" or part.lower().startswith("redirect=")
        for part in kept
    )
    return " ".join(kept if ends else [*kept, "~all"])


def _domains(node: Node, seen: set[str]) -> set[str]:
    """A record's domain and those of all below it."""
    if node.domain not in seen:
        seen.add(node.domain)
        for step in node.steps:
            if step.child:
                _domains(step.child, seen)
    return seen
