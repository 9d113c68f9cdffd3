"""What every reader of files and pages hands over: rows, not yet judged, with where they stood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FIELDS = {"id", "kind", "title", "variants", "answer", "price", "currency", "price_note", "url"}
#: Bytes of the largest file that is read.
LARGEST = 20_000_000
#: Characters and lines of the longest text: more could not become entries anyway.
LONGEST_TEXT, MOST_LINES = 5_000_000, 150_000
#: Entries of one run. More would make the index of a small machine large and slow.
MOST_ROWS = 5_000


#: Told ``(done, of how many, what is being done)``.
Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


class UnreadableFile(ValueError):
    """The file or page cannot be read; the message says what to change."""


def check_length(characters: int, lines: int) -> None:
    """Raise ``UnreadableFile`` for more text than a small machine should hold."""
    if characters > LONGEST_TEXT or lines > MOST_LINES:
        raise UnreadableFile(
            f"There is more text than {LONGEST_TEXT:,} characters or {MOST_LINES:,} lines. Split "
            "it, and import the part your visitors ask about."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One entry as the file has it. ``place`` is where: "line 3", "entry 2", "## Prices".

    ``key`` tells the entry again at the next import (the path of headings above it); a row of a
    table has none and is told by its ``id`` or title.
    """

    place: str
    values: dict[str, Any]
    key: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What one file or page gave.

    ``source`` names it for the next import: a file's name, or a page's host and path. ``notes``
    are remarks for the person importing. ``gone`` says that a page is no longer there (404, 410),
    so that what came from it is missing now.
    """

    source: str
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    gone: bool = False


@dataclass(slots=True)
class Gathered:
    """All that one run read. With a problem, nothing of the run is stored.

    ``unread`` are pages that could not be had: nothing is known about what came from them.
    ``flags`` are what the first look at new text found, by key: looking takes milliseconds an
    entry, too long to be done again while the database waits.
    """

    readings: list[Reading] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    flags: dict[str, list[str]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many entries were read."""
        return sum(len(reading.rows) for reading in self.readings)

    def as_json(self) -> dict[str, Any]:
        """All of it as plain data, to be kept between two requests."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Gathered:
        """The opposite of ``as_json``."""
        readings = [
            Reading(
                source=reading["source"],
                rows=tuple(Row(**row) for row in reading["rows"]),
                notes=tuple(reading["notes"]),
                gone=reading["gone"],
            )
            for reading in data.get("readings", [])
        ]
        texts = {name: list(data.get(name, [])) for name in ("problems", "notes", "unread")}
        return cls(readings, **texts, flags=dict(data.get("flags", {})))
