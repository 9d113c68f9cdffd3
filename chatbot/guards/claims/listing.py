"""Word lists as text: a row of words is easier to read and to add to than a row of quotes."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words.split())


def rows(lines: str) -> list[str]:
    """The lines of a table; a line that begins with a blank goes on with the one before."""
    return lines.strip().replace("\n    ", " ").splitlines()
