"""What an import would do, worked out before anything is done: the preview.

Three versions of an entry are compared: as it was imported last, as it is now, and as the source
has it. Where only the source has changed, the entry follows; where only the founder has edited it,
it stays; where both have, it is a conflict that the founder decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from chatbot.importing.flags import flags_of
from chatbot.importing.rows import Gathered, Progress, Reading, Row, silent
from chatbot.importing.values import CONTENT, content_of, key_of, print_of, values_of
from chatbot.models import KnowledgeEntry

#: Problems that are named; the rest is counted.
MOST_PROBLEMS = 100


class Fate(StrEnum):
    """What is to become of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One entry: ``values`` are what the source says, ``entry`` and ``before`` what is there.

    A conflict was edited here and changed there, or taken away: then ``values`` are {}, as for what
    is missing. ``flags`` are reasons to read it before visitors are answered from it.
    """

    fate: Fate
    key: str
    source: str
    title: str
    values: dict[str, Any] = field(default_factory=dict)
    entry: KnowledgeEntry | None = None
    before: dict[str, Any] = field(default_factory=dict)
    flags: tuple[str, ...] = ()

    @property
    def differing(self) -> list[tuple[str, str, str]]:
        """``(field, as it is, as the source has it)`` for each that differs."""
        pairs = [
            (name, self.before[name], self.values[name])
            for name in CONTENT
            if name in self.before and name in self.values
        ]
        return [
            (name.replace("_", " "), _told(before), _told(after))
            for name, before, after in pairs
            if _told(before) != _told(after)
        ]


def _told(value: Any) -> str:
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    return text.removesuffix(".00") if "\n" not in text else text


@dataclass(slots=True)
class Plan:
    """All changes of a run in the order of its sources. With problems nothing is to be stored."""

    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def of(self, fate: Fate) -> list[Change]:
        """The changes of one kind."""
        return [change for change in self.changes if change.fate is fate]

    @property
    def flagged(self) -> list[Change]:
        """New or changed entries that read like instructions."""
        fates = (Fate.ADDED, Fate.CHANGED, Fate.CONFLICT)
        return [change for change in self.changes if change.flags and change.fate in fates]

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do and nothing to decide."""
        return all(change.fate is Fate.UNCHANGED for change in self.changes)


def make_plan(gathered: Gathered, progress: Progress = silent) -> Plan:
    """Compare what was read with what is there; stores nothing.

    New text is searched for instructions to the assistant, once: ``gathered`` keeps what was found.
    """
    plan = Plan(problems=list(gathered.problems))
    proposed = list(_proposed(gathered, plan))
    if plan.problems:
        beyond = len(plan.problems) - MOST_PROBLEMS
        if beyond > 0:
            plan.problems[MOST_PROBLEMS:] = [f"There are {beyond:,} more problems like these."]
        return plan
    sources = {reading.source for reading in gathered.readings}
    there = _Existing(sources, [key for key, *_ in proposed])
    for done, (key, reading, row, values) in enumerate(proposed):
        progress(done, len(proposed), f"looking at {reading.source}")
        plan.changes.append(_judged(key, reading, row, values, there, gathered))
    for entry in there.left(sources):
        edited = bool(entry.imported_as) and print_of(content_of(entry)) != entry.imported_as
        plan.changes.append(
            Change(
                fate=Fate.CONFLICT if edited else Fate.MISSING,
                key=entry.external_id,
                source=entry.source,
                title=entry.title,
                entry=entry,
                before=content_of(entry),
            )
        )
    return plan


_Proposed = tuple[str, Reading, Row, dict[str, Any]]


def _proposed(gathered: Gathered, plan: Plan) -> Iterator[_Proposed]:
    """Every row with its key and values; what is wrong with others goes to the plan's problems."""
    several = len(gathered.readings) > 1
    for reading in gathered.readings:
        seen: dict[str, str] = {}
        for row in reading.rows:
            place = f"{reading.source}, {row.place}" if several else row.place
            key = key_of(reading.source, row)
            if key in seen:
                plan.problems.append(f"{place}: the same title or id as {seen[key]}.")
                continue
            seen[key] = row.place
            try:
                values = values_of(row)
            except ValidationError as error:
                plan.problems += [f"{place}: {message}" for message in error.messages]
                continue
            yield key, reading, row, values


class _Existing:
    """The entries that an import may be about, each given away once."""

    def __init__(self, sources: Iterable[str], keys: list[str]) -> None:
        self._by_key: dict[str, KnowledgeEntry] = {}
        self._by_title: defaultdict[str, list[KnowledgeEntry]] = defaultdict(list)
        self._given: set[Any] = set()
        wanted = set(keys)
        listed = set(sources)
        entries = KnowledgeEntry.objects.filter(is_demo=False)
        for entry in entries.iterator(chunk_size=500):
            if entry.external_id in wanted or entry.source in listed:
                self._by_key[entry.external_id] = entry
            elif "/" not in entry.source:
                self._by_title[entry.title].append(entry)

    def take(self, key: str, title: str, *, typed: bool) -> KnowledgeEntry | None:
        """The entry of a key, or, for an entry typed in a file, one of that title."""
        entry = self._by_key.get(key)
        if entry is None and typed:
            same = [each for each in self._by_title[title] if each.pk not in self._given]
            entry = same[0] if len(same) == 1 else None
        if entry is not None:
            self._given.add(entry.pk)
        return entry

    def left(self, sources: set[str]) -> list[KnowledgeEntry]:
        """What came from these sources before and was not taken now."""
        return [
            entry
            for entry in self._by_key.values()
            if entry.source in sources and entry.pk not in self._given
        ]


def _judged(
    key: str,
    reading: Reading,
    row: Row,
    values: dict[str, Any],
    there: _Existing,
    gathered: Gathered,
) -> Change:
    typed = "/" not in reading.source
    entry = there.take(key, values["title"], typed=typed)
    fate = _fate(entry, values)
    if fate is not Fate.UNCHANGED and key not in gathered.flags:
        raw = (row.values.get(name) for name in ("title", "answer", "variants"))
        gathered.flags[key] = flags_of(*(str(text) for text in raw if text))
    return Change(
        fate=fate,
        key=key,
        source=reading.source,
        title=values["title"],
        values=values,
        entry=entry,
        before=content_of(entry) if entry else {},
        flags=tuple(gathered.flags.get(key, ())),
    )


def _fate(entry: KnowledgeEntry | None, values: dict[str, Any]) -> Fate:
    if entry is None:
        return Fate.ADDED
    now, new = print_of(content_of(entry)), print_of(values)
    if now == new or new == entry.imported_as:
        return Fate.UNCHANGED
    return Fate.CHANGED if now == entry.imported_as else Fate.CONFLICT


def known_pages(host: str) -> list[str]:
    """The addresses of pages of a host that earlier imports read."""
    entries = KnowledgeEntry.objects.filter(Q(source__startswith=f"{host}/")).exclude(url="")
    urls = entries.order_by("source").values_list("url", flat=True)
    return list(dict.fromkeys(url.partition("#")[0] for url in urls))[:500]
