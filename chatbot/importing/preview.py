"""A plan in words and as data: what a person reads before saying yes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chatbot.importing.plan import Change, Fate, Plan
from chatbot.importing.rows import Gathered

#: Entries of one kind that are named.
NAMED = 20
_HEADINGS = {
    Fate.ADDED: "New",
    Fate.CHANGED: "Changed",
    Fate.CONFLICT: "Edited here and changed there (yours is kept)",
    Fate.MISSING: "No longer there",
}


def counts(plan: Plan, *, would: bool = False) -> str:
    """``3 added, 1 changed, 12 as before``; ``3 would be added, …`` before it is done."""
    parts = [
        f"{len(plan.of(Fate.ADDED))} {'would be ' if would else ''}added",
        f"{len(plan.of(Fate.CHANGED))} changed",
        f"{len(plan.of(Fate.UNCHANGED))} as before",
    ]
    if missing := plan.of(Fate.MISSING):
        parts.append(f"{len(missing)} no longer there")
    if conflicts := plan.of(Fate.CONFLICT):
        parts.append(f"{len(conflicts)} edited by you and changed there")
    return ", ".join(parts)


def lines(plan: Plan, gathered: Gathered, *, overwrite: bool, remove: bool) -> Iterator[str]:
    """The preview for a terminal."""
    headings = dict(_HEADINGS)
    headings[Fate.MISSING] += " (to be removed)" if remove else " (kept)"
    if overwrite:
        headings[Fate.CONFLICT] = "Edited here and changed there (yours is overwritten)"
    for fate, heading in headings.items():
        changes = plan.of(fate)
        if not changes:
            continue
        yield f"{heading}:"
        for change in changes[:NAMED]:
            yield f"  {_line(change)}"
        if len(changes) > NAMED:
            yield f"  and {len(changes) - NAMED:,} more"
    if plan.flagged:
        yield "Reads like an instruction to the assistant, so it is not used until you say so:"
        for change in plan.flagged[:NAMED]:
            yield f"  {shown(change.title)}: {'; '.join(change.flags)}"
    for note in gathered.notes[:NAMED]:
        yield f"Note: {shown(note)}"
    if len(gathered.notes) > NAMED:
        yield f"Note: and {len(gathered.notes) - NAMED:,} more remarks"


def _line(change: Change) -> str:
    fields = ", ".join(name for name, _, _ in change.differing)
    told = f" ({fields})" if fields else ""
    if change.fate is Fate.CONFLICT and not change.values:
        told = " (it is no longer there)"
    return f"{shown(change.title)}{told}  [{shown(change.source)}]"


def shown(text: str) -> str:
    """Text of strangers on a terminal: in one line, and nothing in it moves the cursor."""
    return "".join(mark if mark.isprintable() else " " for mark in text)[:300]


def as_data(plan: Plan, gathered: Gathered) -> dict[str, Any]:
    """The preview for a program."""
    names = {Fate.CONFLICT: "conflicts"}
    data: dict[str, Any] = {
        names.get(fate, fate.value): [_as_data(change) for change in plan.of(fate)]
        for fate in (Fate.ADDED, Fate.CHANGED, Fate.CONFLICT, Fate.MISSING)
    }
    return data | {
        "unchanged": len(plan.of(Fate.UNCHANGED)),
        "flagged": [change.title for change in plan.flagged],
        "problems": plan.problems,
        "notes": gathered.notes,
        "unread": gathered.unread,
    }


def _as_data(change: Change) -> dict[str, Any]:
    return {
        "title": change.title,
        "source": change.source,
        "url": str(change.values.get("url") or (change.entry.url if change.entry else "")),
        "fields": [name for name, _, _ in change.differing],
        "flags": list(change.flags),
    }
