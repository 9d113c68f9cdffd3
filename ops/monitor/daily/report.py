"""What ``manage.py monitor --daily`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from ops.monitor.daily.record_words import called, written
from ops.monitor.daily.run import Round
from ops.monitor.daily.status import block


def is_bad(seen: Round) -> bool:
    """Whether somebody has to act, or something changed."""
    return bool(seen.memory.problems) or any(event.changes for event in seen.events)


def is_blind(seen: Round) -> bool:
    """Whether nothing at all could be looked at."""
    return bool(seen.seen.unknown) and not seen.seen.records and not seen.seen.certificates


def lines(seen: Round) -> Iterator[str]:
    """For a person."""
    for row in block(seen.memory, timezone.now())["rows"]:
        yield f"{'ACT NOW' if row.bad else 'fine   '}  {row.name}: {row.words}"
    for about, one in seen.memory.pending.items():
        if about not in seen.memory.problems:
            before = written(seen.memory.accepted.get(about, ()))
            yield f"differs  {called(about)}: {before} → {written(one.values)}"
            yield "         You are told when it is still so at a look in an hour."
    for event in seen.events:
        for change in event.changes:
            before, after = written(change.before), written(change.after)
            yield f"CHANGED  {called(change.about)}: {before} → {after}"
    for about, reason in seen.seen.unknown.items():
        yield f"unknown  {called(about)}: {reason}"
    for event in seen.events:
        yield f"told: {event.kind.value}"


def as_json(seen: Round) -> dict[str, Any]:
    """For a machine."""
    memory = seen.memory.as_json()
    return {
        "schema": 1,
        "domain": seen.seen.domain,
        "looked_at": memory["looked"],
        "next_look_at": memory["due"],
        "certificates": [
            {"host": one["host"], "ends_at": one["ends"], "issuer": one["issuer"]}
            for one in memory["certificates"]
        ],
        "domain_ends_at": (memory["registered"] or {}).get("expires"),
        "problems": sorted(memory["problems"]),
        "differs": sorted(memory["pending"]),
        "unknown": dict(sorted(seen.seen.unknown.items())),
        "told": [event.kind.value for event in seen.events],
    }
