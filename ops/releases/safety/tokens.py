"""SQL cut into words: enough to see what a statement does to which table.

Comments, line breaks and the inside of texts must not be taken for SQL, nor a quoted name for a
keyword; beyond that nothing is understood here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "name", "text", "sign"]

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|--[^\n]*|/\*.*?\*/)
    |(?P<dollar>\$(?P<tag>[A-Za-z_]*)\$.*?\$(?P=tag)\$)
    |(?P<text>[eE]'(?:[^'\\]|\\.|'')*'|[bBxXnN]?'(?:[^']|'')*')
    |(?P<name>"(?:[^"]|"")*")
    |(?P<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*)
    |(?P<sign>::|:=|<=|>=|<>|!=|\|\||.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece: a ``word`` is in capitals, a ``name`` without its quotes. ``written`` is as it
    was.
    """

    kind: Kind
    text: str
    written: str = ""

    def __str__(self) -> str:
        return self.written or self.text


def tokens_of(sql: str) -> list[Token]:
    """All pieces but comments and space."""
    found: list[Token] = []
    for match in _TOKEN.finditer(sql):
        text = match.group()
        if match["space"]:
            continue
        if match["dollar"] or match["text"]:
            found.append(Token("text", text))
        elif match["name"]:
            found.append(Token("name", text[1:-1].replace('""', '"'), text))
        elif match["word"]:
            found.append(Token("word", text.upper(), text))
        else:
            found.append(Token("sign", text))
    return found


def statements_in(sql: str) -> Iterator[list[Token]]:
    """Each statement of a script."""
    yield from split(tokens_of(sql), ";")


def split(tokens: Sequence[Token], sign: str) -> Iterator[list[Token]]:
    """Cut at a sign that stands in no brackets; empty pieces are left out."""
    depth, piece = 0, list[Token]()
    for token in tokens:
        if token.kind == "sign":
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0)
            if token.text == sign and depth == 0:
                if piece:
                    yield piece
                piece = []
                continue
        piece.append(token)
    if piece:
        yield piece


class Reader:
    """Walks over tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.rest = list(tokens)

    def at(self, *words: str) -> bool:
        """Whether these keywords come next."""
        return len(self.rest) >= len(words) and all(
            token.kind == "word" and token.text == word
            for token, word in zip(self.rest, words, strict=False)
        )

    def take(self, *words: str) -> bool:
        """Pass these keywords, where they come next."""
        if not self.at(*words):
            return False
        del self.rest[: len(words)]
        return True

    def skip(self, *phrases: str) -> None:
        """Pass whichever of these comes, as often as it does."""
        while any(self.take(*phrase.split()) for phrase in phrases):
            pass

    def name(self) -> str:
        """A name, without its schema; "" where none comes. Unquoted names are small."""
        name = ""
        while self.rest and self.rest[0].kind in ("word", "name"):
            token = self.rest.pop(0)
            name = token.text if token.kind == "name" else token.text.lower()
            if not (self.rest and self.rest[0].text == "."):
                break
            del self.rest[0]
        return name

    def has(self, *words: str) -> bool:
        """Whether these keywords come one after the other somewhere, outside of brackets."""
        flat, depth = list[str](), 0
        for token in self.rest:
            depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0
            if depth == 0:
                flat.append(token.text if token.kind == "word" else "")
        size = len(words)
        return any(tuple(flat[i : i + size]) == words for i in range(len(flat) - size + 1))
