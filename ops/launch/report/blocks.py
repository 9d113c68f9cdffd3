"""Tells words from what has to be typed exactly, in a text that holds both.

A fix is written for a person and holds records, commands and settings. Words may be broken where
a line ends; what is to be copied never is. Lines that begin with two spaces, and lines that begin
with a record's version tag, are to be copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_TYPED = re.compile(r"  |[\"'`]?v=[A-Za-z0-9]+(?:[ ;]|$)|[\"'`]?k=rsa;|\S{60,}$")
_SPF = (
    r"v=spf1(?: [+?~-]?(?:(?:include|exists|ip4|ip6|a|mx|ptr):\S+"
    r"|(?:a|mx|ptr)(?:/\S+)?(?=\s|$)|all\b|(?:redirect|exp)=\S+))+"
)
_TAGS = r"v=[A-Za-z]+[0-9];(?: ?[a-z0-9]+=[^\s;]*;?)*"
#: Quoted values and records hold together even with spaces inside; a quote that is never closed is
#: not looked for beyond the longest record there may be.
_QUOTED = r"\"[^\"\n]{1,1000}\"|`[^`\n]{1,1000}`|“[^”\n]{1,1000}”"
_WHOLE = re.compile(rf"(?:[\"'`(]?(?:{_SPF}|{_TAGS})|\S{{,80}}?(?:{_QUOTED}))\S*|\S+")


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines, as they were; ``typed`` are to be copied."""

    lines: tuple[str, ...]
    typed: bool

    @property
    def text(self) -> str:
        """The lines without the indentation they share."""
        shared = min(
            (len(line) - len(line.lstrip(" ")) for line in self.lines if line.strip()), default=0
        )
        return "\n".join(line[shared:] for line in self.lines)


def blocks(text: str) -> list[Block]:
    """The text in pieces, in order; empty lines only part them."""
    found = []
    for typed, lines in groupby(text.split("\n"), key=lambda line: bool(_TYPED.match(line))):
        for full, group in groupby(lines, key=lambda line: bool(line.strip())):
            if full:
                found.append(Block(tuple(group), typed))
    return found


def wrapped(text: str, width: int, *, first: str = "", rest: str = "") -> Iterator[str]:
    """Lines of at most ``width`` columns; what must not be broken may be longer.

    ``first`` begins the first line and ``rest`` the others.
    """
    from rich.cells import cell_len  # Here, so that a web process does not hold it.

    line, empty = first, True
    for word in _WHOLE.findall(text):
        if not empty and cell_len(line) + 1 + cell_len(word) > width:
            yield line
            line, empty = rest, True
        line += word if empty else f" {word}"
        empty = False
    yield line
