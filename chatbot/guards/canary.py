"""A word that only the system prompt holds: a reply with it in any form gives the prompt away.

The search looks at the reply the way somebody would who had asked for the word in disguise. The
word is made of letters alone, so that each disguise leaves a trace that can be undone.
"""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Iterable, Iterator
from functools import lru_cache

from chatbot.guards.echo import echoes
from chatbot.guards.normal import (
    disguises,
    folded,
    from_base64,
    from_hex,
    smuggled,
    squeezed,
    unwrapped,
)

#: Letters of a canary, and how many of them in a row give it away.
LENGTH, ENOUGH = 20, 10
_ALPHABET = string.ascii_lowercase
_NUMBER = re.compile(r"\d{1,3}")
_BITS = re.compile(r"[01]{5,8}")
_DIGITS = re.compile(r"\d+")
_INITIAL = re.compile(r"(?<![^\W_])[^\W_]")
_FINAL = re.compile(r"[^\W_](?![^\W_])")
_LETTER = re.compile(r"[^\W\d_]")
_MORSE = {
    ".-": "a", "-...": "b", "-.-.": "c", "-..": "d", ".": "e", "..-.": "f", "--.": "g",
    "....": "h", "..": "i", ".---": "j", "-.-": "k", ".-..": "l", "--": "m", "-.": "n",
    "---": "o", ".--.": "p", "--.-": "q", ".-.": "r", "...": "s", "-": "t", "..-": "u",
    "...-": "v", ".--": "w", "-..-": "x", "-.--": "y", "--..": "z",
}  # fmt: skip
_SPOKEN = re.compile(
    r"\b(a)l(?:ph|f)a|\b(b)ravo|\b(c)harlie|\b(d)elta|\b(e)cho|\b(f)oxtrot|\b(g)olf|\b(h)otel|"
    r"\b(i)ndia|\b(j)ulie?tt?|\b(k)ilo|\b(l)ima|\b(m)ike|\b(n)ovember|\b(o)scar|\b(p)apa|"
    r"\b(q)uebec|\b(r)omeo|\b(s)ierra|\b(t)ango|\b(u)niform|\b(v)ictor|\b(w)hisk(?:e)?y|"
    r"\b(x)-?ray|\b(y)ankee|\b(z)ulu"
)


def new_canary() -> str:
    """A word for one system prompt: 20 random lower case letters."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def leaks(text: str, canary: str, prompt: str = "", *, allowed: Iterable[str] = ()) -> bool:
    """Whether ``text`` holds the canary in any form, or echoes the prompt it stands in.

    ``prompt`` is what the system prompt says apart from the passages; ``allowed`` are texts that
    may be quoted from it.
    """
    if holds(text, canary):
        return True
    if not prompt:
        return False
    allowed = list(allowed)
    readings = [text, *(reading for _, reading in disguises(text))]
    return any(echoes(reading, prompt, allowed=allowed) for reading in readings)


def holds(text: str, canary: str) -> bool:
    """Whether ``text`` holds ``ENOUGH`` letters in a row of the canary, in any form."""
    wanted = squeezed(canary)
    if not wanted or not text:
        return False
    pieces = _pieces(wanted)
    shifted = _shifted(wanted)
    return any(
        any(piece in reading for piece in pieces) or any(whole in reading for whole in shifted)
        for reading in _readings(text)
    )


class CanaryWatch:
    """The same search over a reply that arrives in pieces.

    ``feed`` looks at the new piece with what came shortly before it; ``finish`` looks at the whole
    once more, for what is spread thinly.
    """

    def __init__(self, canary: str, *, keep: int = 600) -> None:
        self._canary, self._keep, self._text = canary, keep, ""
        self.leaked = False

    def feed(self, piece: str) -> bool:
        """Whether the reply has given the canary away, ``piece`` included."""
        start = max(0, len(self._text) - self._keep)
        self._text += piece
        self.leaked = self.leaked or holds(self._text[start:], self._canary)
        return self.leaked

    def finish(self) -> bool:
        """Whether the whole reply gives it away."""
        self.leaked = self.leaked or holds(self._text, self._canary)
        return self.leaked


@lru_cache(maxsize=8)
def _pieces(wanted: str) -> set[str]:
    size = min(ENOUGH, len(wanted))
    both = (wanted, wanted[::-1])
    return {word[at : at + size] for word in both for at in range(len(word) - size + 1)}


@lru_cache(maxsize=8)
def _shifted(wanted: str) -> set[str]:
    """Every Caesar shift of the canary, rot13 among them, the mirrored alphabet, both ways."""
    tables = [
        str.maketrans(_ALPHABET, _ALPHABET[by:] + _ALPHABET[:by]) for by in range(1, len(_ALPHABET))
    ]
    tables.append(str.maketrans(_ALPHABET, _ALPHABET[::-1]))
    words = {wanted.translate(table) for table in tables}
    return words | {word[::-1] for word in words}


def _readings(text: str) -> Iterator[str]:
    """``text`` reduced to letters, in every way it may have been written."""
    bare = unwrapped(text)
    plain = squeezed(bare)
    yield plain
    yield squeezed(smuggled(text))
    yield _DIGITS.sub("", plain)
    yield squeezed("".join(_INITIAL.findall(bare)))
    yield squeezed("".join(_FINAL.findall(bare)))
    firsts = (_LETTER.search(line) for line in bare.splitlines())
    yield squeezed("".join(first.group() for first in firsts if first))
    yield "".join(next(filter(None, found)) for found in _SPOKEN.findall(folded(bare)))
    yield from _numbered(bare)
    if bare.count(".") + bare.count("-") > 30:
        yield "".join(_MORSE.get(sign, "") for sign in re.split(r"[\s/|]+", bare))
    for written in {text, bare}:
        yield from _decoded(written, depth=2)


def _numbered(text: str) -> Iterator[str]:
    numbers = [int(number) for number in _NUMBER.findall(text)]
    if len(numbers) >= ENOUGH:
        yield squeezed("".join(chr(number) for number in numbers if 64 < number < 123))
        for first in (0, 1):
            yield "".join(_ALPHABET[n - first] for n in numbers if 0 <= n - first < 26)
    bits = _BITS.findall(text)
    if len(bits) >= ENOUGH:
        yield squeezed("".join(chr(int(run, 2)) for run in bits))


def _decoded(text: str, depth: int) -> Iterator[str]:
    """Base64 and hexadecimal at every offset, read over any separators, and once more inside."""
    joined = re.sub(r"[^A-Za-z0-9]", "", text)
    if len(joined) < 12:
        return
    for run in (joined, joined[::-1]):
        for offset in range(4):
            yield from _inside(from_base64(run[offset:]), depth)
    digits = re.sub(r"(?:0x|\\x|\\u00|&#x|u\+00)", " ", text, flags=re.IGNORECASE)
    digits = re.sub(r"[^0-9a-fA-F]", "", digits)
    for run in (digits, digits[::-1]):
        for offset in range(2):
            yield from _inside(from_hex(run[offset:]), depth)


def _inside(data: bytes, depth: int) -> Iterator[str]:
    text = re.sub(rb"[^ -~]+", b" ", data).decode("ascii")
    yield squeezed(text)
    if depth > 1:
        for run in re.findall(r"[A-Za-z0-9+/=\s]{16,}", text):
            yield from _decoded(run, depth - 1)
