"""What is said of records that changed: before, after, what it means, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ops.launch.network.names import shown
from ops.monitor.alerts.shapes import cut
from ops.monitor.alerts.words import Alert, at
from ops.monitor.daily.meaning import of_dmarc
from ops.monitor.daily.memory import Change, Problem, Values
from ops.monitor.daily.seen import (
    ALIAS,
    CAA,
    CERTIFICATE,
    DKIM,
    DMARC,
    EXPIRY,
    LEADS,
    MX,
    NS,
    REGISTRAR,
    SPF,
    STATUS,
    Seen,
    split,
)
from ops.monitor.daily.step import Event, Kind

#: Characters of a value, and changes of one message, that are written out.
LONG, MOST = 300, 8


@dataclass(frozen=True, slots=True)
class Said:
    """Of one kind: what it is called, what a change means, and what being gone means."""

    name: str
    changed: str
    means: str
    gone: str = ""


SAID = {
    NS: Said("the name servers of {}", "The name servers of {} changed",
             "Whoever runs them decides where site and email lead.",
             "The domain {} is gone from DNS: nobody finds the site, and no email arrives."),
    LEADS: Said("where {} leads", "{} leads elsewhere",
                "Visitors of that name reach another server.",
                "{} leads nowhere: whoever types that name sees an error."),
    MX: Said("the MX records of {}", "Email to {} goes elsewhere",
             "Emails people send you arrive at another provider.",
             "{} takes no email any more: what people write to you is lost or sent back."),
    SPF: Said("the SPF record of {}", "The SPF record of {} changed",
              "It says who may send emails in your name.",
              "The SPF record of {} is gone: your emails end up in spam more often."),
    DKIM: Said("the DKIM key {}", "A DKIM key changed: {}",
               "It signs your emails. A wrong one sends them to spam.",
               "The DKIM key {} is gone, and there is no other: your emails are not signed any "
               "more and end up in spam."),
    DMARC: Said("the DMARC record of {}", "The DMARC record of {} changed",
                "It tells inboxes what to do with emails that are forged in your name.",
                "The DMARC record of {} is gone: anybody can send emails in your name again, and "
                "Gmail and Yahoo trust yours less."),
    CAA: Said("the CAA records of {}", "The CAA records of {} changed",
              "They say who may issue certificates. Without your issuer in it the next renewal "
              "fails."),
    REGISTRAR: Said("the registrar of {}", "The domain {} is at another registrar",
                    "Whoever has that account owns the domain."),
    CERTIFICATE: Said("the certificate of {}", "", ""),
    EXPIRY: Said("the registration of {}", "", ""),
    STATUS: Said("the status of {}", "", ""),
}  # fmt: skip
DMARC_SAID = {
    "weaker": "The DMARC policy of {} is weaker than before",
    "stronger": "The DMARC policy of {} is stricter than before",
    "reports": "The DMARC reports of {} go to another address",
}
BAD = {
    "two": "{} has two {} records: inboxes ignore both of them.",
    "invalid": "The {1} record of {0} has a mistake in it: inboxes ignore it.",
}


def called(about: str) -> str:
    """A subject in words: ``the MX records of example.com``."""
    kind, _ = split(about)
    return SAID[kind].name.format(owner(about)) if kind in SAID else about


def listed(names: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``, as their owner writes them."""
    words = [shown(name) for name in names]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def owner(about: str) -> str:
    """The domain it is about, as it is written."""
    kind, name = split(about)
    return shown(name.removeprefix("_dmarc.") if kind == DMARC else name)


def changed(about: str, before: Values, after: Values) -> str:
    """A change in one sentence without its full stop."""
    kind, _ = split(about)
    words = SAID[kind].changed
    if kind == DMARC:
        words = next((DMARC_SAID[one] for one in of_dmarc(before, after)), words)
    if not before and kind not in (LEADS, MX):
        words = f"There is something new: {SAID[kind].name}".replace("{}", owner(about))
    elif not after:
        words = f"{_begun(SAID[kind].name)}: gone"
    return words.format(owner(about))


def bad(problem: Problem) -> str:
    """A dangerous state in one sentence."""
    kind, _ = split(problem.about)
    if problem.words in BAD:
        return BAD[problem.words].format(owner(problem.about), kind)
    return SAID[kind].gone.format(owner(problem.about))


def _begun(words: str) -> str:
    """As a sentence begins."""
    return words[:1].upper() + words[1:]


def written(values: Values) -> str:
    """Values on one line."""
    parts = [f"leads on to {v.removeprefix(ALIAS)}" if v.startswith(ALIAS) else v for v in values]
    return cut(", ".join(parts), LONG) if parts else "nothing"


