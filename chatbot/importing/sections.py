"""Headed sections of prose into rows: their titles, keys and addresses, and where they are cut.

Every format of prose (web page, Markdown, PDF, Word, plain text) is first read as sections; what
becomes of a section is decided here, once for all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from chatbot.importing.chunks import Block, count_words, cut, whole
from chatbot.importing.rows import MOST_ROWS, Row, UnreadableFile

#: Between the headings of a path, as the index's own passages have it.
ARROW = " \u203a "
#: An answer of more words than this is cut; a shorter one stays whole under its question.
WHOLE_ANSWER = 250
#: Characters of a title that names its parent heading as well, and of any title.
WITH_PARENT, LONGEST_TITLE = 90, 290
_QUESTION_WORD = re.compile(
    r"(?:who|what|when|where|which|why|how|can|could|do|does|is|are|will|should|may)\b", re.I
)
_MARKUP = re.compile(r"[*_`]+|!?\[([^\]]*)\]\([^)]*\)")


@dataclass(slots=True)
class Section:
    """What stands under one heading. ``path`` holds the headings, outermost first.

    ``anchor`` is the id the page has for it. ``question`` marks an answer to the last heading.
    """

    path: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)
    anchor: str = ""
    question: bool = False
    variants: list[str] = field(default_factory=list)


def is_question(heading: str) -> bool:
    """Whether a heading is a question somebody might ask."""
    return heading.rstrip("*_ ").endswith(("?", "\uff1f", "\u061f"))


def asks(heading: str) -> bool:
    """A question even where its writer left out the question mark."""
    return is_question(heading) or bool(_QUESTION_WORD.match(heading) and count_words(heading) >= 4)


def plain(heading: str) -> str:
    """A heading in one line and without the marks of Markdown."""
    return " ".join(_MARKUP.sub(lambda found: found[1] or "", heading).split())


def rows_of(
    sections: Iterable[Section], *, document: str, url: str = "", file: bool = True
) -> list[Row]:
    """Sections as rows, in order. ``document`` names what has no heading of its own.

    In a file the one heading above all others is its title and is left out of the entries' own.
    """
    listed = [section for section in sections if section.blocks]
    firsts = {section.path[:1] for section in listed if section.path}
    top = next(iter(firsts)) if file and len(firsts) == 1 else ()
    seen: Counter[str] = Counter()
    rows: list[Row] = []
    for section in listed:
        key = ARROW.join(section.path) or document
        address = f"{url}#{section.anchor}" if url and section.anchor else url
        for number, text in enumerate(_texts(section)):
            seen[key] += 1
            values: dict[str, Any] = {
                "title": _title(section, top, document, text),
                "answer": text,
                "kind": "faq" if section.question and not number else "page",
            }
            if variants := _variants(section, values["title"]):
                values["variants"] = variants
            if address:
                values["url"] = address
            told = key if seen[key] == 1 else f"{key} #{seen[key]}"
            rows.append(Row(place=f"\u201c{_shortened(told, 120)}\u201d", values=values, key=told))
            if len(rows) > MOST_ROWS:
                raise UnreadableFile(
                    f"There is text for more than {MOST_ROWS:,} entries. Import less of it."
                )
    return rows


def _texts(section: Section) -> list[str]:
    words = sum(count_words(block.text) for block in section.blocks)
    if section.question and words <= WHOLE_ANSWER:
        return [whole(section.blocks)]
    return cut(section.blocks)


def _title(section: Section, top: tuple[str, ...], document: str, text: str) -> str:
    path = section.path[1:] if section.path[:1] == top and len(section.path) > 1 else section.path
    if not path:
        return _opening(text) or _shortened(document, LONGEST_TITLE)
    if section.question or len(path) == 1:
        return _shortened(path[-1], LONGEST_TITLE)
    joined = ARROW.join(path[-2:])
    return joined if len(joined) <= WITH_PARENT else _shortened(path[-1], LONGEST_TITLE)


def _variants(section: Section, title: str) -> list[str]:
    """The heading alone as well, where the title also names its parent."""
    own = [section.path[-1]] if section.path and ARROW in title else []
    return [*own, *section.variants]


def _opening(text: str) -> str:
    """The first words of a piece that stands under no heading."""
    line = next((line.strip("-\u2022 ") for line in text.splitlines() if line.strip()), "")
    return _shortened(plain(line), 70).rstrip(".")


def _shortened(text: str, most: int) -> str:
    """``text`` in at most ``most`` characters, cut at a word."""
    if len(text) <= most:
        return text
    space = text.rfind(" ", most // 2, most - 1)
    return text[: space if space > 0 else most - 1].rstrip(" ,;:.") + "\u2026"


def table_rows(rows: Sequence[Sequence[str]], *, headed: bool) -> list[str]:
    """A table as lines of ``heading: value``, one a row.

    With ``headed`` the first row names the columns. A table of two columns without such a row is a
    list of names and values. Cells are joined so that nothing is parted from what it is about.
    """
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    cleaned = [row for row in cleaned if any(row)]
    if not cleaned:
        return []
    if not headed or len(cleaned) == 1:
        return [_pair_line(row) for row in cleaned]
    names, lines = cleaned[0], []
    for row in cleaned[1:]:
        if sum(bool(cell) for cell in row) == 1:
            lines.append(next(cell for cell in row if cell))
            continue
        cells = [
            f"{names[place]}: {cell}" if place < len(names) and names[place] else cell
            for place, cell in enumerate(row)
            if cell
        ]
        lines.append("; ".join(cells))
    return lines


def looks_headed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table names its columns: it has no figure, and others have."""
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    first, rest = rows[0], rows[1:]
    if not all(cell.strip() for cell in first[1:]):
        return False
    figure = re.compile(r"\d")
    if any(figure.search(cell) for cell in first):
        return False
    return (
        max(len(row) for row in rows) > 2
        or any(figure.search(cell) for row in rest for cell in row)
        and len(first[0].split()) <= 3
        and _names_a_column(first[-1])
    )


def _names_a_column(cell: str) -> bool:
    words = r"price|cost|fee|rate|amount|value|time|hours?|duration|length|answer|description|"
    words += r"details?|preis|kosten|dauer|precio|prix|tarif|pre\u00e7o|dur\u00e9e"
    return bool(re.fullmatch(rf"\W*(?:{words})\b.*", cell.strip(), re.IGNORECASE))


def _pair_line(row: Sequence[str]) -> str:
    cells = [cell for cell in row if cell]
    if len(cells) == 2:
        return f"{cells[0].rstrip(':')}: {cells[1]}"
    return " | ".join(cells)
