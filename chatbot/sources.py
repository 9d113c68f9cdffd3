"""Which of the passages a reply was written from: what is cited under it.

A model may read several passages and use one of them. A passage is cited when a sentence of the
reply has more in common with it than with any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.knowledge.facts import Passage
from chatbot.knowledge.text import content_words, stem

#: Words a sentence must share with a passage to have come from it.
ENOUGH = 2
#: Sources named under one reply.
MOST = 3

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def cited(reply: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages a reply was written from, in the order of its sentences.

    The best one when no sentence is sure.

    ``passages`` come best first, and an earlier one is preferred where two are level.
    """
    if len(passages) < 2:
        return list(passages)
    words = [_subject(f"{passage.title}\n{passage.text}") for passage in passages]
    used: list[int] = []
    for sentence in _SENTENCE.split(reply):
        shared = [len(_subject(sentence) & known) for known in words]
        most = max(shared)
        place = shared.index(most)
        if most >= ENOUGH and place not in used:
            used.append(place)
    return [passages[place] for place in used[:MOST]] or [passages[0]]


def _subject(text: str) -> set[str]:
    return {stem(word) for word in content_words(text)}
