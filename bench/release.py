"""How long a sentence is held once its last token is there: the gate and the canary's watch.

Labelled good replies are written token by token to ``Writer``, as a model writes; the time of each
token is kept, and each sentence's release is set against the token that completed it: of a line of
a list that is the line break, since nothing else ends it. Used by ``bench.llm``.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from itertools import accumulate

from bench.claims import Reply, replies
from chatbot.answerers.base import Question
from chatbot.knowledge.facts import Passage
from chatbot.models import Business
from chatbot.writing import Writer

_TOKEN = re.compile(r"\s*\w{1,5}|\s*[^\w\s]|\s+")


class Typist:
    """Writes one text, a token every ``pause`` seconds, and keeps when each was handed over."""

    name = "typist"
    instant = False

    def __init__(self, text: str, pause: float) -> None:
        self.tokens = _TOKEN.findall(text)
        self.at: list[float] = []
        self._pause = pause

    async def answer(self, question: Question) -> AsyncIterator[str]:
        """The tokens."""
        for token in self.tokens:
            await asyncio.sleep(self._pause)
            self.at.append(time.perf_counter())
            yield token


async def held(reply: Reply, pause: float = 0.02) -> list[float]:
    """Milliseconds from each sentence's last token to its release."""
    typist = Typist(reply.text, pause)
    passages = [
        Passage(id=source.id, title=source.title, text=source.text, url=source.url)
        for source in reply.evidence.passages
    ]
    question = Question(text=reply.ask, passages=passages)
    business = Business(name=reply.business)
    writer = Writer(question, lambda _: typist, business=business)
    ends = list(accumulate(len(token) for token in typist.tokens))
    found: list[float] = []
    shown = 0
    async for text in writer.pieces(streamed=True):
        now = time.perf_counter()
        if writer.events:  # A replaced sentence has no last token of its own.
            break
        shown += len(text)
        last = shown - (len(text) - len(text.rstrip()))
        if reply.text[last : last + 1] == "\n":
            last += 1
        token = next(place for place, end in enumerate(ends) if end >= last)
        found.append((now - typist.at[token]) * 1000)
    return found


def sentences(most: int = 150) -> list[float]:
    """Of up to ``most`` good replies, an even choice over all businesses and languages."""
    good = [reply for reply in replies() if reply.good]
    chosen = good[:: max(1, len(good) // most)]

    async def all_of_them() -> list[float]:
        return [ms for reply in chosen for ms in await held(reply)]

    return asyncio.run(all_of_them())
