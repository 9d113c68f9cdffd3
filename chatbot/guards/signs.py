"""Several weak signs that mean something together, in whatever order and words they come.

A *sign* is a class of words of one language ("set aside", "your rules"); a *scene* is a set of
signs that only stands together when somebody means it. Scenes are written once for every language,
so that a wording nobody thought of is still seen when its parts are known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_END = re.compile(r"[.!?;\n]+")
#: Two sentences a person wrote as one are short; beyond this many characters parts are unrelated.
REACH = 320

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scene(Generic[T]):
    """``signs`` that mean ``means`` when all stand within ``sentences`` neighbouring sentences.

    Not so when one of ``unless`` stands among them.
    """

    means: T
    name: str
    signs: tuple[str, ...]
    sentences: int = 1
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen(Generic[T]):
    """A scene that was found. ``words`` are those of its signs, joined: never log them."""

    scene: Scene[T]
    language: str
    words: str


class Signs:
    """The signs of one language: their names, and what sets each off in folded text."""

    def __init__(self, language: str, patterns: Mapping[str, str]) -> None:
        self.language = language
        self._patterns = {name: re.compile(pattern) for name, pattern in patterns.items()}

    def seen(self, text: str, scenes: Sequence[Scene[T]]) -> Iterator[Seen[T]]:
        """Each of ``scenes`` that ``text`` (folded) holds, once, in their order."""
        places = _Places(text, self._patterns)
        for scene in scenes:
            if all(places[name] for name in scene.signs):
                for words in _together(scene, places):
                    yield Seen(scene, self.language, words)
                    break


class Tongues:
    """The signs of several languages, by their codes: what a scene is made of in each."""

    def __init__(self, **patterns: Mapping[str, str]) -> None:
        self._languages = [Signs(language, signs) for language, signs in patterns.items()]

    def seen(self, text: str, scenes: Sequence[Scene[T]]) -> Iterator[Seen[T]]:
        """Those of ``scenes`` that ``text`` (folded) holds, in any of the languages."""
        for signs in self._languages:
            yield from signs.seen(text, scenes)


class _Place:
    """Where a sign stands: its sentence, and its words."""

    __slots__ = ("end", "line", "start", "words")

    def __init__(self, line: int, match: re.Match[str]) -> None:
        self.line, self.words = line, match.group()
        self.start, self.end = match.span()

    def same_as(self, other: _Place) -> bool:
        """Whether both begin or end with the same word; one may stand within the other."""
        return self.start == other.start or self.end == other.end


class _Places(dict[str, list[_Place]]):
    """Where the signs stand in one text. Each is looked for when it is first asked for."""

    def __init__(self, text: str, patterns: Mapping[str, re.Pattern[str]]) -> None:
        super().__init__()
        self._text, self._patterns = text, patterns
        self._ends = [match.end() for match in _END.finditer(text)]

    def __missing__(self, name: str) -> list[_Place]:
        pattern = self._patterns.get(name)
        found = pattern.finditer(self._text) if pattern else ()
        self[name] = [_Place(bisect_right(self._ends, match.start()), match) for match in found]
        return self[name]


def _together(scene: Scene[T], places: _Places) -> Iterator[str]:
    """The words of ``scene`` wherever its signs stand near enough, each in words of its own."""
    rarest, *rest = sorted(scene.signs, key=lambda name: len(places[name]))
    for middle in places[rarest]:
        for first in range(middle.line - scene.sentences + 1, middle.line + 1):
            reach = range(first, first + scene.sentences)
            found = _apart(middle, [_near(places[name], middle, reach) for name in rest])
            if found and not any(_near(places[name], middle, reach) for name in scene.unless):
                yield " / ".join(place.words for place in found)


def _near(places: Iterable[_Place], middle: _Place, reach: range) -> list[_Place]:
    return [
        place
        for place in places
        if place.line in reach and abs(place.start - middle.start) <= REACH
    ]


def _apart(middle: _Place, choices: Sequence[Sequence[_Place]]) -> list[_Place]:
    """``middle`` and one of each of ``choices``, no two the same words; [] where that fails."""
    taken = [middle]
    for choice in choices:
        free = (place for place in choice if not any(place.same_as(other) for other in taken))
        place = next(free, None)
        if place is None:
            return []
        taken.append(place)
    return taken


def scene(means: T, name: str, signs: str, sentences: int = 1, *, unless: str = "") -> Scene[T]:
    """A scene of the signs named in ``signs``, with spaces between; ``unless`` likewise.

    Signs that few texts hold are best named first: the others are then not looked for.
    """
    return Scene(means, name, tuple(signs.split()), sentences, tuple(unless.split()))
