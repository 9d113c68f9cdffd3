"""Find the entry of the founder's knowledge that answers a question, or say that none does.

Everything is in memory and in plain Python: no model, no download, no service. An edited entry
costs about a millisecond, however many others there are, because nothing is stored that depends
on the other entries except counts.

A search has two steps. Words of the knowledge that look like the question's point to a few
hundred phrasings; those are then compared exactly, sign by sign (see `confidence`).
"""

from __future__ import annotations

import heapq
import math
import threading
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chatbot.knowledge import text as reading
from chatbot.knowledge.comparison import Comparison
from chatbot.knowledge.confidence import ANSWER_THRESHOLD, Signs
from chatbot.knowledge.vocabulary import View, Vocabulary

__all__ = ["ANSWER_THRESHOLD", "Document", "Hit", "KnowledgeIndex", "best"]

# A longer text is no question; it is not searched, so nobody can make the process sweat with one.
LONGEST_QUESTION = 2_000

# The first step stops after so many pointers, so that a big knowledge base stays quick.
_MOST_POINTERS = 30_000
_MOST_LIKE_WORDS = 150
_CANDIDATES = 150
_READ_ANSWERS = 12  # the answers' own text is read only for the entries that lead so far
_NEIGHBOURS = 10  # phrasings that vote for `Signs.support`
_ANSWER_WORDS = 150  # of a long answer only the opening is read


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


@dataclass(slots=True)
class _Phrasing:
    document_id: str
    text: str
    words: tuple[int, ...]  # in order, with repeats


@dataclass(slots=True)
class _Entry:
    number: int
    slots: tuple[int, ...]  # of its phrasings
    words: frozenset[int]  # of all its phrasings
    answer: frozenset[int]


