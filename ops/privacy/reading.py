"""The ways in which one text can be read: as it stands, and taken out of what it was put into.

An address lies in an address bar as ``ana%40example.org``, in JSON as ``\\u0061na@…``, in a stored
email as quoted-printable or base64. Each of these is undone, several times over.
"""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
import unicodedata
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from urllib.parse import unquote, unquote_plus

#: So many wrappings are undone, and so many characters looked at in all.
DEEPEST, LARGEST = 3, 20_000_000
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\x([0-9a-fA-F]{2})|\\([nrt\"/\\])")
#: Letters of the shortest base64 that is read.
LONG = 16
BASE64 = re.compile(r"[A-Za-z0-9+/_\-]{16,}(?:(?:\r?\n|\\r\\n|\\n)[A-Za-z0-9+/_\-]+)*={0,2}")
WORD = re.compile(r"=\?[\w.-]+\?[bBqQ]\?[^?\s]*\?=")
PRINTABLE = re.compile(r"=[0-9A-Fa-f]{2}|=\r?\n")
#: An address inside another's, as bounces are sent to: ``bounces+7-ana=example.org@coach.example``.
INSIDE = re.compile(r"([\w.+%'-]{1,64})=([\w-]{1,63}(?:\.[\w-]{1,63})+)@")
#: Invisible in a line, and no part of what somebody is called.
UNSEEN = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060,
                        *range(0x2066, 0x206A), 0xFEFF))  # fmt: skip


#: Dots between the parts of a domain, as keyboards of East Asia write them (RFC 3490, 3.1).
DOTS = {0x3002: "."}


def folded(text: str) -> str:
    """As it is compared: one form of each letter, large or small, nothing that is not seen."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold()).translate(
        UNSEEN | DOTS
    )


def is_wrapped(text: str) -> bool:
    """Whether there may be more in a text than stands there; quick, for texts by the million."""
    return (
        "%" in text
        or "\\" in text
        or "&" in text
        or "=" in text
        or (has_a_long_word(text) and _is_mixed(text))
    )


def has_a_long_word(text: str) -> bool:
    """Whether something in it is long enough to be base64."""
    return len(text) >= LONG and any(len(word) >= LONG for word in text.split())


def _is_mixed(text: str) -> bool:
    """Large and small letters: base64 has both, while numbers in hex and long words do not."""
    return text.lower() != text and text.upper() != text


def readings(text: str) -> Iterator[str]:
    """The text itself, then whatever can be read out of it; each once."""
    seen, size = {text}, 0
    layer = [text]
    for _ in range(DEEPEST + 1):
        following: list[str] = []
        for one in layer:
            yield one
            for inner in _undone(one):
                if inner not in seen and size < LARGEST:
                    seen.add(inner)
                    size += len(inner)
                    following.append(inner)
        layer = following


def _undone(text: str) -> Iterator[str]:
    if "%" in text:
        yield unquote(text)
    if "+" in text and "%" in text:
        yield unquote_plus(text)
    if "\\" in text:
        yield ESCAPED.sub(_unescaped, text)
    if "&" in text:
        yield html.unescape(text)
    if "=?" in text:
        yield WORD.sub(_word, text)
    if "=" in text and "@" in text:
        yield " ".join(_addresses_inside(text))
    if "=" in text and PRINTABLE.search(text):
        yield quopri.decodestring(text.encode("utf-8", "ignore")).decode("utf-8", "ignore")
    if has_a_long_word(text):
        for match in BASE64.finditer(text):
            if _is_mixed(match.group()):
                yield from _from_base64(match.group())


def _addresses_inside(text: str) -> Iterator[str]:
    """Where something stands before one nobody can say where it ends, so from each place on."""
    for match in INSIDE.finditer(text):
        local, domain = match.groups()
        starts = [0, *(at + 1 for at, letter in enumerate(local) if letter in "+-.")]
        yield from (f"{local[start:]}@{domain}" for start in starts if local[start:])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
    return {"n": "\n", "r": "\r", "t": "\t"}.get(match[4], match[4])


def _word(match: re.Match[str]) -> str:
    try:
        parts = decode_header(match.group())
        return "".join(
            part.decode(charset or "utf-8", "ignore") if isinstance(part, bytes) else part
            for part, charset in parts
        )
    except (HeaderParseError, LookupError, ValueError):
        return ""


def _from_base64(text: str) -> Iterator[str]:
    """What four letters after four say; a run that has a word glued before it is read shifted."""
    letters = re.sub(r"\\r|\\n|[\r\n=]", "", text).translate(str.maketrans("-_", "+/"))
    for shift in range(4):
        piece = letters[shift:]
        piece = piece[: len(piece) - (len(piece) % 4 == 1)]
        try:
            raw = base64.b64decode(piece + "=" * (-len(piece) % 4), validate=True)
        except (binascii.Error, ValueError):
            continue
        # Of a run that is no base64, or is read at the wrong place, hardly anything is a letter.
        read = raw.decode("utf-8", "ignore")
        if "@" in read or (read and len(read.encode()) > 0.9 * len(raw)):
            yield read
