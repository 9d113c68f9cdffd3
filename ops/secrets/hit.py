"""One value found in one text. It stays inside this package: what is reported holds no value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ops.secrets.kind import Kind


@dataclass(frozen=True, slots=True)
class Hit:
    """A value and where it stands, in characters from the start of the text."""

    kind: Kind
    start: int
    end: int
    value: str = field(repr=False)


#: Nearly every key holds a run like this; few lines of other text do.
_RUN = re.compile(r"[A-Za-z0-9_-]{16}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text to search: ``lower`` is the same in lower case and of the same length.

    ``dense`` are its lines with a long run of letters and digits, which is where nearly all keys
    are: searching those alone takes a tenth of the time.
    """

    text: str
    lower: str
    path: str
    dense: str
    _starts: list[int]
    _lines: list[int]

    @classmethod
    def of(cls, text: str, path: str = "") -> Text:
        """From what a file holds."""
        lower = text.lower()
        if len(lower) != len(text):
            lower = text.translate(_LOWER)
        pieces, starts, lines, size, at = [], [], [], 0, 0
        while match := _RUN.search(text, at):
            begin = text.rfind("\n", 0, match.start()) + 1
            at = text.find("\n", match.end()) + 1 or len(text)
            pieces.append(text[begin:at])
            starts.append(size)
            lines.append(begin)
            size += at - begin
        return cls(text, lower, path, "".join(pieces), starts, lines)

    def line_start(self, at: int) -> int:
        """Where the line of a place begins."""
        return self.text.rfind("\n", 0, at) + 1

    def whole(self, at: int) -> int:
        """Where a place in ``dense`` is in ``text``."""
        number = bisect_right(self._starts, at) - 1
        return self._lines[number] + at - self._starts[number]


_LOWER = {ord(char): char.lower() for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def apart(hits: Iterable[Hit], taken: Iterable[Hit] = ()) -> Iterator[Hit]:
    """The hits, without those that lie over an earlier one: the first to come is the better one."""
    kept = list(taken)
    for hit in hits:
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
            yield hit