class KnowledgeIndex:
    """All entries of one business.

    Safe to use from several threads: one lock is held for the whole of a search and of an edit.
    A search is pure computation of a few milliseconds that the interpreter would not run beside
    another one anyway, so nothing is lost by the lock, and no search sees half an edit.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._vocabulary = Vocabulary()
        self._entries: dict[str, _Entry] = {}
        self._ids: dict[int, str] = {}  # entry number -> document id
        self._phrasings: dict[int, _Phrasing] = {}
        # Numbers only ever grow, so each list stays sorted and an edit bisects to its place.
        self._next = 0
        self._asked_with: defaultdict[int, array[int]] = defaultdict(_numbers)  # word -> slots
        self._answered_with: defaultdict[int, array[int]] = defaultdict(_numbers)  # -> entries
        self._length = 0  # words in all phrasings together
        self._norms: dict[int, float] = {}  # slot or entry -> its length; emptied by every edit

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._entries

    def put(self, document: Document) -> None:
        """Add a document, or replace the one with the same id."""
        wordings = dict.fromkeys((document.question, *document.variants))
        read = [(wording, words) for wording in wordings if (words := reading.words(wording))]
        answer = reading.words(document.answer)[:_ANSWER_WORDS]
        with self._lock:
            self.remove(document.id)
            add = self._vocabulary.add
            slots: list[int] = []
            for wording, words in read:
                phrasing = _Phrasing(document.id, wording, tuple(add(word) for word in words))
                slots.append(self._new_number())
                self._phrasings[slots[-1]] = phrasing
                self._length += len(words)
                for number in set(phrasing.words):
                    self._asked_with[number].append(slots[-1])
            asked = frozenset(w for slot in slots for w in self._phrasings[slot].words)
            answered = frozenset(add(word) for word in answer) if slots else frozenset()
            entry = _Entry(self._new_number(), tuple(slots), asked, answered)
            for number in answered:
                self._answered_with[number].append(entry.number)
            self._vocabulary.count_entry(asked, 1)
            self._entries[document.id] = entry
            self._ids[entry.number] = document.id
            self._norms.clear()

    def remove(self, document_id: str) -> None:
        """Take a document out; one that is not there is no error."""
        with self._lock:
            entry = self._entries.pop(document_id, None)
            if entry is None:
                return
            for slot in entry.slots:
                phrasing = self._phrasings.pop(slot)
                self._length -= len(phrasing.words)
                for number in set(phrasing.words):
                    _take_out(self._asked_with, number, slot)
            for number in entry.answer:
                _take_out(self._answered_with, number, entry.number)
            self._vocabulary.count_entry(entry.words, -1)
            del self._ids[entry.number]
            self._norms.clear()

    def search(self, text: str, *, limit: int = 5) -> list[Hit]:
        """Return the entries nearest to `text`, best first, also those too far to answer with.

        The score of the first is what `ANSWER_THRESHOLD` is meant for. Empty for text without a
        word in it, or longer than `LONGEST_QUESTION` characters.
        """
        if len(text) > LONGEST_QUESTION:
            return []
        with self._lock:
            typical = self._length / len(self._phrasings) if self._phrasings else 1.0
            question = Comparison(self._vocabulary, text, typical_length=typical)
            signs, nearest = self._signs(question)
            self._read_answers(question, signs)
        leading = heapq.nlargest(limit, signs, key=lambda found: signs[found].match())
        return [
            Hit(found, signs[found].confidence(question.content_words), nearest[found])
            for found in leading
        ]

    def _signs(self, question: Comparison) -> tuple[dict[str, Signs], dict[str, str]]:
        """Return the signs of each candidate entry, and the phrasing that came nearest."""
        signs: dict[str, Signs] = {}
        nearest: dict[str, str] = {}
        votes: list[tuple[float, str]] = []
        stem_of = self._vocabulary.stem_of
        for slot in self._candidates(question.view):
            phrasing = self._phrasings[slot]
            found = signs.setdefault(phrasing.document_id, Signs())
            stems = [stem_of[number] for number in phrasing.words]
            words = set(phrasing.words)
            alike = question.alike(words, self._norm(slot, words))
            if alike > found.alike or phrasing.document_id not in nearest:
                found.alike = alike
                nearest[phrasing.document_id] = phrasing.text
            found.order = max(found.order, question.order(stems))
            found.words = max(found.words, question.words(stems))
            votes.append((alike * alike, phrasing.document_id))
        votes = heapq.nlargest(_NEIGHBOURS, votes)
        cast = sum(weight for weight, _ in votes)
        for weight, document_id in votes:
            signs[document_id].support += weight / cast if cast else 0.0
        return signs, nearest

    def _candidates(self, view: View) -> set[int]:
        """Return the phrasings worth comparing: alike themselves, or with an answer that is."""
        like = view.like_words(_MOST_LIKE_WORDS)
        slots = self._pointed_at(
            view, like, self._asked_with, lambda slot: len(self._phrasings[slot].words)
        )
        chosen = set(slots[:_CANDIDATES])
        entries = self._pointed_at(
            view,
            like,
            self._answered_with,
            lambda number: len(self._entries[self._ids[number]].answer),
        )
        for number in entries[:_READ_ANSWERS]:
            chosen.update(self._entries[self._ids[number]].slots[:_NEIGHBOURS])
        return chosen

    def _pointed_at(
        self,
        view: View,
        like: Iterable[int],
        pointers: defaultdict[int, array[int]],
        length: Callable[[int], int],
    ) -> list[int]:
        """Return what the words point at, most first, weighing each word by its likeness."""
        gathered: defaultdict[int, float] = defaultdict(float)
        left = _MOST_POINTERS
        for word in like:
            places = pointers.get(word)
            if not places or len(places) > left:
                continue
            left -= len(places)
            weight = view.likeness[word]
            for place in places:
                gathered[place] += weight
        most = heapq.nlargest(3 * _CANDIDATES, gathered, key=gathered.__getitem__)
        most.sort(key=lambda place: gathered[place] / math.sqrt(length(place)), reverse=True)
        return most[:_CANDIDATES]

    def _read_answers(self, question: Comparison, signs: dict[str, Signs]) -> None:
        leading = heapq.nlargest(2 * _READ_ANSWERS, signs, key=lambda found: signs[found].match())
        for document_id in leading:
            entry = self._entries[document_id]
            if entry.answer:
                norm = self._norm(entry.number, entry.answer)
                signs[document_id].answer = question.alike(entry.answer, norm)

    def _norm(self, number: int, words: Iterable[int]) -> float:
        known = self._norms.get(number)
        if known is None:
            known = self._norms[number] = self._vocabulary.norm(words)
        return known

    def _new_number(self) -> int:
        self._next += 1
        return self._next


def best(index: KnowledgeIndex, text: str) -> Hit | None:
    """Return the entry that answers `text`, or None: then the honest reply is "I don't know"."""
    hits = index.search(text, limit=1)
    return hits[0] if hits and hits[0].score >= ANSWER_THRESHOLD else None


def _numbers() -> array[int]:
    return array("I")


def _take_out(pointers: defaultdict[int, array[int]], word: int, number: int) -> None:
    places = pointers[word]
    del places[bisect_left(places, number)]
    if not places:
        del pointers[word]
