"""The answerer that needs no key and no network: it quotes the founder, word for word."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator

from chatbot.answerers.base import Question

#: About a breath of text: small enough to be read as it arrives.
PIECE = re.compile(r"(?:\S+\s*){1,4}|\s+")


class BuiltinAnswerer:
    """Quotes the best passage. It cannot be talked into saying anything else."""

    name = "builtin"
    instant = True

    async def answer(self, question: Question) -> AsyncIterator[str]:
        """The text of the first passage, in pieces of a few words."""
        for piece in pieces(question.passages[0].text):
            yield piece


def pieces(text: str) -> Iterator[str]:
    """``text`` cut between words; joined together it is ``text`` again."""
    for match in PIECE.finditer(text):
        yield match.group()
