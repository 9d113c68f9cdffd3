"""Text as it reads, whatever it was dressed up as: look-alike letters, hidden characters, codes.

Rules that look for words are written once, over plain lower case letters; this module brings
every disguise back to that form. It decides nothing.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

#: Letters of other scripts that are drawn like Latin ones (Unicode TR 39 calls them confusable).
_DRAWN_LIKE = {
    "a": "аαɑ", "b": "Ьʙβ", "c": "сϲᴄ", "d": "ԁɗᴅ", "e": "еєεҽᴇ", "f": "ғꜰƒ", "g": "ɡԍɢ",
    "h": "һнʜ", "i": "іιıɪ¡", "j": "јϳᴊ", "k": "кκᴋ", "l": "ӏʟⅼ", "m": "мᴍ", "n": "ոпηɴ",
    "o": "оοσօᴏ", "p": "рρᴘ", "q": "ԛգ", "r": "гʀᴦ", "s": "ѕꜱ", "t": "тτᴛ", "u": "υսᴜ",
    "v": "ѵνᴠ", "w": "ԝѡωᴡ", "x": "хχ", "y": "уүγʏ", "z": "ᴢʐ",
}  # fmt: skip
_LATIN = {ord(other): latin for latin, others in _DRAWN_LIKE.items() for other in others}
_LATIN |= {0x1F1E6 + place: chr(97 + place) for place in range(26)}  # Flag letters.
_LATIN |= {0x1F170 + place: chr(97 + place) for place in range(26)}  # Boxed letters.
_LATIN |= {ord(sign): "'" for sign in "’‘ʼ´`′"} | {ord(sign): '"' for sign in "“”„«»″"}
_LATIN |= {ord(sign): "-" for sign in "‐‑‒–—−"}
#: Drawn as nothing, though Unicode does not count them among the format characters.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2800\u3164\uffa0\ufe00-\ufe0f"
                    "\U000e0100-\U000e01ef]")  # fmt: skip
#: Spanish opens a sentence with these; within a word the first is drawn like an i.
_OPENING = re.compile(r"(?<!\w)[¡¿]+")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_BASE64_RUN = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX_RUN = re.compile(r"(?:(?:0x|\\x|%)?[0-9a-fA-F]{2}[\s,:-]?){8,}")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_LEET = str.maketrans("013457@$!|", "oieastasil")
#: How much of one text is looked at in disguise; the plain reading is never cut.
LONGEST = 20_000


def visible(text: str) -> str:
    """``text`` with look-alike letters as Latin ones and without what is not drawn."""
    if text.isascii():
        return text
    text = _OPENING.sub(" ", _BLANK.sub("", unicodedata.normalize("NFKC", text))).translate(_LATIN)
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Mn", "Me"))


def folded(text: str) -> str:
    """``text`` in lower case without accents (ü as u, ß as ss), white space drawn together."""
    text = visible(text).casefold()
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in parts if unicodedata.category(c) != "Mn").translate(_LATIN)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def squeezed(text: str) -> str:
    """Only the letters a to z and digits of ``text``, in lower case."""
    return _NOT_WORDS.sub("", folded(text))


def smuggled(text: str) -> str:
    """What is written in Unicode tag characters, which no screen draws and a model reads."""
    return "".join(chr(ord(c) - 0xE0000) for run in _TAGS.findall(text) for c in run)


def disguises(text: str) -> Iterator[tuple[str, str]]:
    """``(name, text)`` of each other way to read ``text``: decoded, turned round, respelt.

    At most the first ``LONGEST`` characters. What does not decode to text is left out.
    """
    text = text[:LONGEST]
    if hidden := smuggled(text):
        yield "hidden characters", hidden
    bare = unwrapped(text)
    if bare != text:
        yield "entities", bare
    for run in _BASE64_RUN.findall(text):
        if decoded := readable(from_base64(run)):
            yield "base64", decoded
    for run in _HEX_RUN.findall(text):
        if decoded := readable(from_hex(run)):
            yield "hex", decoded
    if spaced := _spelt_out(text):
        yield "spaced letters", spaced
    if re.search(r"[a-z][013457@$]|[013457@$][a-z]", text, re.IGNORECASE):
        yield "digits for letters", text.lower().translate(_LEET)
    yield "rot13", codecs.encode(text, "rot13")
    yield "backwards", text[::-1]


def unwrapped(text: str) -> str:
    """``text`` with HTML entities and percent signs resolved, however often it was wrapped."""
    for _ in range(3):
        plain = html.unescape(unquote(text))
        if plain == text:
            break
        text = plain
    return text


def from_base64(run: str) -> bytes:
    """The bytes of a run of base64 (either alphabet, padding optional); b"" if it is none."""
    run = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(run[: len(run) - (len(run) % 4 == 1)] + "=" * (-len(run) % 4))
    except (binascii.Error, ValueError):
        return b""


def from_hex(run: str) -> bytes:
    """The bytes of hexadecimal digits, whatever stands between the pairs."""
    digits = re.sub(r"0x|\\x|[^0-9a-fA-F]", "", run)
    return bytes.fromhex(digits[: len(digits) & ~1])


def readable(data: bytes) -> str:
    """``data`` as text, or "" when it is no text."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""
    drawn = sum(c.isprintable() or c.isspace() for c in text)
    return text if len(text) >= 4 and drawn == len(text) else ""


def _spelt_out(text: str) -> str:
    """``i g n o r e  a l l`` and ``i.g.n.o.r.e`` as words; "" when nothing is spelt so."""

    def joined(match: re.Match[str]) -> str:
        words = re.split(r"\s{2,}|\s[/|]\s", match.group())
        return " ".join(re.sub(r"[\W_]", "", word) for word in words)

    found = re.sub(r"(?<!\w)(?:\w[\s._*|/-]{1,3}){5,}\w(?!\w)", joined, text)
    return found if found != text else ""
