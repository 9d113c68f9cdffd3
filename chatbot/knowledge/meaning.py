"""Nearness in meaning: vectors of every phrasing and answer, compared with that of the question.

An optional second opinion beside the words (`KNOWLEDGE_MODEL=minilm`). It finds "Will anyone hear
what I tell you?" for "Is it confidential?", which share no word. Only what has changed is read by
the model again, and what it read is kept in a file, so that a start is quick.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from chatbot.knowledge.passages import split
from chatbot.knowledge.vectors import Vectors

logger = logging.getLogger(__name__)

Array = NDArray[np.float32]

#: Texts that are read at once, while a visitor waits; more are read in the background.
READ_AT_ONCE = 40
_ENTRIES_AT_ONCE = 50
_PHRASINGS = 100  # of one entry
_PIECES = 6  # of one answer: its passages, from the first on


class Encoder(Protocol):
    """Turns texts into rows of length 1. ``name`` says which model, for the vectors kept."""

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Array:
        """One row a text, each of length 1."""
        ...


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near an entry is in meaning, -1 to 1: its nearest phrasing, and piece of its answer."""

    asked: float
    answered: float


@dataclass(slots=True)
class _Entry:
    phrasings: list[str]
    answer: list[str]
    rows: Array | None = None  # the phrasings' first; None until the model has read them


@dataclass(slots=True)
class _Table:
    """All rows under each other, with the first row of each entry's phrasings and answer."""

    ids: list[str] = field(default_factory=list)
    rows: Array | None = None
    starts: NDArray[np.intp] | None = None


class Meaning:
    """The vectors of one knowledge. All methods may be called from several threads."""

    def __init__(self, encoder: Encoder, vectors: Vectors | None = None) -> None:
        self._encoder = encoder
        self._vectors = vectors
        self._lock = threading.Lock()
        self._reading = threading.Lock()  # one thread at a time reads what is new
        self._entries: dict[str, _Entry] = {}
        self._table: _Table | None = None

    def put(self, document_id: str, phrasings: Iterable[str], answer: str) -> None:
        """Add or replace an entry. It is compared only after `read_new`."""
        pieces = [passage.text for passage in split(answer)][:_PIECES]
        entry = _Entry(list(phrasings)[:_PHRASINGS], pieces)
        with self._lock:
            self._entries[document_id] = entry
            self._table = None

    def remove(self, document_id: str) -> None:
        """Take an entry out; one that is not there is no error."""
        with self._lock:
            if self._entries.pop(document_id, None) is not None:
                self._table = None

    def read_new(self) -> threading.Thread | None:
        """Let the model read what is new: now if it is little, else in the thread returned.

        Until then such an entry is found by its words alone.
        """
        new = self._new()
        texts = sum(len(entry.phrasings) + len(entry.answer) for entry in new)
        if texts <= READ_AT_ONCE or self._all_kept(new):
            self._read_new()
            return None
        thread = threading.Thread(target=self._read_new, name="knowledge-meaning", daemon=True)
        thread.start()
        return thread

    def nearest(self, text: str) -> dict[str, Nearness]:
        """Return how near each entry that was read is to `text`."""
        table = self._whole()
        if table.rows is None or table.starts is None:
            return {}
        likeness = table.rows @ self._encoder.encode([text])[0]
        highest = np.maximum.reduceat(likeness, table.starts).reshape(-1, 2)
        return {
            document_id: Nearness(float(asked), float(answered))
            for document_id, (asked, answered) in zip(table.ids, highest, strict=True)
        }

    def _new(self) -> list[_Entry]:
        with self._lock:
            return [entry for entry in self._entries.values() if entry.rows is None]

    def _all_kept(self, entries: Iterable[_Entry]) -> bool:
        texts = {text for entry in entries for text in (*entry.phrasings, *entry.answer)}
        return self._vectors is not None and self._vectors.count(self._encoder.name, texts) == len(
            texts
        )

    def _read_new(self) -> None:
        with self._reading:
            new = self._new()
            for start in range(0, len(new), _ENTRIES_AT_ONCE):
                some = new[start : start + _ENTRIES_AT_ONCE]
                texts = [text for entry in some for text in (*entry.phrasings, *entry.answer)]
                rows = self._rows(texts)
                at = 0
                with self._lock:
                    for entry in some:
                        length = len(entry.phrasings) + len(entry.answer)
                        entry.rows = rows[at : at + length]
                        at += length
                    self._table = None

    def _rows(self, texts: list[str]) -> Array:
        known = self._vectors.get(self._encoder.name, texts) if self._vectors else {}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            read = dict(zip(missing, self._encoder.encode(missing), strict=True))
            if self._vectors:
                self._vectors.keep(self._encoder.name, read)
            known.update(read)
        return np.stack([known[text] for text in texts]) if texts else np.empty((0, 0), np.float32)

    def _whole(self) -> _Table:
        with self._lock:
            if self._table is None:
                self._table = _table(self._entries)
            return self._table


def _table(entries: dict[str, _Entry]) -> _Table:
    """Return the rows of all entries that were read; an entry without an answer has its own."""
    table = _Table()
    rows: list[Array] = []
    starts: list[int] = []
    at = 0
    for document_id, entry in entries.items():
        if entry.rows is None or not entry.phrasings:
            continue
        asked = entry.rows[: len(entry.phrasings)]
        answered = entry.rows[len(entry.phrasings) :]
        if not len(answered):
            answered = np.zeros((1, asked.shape[1]), np.float32)
        table.ids.append(document_id)
        starts += [at, at + len(asked)]
        rows += [asked, answered]
        at += len(asked) + len(answered)
    if rows:
        table.rows = np.concatenate(rows)
        table.starts = np.array(starts, np.intp)
    return table
