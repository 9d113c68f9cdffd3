"""Slips of the finger and the short forms of phones, brought back to the words that were meant."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from chatbot.guards.language import is_common

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
#: From so many letters on, one and two slips are forgiven.
ONE_SLIP, TWO_SLIPS = 5, 9
#: Short forms that are a word of none of the five languages.
SHORT = {
    "u": "you", "ur": "your", "urself": "yourself", "pls": "please", "plz": "please",
    "gonna": "going to", "dont": "don't", "cant": "can't", "wont": "won't", "ive": "i've",
    "whats": "what's", "thats": "that's", "isnt": "isn't", "doesnt": "doesn't",
    "didnt": "didn't", "idk": "i don't know", "rn": "right now", "abt": "about",
    "bcs": "because", "sb": "somebody", "anymore": "any more", "2nite": "tonight",
    "tonite": "tonight", "nite": "night", "b4": "before", "yuo": "you", "teh": "the",
    "adn": "and", "hte": "the", "waht": "what", "taht": "that", "jus": "just", "thx": "thanks",
    "evrything": "everything", "evry": "every", "ppl": "people", "smth": "something",
    "msg": "message", "msgs": "messages", "vc": "voce", "vcs": "voces", "q": "que", "td": "tudo",
    "mto": "muito", "mt": "muito", "pq": "porque", "qdo": "quando", "hj": "hoje",
    "tbm": "tambem", "msm": "mesmo", "xq": "porque", "tmb": "tambien",
    "jpp": "je n'en peux plus", "jveux": "je veux", "jsuis": "je suis", "chuis": "je suis",
    "pk": "pourquoi", "jss": "je suis", "nich": "nicht", "nimmer": "nicht mehr",
    "ausm": "aus dem", "hab": "habe", "grad": "gerade",
}  # fmt: skip


class Speller:
    """Knows the words that matter, and finds them behind a slip or two."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._behind: dict[str, str] = {}
        for word in sorted(self._words):
            for form in _shortened(word):
                self._behind.setdefault(form, word)

    def corrected(self, text: str) -> str:
        """Folded ``text`` with slips and short forms undone; "" when there were none."""
        drawn = _DRAWN_OUT.sub(r"\1", text)
        meant = _WORD.sub(lambda match: self._meant(match.group()), drawn)
        return meant if meant != text else ""

    def _meant(self, word: str) -> str:
        if word in SHORT:
            return SHORT[word]
        if len(word) < ONE_SLIP - 1 or word in self._words or is_common(word):
            return word
        for form in _shortened(word):
            other = self._behind.get(form)
            if other and _is_slip(word, other):
                return other
        return word


def _is_slip(word: str, other: str) -> bool:
    """Not so where only the ending differs: "ignores" is another form of "ignore"."""
    same = len(os.path.commonprefix([word, other]))
    ending = same >= min(len(word), len(other)) - 1 and not other.startswith(word)
    return same > 0 and not ending and _slips(word, other) <= _forgiven(other)


def _forgiven(word: str) -> int:
    return 2 if len(word) >= TWO_SLIPS else 1


def _shortened(word: str) -> Iterator[str]:
    """``word`` and what is left of it when one or two letters fall out."""
    yield word
    for gone in range(1, _forgiven(word) + 1):
        for places in combinations(range(len(word)), gone):
            yield "".join(letter for at, letter in enumerate(word) if at not in places)


def _slips(one: str, other: str) -> int:
    """Letters put in, left out, changed or swapped with their neighbour, at least that many."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
