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
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from chatbot.knowledge import text as reading
from chatbot.knowledge.comparison import Comparison
from chatbot.knowledge.confidence import ANSWER_THRESHOLD, WORDS, WORDS_AND_MEANING, Signs
from chatbot.knowledge.coverage import Subject
from chatbot.knowledge.document import Document, Hit, MeaningOfEntries, Near
from chatbot.knowledge.vocabulary import View, Vocabulary

__all__ = ["ANSWER_THRESHOLD", "Document", "Hit", "KnowledgeIndex", "best"]

# A longer text is no question; it is not searched, so nobody can make the process sweat with one.
LONGEST_QUESTION = 2_000

# The first step stops after so many pointers, so that a big knowledge base stays quick.
_MOST_POINTERS = 30_000
_MOST_LIKE_WORDS = 150
_CANDIDATES = 150
_READ_ANSWERS = 12  # the answers' own text is read only for the entries that lead so far
_COVERED = 8  # of the leading entries it is read what they hold of the question's subject
_NEAREST = 6  # entries nearest in meaning that are compared as well
_NEIGHBOURS = 10  # phrasings that vote for `Signs.support`
_ANSWER_WORDS = 150  # of a long answer only the opening is read


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

    def __init__(self, meaning: MeaningOfEntries | None = None) -> None:
        """`meaning` is asked for its opinion beside the words, where one is given."""
        self._meaning = meaning
        self._weights = WORDS_AND_MEANING if meaning else WORDS
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
        read = [(wording, words) for wording in wordings if (words := reading.terms(wording))]
        answer = reading.terms(document.answer)[:_ANSWER_WORDS]
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
            self._vocabulary.count_entry(asked, answered, 1)
            self._entries[document.id] = entry
            self._ids[entry.number] = document.id
            self._norms.clear()
            if self._meaning:
                self._meaning.put(document.id, wordings, document.answer)

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
            self._vocabulary.count_entry(entry.words, entry.answer, -1)
            del self._ids[entry.number]
            self._norms.clear()
            if self._meaning:
                self._meaning.remove(document_id)

    def search(self, text: str, *, limit: int = 5) -> list[Hit]:
        """Return the entries nearest to `text`, best first, also those too far to answer with.

        The score of the first is what `ANSWER_THRESHOLD` is meant for. Empty for text without a
        word in it, or longer than `LONGEST_QUESTION` characters.
        """
        if len(text) > LONGEST_QUESTION:
            return []
        near = self._meaning.nearest(text) if self._meaning and text.strip() else {}
        with self._lock:
            typical = self._length / len(self._phrasings) if self._phrasings else 1.0
            question = Comparison(self._vocabulary, text, typical_length=typical)
            signs, nearest = self._signs(question, near)
            self._read_answers(question, signs)
            leading = self._leading(signs, max(limit, _COVERED))
            self._read_coverage(question, leading)
        ranks = {found: held.rank(self._weights.ranking) for found, held in leading.items()}
        first, second = _two_highest(ranks.values())
        hits = []
        for found, held in leading.items():
            lead = ranks[found] - second if ranks[found] == first else 0.0
            score = held.confidence(self._weights.sureness, question.content_words, lead)
            hits.append(Hit(found, score, nearest[found]))
        return heapq.nlargest(limit, hits, key=lambda hit: hit.score)

    def _leading(self, signs: dict[str, Signs], most: int) -> dict[str, Signs]:
        """Return the entries that lead by their words, and those that lead by their meaning."""
        leading = heapq.nlargest(most, signs, key=lambda found: signs[found].match())
        if self._meaning:
            leading += heapq.nlargest(_NEAREST, signs, key=lambda found: _nearness(signs[found]))
        return {found: signs[found] for found in leading}

    def _signs(
        self, question: Comparison, near: Mapping[str, Near]
    ) -> tuple[dict[str, Signs], dict[str, str]]:
        """Return the signs of each candidate entry, and the phrasing that came nearest."""
        signs: dict[str, Signs] = {}
        nearest: dict[str, str] = {}
        votes: list[tuple[float, str]] = []
        stem_of = self._vocabulary.stem_of
        for slot in self._candidates(question.view) | self._candidates_in_meaning(near):
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
        for document_id, found in signs.items():
            if document_id in near:
                found.near_asked = near[document_id].asked
                found.near_answered = near[document_id].answered
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

    def _candidates_in_meaning(self, near: Mapping[str, Near]) -> set[int]:
        """Return the first phrasings of the entries that are nearest in meaning."""
        known = [document_id for document_id in near if document_id in self._entries]
        nearest = heapq.nlargest(
            _NEAREST, known, key=lambda found: max(near[found].asked, near[found].answered)
        )
        return {slot for found in nearest for slot in self._entries[found].slots[:_NEIGHBOURS]}

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

    def _read_coverage(self, question: Comparison, signs: dict[str, Signs]) -> None:
        subject = Subject(self._vocabulary, question.subject)
        for document_id, found in signs.items():
            entry = self._entries[document_id]
            found.coverage = subject.covered_by(entry.words, entry.answer)

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


def _nearness(signs: Signs) -> float:
    return max(signs.near_asked, signs.near_answered)


def _two_highest(ranks: Iterable[float]) -> tuple[float, float]:
    """Return the highest rank and the next; without a next one, nothing is beside the first."""
    highest = heapq.nlargest(2, ranks)
    first = highest[0] if highest else 0.0
    return first, highest[1] if len(highest) > 1 else -math.inf


def _numbers() -> array[int]:
    return array("I")


def _take_out(pointers: defaultdict[int, array[int]], word: int, number: int) -> None:
    places = pointers[word]
    del places[bisect_left(places, number)]
    if not places:
        del pointers[word]
