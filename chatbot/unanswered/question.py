"""A question nobody could answer, and several that ask the same."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from chatbot.guards.intent import ADDRESS
from chatbot.knowledge import text as reading

#: Characters of a question that are compared and shown.
LONGEST = 300
_PHRASINGS = 8

_PHONE = re.compile(r"(?<![\w.])\+?\(?\d[\d\s().\-/]{6,}\d(?!\w)")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)


def masked(text: str) -> str:
    """A question without the addresses and numbers of whoever asked it."""
    text = " ".join(text.split())[:LONGEST]
    text = ADDRESS.sub("[email]", text)
    text = _LINK.sub("[link]", text)
    return _PHONE.sub("[phone]", text)


def shortened(text: str, longest: int = 110) -> str:
    """At most about ``longest`` characters, cut between words."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(None, 1)[0]}…"


@dataclass(frozen=True)
class Asked:
    """One question: ``said`` as it stands in the database, ``text`` as it may be shown."""

    seq: int
    said: str
    at: datetime
    conversation_id: str
    dismissed: bool = False

    @cached_property
    def text(self) -> str:
        """What was asked, masked and shortened."""
        return masked(self.said)

    @cached_property
    def key(self) -> str:
        """The wording as it is compared for being the same: its words, in order."""
        return " ".join(reading.words(self.text))


@dataclass(slots=True)
class Group:
    """Questions that ask the same. ``example`` is the wording most of them use."""

    questions: list[Asked] = field(default_factory=list)

    @property
    def key(self) -> int:
        """The oldest question's number, by which the group is found again."""
        return min(question.seq for question in self.questions)

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.questions)

    @property
    def last(self) -> Asked:
        """The newest of them."""
        return max(self.questions, key=lambda question: question.seq)

    @property
    def wordings(self) -> list[str]:
        """The different ways it was put, the most frequent first, the older before the newer."""
        counts = Counter(question.key for question in self.questions)
        first: dict[str, Asked] = {}
        for question in sorted(self.questions, key=lambda q: q.seq):
            first.setdefault(question.key, question)
        ordered = sorted(first, key=lambda key: (-counts[key], first[key].seq))
        return [first[key].text for key in ordered]

    @property
    def example(self) -> str:
        """How it is usually put."""
        return self.wordings[0]

    @property
    def others(self) -> list[str]:
        """Other wordings, as many as help an entry to be found."""
        return self.wordings[1 : 1 + _PHRASINGS]
