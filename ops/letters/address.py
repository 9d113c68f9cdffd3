"""Addresses a link of an email may lead to, and text as it may stand in one."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

from ops.environment import EMAIL_SHAPE

#: Marks that turn the text after them around (https://www.unicode.org/reports/tr9/, section 2).
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def is_address(text: str) -> bool:
    """Whether a link may lead there: http, https with a host, or mailto with an address.

    Nobody is named before the host: ``https://bank.example@evil.example`` is refused.
    """
    if not text or len(text) > 2000 or not text.isprintable() or set(text) & set(" <>\"'`\\"):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return bool(EMAIL_SHAPE.fullmatch(parts.path))
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


def one_line(text: str) -> str:
    """Without line breaks, control characters and marks that turn text around."""
    return " ".join(many_lines(text).split())


def many_lines(text: str) -> str:
    """The same, lines kept; what no encoding can write becomes a mark of its own."""
    kept = (
        c
        for c in text.replace("\r\n", "\n").replace("\r", "\n")
        if c in "\n\t"
        or (unicodedata.category(c) != "Cc" and unicodedata.bidirectional(c) not in _TURNING)
    )
    whole = "".join("\ufffd" if unicodedata.category(c) == "Cs" else c for c in kept)
    return "\n".join(line.rstrip() for line in whole.splitlines())


def direction(text: str, otherwise: str) -> str:
    """``rtl`` or ``ltr``, by the first letter that has one (UAX 9, rule P2)."""
    return next(
        (_STRONG[kind] for kind in map(unicodedata.bidirectional, text) if kind in _STRONG),
        otherwise,
    )
