"""Undoes what hides a key from a search: base64 (as in Kubernetes secrets) and broken lines."""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import unquote

_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/]{20,20000}={0,2}(?![A-Za-z0-9+/_=-])")
_ENCODED = re.compile(r"[A-Za-z][\w+.-]{1,20}%3[Aa]%2[Ff]%2[Ff][\w.~%+-]{8,2000}")
#: A line that goes on: a backslash at its end, or a string that is closed here and opened there.
_BROKEN = re.compile(
    r"\\\r?\n[ \t]*|(?P<quote>[\"'])[ \t]*[+.]?[ \t]*\\?\r?\n[ \t]*[+.]?[ \t]*(?P=quote)"
)


def percent_decoded(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, text)`` of addresses that are percent-encoded, as inside other addresses."""
    if "%3A%2F%2F" in text or "%3a%2f%2f" in text:
        for match in _ENCODED.finditer(text):
            yield match.start(), match.end(), unquote(match[0])


def unwrapped(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, text)`` of whatever base64 in the text holds readable text."""
    for match in _BASE64.finditer(text):
        token = match[0]
        if len(token.rstrip("=")) % 4 == 1:
            continue
        try:
            inside = base64.b64decode(token.rstrip("=") + "=" * (-len(token.rstrip("=")) % 4))
        except (binascii.Error, ValueError):
            continue
        if inside.isascii() and all(byte >= 32 or byte in b"\r\n\t" for byte in inside):
            yield match.start(), match.end(), inside.decode("ascii")


class Joined:
    """A text without its broken lines, which knows where each character stood before."""

    def __init__(self, text: str) -> None:
        pieces, cuts, at = [], [], 0
        for match in _BROKEN.finditer(text):
            pieces.append(text[at : match.start()])
            cuts.append(match.end() - match.start())
            at = match.end()
        pieces.append(text[at:])
        self.text = "".join(pieces)
        self.broken = bool(cuts)
        self._starts = [0, *accumulate(len(piece) for piece in pieces[:-1])]
        self._shifts = [0, *accumulate(cuts)]

    def before(self, at: int) -> int:
        """Where a character of the joined text stood."""
        return at + self._shifts[bisect_right(self._starts, at) - 1]
