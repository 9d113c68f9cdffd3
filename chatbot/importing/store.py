"""What was read into knowledge entries: all of a run or nothing, and a second time updates."""

from __future__ import annotations

import uuid
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max

from chatbot.importing.flags import flags_of
from chatbot.importing.plan import Change, Plan, make_plan
from chatbot.importing.rows import Gathered
from chatbot.importing.values import CONTENT, print_of
from chatbot.models import KnowledgeEntry, KnowledgeVersion

#: Rows of one statement.
BATCH = 200
#: What an entry is told by at the next import.
MARKS = ["source", "external_id", "imported_as"]


class Everything(Container[str]):
    """Every key."""

    def __contains__(self, key: object) -> bool:
        return True


@dataclass(frozen=True, kw_only=True, slots=True)
class Decisions:
    """What the founder decided over the preview.

    ``overwrite`` are keys of conflicts where the source's version is taken; ``use`` keys of flagged
    entries that visitors may be answered from at once. With ``settle`` a conflict that keeps the
    founder's version is not shown again until the source changes once more.
    """

    remove_missing: bool = False
    overwrite: Container[str] = ()
    use: Container[str] = ()
    settle: bool = False


@dataclass(slots=True)
class Imported:
    """What an import did: titles, and the plan it followed."""

    plan: Plan
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)

    @property
    def stored(self) -> bool:
        """Whether it was done; else the plan's problems say why not."""
        return not self.plan.problems


def store(gathered: Gathered, decisions: Decisions) -> Imported:
    """Do what the plan of this moment says, in one transaction; with a problem, nothing.

    The plan is made anew inside: an entry edited since the preview is a conflict, not a loss.
    """
    with transaction.atomic():
        KnowledgeVersion.move()  # First: holds up every other change until this one is done.
        plan = make_plan(gathered)
        done = Imported(plan)
        if done.stored:
            _Store(decisions, done).all(plan)
    return done


class _Store:
    def __init__(self, decisions: Decisions, done: Imported) -> None:
        self.decisions = decisions
        self.done = done
        self.new: list[KnowledgeEntry] = []
        self.edited: list[KnowledgeEntry] = []
        self.marked: list[KnowledgeEntry] = []
        self.gone: list[Any] = []
        last = KnowledgeEntry.objects.aggregate(last=Max("position"))["last"]
        self.position = 0 if last is None else last + 1

    def all(self, plan: Plan) -> None:
        """Every change, then the rows in a few statements."""
        for change in plan.changes:
            getattr(self, f"_{change.fate.value}")(change)
        KnowledgeEntry.objects.bulk_create(self.new, batch_size=BATCH)
        _rewrite(self.edited, [*CONTENT, *MARKS, "is_published", "revision", "updated_at"])
        _rewrite(self.marked, MARKS)
        for start in range(0, len(self.gone), BATCH):
            KnowledgeEntry.objects.filter(pk__in=self.gone[start : start + BATCH]).delete()

    def _added(self, change: Change) -> None:
        entry = KnowledgeEntry(position=self.position, revision=uuid.uuid4())
        self.position += 1
        self._fill(entry, change, flags_before=())
        self.new.append(entry)
        self.done.added.append(change.title)

    def _changed(self, change: Change) -> None:
        entry = change.entry
        if entry is None:
            return
        before = flags_of(entry.title, entry.variants, entry.answer) if change.flags else ()
        self._fill(entry, change, flags_before=before)
        entry.revision = uuid.uuid4()
        self.edited.append(entry)
        self.done.changed.append(change.title)

    def _fill(self, entry: KnowledgeEntry, change: Change, *, flags_before: Container[str]) -> None:
        for name, value in change.values.items():
            setattr(entry, name, value)
        self._mark(entry, change)
        new_flags = [flag for flag in change.flags if flag not in flags_before]
        if new_flags and change.key not in self.decisions.use:
            entry.is_published = False
            self.done.set_aside.append(change.title)

    def _mark(self, entry: KnowledgeEntry, change: Change) -> None:
        entry.source, entry.external_id = change.source, change.key
        entry.imported_as = print_of(change.values)

    def _unchanged(self, change: Change) -> None:
        """Only what it is told by may be new, where a file was renamed or an entry adopted."""
        entry = change.entry
        if entry is None:
            return
        mark = (change.source, change.key, print_of(change.values))
        if (entry.source, entry.external_id, entry.imported_as) != mark:
            self._mark(entry, change)
            self.marked.append(entry)

    def _conflict(self, change: Change) -> None:
        entry = change.entry
        if entry is None:
            return
        if change.key in self.decisions.overwrite:
            if change.values:
                self._changed(change)
            else:
                self._remove(entry)
            return
        self.done.kept.append(entry.title)
        if not self.decisions.settle:
            return
        if change.values:
            self._mark(entry, change)
        else:  # From now on it is the founder's own.
            entry.source = entry.external_id = entry.imported_as = ""
        self.marked.append(entry)

    def _missing(self, change: Change) -> None:
        if self.decisions.remove_missing and change.entry is not None:
            self._remove(change.entry)

    def _remove(self, entry: KnowledgeEntry) -> None:
        self.gone.append(entry.pk)
        self.done.removed.append(entry.title)


def _rewrite(entries: list[KnowledgeEntry], fields: list[str]) -> None:
    """Store these fields of entries that are there, in one statement for many of them.

    Written as an insert that meets its own key: an update of many rows at once is a long list of
    conditions for each field, and ten times as slow.
    """
    KnowledgeEntry.objects.bulk_create(
        entries, batch_size=BATCH, update_conflicts=True, update_fields=fields, unique_fields=["id"]
    )
