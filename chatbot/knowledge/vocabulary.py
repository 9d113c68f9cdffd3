"""Which words of the knowledge look like the words of a question.

People mistype, inflect and abbreviate, so words are compared by the runs of characters (grams)
they share. Doing this word by word, and not phrasing by phrasing, keeps the index small: ten
thousand entries use the same few thousand words over and over.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from chatbot.knowledge import text as reading

# Grammar words count for something ("how long" against "how much") but must not decide.
_FUNCTION_WEIGHT = 0.5
_GRAM_SIZES = (3, 4)
_OPENING = 1  # letters; people rarely mistype the first


class Vocabulary:
    """The words of the knowledge, their grams and stems, and how many entries hold each.

    Rarity is counted over entries and not over phrasings: "cancel" in twelve phrasings of one
    entry is a strong sign of that entry, and is no common word.

    Not locked: the index that owns it is. A word that leaves the knowledge keeps its few hundred
    bytes until the process ends; it counts for nothing.
    """

    def __init__(self) -> None:
        self.entries = 0
        self.words: dict[str, int] = {}
        self.stem_of: list[int] = []  # word -> stem, this and all below by number
        self.weight: list[float] = []
        self._grams: list[array[int]] = []  # word -> its grams
        self._by_opening: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._function_words: set[int] = set()
        self._gram_ids: dict[str, int] = {}
        self._words_with: list[array[int]] = []  # gram -> the words that hold it
        self._gram_entries: list[int] = []
        self._gram_rarities: dict[int, float] = {}  # emptied by every edit
        self._stem_ids: dict[str, int] = {}
        self._stem_entries: list[int] = []
        self._stem_uses: list[int] = []  # in phrasings or answers

    def add(self, word: str) -> int:
        """Return the number of a normalised word, taking it in when it is new."""
        known = self.words.get(word)
        if known is not None:
            return known
        number = self.words[word] = len(self._grams)
        self._by_opening[word[:_OPENING]].append((word, number))
        grams = array("I")
        for gram in grams_of(word):
            gram_id = self._gram_ids.setdefault(gram, len(self._words_with))
            if gram_id == len(self._words_with):
                self._words_with.append(array("I"))
                self._gram_entries.append(0)
            self._words_with[gram_id].append(number)
            grams.append(gram_id)
        self._grams.append(grams)
        stem_id = self._stem_ids.setdefault(reading.stem(word), len(self._stem_entries))
        if stem_id == len(self._stem_entries):
            self._stem_entries.append(0)
            self._stem_uses.append(0)
        self.stem_of.append(stem_id)
        self.weight.append(weight_of(word))
        if word in reading.FUNCTION_WORDS:
            self._function_words.add(number)
        return number

    def count_entry(self, numbers: Iterable[int], answered: Iterable[int], change: int) -> None:
        """Count one entry holding these words in (`change` 1) or out (-1).

        `numbers` are the words of its phrasings, `answered` those of its answer.
        """
        self.entries += change
        self._gram_rarities.clear()
        grams: set[int] = set()
        stems: set[int] = set()
        for number in numbers:
            grams.update(self._grams[number])
            stems.add(self.stem_of[number])
        for gram in grams:
            self._gram_entries[gram] += change
        for stem in stems:
            self._stem_entries[stem] += change
        for stem in stems.union(self.stem_of[number] for number in answered):
            self._stem_uses[stem] += change

    def rarity(self, entries_with: int) -> float:
        """Return how telling it is to be held by so many entries; above 0, also when all do."""
        return math.log(1 + (self.entries + 1) / (entries_with + 0.5))

    def stem_rarity(self, stem_id: int | None) -> float:
        """Return the rarity of a stem; None stands for one the knowledge has never seen."""
        return self.rarity(0 if stem_id is None else self._stem_entries[stem_id])

    def stem_id(self, stem: str) -> int | None:
        return self._stem_ids.get(stem)

    def knows(self, stem_id: int) -> bool:
        """Does any entry hold this stem now, in a phrasing or in its answer?"""
        return self.uses(stem_id) > 0

    def uses(self, stem_id: int) -> int:
        """Return how many entries hold this stem, in a phrasing or in the answer."""
        return self._stem_uses[stem_id] if stem_id >= 0 else 0

    def opening_like(self, word: str) -> list[tuple[str, int]]:
        """Return the words now in use that open like `word`, each with its number.

        The second letter may have changed places with the third.
        """
        if word[:_OPENING] not in self._by_opening:
            return []
        second, swapped = word[1:2], word[2:0:-1]
        return [
            (other, number)
            for other, number in self._by_opening[word[:_OPENING]]
            if (other[1:2] == second or other[1:3] == swapped)
            and self._stem_uses[self.stem_of[number]]
        ]

    def norm(self, numbers: Iterable[int]) -> float:
        """Return the length of the gram vector of a set of words."""
        counts: defaultdict[int, float] = defaultdict(float)
        for number in numbers:
            weight = self.weight[number]
            for gram in self._grams[number]:
                counts[gram] += weight
        rarities = self._gram_rarities
        square = 0.0
        for gram, count in counts.items():
            rarity = rarities.get(gram)
            if rarity is None:
                rarity = rarities[gram] = self.rarity(self._gram_entries[gram])
            weight = count * rarity
            square += weight * weight
        return math.sqrt(square)

    def view(self, words: Iterable[str]) -> View:
        """Return how a question, given as its distinct words, looks to this vocabulary."""
        counts: defaultdict[str, float] = defaultdict(float)
        for word in words:
            weight = weight_of(word)
            for gram in grams_of(word):
                counts[gram] += weight
        square = 0.0
        likeness: defaultdict[int, float] = defaultdict(float)
        for gram, count in counts.items():
            gram_id = self._gram_ids.get(gram)
            rarity = self.rarity(0 if gram_id is None else self._gram_entries[gram_id])
            square += (count * rarity) ** 2
            if gram_id is not None:
                share = count * rarity * rarity
                for number in self._words_with[gram_id]:
                    likeness[number] += share
        for number in self._function_words & likeness.keys():
            likeness[number] *= _FUNCTION_WEIGHT
        return View(norm=math.sqrt(square), likeness=dict(likeness))


@dataclass(frozen=True, slots=True)
class View:
    """One question against a vocabulary. Good only until the vocabulary changes.

    `likeness` says what each word of the knowledge adds to the product of the question's gram
    vector with that of a phrasing; a word without a gram in common is not in it.
    """

    norm: float
    likeness: dict[int, float]

    def product(self, numbers: Iterable[int]) -> float:
        """Return the product of the question's gram vector with that of a set of words."""
        likeness = self.likeness
        return sum([likeness[number] for number in numbers if number in likeness])

    def like_words(self, most: int) -> list[int]:
        """Return the words most like those of the question, most alike first."""
        return heapq.nlargest(most, self.likeness, key=self.likeness.__getitem__)


def weight_of(word: str) -> float:
    return _FUNCTION_WEIGHT if word in reading.FUNCTION_WORDS else 1.0


def grams_of(word: str) -> set[str]:
    """Return the distinct 3- and 4-grams of `word` with a blank at each end."""
    padded = f" {word} "
    return {padded[i : i + n] for n in _GRAM_SIZES for i in range(len(padded) - n + 1)}
