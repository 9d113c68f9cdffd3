"""Turns the bytes of a file into text to search, or says why they cannot be read."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

#: Bytes beyond which a file is not read at all, and the size of the pieces it is searched in.
LARGEST = 100 * 1024 * 1024
PIECE = 4 * 1024 * 1024
#: Bytes that a gzip file may hold.
MOST_UNPACKED = 32 * 1024 * 1024

#: How files begin that hold other files, or text, in a form that is not searched.
_CLOSED = (
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x00GITCRYPT", "a file encrypted with git-crypt"),
    (b"version https://git-lfs.github.com/spec/", "a pointer to a file in Git LFS"),
    (b"PGDMP", "a PostgreSQL dump in its own format"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


#: Bytes that are no text, with everything but their strings made into gaps: a byte that happens to
#: be a letter in some alphabet would run into a key and hide it.
_STRINGS = bytes(byte if 32 <= byte < 127 or byte in b"\t\r\n" else 32 for byte in range(256))


class CannotRead(Exception):
    """Bytes that are not searched; the message says what they are."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file. ``first`` is the number of its first line; ``text`` is no prose when only
    shapes are to be looked for, because the bytes are no text.
    """

    text: str
    first: int = 1
    only_shapes: bool = False


def unpacked(data: bytes) -> bytes:
    """What a gzip file holds, as static files have it beside them; anything else as it is.

    Raises ``CannotRead`` where it is damaged, or holds more than ``MOST_UNPACKED``.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    opened = zlib.decompressobj(wbits=31)
    try:
        inside = opened.decompress(data, MOST_UNPACKED)
    except zlib.error as error:
        raise CannotRead("a damaged gzip file") from error
    if opened.unconsumed_tail or not opened.eof:
        raise CannotRead("a gzip file that is cut short or holds very much")
    if opened.unused_data:
        raise CannotRead("a gzip file with more behind it")
    return inside


def pieces(data: bytes) -> Iterator[Piece]:
    """The text of a file in pieces that end with a line; raises ``CannotRead``."""
    for begin, what in _CLOSED:
        if data.startswith(begin):
            raise CannotRead(what)
    if len(data) > LARGEST:
        raise CannotRead(f"larger than {LARGEST // 1024 // 1024} MB")
    text, only_shapes = _decoded(data)
    if len(text) <= PIECE:
        yield Piece(text, 1, only_shapes)
        return
    at, first = 0, 1
    while at < len(text):
        end = text.rfind("\n", at, at + PIECE) + 1 if at + PIECE < len(text) else len(text)
        # A line longer than a piece is cut; the pieces overlap by more than a key is long.
        following = end if end > at else at + PIECE - 4096
        end = end if end > at else at + PIECE
        yield Piece(text[at:end], first, only_shapes)
        first += text.count("\n", at, following)
        at = following


def _decoded(data: bytes) -> tuple[str, bool]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace"), False
    head = data[:8000]
    if b"\0" not in head:
        return data.decode("utf-8", "replace"), False
    even, odd = head[::2], head[1::2]
    for name, noughts, letters in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # A database or a program is full of noughts too, on both sides.
        if noughts.count(0) > 0.7 * len(noughts) and letters.count(0) < 0.3 * len(letters):
            return data.decode(name, "replace"), False
    return data.translate(_STRINGS).decode("ascii"), True
