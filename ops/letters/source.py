"""How the words of an email are written, read into parts.

A blank line begins a paragraph. Lines that begin with ``- `` are a list. ``**words**`` are bold,
``[words](address)`` is a link, and a link that is a paragraph of its own is a button. ``{name}``
is a value. All else is text; no HTML is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ops.letters.address import is_address


class Malformed(ValueError):
    """The words cannot be read; the text says what to change."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value goes."""

    name: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold words."""

    inside: tuple[Text | Place, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link. ``target`` is an address, or the place of one."""

    inside: tuple[Text | Place, ...]
    target: str | Place


Inline = Text | Place | Strong | Link
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more lines; a line that is one value or one link alone is what its shape makes it."""

    lines: tuple[Line, ...]

    @property
    def alone(self) -> Inline | None:
        """What it consists of, when that is one thing."""
        return self.lines[0][0] if len(self.lines) == 1 and len(self.lines[0]) == 1 else None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Line, ...]


Block = Paragraph | Items

_ADDRESS = r"(?:[^()\s]|\([^()\s]*\))*"
_INLINE = re.compile(
    rf"\[(?P<label>[^\[\]\n]+)\]\((?P<target>{_ADDRESS})\)"
    r"|\*\*(?P<bold>[^*\n]+)\*\*"
    r"|(?P<url>(?:https?://|mailto:)[^\s<>\"{}\[\]]+)"
)
_URL = re.compile(r"https?://[^\s<>\"{}\[\]]+")
_ITEM = re.compile(r"[-*\u2022]\s+(.*)")
_PLACE = re.compile(r"\{([^{}\n]*)\}")
#: Ends a sentence, not an address.
_AFTER_URL = ".,;:!?'\u201d\u2019)"
#: Somebody writes HTML, which would arrive as it was typed.
_MARKUP = re.compile(
    r"</?(?:a|b|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|script|span|strong|style|table|td|"
    r"tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def parse(body: str) -> tuple[Block, ...]:
    """The parts of a body; raises ``Malformed``."""
    return tuple(_blocks(body))


def literal_line(text: str) -> Line:
    """A line that is no markup at all, but for the addresses in it, which become links."""
    made: list[Inline] = []
    end = 0
    for match in _URL.finditer(text):
        url = match[0].rstrip(_AFTER_URL)
        if is_address(url):
            made += [Text(text[end : match.start()]), Link((Text(url),), url)]
            end = match.start() + len(url)
    return (*made, Text(text[end:]))


def parse_line(text: str) -> tuple[Text | Place, ...]:
    """The parts of a subject or a preheader, in which there are only words and values."""
    return tuple(places(text))


def names_in(body: str) -> set[str]:
    """Every value that is named; raises ``Malformed``."""
    found = set()
    for block in parse(body):
        for line in lines_of(block):
            found |= names_of(line)
    return found


def lines_of(block: Block) -> tuple[Line, ...]:
    """The lines of a paragraph, the items of a list."""
    return block.items if isinstance(block, Items) else block.lines


def names_of(line: Line) -> set[str]:
    """The values a line names."""
    found = set()
    for node in line:
        inside = node.inside if isinstance(node, Strong | Link) else (node,)
        found |= {piece.name for piece in inside if isinstance(piece, Place)}
        if isinstance(node, Link) and isinstance(node.target, Place):
            found.add(node.target.name)
    return found


def _blocks(body: str) -> Iterator[Block]:
    lines: list[Line] = []
    items: list[Line] = []
    for raw in [*body.splitlines(), ""]:
        line = raw.strip()
        item = _ITEM.fullmatch(line)
        if lines and (item or not line):
            yield Paragraph(tuple(lines))
            lines = []
        if items and not item:
            yield Items(tuple(items))
            items = []
        if item:
            items.append(tuple(_inline(item[1])))
        elif line:
            lines.append(tuple(_inline(line)))


def _inline(text: str) -> Iterator[Inline]:
    markup = _MARKUP.search(text)
    if markup:
        raise Malformed(
            f"{markup[0]} would arrive as it stands: HTML is not used here. A blank line begins a "
            "paragraph, **words** are bold, and [words](https://example.com) is a link."
        )
    end = 0
    for match in _INLINE.finditer(text):
        yield from _plain(text[end : match.start()])
        end = match.end()
        if match["url"]:
            url = match["url"].rstrip(_AFTER_URL)
            end -= len(match["url"]) - len(url)
            yield Link((Text(url),), _literal(url))
        elif match["bold"]:
            yield Strong(tuple(places(match["bold"])))
        else:
            yield Link(tuple(places(match["label"])), _target(match["target"]))
    yield from _plain(text[end:])


def _plain(text: str) -> Iterator[Text | Place]:
    if "](" in text:
        raise Malformed(
            "A link is written [words](https://example.com), without spaces in the address and "
            "without square brackets in the words."
        )
    yield from places(text)


def places(text: str) -> Iterator[Text | Place]:
    """Words and values; raises ``Malformed`` for a brace that belongs to none."""
    if "{{" in text or "}}" in text:
        raise Malformed("A value is written with one brace on each side, such as {business_name}.")
    end = 0
    for match in _PLACE.finditer(text):
        if match.start() > end:
            yield Text(_without_braces(text[end : match.start()]))
        yield Place(match[1].strip())
        end = match.end()
    if end < len(text):
        yield Text(_without_braces(text[end:]))


def _without_braces(text: str) -> str:
    for brace, other in (("{", "}"), ("}", "{")):
        if brace in text:
            around = text[max(0, text.index(brace) - 12) : text.index(brace) + 20].strip()
            raise Malformed(
                f"At \u201c{around}\u201d stands a {brace} without its {other}. A value is written "
                "such as {business_name}; braces are used for nothing else."
            )
    return text


def _target(text: str) -> str | Place:
    found = _PLACE.fullmatch(text)
    if found:
        return Place(found[1].strip())
    return _literal(text)


def _literal(text: str) -> str:
    if "{" in text or "}" in text:
        raise Malformed(
            f"The address {text} mixes text and a value. Write the whole address, or one value "
            "that is an address, such as [words]({site_url})."
        )
    if not is_address(text):
        raise Malformed(
            f"\u201c{text[:80]}\u201d is no address a link can lead to. Write one that begins with "
            "https://, or mailto: and an email address."
        )
    return text
