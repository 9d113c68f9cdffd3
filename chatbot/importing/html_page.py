"""A web page as sections: what it says itself, without what stands on every page of its site.

Kept is the main content, as a reader sees it. Left out are navigation, footers, forms, scripts,
cookie notices and everything hidden; a collapsed answer is not hidden, since a click shows it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from chatbot.importing.chunks import Block, Form, count_words
from chatbot.importing.faq_markup import questions_in_scripts
from chatbot.importing.hidden import Hidden
from chatbot.importing.html_tree import INLINE, SECONDS, Node, parse
from chatbot.importing.sections import (
    Section,
    asks,
    is_question,
    looks_headed,
    plain,
    table_rows,
)

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: A definition with at least so many words is an entry of its own, a shorter one a line.
LONG_DEFINITION = 12
#: What a heading's link to itself is shown as.
_LINK_MARKS = "\u00a7\u00b6\U0001f517 "
#: Names of a disclosure that say nothing of what is in it.
_VAGUE = re.compile(r"(?:read|show|see|learn)? ?(?:more|less|details?|info|open|close)\W*", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. ``links`` are absolute; ``whole`` is False where reading had to stop."""

    title: str
    sections: tuple[Section, ...]
    canonical: str = ""
    links: tuple[str, ...] = ()
    whole: bool = True


def read_page(text: str, url: str = "") -> Page:
    """The sections of a page, its question-and-answer markup as questions."""
    tree, whole = parse(text)
    title = tree.first("title")
    reader = _Reader(Hidden(tree))
    main = _main(tree)
    reader.read(main)
    sections = reader.sections
    known = {plain(section.path[-1]).casefold() for section in sections if section.question}
    for question, answer in questions_in_scripts(tree):
        if question.casefold() not in known:
            known.add(question.casefold())
            blocks = [_answer_block(part) for part in answer]
            sections.append(Section((question,), blocks, question=True))
    return Page(
        title=title.text[:200] if title else "",
        sections=tuple(sections),
        canonical=_canonical(tree, url),
        links=tuple(_links(tree, url)),
        whole=whole and reader.whole,
    )


def _answer_block(text: str) -> Block:
    return Block(text, Form.ITEM if text.startswith("- ") else Form.TEXT)


def _main(tree: Node) -> Node:
    """The element that holds what this page is about."""
    for node in tree.walk():
        is_main = node.tag == "main" or node.attrs.get("role", "").lower() == "main"
        if is_main and count_words(node.text) >= 10:
            return node
    articles = [node for node in tree.walk() if node.tag == "article"]
    if len(articles) == 1 and count_words(articles[0].text) >= 60:
        return articles[0]
    return tree.first("body") or tree


def _canonical(tree: Node, url: str) -> str:
    for node in tree.walk():
        if node.tag == "link" and "canonical" in node.attrs.get("rel", "").lower().split():
            return _absolute(node.attrs.get("href", ""), url)
    return ""


def _links(tree: Node, url: str) -> Iterator[str]:
    base = next((node for node in tree.walk() if node.tag == "base" and "href" in node.attrs), None)
    start = _absolute(base.attrs["href"], url) if base else url
    for node in tree.walk():
        href = node.attrs.get("href", "") if node.tag in ("a", "area") else ""
        if href and (found := _absolute(href, start or url)):
            yield found


def _absolute(address: str, base: str) -> str:
    try:
        found = urljoin(base, address.strip())
    except ValueError:
        return ""
    return found.partition("#")[0] if found.startswith(("http://", "https://")) else ""


