"""Markdown: each second-level heading an entry, as founders write their questions and answers.

What is short stays exactly as it was written. A long entry is cut at its lower headings and its
paragraphs. What a reader of the page would not see (comments) is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chatbot.importing.chunks import WHOLE, Block, Form, count_words
from chatbot.importing.rows import MOST_ROWS, Row, UnreadableFile
from chatbot.importing.sections import Section, is_question, plain, rows_of, table_rows

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FRONT = re.compile(r"---\n(.{0,5000}?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ANCHOR = re.compile(r"\s*\{#[\w-]+\}$")
_ALSO = re.compile(r"\s*(?:[-*]\s+)?(?:also asked|people also ask)\s*:\s*(.+)", re.IGNORECASE)
_RULER = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+\u2022]|\d{1,3}[.)])\s+")


@dataclass(slots=True)
class _Part:
    """One heading and the lines under it, up to the next heading of any level."""

    level: int
    title: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass(slots=True)
class _Entry:
    title: str
    variants: list[str] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)


def read_markdown(text: str, name: str = "") -> Iterator[Row]:
    """One entry for each ``##`` heading; without any, the whole file is one page.

    A heading that ends in a question mark is a question. A line ``Also asked: \u2026 | \u2026``
    gives further phrasings. ``name`` is the title of text above the first heading.
    """
    front = _FRONT.match(text)
    text = _COMMENT.sub("", text[front.end() :] if front else text)
    seen: Counter[str] = Counter()
    for entry in _entries(list(_parts(text)), name):
        seen[entry.title] += 1
        told = entry.title if seen[entry.title] == 1 else f"{entry.title} #{seen[entry.title]}"
        rows = list(_rows(entry, told))
        if sum(seen.values()) > MOST_ROWS:
            raise UnreadableFile(f"The file has more than {MOST_ROWS:,} headings. Split it.")
        yield from rows


def _parts(text: str) -> Iterator[_Part]:
    part, fenced = _Part(0, ""), False
    for line in _with_tables_told(text.split("\n")):
        if _FENCE.match(line):
            fenced = not fenced
        found = None if fenced else _HEADING.match(line)
        if found is None:
            part.lines.append(line)
            continue
        yield part
        part = _Part(len(found[1]), plain(_ANCHOR.sub("", found[2])))
    yield part


def _entries(parts: list[_Part], name: str) -> Iterator[_Entry]:
    top = next((part.title for part in parts if part.level == 1 and part.title), "")
    entry = _Entry(top or name)
    for part in parts:
        if part.level == 2 or (part.level == 1 and part.title != entry.title):
            if _has_text(entry):
                yield entry
            entry = _Entry(part.title)
        kept = []
        for line in part.lines:
            also = _ALSO.match(line)
            if also:
                entry.variants += [way.strip() for way in also[1].split("|") if way.strip()]
            else:
                kept.append(line)
        entry.parts.append(_Part(part.level, part.title, kept))
    if _has_text(entry) or entry.title and len(parts) > 1:
        yield entry


def _has_text(entry: _Entry) -> bool:
    """A heading of the second level without text is a fault to be told; others only group."""
    return any(part.text for part in entry.parts) or any(
        part.level == 2 and part.title for part in entry.parts
    )


def _rows(entry: _Entry, told: str) -> Iterator[Row]:
    question = is_question(entry.title)
    answer = "\n\n".join(
        f"{'#' * part.level} {part.title}\n\n{part.text}".strip() if part.level > 2 else part.text
        for part in entry.parts
        if part.text or part.level > 2
    ).strip()
    if question or count_words(answer) <= WHOLE:
        values: dict[str, Any] = {
            "title": entry.title,
            "answer": answer,
            "variants": entry.variants,
            "kind": "faq" if question else "page",
        }
        yield Row(place=f"\u201c{entry.title or 'the beginning'}\u201d", values=values, key=told)
        return
    variants = entry.variants
    for section in _sections(entry, told):
        section.variants, variants = variants, []
        yield from rows_of([section], document=told, file=False)


def _sections(entry: _Entry, told: str) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    for part in entry.parts:
        if part.level > 2:
            path = [step for step in path if step[0] < part.level] + [(part.level, part.title)]
        yield Section(
            path=tuple(filter(None, (told, *(title for _, title in path)))),
            blocks=list(blocks_of(part.lines)),
            question=is_question(part.title) and part.level > 2,
        )


def blocks_of(lines: list[str]) -> Iterator[Block]:
    """Paragraphs, list items, rows of tables and blocks of code, as they were written."""
    held: list[str] = []
    form = Form.TEXT
    fenced = False
    for line in lines:
        fence = bool(_FENCE.match(line))
        item = not fenced and not fence and bool(_ITEM.match(line))
        if (not line.strip() and not fenced) or item or (fence and not fenced):
            yield from _held(held, form)
            held = []
            form = Form.ITEM if item else Form.CODE if fence else Form.TEXT
        if line.strip() or fenced:
            held.append(line.rstrip())
        if fence:
            fenced = not fenced
            if not fenced:
                yield from _held(held, form)
                held, form = [], Form.TEXT
    yield from _held(held, form)


def _held(held: list[str], form: Form) -> Iterator[Block]:
    text = "\n".join(held).strip("\n").rstrip()
    if text.strip():
        yield Block(text if form is Form.ITEM else text.strip(), form)


def _with_tables_told(lines: list[str]) -> Iterator[str]:
    """Tables as lines of ``heading: value``; everything else as it is."""
    place = 0
    fenced = False
    while place < len(lines):
        line = lines[place]
        fenced ^= bool(_FENCE.match(line))
        ruled = place + 1 < len(lines) and "|" in line and "-" in lines[place + 1]
        if fenced or not ruled or not _RULER.match(lines[place + 1]) or "|" not in lines[place + 1]:
            yield line
            place += 1
            continue
        end = place + 2
        while end < len(lines) and "|" in lines[end]:
            end += 1
        rows = [_cells(lines[place]), *map(_cells, lines[place + 2 : end])]
        yield ""
        yield from (f"- {row}" for row in table_rows(rows, headed=True))
        yield ""
        place = end


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", bare)]
