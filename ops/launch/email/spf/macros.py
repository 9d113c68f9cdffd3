"""Macros of SPF: ``%{ir}.%{d2}`` and the like, parsed once and expanded many times.

RFC 7208 section 7. A macro string is a run of literal text and macros; in the name of a domain it
has to end in a macro or in a proper top label, which is checked before anything is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

#: Letters allowed everywhere, and those only allowed in the text of an explanation.
LETTERS = "slodipvh"
EXPLANATION_LETTERS = "crt"

_MACRO = re.compile(r"%\{([A-Za-z])([0-9]*)([rR]?)([.\-+,/_=]*)\}")
_ESCAPES = {"%%": "%", "%_": " ", "%-": "%20"}
LONGEST_NAME = 253


class MacroFault(ValueError):
    """No macro string; ``piece`` is what is wrong and the message says why."""

    def __init__(self, piece: str, reason: str) -> None:
        super().__init__(reason)
        self.piece = piece


@dataclass(frozen=True, slots=True)
class Macro:
    """One ``%{…}``: ``keep`` right-hand parts (0 for all), in reverse where ``reverse``."""

    letter: str
    keep: int = 0
    reverse: bool = False
    delimiters: str = "."
    escape: bool = False


#: Literal text (with %%, %_ and %- already turned into what they stand for), or a macro.
Piece = str | Macro


def pieces(text: str, *, explanation: bool = False) -> tuple[Piece, ...]:
    """Parse a macro string; raises ``MacroFault``.

    Visible ASCII only, and spaces too in an ``explanation``.
    """
    found: list[Piece] = []
    place = 0
    while place < len(text):
        mark = text[place]
        if mark == "%":
            piece, place = _macro(text, place, explanation)
            found.append(piece)
            continue
        if not ("!" <= mark <= "~" or (explanation and mark == " ")):
            raise MacroFault(mark, "only plain ASCII characters can stand here")
        found.append(mark)
        place += 1
    return tuple(_joined(found))


def _macro(text: str, place: int, explanation: bool) -> tuple[Piece, int]:
    escape = text[place : place + 2]
    if escape in _ESCAPES:
        return _ESCAPES[escape], place + 2
    match = _MACRO.match(text, place)
    if match is None:
        piece = text[place : place + 8]
        raise MacroFault(piece, "a % has to begin a macro such as %{i}; for a plain % write %%")
    letter, digits, reverse, delimiters = match.groups()
    known = LETTERS + (EXPLANATION_LETTERS if explanation else "")
    if letter.lower() not in known:
        raise MacroFault(match[0], f"there is no macro %{{{letter}}} here")
    keep = int(digits[:6]) if digits else 0
    if digits and not keep:
        raise MacroFault(match[0], "the number in a macro has to be 1 or more")
    macro = Macro(letter.lower(), keep, bool(reverse), delimiters or ".", letter.isupper())
    return macro, match.end()


def _joined(found: Sequence[Piece]) -> list[Piece]:
    result: list[Piece] = []
    for piece in found:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece
        else:
            result.append(piece)
    return result


def domain_pieces(text: str) -> tuple[Piece, ...]:
    """Parse a domain-spec: a macro string that ends in a macro or a top label."""
    found = pieces(text)
    if not found:
        raise MacroFault(text, "a domain name is missing")
    if not ends_well(text):
        raise MacroFault(text, f"{text[:80]!r} does not end like a domain name")
    return found


def ends_well(text: str) -> bool:
    """Whether a domain-spec ends in a macro, or in a dot and a top label."""
    if text.endswith(("%%", "%_", "%-")):
        return True
    start = text.rfind("%{")
    macro = _MACRO.match(text, start) if start >= 0 else None
    return _is_top(text) or (macro is not None and macro.end() == len(text))


def _is_top(text: str) -> bool:
    """Whether the last label is letters and digits, a letter or an inner hyphen among them."""
    _, dot, label = text.removesuffix(".").rpartition(".")
    bare = label.replace("-", "")
    if not dot or not bare.isascii() or not bare.isalnum():
        return False
    if label.startswith("-") or label.endswith("-"):
        return False
    return "-" in label or not label.isdigit()


def letters(found: Sequence[Piece]) -> frozenset[str]:
    """The letters of the macros in a string; empty where it is plain text."""
    return frozenset(piece.letter for piece in found if isinstance(piece, Macro))


def expand(found: Sequence[Piece], value: Callable[[str], str]) -> str:
    """Put in the values; ``value`` gives the raw one for a letter."""
    return "".join(
        piece if isinstance(piece, str) else _expanded(piece, value(piece.letter))
        for piece in found
    )


def _expanded(macro: Macro, raw: str) -> str:
    parts = re.split(f"[{re.escape(macro.delimiters)}]", raw)
    if macro.reverse:
        parts.reverse()
    if macro.keep:
        parts = parts[-macro.keep :]
    text = ".".join(parts)
    return quote(text, safe="-._~", errors="surrogatepass") if macro.escape else text


def as_name(text: str) -> str:
    """An expanded string as a name to ask for: without the last dot, cut at the left to 253."""
    name = text[:-1] if text.endswith(".") else text
    while len(name) > LONGEST_NAME and "." in name:
        name = name.partition(".")[2]
    return name


def askable(name: str) -> bool:
    """Whether DNS can be asked for a name at all: labels of 1 to 63 characters, 253 in all."""
    return 0 < len(name) <= LONGEST_NAME and all(0 < len(part) <= 63 for part in name.split("."))
