"""The knowledge of this moment: an index in each process, brought up to date before each question.

``KnowledgeVersion`` moves in the transaction of every change. One cheap read of it tells whether
this process is behind; then only the entries whose revision differs are read again.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.knowledge import followup
from chatbot.knowledge.facts import Passage, entry_document, entry_passage, profile_facts
from chatbot.knowledge.index import Document, Hit, KnowledgeIndex
from chatbot.knowledge.switch import switched_on
from chatbot.models import Business, KnowledgeEntry, KnowledgeVersion

if TYPE_CHECKING:
    from chatbot.knowledge.meaning import Meaning

#: How near a further passage must be, as a share of the best one's score.
NEAR = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What was found for a question: the passage, its entry, and how sure we are (0 to 1).

    ``others`` are further passages that a model may read, nearest first.
    """

    passage: Passage
    entry: KnowledgeEntry | None
    score: float
    others: tuple[Passage, ...] = ()


class LiveKnowledge:
    """The index of one process. All methods may be called from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: str | None = None
        self._meaning: Meaning | None = None
        self._index = KnowledgeIndex()
        self._revisions: dict[str, str] = {}
        self._facts: dict[str, Passage] = {}

    def find(self, text: str, *, earlier: Sequence[str] = (), others: int = 0) -> Found | None:
        """The passage that answers ``text``, or None when nothing is near enough.

        ``earlier`` are the visitor's previous messages, oldest first: a short follow-up takes its
        subject from them. ``others`` is how many further passages are wanted.
        """
        self.refresh()
        hit = followup.find(self._index, text, earlier)
        if hit is None:
            return None
        found = self._found(hit.id, text)
        if found is None:  # Taken out between the two reads.
            return None
        passage, entry = found
        more = self._others(text, earlier, hit, others) if others else ()
        return Found(passage=passage, entry=entry, score=hit.score, others=more)

    def titles(self, texts: Sequence[str]) -> list[str]:
        """For each text the title of what answers it, or ""; with one look at the entries."""
        self.refresh()
        hits = [followup.find(self._index, text, ()) for text in texts]
        wanted = {hit.id for hit in hits if hit is not None} - self._facts.keys()
        rows = KnowledgeEntry.objects.published().filter(pk__in=wanted)
        entries = {str(entry.pk): entry for entry in rows}
        found = []
        for hit, text in zip(hits, texts, strict=True):
            fact = self._facts.get(hit.id) if hit else None
            entry = entries.get(hit.id) if hit else None
            passage = fact or (entry_passage(entry, text) if entry else None)
            found.append(passage.title if passage else "")
        return found

    def _found(self, id: str, text: str) -> tuple[Passage, KnowledgeEntry | None] | None:
        fact = self._facts.get(id)
        if fact is not None:
            return fact, None
        entry = KnowledgeEntry.objects.published().filter(pk=id).first()
        return (entry_passage(entry, text), entry) if entry else None

    def _others(
        self, text: str, earlier: Sequence[str], best: Hit, count: int
    ) -> tuple[Passage, ...]:
        query = followup.carry_subject(text, earlier)
        hits = [
            hit
            for hit in self._index.search(query, limit=count + 1)
            if hit.id != best.id and hit.score >= best.score * NEAR
        ]
        found = [self._found(hit.id, text) for hit in hits[:count]]
        return tuple(entry[0] for entry in found if entry is not None)

    def refresh(self) -> None:
        """Bring the index to the version of the database; does nothing when it is there already."""
        if KnowledgeVersion.current() == self._version:
            return
        with self._lock:
            # Read before the entries: a change that comes between is seen by the next question.
            version = KnowledgeVersion.current()
            if version != self._version:
                if self._version is None:
                    self._meaning = switched_on()
                    self._index = KnowledgeIndex(self._meaning)
                    self._revisions, self._facts = {}, {}
                self._load_entries()
                self._load_facts()
                if self._meaning:
                    self._meaning.read_new()
                self._version = version

    def _load_entries(self) -> None:
        now = {
            str(pk): str(revision)
            for pk, revision in KnowledgeEntry.objects.published().values_list("pk", "revision")
        }
        for gone in self._revisions.keys() - now.keys():
            self._index.remove(gone)
        changed = [pk for pk, revision in now.items() if self._revisions.get(pk) != revision]
        for start in range(0, len(changed), 500):
            for entry in KnowledgeEntry.objects.filter(pk__in=changed[start : start + 500]):
                self._index.put(entry_document(entry))
        self._revisions = now

    def _load_facts(self) -> None:
        facts = profile_facts(Business.current(), list(KnowledgeEntry.objects.services()))
        for gone in self._facts.keys() - {fact.id for fact, _ in facts}:
            self._index.remove(gone)
        for passage, phrasings in facts:
            self._index.put(
                Document(
                    id=passage.id,
                    question=phrasings[0],
                    variants=tuple(phrasings[1:]),
                    answer=passage.text,
                )
            )
        self._facts = {passage.id: passage for passage, _ in facts}


#: This process's knowledge.
knowledge = LiveKnowledge()
