"""Word files (.docx) as sections: headings, paragraphs, lists and tables, in their order.

A .docx is a ZIP of XML (ECMA-376 part 1), so the standard library reads it. Both are hostile
input: sizes are bounded while unpacking, and XML with a document type (where entity bombs live) is
refused. Text that Word hides or has marked as deleted is left out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from chatbot.importing.chunks import Block, Form
from chatbot.importing.rows import UnreadableFile, check_length
from chatbot.importing.sections import Section, is_question, looks_headed, table_rows

#: Bytes of one part once unpacked, and files in the archive.
LARGEST_PART = 60_000_000
MOST_FILES = 10_000
#: Nesting of elements; Word's own stays far below.
DEEPEST = 250
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_NOT_WORD = "This is no Word file, whatever its name says. Save it in Word as .docx."
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class _Paragraph:
    text: list[str] = field(default_factory=list)
    style: str = ""
    outline: int = 0
    listed: int = 0
    is_hidden: bool = False

    @property
    def words(self) -> str:
        lines = "".join(self.text).split("\n")
        return "\n".join(kept for line in lines if (kept := " ".join(line.split())))


@dataclass(slots=True)
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    headed: bool = False


def read_docx(data: bytes) -> Iterator[Section]:
    """The sections of a Word file; raises ``UnreadableFile``."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            "The file has a password, or is of an old Word. Open it, and save it as .docx without "
            "a password."
        )
    if not data.startswith(b"PK"):
        raise UnreadableFile(_NOT_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_FILES:
                raise UnreadableFile(f"The file holds more than {MOST_FILES:,} parts.")
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise UnreadableFile(_NOT_WORD)
            styles: dict[str, int] = {}
            if "word/styles.xml" in names:
                _parse(_unpacked(archive, "word/styles.xml"), _Styles(styles))
            body = _Body(styles)
            _parse(_unpacked(archive, "word/document.xml"), body)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableFile("The Word file is damaged. Open it in Word and save it again.") from (
            error
        )
    except RuntimeError as error:  # How zipfile says that there is a password.
        raise UnreadableFile("The file is protected by a password. Save it without one.") from error
    yield from body.sections


def _unpacked(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    size = 0
    with archive.open(name) as part:
        while piece := part.read(65_536):
            size += len(piece)
            if size > LARGEST_PART:
                raise UnreadableFile(
                    f"Unpacked, the file is larger than {LARGEST_PART // 1_000_000} MB. Split it, "
                    "or save its text alone."
                )
            yield piece


class _Reader:
    """What ``_parse`` calls; names are ``w:`` for Word's own namespace."""

    def start(self, name: str, attrs: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


def _parse(pieces: Iterator[bytes], reader: _Reader) -> None:
    depth = 0

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnreadableFile("The Word file is nested too deeply. Save its text alone.")
        reader.start(_short(name), {_short(key): value for key, value in attrs.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(_short(name))

    def refuse(*_: object) -> None:
        raise UnreadableFile(
            "The Word file declares XML entities, which Word never does. Save it again in Word."
        )

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableFile("The Word file is damaged. Open it in Word and save it again.") from (
            error
        )


def _short(name: str) -> str:
    for space in (W, STRICT):
        if name.startswith(space[1:]):
            return "w:" + name[len(space) - 1 :]
    return name.rpartition("}")[2]


class _Styles(_Reader):
    """Which styles are headings, and of what level. Word keeps their English names in the file."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.levels = levels
        self._id = ""

    def start(self, name: str, attrs: dict[str, str]) -> None:
        value = attrs.get("w:val", "")
        if name == "w:style":
            self._id = attrs.get("w:styleId", "")
        elif name == "w:name" and self._id:
            if found := re.fullmatch(r"heading ([1-9])", value, re.IGNORECASE):
                self.levels[self._id] = int(found[1])
            elif value.lower() == "title":
                self.levels[self._id] = 1
        elif name == "w:basedOn" and value in self.levels:
            self.levels.setdefault(self._id, self.levels[value])
        elif name == "w:outlineLvl" and value.isdecimal() and int(value) < 9:
            self.levels.setdefault(self._id, int(value) + 1)


#: Parts of a document that are no text of its own.
_LEFT_OUT = ("w:del", "w:moveFrom", "Fallback", "w:instrText", "w:delText", "w:pPrChange",
             "w:rPrChange", "w:sectPr", "w:footnote", "w:comment")  # fmt: skip


class _Body(_Reader):
    """The text of ``word/document.xml``."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.levels = levels
        self.sections: list[Section] = [Section(())]
        self._path: list[tuple[int, str]] = []
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._cells: list[list[str]] = []
        self._left_out = 0
        self._in_text = False
        self._run_hidden = False
        self._in_run = False
        self._characters = self._lines = 0

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
            return
        opened: dict[str, Callable[[], None]] = {
            "w:p": lambda: self._paragraphs.append(_Paragraph()),
            "w:tbl": lambda: self._tables.append(_Table()),
            "w:tr": self._begin_row,
            "w:tc": lambda: self._cells.append([]),
        }
        if name in opened:
            opened[name]()
        elif name == "w:r":
            self._in_run, self._run_hidden = True, False
        elif name == "w:t":
            self._in_text = True
        elif self._paragraphs:
            self._property(name, attrs.get("w:val", ""))

    def _begin_row(self) -> None:
        if self._tables:
            self._tables[-1].rows.append([])

    def _property(self, name: str, value: str) -> None:
        paragraph = self._paragraphs[-1]
        if name == "w:pStyle":
            paragraph.style = value
        elif name == "w:outlineLvl" and value.isdecimal() and int(value) < 9:
            paragraph.outline = int(value) + 1
        elif name == "w:numId" and value != "0":
            paragraph.listed = max(paragraph.listed, 1)
        elif name == "w:ilvl" and value.isdecimal():
            paragraph.listed = int(value) + 1
        elif name == "w:vanish" and self._in_run:
            self._run_hidden = value not in _OFF
        elif name == "w:tblHeader" and self._tables:
            self._tables[-1].headed = True
        elif name in ("w:tab", "w:br", "w:cr") and self._in_run and not self._run_hidden:
            paragraph.text.append(" " if name == "w:tab" else "\n")
        elif name == "w:noBreakHyphen" and not self._run_hidden:
            paragraph.text.append("-")

    def text(self, data: str) -> None:
        if self._in_text and not self._run_hidden and not self._left_out and self._paragraphs:
            self._paragraphs[-1].text.append(data)

    def end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        closed: dict[str, Callable[[], None]] = {
            "w:p": self._end_paragraph, "w:tbl": self._end_table, "w:tc": self._end_cell,
        }  # fmt: skip
        if name in closed:
            closed[name]()
        elif name == "w:r":
            self._in_run = self._run_hidden = False
        elif name == "w:t":
            self._in_text = False

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        words = paragraph.words
        self._characters += len(words)
        self._lines += 1
        check_length(self._characters, self._lines)
        if not words:
            return
        if self._cells:
            self._cells[-1].append(words.replace("\n", " "))
            return
        level = paragraph.outline or self.levels.get(paragraph.style, 0)
        if level and len(words) <= 300:
            title = words.replace("\n", " ")
            self._path = [step for step in self._path if step[0] < level] + [(level, title)]
            path = tuple(step[1] for step in self._path)
            self.sections.append(Section(path, question=is_question(title)))
        elif paragraph.listed or "list" in paragraph.style.lower():
            indent = "  " * min(max(paragraph.listed, 1) - 1, 3)
            item = words.removeprefix("\u2022").strip()
            self._add(Block(f"{indent}- {item}", Form.ITEM))
        else:
            self._add(Block(words))

    def _add(self, block: Block) -> None:
        self.sections[-1].blocks.append(block)

    def _end_cell(self) -> None:
        cell = " ".join(self._cells.pop()) if self._cells else ""
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].append(cell)

    def _end_table(self) -> None:
        if not self._tables:
            return
        table = self._tables.pop()
        headed = table.headed or looks_headed(table.rows)
        lines = table_rows(table.rows, headed=headed)
        if self._cells:  # A table in a cell: its text is part of the cell.
            self._cells[-1] += lines
            return
        for line in lines:
            self._add(Block(f"- {line}", Form.ROW))
