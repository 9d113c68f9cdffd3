"""Lines of a PDF into headings, paragraphs, lists and tables.

A PDF knows only signs and places. What a reader sees at a glance is worked out again: which lines
make a paragraph, what stands larger than the rest, and where a word was parted at a line's end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from chatbot.importing.chunks import Block, Form, count_words
from chatbot.importing.pdf_lines import Line, Piece, drop_furniture, in_columns, lines_of
from chatbot.importing.sections import Section, is_question, looks_headed, table_rows

#: How much larger than the running text a heading is set.
LARGER = 1.12
_BULLET = re.compile(r"^\s*([-\u2022\u25cf\u25aa\u2013*\u00b7\uf0b7\u25e6]|\d{1,2}[.)])\s+")


def sections_of(pages: Sequence[Sequence[Piece]]) -> Iterator[Section]:
    """The document as sections, in reading order."""
    lined = [lines_of(page) for page in pages]
    drop_furniture(lined)
    sizes: Counter[float] = Counter()
    for lines in lined:
        for line in lines:
            sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    levels = sorted({size for size in sizes if size >= body * LARGER}, reverse=True)
    words = Counter(
        word for lines in lined for line in lines for word in re.findall(r"[\w-]+", line.text)
    )
    writer = _Writer(body, levels, words)
    for lines in lined:
        writer.page(in_columns(lines))
    yield from writer.ended()


class _Writer:
    """Writes lines down as sections."""

    def __init__(self, body: float, levels: list[float], words: Counter[str]) -> None:
        self.body = body
        self.levels = levels
        self.words = words
        self.sections = [Section(())]
        self._path: list[tuple[int, str]] = []
        self._held: list[str] = []
        self._form = Form.TEXT
        self._rows: list[list[str]] = []
        self._title: tuple[int, list[str]] | None = None
        self._before: Line | None = None

    def page(self, lines: Iterator[Line]) -> None:
        """One page; a paragraph may go on from the page before."""
        fresh = True
        for line in lines:
            self._line(line, fresh)
            self._before, fresh = line, False

    def ended(self) -> list[Section]:
        """All sections, once every page was written."""
        self._end_all()
        return self.sections

    def _line(self, line: Line, fresh: bool) -> None:
        level = self._level(line)
        if level:
            self._heading(level, line)
            return
        self._end_title()
        if len(line.cells) > 1 and not _BULLET.match(line.text):
            self._end_paragraph()
            self._rows.append([text for _, text in line.cells])
            return
        self._end_table()
        bullet = _BULLET.match(line.text)
        if self._held and (bullet or self._is_apart(line, fresh)):
            self._end_paragraph()
        if not self._held:
            self._form = Form.ITEM if bullet else Form.TEXT
        self._held.append(line.text)

    def _level(self, line: Line) -> int:
        """The level of a heading, 0 for running text."""
        text = line.text
        if len(line.cells) > 1 or count_words(text) > 20 or not any(map(str.isalpha, text)):
            return 0
        if line.size in self.levels:
            return min(self.levels.index(line.size) + 1, 5)
        own = line.bold and not text.endswith((".", ",", ";", ":")) and count_words(text) <= 12
        if own and not _BULLET.match(text) and not self._held_goes_on():
            return 6
        return 0

    def _held_goes_on(self) -> bool:
        """Whether the paragraph so far stops in the middle of a sentence."""
        return bool(self._held) and not self._held[-1].endswith((".", "!", "?", ":", ")"))

    def _heading(self, level: int, line: Line) -> None:
        self._end_paragraph()
        self._end_table()
        if (
            self._title
            and self._title[0] == level
            and self._before
            and (0 < self._before.y - line.y < 2.2 * line.size)
        ):
            self._title[1].append(line.text)
            return
        self._end_title()
        self._title = (level, [line.text])

    def _end_title(self) -> None:
        if self._title is None:
            return
        level, title = self._title[0], self._joined(self._title[1])
        self._title = None
        self._path = [step for step in self._path if step[0] < level] + [(level, title)]
        path = tuple(step[1] for step in self._path)
        self.sections.append(Section(path, question=is_question(title)))

    def _is_apart(self, line: Line, fresh: bool) -> bool:
        """Whether a line begins a new paragraph."""
        before = self._before
        if before is None:
            return True
        if fresh or line.y > before.y:  # A new page or column.
            return not self._held_goes_on() or line.text[:1].isupper()
        short = count_words(before.text) <= 6 and count_words(line.text) <= 6
        listed = short and line.text[:1].isupper() and not before.text.endswith((",", "-"))
        return listed or before.y - line.y > 1.55 * max(before.size, line.size)

    def _end_paragraph(self) -> None:
        if self._held:
            text = self._joined(self._held)
            if self._form is Form.ITEM:
                text = re.sub(_BULLET, lambda mark: (
                    f"{mark[1]} " if mark[1][0].isdigit() else "- "), text)  # fmt: skip
            elif is_question(text) and count_words(text) <= 20:
                self._held = []
                self._title = (6, [text])
                self._end_title()
                return
            self.sections[-1].blocks.append(Block(text, self._form))
        self._held, self._form = [], Form.TEXT

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        if not rows:
            return
        alike = len({len(row) for row in rows}) == 1
        for line in table_rows(rows, headed=alike and looks_headed(rows)):
            self.sections[-1].blocks.append(Block(f"- {line}", Form.ROW))

    def _end_all(self) -> None:
        self._end_paragraph()
        self._end_table()
        self._end_title()

    def _joined(self, lines: Sequence[str]) -> str:
        """Lines as one, with words put together again that were parted at a line's end."""
        text = lines[0]
        for line in lines[1:]:
            if text.endswith("\u00ad"):
                text = text[:-1] + line
                continue
            head = re.search(r"([\w-]*[^\W\d_])[-\u2010]$", text)
            tail = re.match(r"[^\W\d_]+", line)
            if not head or not tail or not tail[0][0].islower():
                text = f"{text} {line}" if not head or not tail else text + line
            elif tail[0] in ("and", "or", "und", "oder", "et", "ou", "y", "e"):
                text = f"{text} {line}"
            elif self.words[f"{head[1]}-{tail[0]}"] > self.words[head[1] + tail[0]]:
                text += line
            else:
                text = text[:-1] + line
        return text.replace("\u00ad", "")
