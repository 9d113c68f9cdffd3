"""Which words name something: one spelling for what five languages call the same thing.

A figure belongs to the thing it is said of, so the words of a reply are compared with the words
around the figure in the source. "Package", "Paket" and "forfait" must meet there; "the", "costs"
and "usually" must not count at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from chatbot.guards.claims.listing import rows
from chatbot.guards.claims.reading import Token, fold
from chatbot.guards.claims.word_table import (
    ALL_GRAMMAR,
    BENIGN_TABLE,
    GRAMMAR,
    MEANING_TABLE,
    READ,
    SOFT_TABLE,
)

BENIGN = frozenset(fold(word) for word in BENIGN_TABLE.split())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A crude stem, the same for the plural, and for -ing and -ed forms, in all five languages."""
    for ending, least in (("ies", 6), ("es", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    for ending, least in (("ing", 7), ("ed", 6), ("en", 7), ("er", 7)):
        if word.endswith(ending) and len(word) >= least:
            word = word[: -len(ending)]
            break
    if len(word) >= 5 and word[-1] in "aeo":
        word = word[:-1]
    if len(word) >= 5 and word[-1] == word[-2]:
        word = word[:-1]
    return word


SOFT = frozenset(fold(word) for word in SOFT_TABLE.split())


_BENIGN_STEMS = frozenset(stem(word) for word in BENIGN)


_SOFT_STEMS = frozenset(stem(word) for word in SOFT)


MEANINGS: dict[str, str] = {}


for _line in rows(MEANING_TABLE):
    _name, *_others = _line.split()
    for _word in (_name, *_others):
        MEANINGS.setdefault(_word, "=" + _name)
        if stem(_word) not in _BENIGN_STEMS | _SOFT_STEMS:
            MEANINGS.setdefault(stem(_word), "=" + _name)


@lru_cache(maxsize=20_000)
def meaning(low: str) -> str:
    """What a folded word names: ``=session`` for a known thing, its stem, or "" for nothing."""
    if len(low) < 2 or low in ALL_GRAMMAR:
        return ""
    known = MEANINGS.get(low) or (MEANINGS.get(stem(low)) if low not in SOFT else None)
    if known is not None:
        return known
    if low in BENIGN or stem(low) in _BENIGN_STEMS or low in SOFT or stem(low) in _SOFT_STEMS:
        return ""
    if low.endswith(("mente", "ly")) and len(low) > 6:
        return ""
    return stem(low)


@lru_cache(maxsize=20_000)
def head_of(word: str) -> str:
    """What the end of a compound names: ``=course`` for ``resilienzkurs``; "" for none."""
    for start in range(4, len(word) - 3):
        for end in (word[start:], word[start:] + "s"):
            if end in MEANINGS:
                return MEANINGS[end]
    return ""


@lru_cache(maxsize=20_000)
def soft_meaning(low: str) -> str:
    """``~plan`` for an everyday word that a founder may use as a name; "" for any other word."""
    if len(low) < 3 or low in ALL_GRAMMAR or low in BENIGN or low in MEANINGS:
        return ""
    return "~" + stem(low) if low in SOFT or stem(low) in _SOFT_STEMS else ""


def counted_words(found: Iterable[Token]) -> dict[str, int]:
    """How many grammar words of each language stand in a sentence."""
    score = dict.fromkeys(GRAMMAR, 0)
    for token in found:
        if token.kind == "word":
            for code, words in GRAMMAR.items():
                if token.low in words:
                    score[code] += 1
    return score


def languages_of(found: Sequence[Token]) -> str:
    """The languages a sentence may be in, likeliest first: "en", "es pt", or "" for none."""
    score = counted_words(found)
    best = max(score.values())
    if not best:
        return ""
    if any(score[code] == best for code in READ):
        return " ".join(code for code in GRAMMAR if code in READ and score[code] == best)
    return " ".join(code for code, n in sorted(score.items(), key=lambda kv: -kv[1]) if n == best)


def names(texts: Iterable[str]) -> frozenset[str]:
    """The meanings of the words of some names."""
    return frozenset(meaning(fold(w)) for text in texts for w in text.split()) - {""}
