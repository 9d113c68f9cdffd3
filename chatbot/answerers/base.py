"""What an answerer is: it is given a question and the passages found, and writes text in pieces."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from chatbot.guards.canary import new_canary
from chatbot.knowledge.facts import Passage


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """For whom an answerer speaks, and how it should sound."""

    business: str = ""
    coach: str = ""
    tone: str = ""
    disclaimer: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What an answerer may know. ``passages`` is everything it may answer from.

    ``earlier`` are the visitor's previous messages, oldest first. ``language`` is the visitor's
    as a tag such as ``de``, "" when it is not known. ``conversation_id`` and ``message_seq`` (the
    key of the visitor's message) say what a model's tokens are booked on. ``canary`` stands in
    the hidden instructions and nowhere else: text that holds it has leaked them.
    """

    text: str
    passages: Sequence[Passage]
    earlier: Sequence[str] = ()
    language: str = ""
    voice: Voice = field(default_factory=Voice)
    conversation_id: str = ""
    message_seq: int | None = None
    canary: str = field(default_factory=new_canary)


@dataclass(frozen=True, slots=True)
class StartOver:
    """Instead of a piece: what was yielded so far is void, another answer follows.

    Comes only while the visitor has seen nothing.
    """


Piece = str | StartOver


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What one call of a model came to. Known when the answer has ended, however it ended.

    ``finish`` is the provider's own word, or why there is none. ``estimated`` says that the
    tokens were counted by us, since the provider told none. ``cost_micros`` is in millionths of a
    US dollar. Milliseconds run from our call; ``first_token_ms`` is None when none came.
    """

    provider: str
    model: str
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micros: int = 0
    estimated: bool = False
    finish: str = ""
    first_token_ms: int | None = None
    duration_ms: int = 0


class Answerer(Protocol):
    """Writes an answer. Raising leaves the reply interrupted; nothing raised here is shown.

    ``instant`` says that the whole answer is there at once: it is then stored before it is shown,
    so that a visitor who leaves half-way finds it whole when they come back. ``name`` is who
    wrote, and is right once the answer has ended.
    """

    @property
    def name(self) -> str:
        """``builtin`` or a provider's name."""
        ...

    @property
    def instant(self) -> bool:
        """Whether the whole answer is there at once."""
        ...

    def answer(self, question: Question) -> AsyncIterator[Piece]:
        """The pieces of the answer; those after the last ``StartOver``, joined, are the answer."""
        ...
