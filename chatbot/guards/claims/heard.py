"""Which content words of a sentence the sources have, in whatever form, and in which of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.everyday import is_everyday
from chatbot.guards.claims.evidence import Evidence, Part
from chatbot.guards.claims.kinds import Kind
from chatbot.guards.claims.lines import Source, lines_in
from chatbot.guards.claims.reading import Token
from chatbot.guards.claims.words import meaning, stem

_BEGIN = 5
_LEAST = 4
#: The noun of a deed, which the source may name by its verb: ``adopción``, ``adoptado``.
_DEED = re.compile(r"(?:[tcs]ion|cao|coe|ung|ungen|[tcs]ione)s?$")


@lru_cache(maxsize=256)
def _stems_in(source: Source) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of one source's words with the words themselves, and their beginnings."""
    lows = {t.low for line in lines_in(source) for t in line.sentence.tokens if t.kind == "word"}
    stems = frozenset(map(stem, lows)) | lows
    begins = {s[:at] for s in stems for at in range(_LEAST, len(s) + 1)}
    return stems, frozenset(begins)


@lru_cache(maxsize=50_000)
def _has(source: Source, low: str) -> bool:
    stems, begins = _stems_in(source)
    root = stem(low)
    if root in stems or low in stems:
        return True
    if len(root) >= _BEGIN and root[:_BEGIN] in begins:
        return True
    deed = _DEED.sub("", root)
    if deed != root and deed in begins:
        return True
    if len(root) < 8:
        return False
    if any(root[at:] in stems for at in range(3, len(root) - 4)):
        return True
    return any(
        root[:at] in begins and is_everyday(root[at:].removeprefix("s"))
        for at in range(_LEAST, len(root) - 3)
    )


def held_by(part: Part, token: Token, name: str) -> bool:
    """Whether one source has a word: itself, a form of it, its end, or what means the same."""
    return (name or meaning(token.low)) in part.words or _has(part.source, token.low)


def content(asked: Asked, places: Iterable[int]) -> list[int]:
    """The places of the words that tell something: no figure, no promise, nobody's name."""
    sentence = asked.sentence
    figures = {p for c in sentence.claims if c.kind is not Kind.CODE
               for p in range(c.first, c.last) if c.value != "included"}  # fmt: skip
    return [
        place
        for place in places
        if sentence.tokens[place].kind == "word"
        and place not in figures
        and not is_everyday(sentence.tokens[place].low)
        and sentence.names[place] not in asked.evidence.people
    ]


def missing(asked: Asked, places: Sequence[int], *, together: bool = False) -> list[int]:
    """Those of some content words that the source with the most of them has not.

    ``together`` takes all sources as one. Of a foreign sentence only what is known to name
    something in both languages can be missed.
    """
    tokens, names = asked.sentence.tokens, asked.sentence.names
    if asked.foreign:
        places = [p for p in places if names[p].startswith("=")]
    if together:
        return [p for p in places if not is_heard(asked.evidence, tokens[p])]
    best = list(places)
    for part in asked.evidence.parts:
        if not best:
            break
        left = [p for p in places if not held_by(part, tokens[p], names[p])]
        best = left if len(left) < len(best) else best
    return best


def is_heard(evidence: Evidence, token: Token) -> bool:
    """Whether any source has a word."""
    return meaning(token.low) in evidence.known or any(
        _has(source, token.low) for source in evidence.passages
    )
