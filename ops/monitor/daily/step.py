"""From one daily look to what is told, and when to look again. No clock, no database, no network.

- A date is told when its first step is reached and at each later one; a danger that has no date,
  or whose date is past, after one, three and then every seven days, until it is over.
- What cannot be looked at is told once when it lasts, and once when it can be again.
- In a maintenance window everything is kept and nothing told; what still stands at its end is told
  then.
- A look is due a day after the last; after an hour when something is not settled, six times at
  most; and when a certificate reaches its next step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ops.monitor.daily.dates import Danger, next_step, of_certificates, of_registration
from ops.monitor.daily.drift import Drift
from ops.monitor.daily.memory import Change, Memory, Problem
from ops.monitor.daily.seen import (
    CERTIFICATE,
    EXPIRY,
    REGISTRAR,
    STATUS,
    Registered,
    Seen,
    split,
    subject,
)

DAY, AGAIN = timedelta(days=1), timedelta(hours=1)
#: Looks that are made early, in a row.
HURRIES = 6
#: A step of a certificate is looked at so long after it is reached.
AFTER = timedelta(minutes=5)
#: How long something cannot be looked at before that is told; registries have bad weeks.
BLIND, BLIND_REGISTRY = DAY, 7 * DAY
PAUSES = (DAY, 3 * DAY, 7 * DAY)
#: Two ends that are nearer to one another are the same, whatever a registry does to its seconds.
SAME = timedelta(hours=1)
#: What only the registry knows.
REGISTRY = (EXPIRY, STATUS, REGISTRAR)


class Kind(StrEnum):
    """What there is to say."""

    OPENED = "opened"
    REMINDER = "reminder"
    CLOSED = "closed"
    CHANGED = "changed"
    BLIND = "blind"
    SEEING = "seeing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One message. Problems of records go together, so does whatever changed at one look.

    ``blind`` is since when each subject cannot be looked at. ``ends`` is until when what was closed
    is good now.
    """

    kind: Kind
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    blind: Mapping[str, datetime] = field(default_factory=dict)
    ends: datetime | None = None


def step(
    memory: Memory, seen: Seen, now: datetime, *, quiet: bool = False
) -> tuple[Memory, list[Event]]:
    """One look further. ``quiet`` is a maintenance window."""
    drift = Drift(memory, seen, now, quiet=quiet)
    after = drift.remembered(memory)
    after, events = _dates(after, seen, now)
    if drift.mended:
        events.append(Event(kind=Kind.CLOSED, problems=tuple(drift.mended)))
    if quiet:
        return _due(after, seen, now, quiet=True), events
    problems = {about: _said(one, now) for about, one in after.problems.items()}
    fresh = [new for about, new in problems.items() if new.times > after.problems[about].times]
    events += _told(fresh, drift.changes)
    after, seeing = _sight(replace(after, problems=problems), seen, now)
    return _due(after, seen, now, quiet=False), events + seeing


def _dates(memory: Memory, seen: Seen, now: datetime) -> tuple[Memory, list[Event]]:
    """Certificates and registration: what is near, what is nearer, what is over."""
    # What a registry said of an end holds while it cannot be asked; a certificate may be new.
    registered = seen.registered
    if registered is None and subject(EXPIRY, seen.domain) in seen.unknown:
        registered = memory.registered
    found = [*of_certificates(seen.certificates, now), *of_registration(registered, now)]
    near = {danger.about: danger for danger in found}
    problems, events = dict(memory.problems), list[Event]()
    for about, problem in memory.problems.items():
        if problem.is_record or about in near or about in seen.unknown:
            continue
        over = problems.pop(about)
        ends = _ends_now(over, seen, registered)
        if over.said and ends and (ends != over.ends or split(about)[0] == STATUS):
            events.append(Event(kind=Kind.CLOSED, problems=(over,), ends=ends))
    for about, danger in near.items():
        problems[about] = _nearer(problems.get(about), danger, now)
    certificates = [one for one in memory.certificates if _still_unknown(one.host, seen)]
    return replace(
        memory, problems=problems, certificates=(*seen.certificates, *certificates),
        registered=registered,
    ), events  # fmt: skip


def _still_unknown(host: str, seen: Seen) -> bool:
    return subject(CERTIFICATE, host) in seen.unknown


