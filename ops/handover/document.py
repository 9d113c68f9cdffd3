"""What a handover document is made of, before it is Markdown or HTML.

Text is plain, with one mark: what stands between backticks is to be typed or copied exactly.
Whatever came from DNS, a registry or a person goes through ``said`` or ``typed`` first, so that
nothing in it acts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from ops.launch.report.harmless import one_line

#: The kinds of a block: a paragraph, numbered steps, a list, a table, something to copy, a heading
#: within a section, and links to sections.
KINDS = ("text", "steps", "list", "table", "copy", "heading", "jump")


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One piece. ``text`` is for text, copy and heading; ``items`` for steps, list and jump (titles
    of sections); ``head`` and ``rows`` for a table."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A titled part; the title is unique in the document, and links lead to it."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def anchor(self) -> str:
        """As GitHub makes it of the heading."""
        return re.sub(r"[^\w -]", "", self.title.lower()).replace(" ", "-")


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """An open question, and who could answer it."""

    question: str
    who: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """The whole; ``release`` is "" where it is not known."""

    site: str
    written_at: datetime
    release: str
    intro: tuple[Block, ...]
    open: tuple[Open, ...]
    sections: tuple[Section, ...]

    def as_json(self) -> dict[str, Any]:
        """For the table; read back by ``from_json``."""
        return {**asdict(self), "written_at": self.written_at.isoformat()}

    def section(self, title: str) -> Section:
        """By its title; ``StopIteration`` for none."""
        return next(section for section in self.sections if section.title == title)


def from_json(data: Mapping[str, Any]) -> Document:
    """A document from its JSON; raises ``ValueError`` for what is none."""
    try:
        return Document(
            site=str(data["site"]),
            written_at=datetime.fromisoformat(data["written_at"]),
            release=str(data["release"]),
            intro=tuple(_block(block) for block in data["intro"]),
            open=tuple(Open(question=one["question"], who=one["who"]) for one in data["open"]),
            sections=tuple(
                Section(
                    title=section["title"],
                    blocks=tuple(_block(block) for block in section["blocks"]),
                )
                for section in data["sections"]
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no handover document: {error!r}") from error


def _block(data: Mapping[str, Any]) -> Block:
    if data["kind"] not in KINDS:
        raise ValueError("this is no handover document: it has blocks of another kind")
    return Block(
        kind=data["kind"],
        text=data["text"],
        items=tuple(data["items"]),
        head=tuple(data["head"]),
        rows=tuple(tuple(row) for row in data["rows"]),
    )


def changed(document: Document, change: Callable[[str], str]) -> Document:
    """The document with every text in it put through ``change``."""

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return change(value)
        if isinstance(value, dict):
            return {
                key: one if key in ("kind", "written_at") else walk(one)
                for key, one in value.items()
            }
        if isinstance(value, list | tuple):
            return [walk(one) for one in value]
        return value

    return from_json(walk(document.as_json()))


def said(text: str, *, longest: int = 500) -> str:
    """Somebody's words, on one line, with nothing in them that means something here."""
    return one_line(text.replace("`", "'"), longest=longest)


def typed(text: str, *, longest: int = 600) -> str:
    """Somebody's value, marked as one to copy exactly."""
    return f"`{said(text, longest=longest)}`" if text.strip() else "(empty)"


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it stood between backticks."""
    return [
        (piece, place % 2 == 1)
        for place, piece in enumerate(re.split(r"`", text))
        if piece or place % 2 == 1
    ]


def text(words: str) -> Block:
    """A paragraph."""
    return Block(kind="text", text=words)


def steps(*items: str) -> Block:
    """What to do, in order."""
    return Block(kind="steps", items=items)


def listed(*items: str) -> Block:
    """What belongs together, in no order."""
    return Block(kind="list", items=items)


def table(*head: str, rows: Sequence[tuple[str, ...]]) -> Block:
    """Rows under a head."""
    return Block(kind="table", head=head, rows=tuple(rows))


def copy(words: str) -> Block:
    """Lines to copy exactly."""
    return Block(kind="copy", text=words)


def heading(words: str) -> Block:
    """Within a section."""
    return Block(kind="heading", text=words)


def jump(*titles: str) -> Block:
    """Links to sections of this document, by their titles."""
    return Block(kind="jump", items=titles)
