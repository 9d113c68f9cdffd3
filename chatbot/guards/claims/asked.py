"""A sentence of a reply with everything it is judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.guards.claims.evidence import Evidence, Part
from chatbot.guards.claims.kinds import Kind, Sentence
from chatbot.guards.claims.lines import Line

PRICED = (Kind.PRICE, Kind.PERCENT)


@dataclass(slots=True)
class Asked:
    """A sentence of a reply with everything it is judged by."""

    sentence: Sentence
    evidence: Evidence
    question: Sentence | None = None
    before: Sentence | None = None
    exact: Line | None = None  # The source's sentence it repeats word for word.
    foreign: bool = False  # It is in a language the sources are not in.
    asks: bool = False  # It is a visitor's question that a "yes" answers.
    homes: Sequence[Part] | None = None  # The sources that have all its figures, once looked for.
