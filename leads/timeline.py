"""Everything that happened with one person, newest first, brought by each room.

A room above adds what it knows with ``register``: conversations come that way, since leads know
nothing of them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

#: Entries that a page shows, the newest; each source gives no more.
SHOWN = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Who it is about: all addresses, the conversations in which they left one, and their calls
    (``Booking``), newest first, which the page has read already. Times in words are of ``zone``,
    the founder's.
    """

    lead_id: uuid.UUID
    addresses: Sequence[str]
    conversation_ids: Sequence[str]
    bookings: Sequence[Any] = ()
    zone: str = "UTC"
    is_test: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that happened. ``title`` and ``details`` are ours; ``text`` is somebody's words.

    ``kind`` is one word for its looks, such as ``enquiry`` or ``email``; ``wrong`` marks what went
    wrong. Who may follow ``url`` has ``permission``, where one is named.
    """

    at: datetime
    kind: str
    title: str
    text: str = ""
    details: Sequence[str] = field(default_factory=tuple)
    url: str = ""
    by: str = ""
    permission: str = ""
    wrong: bool = False


#: Given a person and how many entries at most; one query, or none.
Source = Callable[[Person, int], Iterable[Entry]]

_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Add a source; the same name again replaces it."""
    _sources[name] = source


def entries(person: Person, own: Iterable[Entry] = ()) -> list[Entry]:
    """``own`` and what every room knows, newest first."""
    found = list(own)
    for source in _sources.values():
        found += source(person, SHOWN)
    found.sort(key=lambda entry: entry.at, reverse=True)
    return found[:SHOWN]
