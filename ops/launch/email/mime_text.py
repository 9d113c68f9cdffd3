"""A received message as its octets: fields in order, and the canonical forms that DKIM signs.

Works on bytes throughout, because one changed octet breaks a signature (RFC 6376 section 3.4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Octets of a message, octets of its header, and fields, that we read.
LARGEST, LARGEST_HEADER, MOST_FIELDS = 40_000_000, 1_000_000, 2_000


@dataclass(frozen=True, slots=True)
class Field:
    """One header field. ``raw`` is all of it, folds and the last line end included."""

    name: str
    raw: bytes

    @property
    def body(self) -> bytes:
        """What follows the colon, as it stands."""
        return self.raw.partition(b":")[2]

    @property
    def text(self) -> str:
        """What follows the colon, unfolded and stripped; stray octets as latin-1."""
        return re.sub(r"\r\n(?=[ \t])", "", self.body.decode("latin-1")).strip()


@dataclass(frozen=True, slots=True)
class Message:
    """Fields from the top down, the body, and what had to be done to read the file."""

    fields: tuple[Field, ...]
    body: bytes
    notes: tuple[str, ...] = ()

    def all(self, name: str) -> list[Field]:
        """Every field of a name (any case), from the top down."""
        return [field for field in self.fields if field.name == name.lower()]

    def first(self, name: str) -> str:
        """The text of the topmost field of a name, or ""."""
        found = self.all(name)
        return found[0].text if found else ""


def read_message(octets: bytes) -> Message:
    """Split a message file; never raises. LF files and mbox "From " lines are put right."""
    notes = []
    if len(octets) > LARGEST:
        notes.append(f"only the first {LARGEST // 1_000_000} MB were read")
        octets = octets[:LARGEST]
    octets = octets.removeprefix(b"\xef\xbb\xbf")
    if re.match(rb"From [^:\r\n]*\r?\n", octets):
        octets = octets.partition(b"\n")[2]
        notes.append("a line of a mailbox file stood in front and was left out")
    if re.search(rb"(?<!\r)\n", octets):
        octets = re.sub(rb"(?<!\r)\n", b"\r\n", octets)
        notes.append("line ends were not those of mail and were put right")
    if octets.startswith(b"\r\n"):
        return Message((), octets[2:], tuple(notes))
    header, gap, body = octets.partition(b"\r\n\r\n")
    if len(header) > LARGEST_HEADER:
        notes.append("the header is far too long and was cut")
        header = header[:LARGEST_HEADER]
    fields, odd = _fields(header + b"\r\n")
    if odd:
        notes.append(f"{odd} lines of the header are no fields and were left out")
    return Message(tuple(fields), body if gap else b"", tuple(notes))


def _fields(header: bytes) -> tuple[list[Field], int]:
    fields: list[Field] = []
    odd = 0
    for raw in re.split(rb"(?<=\r\n)(?![ \t])", header):
        name, colon, _ = raw.partition(b":")
        if not raw.strip():
            continue
        if colon and re.fullmatch(rb"[!-9;-~]+[ \t]*", name) and len(fields) < MOST_FIELDS:
            fields.append(Field(name.decode("ascii").strip().lower(), raw))
        else:
            odd += 1
    return fields, odd


def canonical_field(field: bytes, how: str) -> bytes:
    """One field in ``simple`` or ``relaxed`` form, with its line end (3.4.1, 3.4.2)."""
    if how == "simple":
        return field
    name, _, body = field.partition(b":")
    unfolded = re.sub(rb"\r\n(?=[ \t])", b"", body.removesuffix(b"\r\n"))
    value = re.sub(rb"[ \t]+", b" ", unfolded).strip(b" \t\r\n")
    return name.rstrip(b" \t").lower() + b":" + value + b"\r\n"


def canonical_body(body: bytes, how: str) -> bytes:
    """The body in ``simple`` or ``relaxed`` form (3.4.3, 3.4.4)."""
    if how == "relaxed":
        body = re.sub(rb"[ \t]+", b" ", body).replace(b" \r\n", b"\r\n")
        if body.endswith(b" "):
            body = body[:-1]
    body = _without_empty_lines(body)
    if not body and how == "relaxed":
        return b""
    return body + b"\r\n"


def _without_empty_lines(body: bytes) -> bytes:
    """Without the line ends at the end, however many there are."""
    bare = body.rstrip(b"\r\n")
    if body.count(b"\r\n", len(bare)) * 2 == len(body) - len(bare):
        return bare
    end = len(body)
    while body[end - 2 : end] == b"\r\n":
        end -= 2
    return body[:end]
