"""Pieces of text on a page into lines: cells told apart, columns in order, furniture gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chatbot.importing.chunks import count_words

#: Lines that two columns share at least; fewer are a table.
COLUMN_LINES = 3
_NUMBER = re.compile(
    r"\W*(?:page|seite|p\u00e1gina|pagina)?\s*\d+\s*(?:(?:/|of|von|de|sur)\s*\d+)?\W*", re.I
)
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
     "\ufb05": "st", "\ufb06": "st", "\xa0": " ", "\u200b": None, "\ufeff": None}
)  # fmt: skip
_NARROW, _WIDE = frozenset("iIjl.,;:'|!()[]tfr \u2019"), frozenset("mwMW%@\u2014\u2026")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that was set in one go: its place and size in points, from the lower left."""

    x: float
    y: float
    size: float
    bold: bool
    text: str

    @property
    def end(self) -> float:
        """About where it ends."""
        ems = sum(
            0.28 if mark in _NARROW else 0.83 if mark in _WIDE else 0.66 if mark.isupper() else 0.5
            for mark in self.text
        )
        return self.x + ems * self.size


@dataclass(slots=True)
class Line:
    pieces: list[Piece]
    cells: list[tuple[float, str]] = field(default_factory=list)

    @property
    def y(self) -> float:
        return self.pieces[0].y

    @property
    def x(self) -> float:
        return self.pieces[0].x

    @property
    def size(self) -> float:
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @property
    def bold(self) -> bool:
        return all(piece.bold for piece in self.pieces if piece.text.strip())

    @property
    def text(self) -> str:
        return " ".join(" ".join(text for _, text in self.cells).split())


def lines_of(page: Sequence[Piece]) -> list[Line]:
    """Pieces that follow one another on one height, as lines; gaps between them make cells."""
    lines: list[Line] = []
    for piece in page:
        for text in piece.text.translate(_LIGATURES).split("\n"):
            if not text.strip():
                continue
            part = Piece(piece.x, piece.y, piece.size, piece.bold, text)
            last = lines[-1].pieces[-1] if lines else None
            if (
                last
                and abs(last.y - part.y) <= 0.35 * max(last.size, part.size, 1.0)
                and (part.x >= last.x - 1)
            ):
                lines[-1].pieces.append(part)
            else:
                lines.append(Line([part]))
    for line in lines:
        line.cells = _cells(line.pieces)
    _find_tables(lines)
    return lines


def _cells(pieces: Sequence[Piece]) -> list[tuple[float, str]]:
    cells = [(pieces[0].x, pieces[0].text)]
    for before, piece in zip(pieces, pieces[1:], strict=False):
        gap = piece.x - before.end
        if gap > 1.3 * piece.size + 0.05 * piece.size * len(before.text):
            cells.append((piece.x, piece.text))
        else:
            cells[-1] = (cells[-1][0], cells[-1][1] + piece.text)
    return [(x, " ".join(text.split())) for x, text in cells]


def _find_tables(lines: Sequence[Line]) -> None:
    """Where pieces begin at the same places line after line, each is a cell, however near."""
    for place, line in enumerate(lines):
        others = [*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2]]
        if any(_aligned(line, other) for other in others):
            line.cells = [(piece.x, " ".join(piece.text.split())) for piece in line.pieces]
    for line, below in zip(lines, lines[1:], strict=False):  # A head whose cells are centred.
        as_many = len(line.pieces) == len(below.pieces) == len(below.cells) > 1
        if as_many and 0 < line.y - below.y < 2.5 * line.size:
            line.cells = [(piece.x, " ".join(piece.text.split())) for piece in line.pieces]


def _aligned(line: Line, other: Line) -> bool:
    return (
        len(line.pieces) == len(other.pieces) > 1
        and abs(line.y - other.y) < 4 * line.size
        and all(
            abs(one.x - two.x) < 1.5
            for one, two in zip(line.pieces, other.pieces, strict=True)
        )
    )  # fmt: skip


def drop_furniture(pages: Sequence[list[Line]]) -> None:
    """Take out page numbers, and what stands at the edge of most pages in the same place."""
    edges = [[line for line in lines if _at_edge(line, lines)] for lines in pages]
    seen = Counter(told for lines in edges for told in {_furniture(line) for line in lines})
    many = max(3, len(pages) // 2)
    for lines, edge in zip(pages, edges, strict=True):
        gone = {
            id(line)
            for line in edge
            if seen[_furniture(line)] >= many or (_NUMBER.fullmatch(line.text) and len(lines) > 3)
        }
        lines[:] = [line for line in lines if id(line) not in gone]


def _at_edge(line: Line, lines: Sequence[Line]) -> bool:
    top, bottom = max(each.y for each in lines), min(each.y for each in lines)
    edge = (top - bottom) * 0.06
    return line.y >= top - edge or line.y <= bottom + edge


def _furniture(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text).lower(), round(line.y / 6)


def in_columns(lines: list[Line]) -> Iterator[Line]:
    """Lines in reading order: where two columns stand side by side, the left one first."""
    place = 0
    while place < len(lines):
        end, gutter = _columns(lines, place)
        if end - place < COLUMN_LINES:
            yield lines[place]
            place += 1
            continue
        for left in (True, False):
            for line in lines[place:end]:
                pieces = [piece for piece in line.pieces if (piece.x < gutter - 1) is left]
                if pieces:
                    yield Line(pieces, _cells(pieces))
        place = end


def _beside(line: Line, gutter: float) -> bool:
    """Whether a line stands in one of the two columns alone."""
    is_left = line.x < gutter and line.pieces[-1].end < gutter
    return len(line.cells) == 1 and (is_left or abs(line.x - gutter) <= 4)


def _columns(lines: list[Line], start: int) -> tuple[int, float]:
    """``(end, where the second column begins)`` of the columns that begin at a line."""
    if len(lines[start].cells) != 2:
        return start, 0.0
    gutter = lines[start].cells[1][0]
    end, pairs = start, list[tuple[str, str]]()
    while end < len(lines):
        line = lines[end]
        cells = line.cells
        if len(cells) == 2 and abs(cells[1][0] - gutter) <= 4:
            pairs.append((cells[0][1], cells[1][1]))
        elif not _beside(line, gutter) or (
            end > start and lines[end - 1].y - line.y > 4 * line.size
        ):
            break
        end += 1
    if len(pairs) < COLUMN_LINES:
        return start, 0.0
    words = [count_words(text) for pair in pairs for text in pair]
    prose = sum(words) / len(words) >= 3.5 and sum(
        count_words(right) >= 3 for _, right in pairs
    ) >= 0.6 * len(pairs)
    return (end, gutter) if prose else (start, 0.0)
