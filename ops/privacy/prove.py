"""Whether anything of a person is still here: every text of every table, files, cache, the disk.

What is found is named by where it stands, never by what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import asdict, dataclass, field
from typing import Any

from ops.privacy import elsewhere
from ops.privacy.known import Sort
from ops.privacy.looking import Looker
from ops.privacy.processing import VISITORS, Data, table_of
from ops.privacy.tables import Cell, rows, tables


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is still there. ``sure`` is False for a name that may be anybody's."""

    where: str
    key: str
    field: str
    what: str
    sure: bool = True
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """For ``--json`` and for what is kept of a deletion."""
        return asdict(self)

    def __str__(self) -> str:
        place = f"{self.where} {self.key}".strip() + (f", {self.field}" if self.field else "")
        return f"{place}: their {self.what}" + (f" ({self.note})" if self.note else "")


@dataclass(slots=True)
class Proof:
    """``left`` was found, ``unsearched`` could not be looked at, ``copies`` are backups."""

    left: list[Left] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)

    @property
    def found(self) -> list[Left]:
        """What is surely theirs."""
        return [one for one in self.left if one.sure]


#: A text, and what of the person stands in it.
Hit = tuple[Cell, Sort]


def in_tables(looker: Looker) -> Iterator[Hit]:
    """Every text of the database in which the person stands."""
    for model in tables():
        for row in rows(model, looker.until):
            # A row is read in one go, since hardly any holds something.
            if looker.sorts_in("\n".join([cell.text for cell in row])):
                for cell in row:
                    for sort in looker.sorts_in(cell.text):
                        yield cell, sort


def prove(looker: Looker, *, thorough: bool = True, hits: Sequence[Hit] | None = None) -> Proof:
    """Look everywhere; not ``thorough`` leaves out what can take a minute.

    ``hits`` is what the tables were just found to hold, where nothing was changed since.
    """
    proof = Proof(left=_judged(looker, list(in_tables(looker)) if hits is None else hits))
    proof.left += [Left("file", name, "", sort.value) for name, sort in elsewhere.in_files(looker)]
    held, problem = elsewhere.in_cache(looker)
    proof.left += [Left("cache", name, "", sort.value) for name, sort in held]
    if problem:
        proof.unsearched.append(problem)
    if elsewhere.on_disk(looker, thorough=thorough) and not _is_back(looker):
        proof.left.append(
            Left("the database's file", "", "", Sort.ADDRESS.value,
                 note="in space that is free but not yet written over; run this again when the "
                      "site is idle, or stop it and run VACUUM")
        )  # fmt: skip
    copies, problem = elsewhere.backups() if thorough else ([], "")
    proof.copies += copies
    if problem:
        proof.unsearched.append(problem)
    return proof


def _is_back(looker: Looker) -> bool:
    """Whether the person stands in rows that were made since they asked, which the database's file
    holds rightly.
    """
    now = copy(looker)
    now.until = None
    return looker.until is not None and any(True for _ in in_tables(now))


def _judged(looker: Looker, hits: Sequence[Hit]) -> list[Left]:
    """With names and numbers that somebody else has as well taken for theirs."""
    shared = {sort for cell, sort in hits if sort is not Sort.ADDRESS and _is_anothers(cell)}
    left = []
    for cell, sort in hits:
        sure = sort not in shared and (sort is not Sort.NAME or bool(looker.sure_names))
        note = _note(cell, sort)
        if not sure:
            note = "may be somebody else's: " + (
                "another person has the same" if sort in shared else "a single name says little"
            )
        left.append(Left(cell.table, str(cell.key), cell.field, sort.value, sure, note))
    return left


def _is_anothers(cell: Cell) -> bool:
    described = table_of(cell.table)
    if described is None or described.of != VISITORS:
        return False
    return described.kind_of(cell.field) in (Data.CONTACT, Data.ACCOUNT)


def _note(cell: Cell, sort: Sort) -> str:
    described = table_of(cell.table)
    if described and described.of != VISITORS and sort is not Sort.ADDRESS:
        return f"this is about {described.of}"
    return ""
