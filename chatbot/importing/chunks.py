"""Cut prose into pieces of a size that is found well, never inside a sentence or a table row.

The index reads the first 150 words of an entry, and a visitor reads on a phone: so pieces hold
about 60 to 120 words. What belongs together stays together: an introduction with its list, the
name of a thing with its price.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

#: Words of a piece: what is aimed at, the most, and what is still left whole.
GOAL, MOST, WHOLE = 100, 120, 140
#: A last piece with fewer words goes to the one before, if that stays under ``WHOLE``.
SMALL = 30
#: Characters of one unit; only text without sentences is ever cut here, at a space.
LONGEST_UNIT = 3_000


class Form(StrEnum):
    """What a block of text is."""

    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row or block of code, as it will be quoted."""

    text: str
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is never cut. ``between`` is what stands before it when it follows another one."""

    text: str
    words: int
    between: str


_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|etc|approx|incl|excl|min|max|no|nr|"
    r"tel|ca|bzw|usw|inkl|zzgl|Sra?|Mme|ex|p|e\.g|i\.e|z\.B|d\.h|u\.a|a\.m|p\.m)\.$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]]*(?=\s)|[\u3002\uff01\uff1f]+")
_ENDED = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019)\]]*$")
#: A sum of money, well enough to keep it beside the words around it.
PRICE = re.compile(
    r"[$\u20ac\u00a3\u00a5\u20b9\u20bd\u20ba\u20a9\u0e3f]\s?\d|\d[\d.,' ]*\s?"
    r"(?:[$\u20ac\u00a3\u00a5\u20b9]|(?:USD|EUR|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|BRL|INR|JPY|"
    r"euros?|dollars?|pounds?|francs?|reais|pesos?)\b)|\b(?:USD|EUR|GBP|CHF|R\$|kr)\s?\d",
    re.IGNORECASE,
)


def count_words(text: str) -> int:
    """Words as the index counts them, nearly; each sign of an unspaced script is one."""
    return len(_WORD.findall(text))


def _weight(text: str) -> int:
    """Words, or what would be as long: a word of a thousand letters is more than one."""
    return max(count_words(text), len(text) // 25)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph, unchanged but for the blanks between them."""
    start = 0
    for stop in _STOP.finditer(text):
        rest = text[stop.end() : stop.end() + 40].lstrip()
        if stop[0] == "." and (
            _ABBREVIATION.search(text[max(start, stop.end() - 12) : stop.end()])
            or rest[:1].islower()
        ):
            continue
        if sentence := text[start : stop.end()].strip():
            yield sentence
        start = stop.end()
    if sentence := text[start:].strip():
        yield sentence


def cut(blocks: Sequence[Block]) -> list[str]:
    """The blocks as the texts of pieces, in order."""
    units = list(_glued(_units(blocks)))
    total = sum(unit.words for unit in units)
    if not units:
        return []
    if total <= WHOLE:
        return [_text(units)]
    goal = total / math.ceil(total / GOAL)
    pieces: list[list[_Unit]] = [[]]
    words = 0
    for unit in units:
        beyond = words + unit.words > MOST or words + unit.words / 2 > goal
        if pieces[-1] and beyond:
            pieces.append([])
            words = 0
        pieces[-1].append(unit)
        words += unit.words
    if len(pieces) > 1 and words < SMALL:
        before = sum(unit.words for unit in pieces[-2])
        if before + words <= WHOLE:
            tail = pieces.pop()
            pieces[-1] += tail
    return [_text(piece) for piece in pieces]


def whole(blocks: Sequence[Block]) -> str:
    """The blocks as one text."""
    return _text(list(_units(blocks)))


def _text(units: Sequence[_Unit]) -> str:
    return "".join((unit.between if place else "") + unit.text for place, unit in enumerate(units))


def _units(blocks: Sequence[Block]) -> Iterator[_Unit]:
    listed = (Form.ITEM, Form.ROW)
    before: Form | None = None
    for block in blocks:
        between = "\n" if before in listed and block.form in listed else "\n\n"
        before = block.form
        words = _weight(block.text)
        if words <= MOST and len(block.text) <= LONGEST_UNIT:
            yield _Unit(block.text, words, between)
            continue
        parts = [block.text] if block.form in (Form.ROW, Form.CODE) else sentences(block.text)
        for part in parts:
            for piece in _bounded(part):
                yield _Unit(piece, _weight(piece), between)
                between = "\n" if block.form is Form.CODE else " "


def _bounded(text: str) -> Iterator[str]:
    while len(text) > LONGEST_UNIT:
        space = max(text.rfind(" ", 0, LONGEST_UNIT), text.rfind("\n", 0, LONGEST_UNIT))
        end = space if space > 0 else LONGEST_UNIT
        yield text[:end].strip()
        text = text[end:].strip()
    if text:
        yield text


def _glued(units: Iterator[_Unit]) -> Iterator[_Unit]:
    """Join what must not be parted, as long as the whole is no longer than a piece may be."""
    held: _Unit | None = None
    tail = ""
    for unit in units:
        if held is None:
            held = unit
        elif _belong(tail, unit) and held.words + unit.words <= MOST:
            held = _Unit(held.text + unit.between + unit.text, held.words + unit.words,
                         held.between)  # fmt: skip
        else:
            yield held
            held = unit
        tail = unit.text
    if held is not None:
        yield held


def _belong(before: str, unit: _Unit) -> bool:
    """A line that leads to the next, or a price without the words that say of what."""
    if before.endswith((":", "\uff1a")):
        return True
    has_price = bool(PRICE.search(unit.text))
    if has_price and (unit.between == " " or unit.words <= 12) and not PRICE.search(before):
        return True
    leads = unit.between == "\n\n" and not _ENDED.search(before) and count_words(before) <= 8
    return leads and not before.lstrip().startswith(("-", "\u2022"))
