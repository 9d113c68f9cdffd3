"""What an answerer is: it is given a question and the passages found, and writes text in pieces."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from chatbot.knowledge.facts import Passage


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What an answerer may know. ``passages`` is everything it may answer from."""

    text: str
    passages: Sequence[Passage]
    earlier: Sequence[str] = ()


class Answerer(Protocol):
    """Writes an answer. Raising leaves the reply interrupted; nothing raised here is shown.

    ``instant`` says that the whole answer is there at once: it is then stored before it is shown,
    so that a visitor who leaves half-way finds it whole when they come back.
    """

    name: str
    instant: bool

    def answer(self, question: Question) -> AsyncIterator[str]:
        """The pieces of the answer, which joined together are the answer."""
        ...
