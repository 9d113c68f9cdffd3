"""THE flow of a deletion: delete, blot out of what others wrote, look everywhere, write it down.

What the rooms hold of a person goes in one transaction, so a process that is killed has deleted all
of that or nothing; only what was in an account that is closed goes before it, in steps. Whose
deletion it is was put down before (``ops.privacy.pending``), so the same call again goes on.
Somebody who writes while they are being deleted is found by the search that follows, and deleted
again, unless they asked for what was there at that moment.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import DatabaseError, IntegrityError, OperationalError, models, transaction

from ops import audit, privacy
from ops.addresses import address_mark, address_marks, address_problem, tidy
from ops.privacy import elsewhere
from ops.privacy.looking import Looker
from ops.privacy.person import Person, person_of
from ops.privacy.processing import table_of
from ops.privacy.prove import Hit, Proof, in_tables, prove
from ops.privacy.rows import DataDeed
from ops.privacy.staff import works_here
from ops.privacy.tables import Cell
from ops.privacy.words import counted

logger = logging.getLogger(__name__)

#: Rounds of deleting and looking, and tries of one when somebody writes at the same moment.
ROUNDS, TRIES = 3, 6
BLOTTED = "named by others, blotted out"
FILES = "email_files"


Still = Callable[[Mapping[str, int]], object]


def alone(counts: Mapping[str, int]) -> None:
    """Nobody listens."""


class NotTheirs(Exception):
    """This is not done for this address; the message says why, and what to do instead."""


@dataclass(slots=True)
class Erased:
    """``counts`` is how much of each kind went; ``proof`` what the search said."""

    counts: dict[str, int] = field(default_factory=dict)
    proof: Proof = field(default_factory=Proof)

    @property
    def total(self) -> int:
        """How many things went."""
        return sum(self.counts.values())


def judged(address: str) -> str:
    """The address as it is used; raises ``NotTheirs`` when nothing may be done for it."""
    problem = address_problem(address)
    if problem:
        raise NotTheirs(problem)
    if works_here(address):
        raise NotTheirs(
            "This is the address of the owner or of somebody who works here, and every notice "
            "about a visitor was sent to it. Delete a lead of theirs in the admin, under Leads, "
            "and the account under Accounts."
        )
    return tidy(address)


def held(address: str) -> dict[str, int]:
    """How much of each kind is kept about an address, without what is not."""
    person = person_of(address)
    counts = {name: one.count(person) for name, one in privacy.handlers().items()}
    return {name: count for name, count in counts.items() if count}


def once(address: str) -> dict[str, int]:
    """Delete what the rooms know to be theirs, all of it or nothing; returns how much."""
    elsewhere.overwrite_deleted()
    for tried in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                return {name: one.erase(address) for name, one in privacy.handlers().items()}
        except (IntegrityError, OperationalError):
            # Somebody wrote into what was being deleted: once more, with that.
            if tried == TRIES or transaction.get_connection().in_atomic_block:
                raise
            time.sleep(0.05 * tried)
    raise AssertionError("unreachable")


def delete_everywhere(person: Person, *, thorough: bool = True, still: Still = alone) -> Erased:
    """Delete everything about a person and prove it.

    ``still`` is called now and then with how much went so far, to say that it goes on. Not
    ``thorough`` leaves out what nobody reads: backups are not listed, and a large file of SQLite is
    not tidied up.
    """
    looker = Looker(person)
    counts = in_steps(person, still)
    proof = Proof()
    for _ in range(ROUNDS):
        still(counts)
        counts.update(once(person))
        still(counts)
        hits = list(in_tables(looker))
        blotted = blot_out(looker, hits)
        counts[BLOTTED] += blotted
        still(counts)
        proof = prove(looker, thorough=thorough, hits=None if blotted else hits)
        if not proof.found:
            break
    return Erased({name: count for name, count in counts.items() if count}, proof)


def in_steps(person: Person, still: Still = alone) -> Counter[str]:
    """Delete what may go piece by piece; a process that is killed has deleted some of it."""
    elsewhere.overwrite_deleted()
    counts: Counter[str] = Counter()
    for name, one in privacy.handlers().items():
        for count in one.in_steps(person) if one.in_steps else ():
            counts[name] += count
            still(counts)
    return counts


def blot_out(looker: Looker, hits: Sequence[Hit]) -> int:
    """Take the person out of what others wrote; returns how many texts were changed."""
    found = {(cell.table, cell.key, cell.field): cell for cell, _ in hits}
    return sum(_blot_one(looker, cell) for cell in found.values())


def _blot_one(looker: Looker, cell: Cell) -> int:
    described = table_of(cell.table)
    if described is None or not described.is_blotted(cell.field) or not looker.sure_in(cell.text):
        return 0
    model = apps.get_model(cell.table)
    column = model._meta.get_field(cell.field)
    rows = model._base_manager.filter(pk=cell.key)
    with transaction.atomic():
        before = rows.select_for_update().values_list(cell.field, flat=True).first()
        after = _without(looker, before)
        if after == before:
            return 0
        if isinstance(after, str) and isinstance(column, models.CharField) and column.max_length:
            after = after[: column.max_length]
        return int(models.QuerySet.update(rows, **{cell.field: after}))


def _without(looker: Looker, value: object) -> object:
    """What holds JSON as text stays JSON: other programs read it."""
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            held = json.loads(value)
        except ValueError:
            return looker.without_in(value)
        return json.dumps(looker.without_in(held), ensure_ascii=False)
    return looker.without_in(value)


def in_lines(counts: Mapping[str, int]) -> list[str]:
    """``1 lead``, ``2 conversations``, the rooms in their order."""
    return [counted(name, count) for name, count in counts.items() if count]


def write_export_down(
    address: str, *, via: DataDeed.Via, by: Any, counts: Mapping[str, int]
) -> None:
    """That everything about a person was given out."""
    deed = DataDeed.objects.create(
        what=DataDeed.What.EXPORT, via=via, subject=address_mark(address), counts=dict(counts)
    )
    audit.record(audit.Kind.EXPORT, by, object=deed, about=_in_all(sum(counts.values())))


def deeds_of(address: str) -> models.QuerySet[DataDeed]:
    """What was done for an address before."""
    return DataDeed.objects.filter(subject__in=address_marks(address))


def write_down(address: str, done: Erased, *, via: DataDeed.Via, by: Any, is_test: bool) -> None:
    """That it was done, without whose it was."""
    left = [one.as_json() for one in done.proof.left]
    erased = deeds_of(address).filter(what=DataDeed.What.ERASE)
    if not done.total and not left and erased.exists():
        # Asked again, with nothing to do: it was written down when it was done.
        return
    try:
        with transaction.atomic():
            deed = DataDeed.objects.create(
                what=DataDeed.What.ERASE, via=via, subject=address_mark(address),
                counts=done.counts, left=left, is_test=is_test,
            )  # fmt: skip
            about = f"{_in_all(done.total)}, {len(done.proof.found)} left"
            audit.record(audit.Kind.ERASURE, by, object=deed, about=about)
    except DatabaseError:
        # Deleted is deleted; the search says so, and this is only the note about it.
        logger.exception("a deletion was not written down")


def _in_all(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"