def _nearer(known: Problem | None, danger: Danger, now: datetime) -> Problem:
    problem = known or Problem(about=danger.about, since=now)
    if known and _is_another(known, danger):
        # Another certificate, date or status, and still too near: that is news.
        problem = replace(known, said=min(known.said, danger.level - 1))
    return replace(
        problem, level=danger.level, last=danger.last, ends=danger.ends, hosts=danger.hosts,
        words=danger.words, issuer=danger.issuer, lasts=danger.lifetime.days,
    )  # fmt: skip


def _is_another(known: Problem, danger: Danger) -> bool:
    if known.ends and danger.ends:
        return abs(known.ends - danger.ends) >= SAME
    return known.words != danger.words


def _ends_now(over: Problem, seen: Seen, registered: Registered | None) -> datetime | None:
    kind, host = split(over.about)
    if kind == CERTIFICATE:
        return next((one.ends for one in seen.certificates if one.host == host), None)
    return registered.expires if registered and registered.domain == host else None


def _said(problem: Problem, now: datetime) -> Problem:
    """The problem, with one more word about it where one is due."""
    nearer = problem.level > problem.said
    if not nearer and (problem.next_word is None or now < problem.next_word):
        return problem
    again = 0 if nearer else problem.again + 1
    pause = PAUSES[min(again, len(PAUSES) - 1)]
    return replace(
        problem, said=problem.level, times=problem.times + 1, again=again,
        next_word=now + pause if problem.last else None,
    )  # fmt: skip


def _told(fresh: Sequence[Problem], changes: Sequence[Change]) -> list[Event]:
    """One message for each date, and one for all records."""
    events = []
    for problem in fresh:
        if not problem.is_record:
            kind = Kind.OPENED if problem.times == 1 else Kind.REMINDER
            events.append(Event(kind=kind, problems=(problem,)))
    records = [problem for problem in fresh if problem.is_record]
    new = tuple(problem for problem in records if problem.times == 1)
    if new or changes:
        events.append(Event(kind=Kind.CHANGED, problems=new, changes=tuple(changes)))
    old = tuple(problem for problem in records if problem.times > 1)
    if old:
        events.append(Event(kind=Kind.REMINDER, problems=old))
    return events


def _sight(memory: Memory, seen: Seen, now: datetime) -> tuple[Memory, list[Event]]:
    """What cannot be looked at, and for how long."""
    ever = memory.accepted.keys() | {subject(CERTIFICATE, s.host) for s in memory.certificates}
    if memory.registered:
        ever |= {subject(EXPIRY, memory.registered.domain)}
    blind = {
        about: memory.blind.get(about, now)
        for about in seen.unknown
        if about in ever or split(about)[0] not in (CERTIFICATE, *REGISTRY)
    }
    long = {about: since for about, since in blind.items() if now - since >= _patience(about)}
    lost, memory = memory.blind, replace(memory, blind=blind)
    if long and memory.blind_told is None:
        return replace(memory, blind_told=now), [Event(kind=Kind.BLIND, blind=long)]
    if memory.blind_told is not None and not blind:
        return replace(memory, blind_told=None), [Event(kind=Kind.SEEING, blind=lost)]
    return memory, []


def _patience(about: str) -> timedelta:
    return BLIND_REGISTRY if split(about)[0] in REGISTRY else BLIND


def _due(memory: Memory, seen: Seen, now: datetime, *, quiet: bool) -> Memory:
    """When the next look is."""
    settled = {about for about, one in memory.problems.items() if one.is_record}
    unsettled = bool(memory.pending.keys() - settled) or any(
        split(about)[0] not in REGISTRY for about in memory.blind
    )
    waiting = quiet and any(one.level > one.said for one in memory.problems.values())
    hurry = waiting or (unsettled and (quiet or memory.hurried < HURRIES))
    due = now + (AGAIN if hurry else DAY)
    ahead = next_step(seen.certificates, now)
    words = [one.next_word for one in memory.problems.values() if one.next_word]
    due = min([due, *([ahead + AFTER] if ahead else []), *words])
    hurried = (memory.hurried + (not quiet) if hurry else HURRIES) if unsettled else 0
    return replace(memory, looked=now, due=max(due, now + AFTER), hurried=hurried)