def records_alert(
    event: Event, seen: Seen, now: datetime, zone: str, links: tuple[tuple[str, str], ...]
) -> Alert:
    """One message for all records of one look."""
    if event.kind is Kind.CLOSED:
        return _mended(event, seen, links)
    everything: list[Problem | Change] = [*event.problems, *event.changes]
    facts = [
        (_begun(called(one.about)), f"{written(one.before)} → {written(one.after)}")
        for one in everything
    ]
    sentences = [bad(one) for one in event.problems]
    count = len(facts)
    sentences += [_sentence(one, alone=count == 1) for one in event.changes]
    if len(facts) > MOST:
        facts = [*facts[:MOST], ("And", f"{len(facts) - MOST} more; the status page shows them")]
    if event.problems:
        facts.append(("Since", at(min(one.since for one in event.problems), zone)))
    return Alert(
        title=_title(event, seen, count),
        summary=" ".join(dict.fromkeys(sentences[:MOST])),
        facts=tuple(facts),
        advice=_advice(event, seen),
        links=links,
        urgent=bool(event.problems) or any(_is_grave(one) for one in event.changes),
    )


def _title(event: Event, seen: Seen, count: int) -> str:
    still = "Still: " if event.kind is Kind.REMINDER else ""
    if count > 1:
        everything: list[Problem | Change] = [*event.problems, *event.changes]
        about = dict.fromkeys(split(one.about)[0] for one in everything)
        short = {LEADS: "site", REGISTRAR: "registrar", NS: "name servers"}
        kinds = ", ".join(short.get(one, one) for one in about)
        state = "are broken" if event.problems and not event.changes else "changed"
        return f"{still}{count} DNS records of {seen.domain} {state}: {kinds}"
    if event.problems:
        first = bad(event.problems[0]).partition(":")[0]
        return f"{still}{first}"
    change = event.changes[0]
    if change.flaps:
        return f"It comes and goes: {called(change.about)}"
    return changed(change.about, change.before, change.after)


def _sentence(change: Change, *, alone: bool) -> str:
    """What it means; alone, the title has said what it is."""
    kind, name = split(change.about)
    means = SAID[kind].means
    if change.flaps:
        return (
            f"{_begun(called(change.about))}: another answer at one look than at the next. "
            f"Most often your name servers do not agree. {means}"
        )
    if change.rotates:
        means += f" It is the second time in a month, so {shown(name)} seems to change by itself: "
        means += "from now on you are only told when it leads nowhere."
    return means if alone else f"{changed(change.about, change.before, change.after)}. {means}"


def _is_grave(change: Change) -> bool:
    kind, _ = split(change.about)
    return kind in (NS, MX, REGISTRAR) or "weaker" in of_dmarc(change.before, change.after)


def _advice(event: Event, seen: Seen) -> tuple[str, ...]:
    where = f"at {seen.where}" if seen.where else "where your DNS is edited"
    steps = []
    if event.problems:
        steps += [_repair(one, where) for one in event.problems[:3]]
        steps.append(
            "If it is meant to be so, say it once and it is left alone: "
            "python manage.py monitor --daily --accept"
        )
    if event.changes:
        steps.append(
            "Was it you, or somebody who works for you? Then there is nothing to do: it is "
            "remembered now."
        )
    kinds = {split(one.about)[0] for one in event.changes}
    place = "at your registrar" if kinds & {NS, REGISTRAR} else where
    steps.append(
        "If none of you did it, somebody else has access. Sign in "
        f"{place}, change the password, look who else may sign in, and put the old values back."
    )
    return tuple(steps)


def _repair(problem: Problem, where: str) -> str:
    kind, name = split(problem.about)
    if problem.words == "two":
        return (
            f"Delete one of the two {kind} records of {shown(name)}, {where}. It was: "
            + written(problem.before)
        )
    if kind == NS:
        servers = ", ".join(problem.before)
        return (
            f"Sign in at your registrar: is {shown(name)} paid for, is there a warning beside it, "
            f"and does it name these servers: {servers}"
        )
    kept = "CNAME" if any(one.startswith(ALIAS) for one in problem.before) else _type(kind)
    values = ", ".join(one.removeprefix(ALIAS) for one in problem.before)
    return f"Put it back {where}: {kept}, name {shown(name)}, value {cut(values, LONG)}"


def _type(kind: str) -> str:
    return {LEADS: "A", MX: "MX", NS: "NS"}.get(kind, "TXT")


def _mended(event: Event, seen: Seen, links: tuple[tuple[str, str], ...]) -> Alert:
    names = [called(one.about) for one in event.problems]
    title = names[0] if len(names) == 1 else f"{len(names)} DNS records of {seen.domain}"
    return Alert(
        title=f"Over: {title} {'is' if len(names) == 1 else 'are'} well again",
        summary="There is nothing to do.",
        facts=tuple((_begun(name), written(one.after)) for name, one in
                    zip(names, event.problems, strict=True)),
        links=links,
        good=True,
    )  # fmt: skip
