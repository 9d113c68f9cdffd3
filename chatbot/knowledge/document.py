"""What goes into the index and comes out of it, and what it asks about meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One entry: its question, other ways people ask it, and the founder's answer."""

    id: str
    question: str
    variants: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found. `score` is the probability, 0 to 1, that it answers the question;
    `phrasing` is the wording of the entry that came nearest."""

    id: str
    score: float
    phrasing: str


class Near(Protocol):
    """How near an entry is in meaning, -1 to 1: its nearest phrasing, and piece of its answer."""

    @property
    def asked(self) -> float: ...

    @property
    def answered(self) -> float: ...


class MeaningOfEntries(Protocol):
    """What compares by meaning, and is told of every edit: `chatbot.knowledge.meaning`."""

    def put(self, document_id: str, phrasings: Iterable[str], answer: str) -> None: ...

    def remove(self, document_id: str) -> None: ...

    def nearest(self, text: str) -> Mapping[str, Near]: ...
