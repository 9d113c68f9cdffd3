"""Compare one question with one phrasing, exactly: the signs that `confidence` weighs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from chatbot.knowledge import lexicon
from chatbot.knowledge import text as reading
from chatbot.knowledge.vocabulary import Vocabulary

_SATURATION, _LENGTH_SHARE = 1.2, 0.4  # k1 and b of BM25
_FUNCTION_SHARE = 0.2  # of a function word's rarity counts among the stems
_EDGE_STEM = -1
_EDGE_RARITY = 1.0  # so that the first and the last word count a little for being that


class Comparison:
    """One question, read once, to be compared with many phrasings of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, text: str, *, typical_length: float) -> None:
        spoken = [name for word in reading.terms(text) for name in _meant(word, vocabulary)]
        self.content_words = len({w for w in spoken if reading.is_content(w)})
        self.view = vocabulary.view(set(spoken))
        self._vocabulary = vocabulary
        self._typical_length = max(typical_length, 1.0)
        self._rarity: dict[int, float] = {_EDGE_STEM: _EDGE_RARITY}
        self._unknown: dict[str, int] = {}
        stems = [self._number(reading.stem(word)) for word in spoken]
        self._shares = {
            stem: self._stem_rarity(stem)
            * (_FUNCTION_SHARE if word in reading.FUNCTION_WORDS else 1.0)
            for stem, word in zip(stems, spoken, strict=True)
        }
        self.subject = {
            stem: word for stem, word in zip(stems, spoken, strict=True) if reading.is_content(word)
        }
        self._pairs = self._pairs_of(stems)
        self._pairs_norm = _norm(self._pairs.values())
        self._own_score = sum(self._shares.values()) * self._saturated(len(spoken))

    def alike(self, words: Iterable[int], norm: float) -> float:
        """Return the cosine of the gram vectors; `norm` is the length of the other one."""
        length = self.view.norm * norm
        return min(1.0, self.view.product(words) / length) if length else 0.0

    def order(self, stems: Sequence[int]) -> float:
        """Return the cosine of the pairs of neighbouring stems."""
        if self._pairs.keys().isdisjoint(_edged(stems)):
            return 0.0  # the usual case, and quick
        pairs = self._pairs_of(stems)
        shared = sum(weight * weight for pair, weight in pairs.items() if pair in self._pairs)
        length = self._pairs_norm * _norm(pairs.values())
        return min(1.0, shared / length) if length else 0.0

    def words(self, stems: Sequence[int]) -> float:
        """Return BM25 as a share of what the question scores against itself, at most 1."""
        shares = self._shares
        shared = sum(shares[stem] for stem in set(stems) if stem in shares)
        if not shared or not self._own_score:
            return 0.0
        return min(1.0, shared * self._saturated(len(stems)) / self._own_score)

    def rarity(self, stem: int) -> float:
        """Return the rarity of one of the question's stems."""
        return self._stem_rarity(stem)

    def _saturated(self, length: int) -> float:
        """Return what one word is worth in a phrasing of `length` words: less in a long one."""
        relative = 1 - _LENGTH_SHARE + _LENGTH_SHARE * length / self._typical_length
        return (_SATURATION + 1) / (1 + _SATURATION * relative)

    def _number(self, stem: str) -> int:
        """Return the number of a stem; one the knowledge lacks gets a negative one of its own."""
        known = self._vocabulary.stem_id(stem)
        if known is not None:
            return known
        number = self._unknown.setdefault(stem, _EDGE_STEM - 1 - len(self._unknown))
        self._rarity[number] = self._vocabulary.stem_rarity(None)
        return number

    def _stem_rarity(self, stem: int) -> float:
        known = self._rarity.get(stem)
        if known is None:
            known = self._rarity[stem] = self._vocabulary.stem_rarity(stem)
        return known

    def _pairs_of(self, stems: Sequence[int]) -> dict[tuple[int, int], float]:
        rarity = self._stem_rarity
        return {(left, right): (rarity(left) + rarity(right)) / 2 for left, right in _edged(stems)}


def _meant(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what a mistyped word means; one that the knowledge or the lists hold is none."""
    if word in vocabulary.words or word in lexicon.NAMES or not reading.is_content(word):
        return (word,)
    return (word,) if lexicon.is_neutral(word) else lexicon.mistyped(word) or (word,)


def _edged(stems: Sequence[int]) -> Iterable[tuple[int, int]]:
    return zip((_EDGE_STEM, *stems), (*stems, _EDGE_STEM), strict=True)


def _norm(weights: Iterable[float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights))
