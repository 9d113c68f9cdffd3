"""A web page as a small tree, read without running anything of it. Bounded in time and size.

``html.parser`` alone gives a stream of tags as the page has them, with end tags missing where
browsers put them in by themselves. Here as much of that is done as telling text apart needs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Seconds that reading one page may take, elements that are kept, and how deep they may nest.
SECONDS = 5.0
MOST_NODES = 60_000
DEEPEST = 120
PIECE = 8192

_VOID_WORDS = """
    area base br col embed hr img input link meta param source track wbr
"""
_VOID = frozenset(_VOID_WORDS.split())
#: What a start tag ends that was left open (HTML Standard 13.1.2.4, optional tags).
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table", "thead", "tbody", "tfoot"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "thead": (frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}), frozenset({"table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}), frozenset({"table"})),
}
_ENDS_PARAGRAPH_WORDS = """
    address article aside blockquote details div dl fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 header hr main menu nav ol p pre section table ul
"""
_ENDS_PARAGRAPH = frozenset(_ENDS_PARAGRAPH_WORDS.split())


@dataclass(slots=True, eq=False)
class Node:
    """An element, its attributes (names in lower case), and what is inside it in order."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in the order of the page."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [child for child in reversed(node.inside) if isinstance(child, Node)]

    def first(self, *tags: str) -> Node | None:
        """The first element of one of these tags."""
        return next((node for node in self.walk() if node.tag in tags), None)

    @property
    def text(self) -> str:
        """All text inside, in one line."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        waiting: list[Node | str] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                yield node
                continue
            if node.tag in ("script", "style", "template", "noscript"):
                continue
            if node.tag not in INLINE:
                yield " "
                waiting.append(" ")
            waiting += reversed(node.inside)


#: Elements that stand inside a line of text.
_INLINE_WORDS = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark
    meter q s samp small span strike strong sub sup time tt u var wbr
"""
INLINE = frozenset(_INLINE_WORDS.split())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("html")
        self.open: list[Node] = [self.root]
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_what_is_left_open(tag)
        self.count += 1
        if self.count > MOST_NODES:
            return
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in _VOID and len(self.open) < DEEPEST:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # HTML has no self-closing tags but the void ones.

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def _end_what_is_left_open(self, tag: str) -> None:
        if tag in _ENDS_PARAGRAPH:
            self._end(frozenset({"p"}), _ENDS_PARAGRAPH - {"p"} | {"li", "td", "th", "dd"})
        if tag in _ENDS:
            self._end(*_ENDS[tag])

    def _end(self, tags: frozenset[str], stops: frozenset[str]) -> None:
        """End the open elements of these tags, looking up to the next of ``stops``."""
        outermost = 0
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag in stops:
                break
            if self.open[place].tag in tags:
                outermost = place
        if outermost:
            del self.open[outermost:]


def parse(text: str) -> tuple[Node, bool]:
    """``(tree, whether all of it was read)``."""
    builder, end = _Builder(), time.monotonic() + SECONDS
    for place in range(0, len(text), PIECE):
        builder.feed(text[place : place + PIECE])
        if time.monotonic() > end:
            return builder.root, False
    # Never closed, which hostile markup makes slow; an end tag lets out the text that waits.
    builder.feed("</html>")
    return builder.root, builder.count <= MOST_NODES
