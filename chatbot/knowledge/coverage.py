"""How much of what a question is about an entry holds, and how much nobody wrote a word on.

"How much is a package of coffee?" is very like "How much is the package?", letter by letter. What
tells them apart is *coffee*: a word of subject that stands nowhere in the knowledge. Small words,
courtesies and words that name no subject ("possible", "tomorrow") are no such evidence, nor is a
word that only lacks a letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from chatbot.knowledge import lexicon
from chatbot.knowledge.concepts import ASPECTS
from chatbot.knowledge.vocabulary import Vocabulary

_SAME_ROOT, _MISTYPED = 0.85, 0.9  # what a word that is nearly the entry's counts
_SHORTEST = 4  # letters; of shorter words nothing is "nearly" the same
_ROOT, _ROOT_SHARE = 5, 0.6  # letters, and share of the longer word, that begin alike
_ALIKE = 0.82
_SCRAP, _SCRAP_WEIGHT = 2, 0.3  # "hh", "ut", "10kg": more often a slip than a subject


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of a question's subject, 0 to 1.

    `unknown` is held by no entry at all, `elsewhere` by others but not by this one, `asked` by
    this entry's phrasings, `answered` by its answer alone. `nameless` says that the question names
    no subject. `unknown` counts words, the others weigh them by their rarity.
    """

    unknown: float = 0.0
    elsewhere: float = 0.0
    asked: float = 0.0
    answered: float = 0.0
    nameless: bool = False


NOTHING = Coverage()


@dataclass(frozen=True, slots=True)
class _Term:
    stem: int
    neutral: bool
    aspect: bool
    known: bool
    weight: float
    rarity: float
    near: dict[int, float]  # words of the knowledge that are nearly this one, and how nearly


class Subject:
    """The subject of one question, read once, to be looked for in many entries."""

    def __init__(self, vocabulary: Vocabulary, subject: dict[int, str]) -> None:
        self._stem_of = vocabulary.stem_of
        self._terms = [_term(vocabulary, stem, word) for stem, word in subject.items()]
        named = [term for term in self._terms if not term.neutral]
        self._nameless = not named
        # "What does the coffee cost?" is about coffee, in whichever words the price is asked for.
        things = [term for term in named if not term.aspect] or named
        lost = sum(
            term.weight * (1 - max(term.near.values(), default=0.0))
            for term in things
            if not term.known
        )
        self._unknown = lost / len(things) if things else 0.0
        self._whole = sum(
            term.weight * term.rarity for term in self._terms if term.known or not term.neutral
        )

    def covered_by(self, asked: Set[int], answered: Set[int]) -> Coverage:
        """Return what an entry holds of the subject: the words of its phrasings and its answer."""
        if not self._whole:
            return Coverage(unknown=self._unknown, nameless=self._nameless)
        in_asked = {self._stem_of[word] for word in asked}
        in_answer = {self._stem_of[word] for word in answered}
        elsewhere = by_asking = by_answer = 0.0
        for term in self._terms:
            asked_share = _share(term, in_asked, asked)
            share = max(asked_share, _share(term, in_answer, answered))
            by_asking += term.rarity * asked_share
            by_answer += term.rarity * (share - asked_share)
            if term.known and not term.neutral:
                elsewhere += term.rarity * (1 - share)
        return Coverage(
            unknown=self._unknown,
            elsewhere=elsewhere / self._whole,
            asked=by_asking / self._whole,
            answered=by_answer / self._whole,
            nameless=self._nameless,
        )


def _term(vocabulary: Vocabulary, stem: int, word: str) -> _Term:
    known = vocabulary.knows(stem)
    plain = word in lexicon.NAMES or lexicon.is_neutral(word)
    scrap = len(word) <= _SCRAP or not word.isalpha()
    return _Term(
        stem=stem,
        neutral=lexicon.is_neutral(word),
        aspect=word in ASPECTS,
        known=known,
        weight=_SCRAP_WEIGHT if scrap and word.isascii() else 1.0,
        rarity=vocabulary.rarity(vocabulary.uses(stem)),
        near={} if plain else _near(word, vocabulary.opening_like(word)),
    )


def _share(term: _Term, stems: Set[int], words: Set[int]) -> float:
    if term.stem in stems:
        return 1.0
    return max((like for word, like in term.near.items() if word in words), default=0.0)


def _near(word: str, others: Iterable[tuple[str, int]]) -> dict[int, float]:
    near = {}
    for other, number in others:
        like = nearness(word, other)
        if like:
            near[number] = like
    return near


def nearness(one: str, other: str) -> float:
    """Return 0 to 1: the same word, the same root ("supervise", "supervisor"), a slip, or 0."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < _SHORTEST:
        return 0.0
    longer = max(len(one), len(other))
    alike = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    if alike >= _ROOT and alike >= _ROOT_SHARE * longer:
        return _SAME_ROOT
    if min(len(one), len(other)) < _ROOT or abs(len(one) - len(other)) > 2:
        return 0.0
    if len(set(one) ^ set(other)) > 2:
        return 0.0  # quick, and nearly always the case
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return _MISTYPED if ratio >= _ALIKE else 0.0