@dataclass
class _Reader:
    """Walks the content in order and fills sections."""

    hidden: Hidden
    sections: list[Section] = field(default_factory=list)
    ends: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    whole: bool = True
    _path: list[tuple[int, str]] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _anchor: str = ""

    def read(self, node: Node) -> None:
        self._inside(node)
        self._end_line()

    @property
    def _section(self) -> Section:
        if not self.sections:
            self.sections.append(Section(()))
        return self.sections[-1]

    def _inside(self, node: Node) -> None:
        for child in node.inside:
            if isinstance(child, str):
                self._line.append(child)
            else:
                self._element(child)

    def _element(self, node: Node) -> None:
        if time.monotonic() > self.ends:
            self.whole = False
            return
        if _is_opener(node) and is_question(self.hidden.text(node)):
            self._end_line()
            self._heading(node, 6)
            return
        if self.hidden.is_left_out(node):
            return
        tag = node.tag
        if tag in INLINE:
            self._inline(node)
            return
        if tag == "br":
            self._line.append("\v")
            return
        self._end_line()
        readers: dict[str, Callable[[Node], None]] = {
            "details": self._details, "dl": self._definitions, "table": self._table,
            "ul": self._list, "ol": self._list, "pre": self._code,
        }  # fmt: skip
        if tag in HEADINGS or node.attrs.get("role") == "heading":
            self._heading(node)
        elif tag in readers:
            readers[tag](node)
        else:
            self._anchor = node.attrs.get("id", "") or self._anchor
            self._inside(node)
            self._end_line()

    def _inline(self, node: Node) -> None:
        name = node.attrs.get("id") or (node.attrs.get("name", "") if node.tag == "a" else "")
        if name and not node.text:
            self._anchor = name
        self._inside(node)

    def _end_line(self) -> None:
        """What was gathered of running text becomes a paragraph."""
        lines = [" ".join(line.split()) for line in "".join(self._line).split("\v")]
        self._line.clear()
        text = "\n".join(line for line in lines if line)
        if text and any(mark.isalnum() for mark in text):
            self._section.blocks.append(Block(text))

    def _heading(self, node: Node, level: int = 0) -> None:
        title = self.hidden.text(node).strip(_LINK_MARKS).removesuffix(" #")
        if not title:
            return
        if not level:
            level = HEADINGS.index(node.tag) + 1 if node.tag in HEADINGS else _level(node)
        anchor = _id_in(node) or self._anchor
        self._anchor = ""
        self._path = [step for step in self._path if step[0] < level] + [(level, title)]
        self._begin(tuple(step[1] for step in self._path), anchor, question=is_question(title))

    def _begin(self, path: tuple[str, ...], anchor: str, *, question: bool) -> Section:
        self.sections.append(Section(path, anchor=anchor, question=question))
        return self.sections[-1]

    def _aside(self, title: str, node: Node, anchor: str, *, question: bool) -> None:
        """An entry of its own amid a section that goes on after it."""
        before = self._section
        self._begin((*before.path, title), anchor, question=question)
        path, self._path = self._path, [*self._path, (6, title)]
        self._inside(node)
        self._end_line()
        self._path = path
        self._begin(before.path, before.anchor, question=False)

    def _details(self, node: Node) -> None:
        summary = next(
            (child for child in node.inside if isinstance(child, Node) and child.tag == "summary"),
            None,
        )
        title = self.hidden.text(summary) if summary else ""
        rest = Node("div", {}, [child for child in node.inside if child is not summary])
        if not title or _VAGUE.fullmatch(title):
            self._inside(rest)
            self._end_line()
            return
        anchor = node.attrs.get("id", "") or (_id_in(summary) if summary else "")
        self._aside(title, rest, anchor, question=True)

    def _definitions(self, node: Node) -> None:
        title: Node | None = None
        for child in _terms(node):
            if self.hidden.is_left_out(child):
                continue
            if child.tag == "dt":
                title = child
                continue
            name, text = self.hidden.text(title) if title else "", self.hidden.text(child)
            if title and (asks(name) or count_words(text) >= LONG_DEFINITION):
                anchor = _id_in(title) or _id_in(child)
                self._aside(name, child, anchor, question=True)
            elif text:
                line = f"{name.rstrip(':')}: {text}" if name else text
                self._section.blocks.append(Block(f"- {line}", Form.ITEM))

    def _list(self, node: Node, depth: int = 0) -> None:
        number = 0
        for child in node.inside:
            if not isinstance(child, Node) or self.hidden.is_left_out(child):
                continue
            if child.tag in ("ul", "ol"):
                self._list(child, depth + 1)
                continue
            if child.first(*HEADINGS, "details", "table", "dl", "pre") or _parts(child) > 2:
                self._element(child)
                continue
            number += 1
            nested = [part for part in child.inside if isinstance(part, Node)
                      and part.tag in ("ul", "ol")]  # fmt: skip
            own = Node("div", {}, [part for part in child.inside if part not in nested])
            mark = f"{number}." if node.tag == "ol" else "-"
            if text := self.hidden.text(own):
                self._section.blocks.append(
                    Block(f"{'  ' * min(depth, 3)}{mark} {text}", Form.ITEM)
                )
            for part in nested:
                self._list(part, depth + 1)

    def _table(self, node: Node) -> None:
        rows = [row for row in _rows(node) if not self.hidden.is_left_out(row)]
        if any(row.first(*HEADINGS, "table", "details") for row in rows):
            for row in rows:  # A table that only lays the page out.
                self._inside(row)
                self._end_line()
            return
        cells = [[cell for cell in row.inside if isinstance(cell, Node)] for row in rows]
        texts = [[self.hidden.text(cell) for cell in row] for row in cells]
        headed = (
            bool(cells)
            and bool(cells[0])
            and (all(cell.tag == "th" for cell in cells[0]) or node.first("thead") is not None)
        )
        for line in table_rows(texts, headed=headed or looks_headed(texts)):
            self._section.blocks.append(Block(f"- {line}", Form.ROW))

    def _code(self, node: Node) -> None:
        text = "".join(part for part in _texts(node)).strip("\n")
        if text.strip():
            self._section.blocks.append(Block(text, Form.CODE))


def _is_opener(node: Node) -> bool:
    """A button that shows and hides what follows it."""
    is_button = node.tag == "button" or node.attrs.get("role") == "button"
    return is_button and ("aria-controls" in node.attrs or "aria-expanded" in node.attrs)


def _parts(node: Node) -> int:
    """How many paragraphs an element holds."""
    return sum(child.tag == "p" for child in node.walk())


def _rows(table: Node) -> Iterator[Node]:
    """The rows of a table itself, not of one inside it."""
    for child in table.inside:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from _rows(child)


def _terms(node: Node) -> Iterator[Node]:
    """The terms and definitions of a list, also where each pair stands in a ``div``."""
    for child in node.inside:
        if isinstance(child, Node):
            if child.tag in ("dt", "dd"):
                yield child
            elif child.tag == "div":
                yield from _terms(child)


def _texts(node: Node) -> Iterator[str]:
    for child in node.inside:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


def _id_in(node: Node) -> str:
    return next((found.attrs["id"] for found in node.walk() if found.attrs.get("id")), "")


def _level(node: Node) -> int:
    level = node.attrs.get("aria-level", "2")
    return min(int(level), 6) if level.isdecimal() and int(level) else 2
