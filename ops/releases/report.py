"""Releases and verdicts on migrations, as they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import Any

from ops.launch.report.wording import count_of
from ops.releases.rows import Release
from ops.releases.safety.findings import PAGE, Danger
from ops.releases.safety.judging import Verdict

WIDTH = 100


def as_json(release: Release) -> dict[str, Any]:
    """A release for machines."""
    return {
        "version": release.version, "commit": release.commit, "kind": release.kind,
        "platform": release.platform, "who": release.who, "result": release.result,
        "started_at": release.started_at, "finished_at": release.finished_at,
        "schema": release.schema, "known": release.known,
    }  # fmt: skip


def as_text(verdict: Verdict) -> str:
    """By migration: what it does, what that means, and what to do instead."""
    if not verdict.looked_at:
        return "No migration is new, so nothing can hurt."
    lines = [line for name in verdict.looked_at for line in _of(name, verdict)]
    bad = {danger.migration for danger in verdict.stopping}
    total = count_of(len(verdict.looked_at), "migration")
    if not bad:
        lines.append(f"{total} looked at; all of it may go out while visitors are served.")
    else:
        lines.append(f"{total} looked at; {len(bad)} must be changed before it goes out.")
        lines.append(f"If you know better, say so in the migration: {PAGE}#when-you-know-better")
    return "\n".join(lines)


def _of(name: str, verdict: Verdict) -> Iterator[str]:
    found = [danger for danger in verdict.dangers if danger.migration == name]
    if not found:
        return
    yield name
    for danger in found:
        yield from _lines(danger)
    yield ""


def _lines(danger: Danger) -> Iterator[str]:
    if danger.accepted:
        yield f"  accepted: {danger.what}"
        yield f"    because: {danger.accepted}"
        return
    yield f"  {'note' if danger.remark else 'STOP'}: {danger.what}"
    if danger.sql:
        yield f"    in:  {danger.sql}"
    if danger.remark:
        return
    for word, text in (("why", danger.rule.impact), ("do", danger.rule.fix)):
        yield fill(text, WIDTH, initial_indent=f"    {word + ':':4} ", subsequent_indent=" " * 9)
    yield f"    how: {danger.rule.anchor}"
