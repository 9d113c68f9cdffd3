"""The block of the status page: what is watched from day to day, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ops.launch.network.names import shown
from ops.monitor.daily.dates import of_certificates, of_registration
from ops.monitor.daily.memory import Memory
from ops.monitor.daily.record_words import bad, called, changed, listed, written
from ops.monitor.daily.seen import split

#: Changes that are shown.
CHANGES = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is, how it stands, and whether somebody has to act."""

    name: str
    words: str
    bad: bool = False


def block(memory: Memory, now: datetime) -> dict[str, Any]:
    """For the template; ``looked`` is None where nobody has looked yet."""
    return {
        "looked": memory.looked,
        "rows": [*_certificates(memory, now), *_registration(memory, now), *_records(memory)],
        "changes": [
            {
                "at": one.at,
                "words": (
                    f"{called(one.about)} comes and goes"
                    if one.flaps
                    else changed(one.about, one.before, one.after)
                ),
                "values": f"{written(one.before)} → {written(one.after)}",
            }
            for one in memory.changes[:CHANGES]
        ],
        "blind": listed([called(about) for about in sorted(memory.blind)[:6]]),
    }


def _certificates(memory: Memory, now: datetime) -> Sequence[Row]:
    late = {host for danger in of_certificates(memory.certificates, now) for host in danger.hosts}
    return [
        Row(f"Certificate of {shown(one.host)}", _until(one.ends, now), one.host in late)
        for one in memory.certificates
    ]


def _registration(memory: Memory, now: datetime) -> Sequence[Row]:
    known = memory.registered
    if known is None:
        return []
    near = bool(of_registration(known, now))
    words = _until(known.expires, now) if known.expires else "the registry does not say until when"
    words += f"; {', '.join(known.off)}" if known.off else ""
    return [Row(f"Domain {shown(known.domain)}", words, near)]


def _records(memory: Memory) -> Sequence[Row]:
    broken = [one for one in memory.problems.values() if one.is_record]
    rows = [Row("DNS record", bad(one), True) for one in broken]
    kinds = dict.fromkeys(split(about)[0] for about in memory.accepted)
    if kinds and not rows:
        rows.append(Row("DNS records", f"{len(memory.accepted)} are as they were"))
    return rows


def _until(ends: datetime, now: datetime) -> str:
    left = ends - now
    if left <= timedelta(0):
        return f"ended on {ends:%-d %B %Y}"
    days = left.days
    return f"{days} day{'' if days == 1 else 's'} left, until {ends:%-d %B %Y}"
