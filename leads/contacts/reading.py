"""A file of contacts into lines of cells: which encoding, which separator, where the lines are.

Founders save from Excel, Outlook, Google and phones, so UTF-16, Windows-1252, semicolons and tabs
are daily bread (RFC 4180 is what the rest agree on).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

#: Lines and columns of one file, and characters of one cell.
MOST_LINES, MOST_COLUMNS, LONGEST_CELL = 25_000, 60, 5_000
SEPARATORS = ",;\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = (
    (b"PK\x03\x04", "an Excel workbook or another archive. Open it and save it as “CSV UTF-8”"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file. Open it and save it as “CSV UTF-8”"),
    (b"%PDF-", "a PDF. Export the contacts as CSV"),
    (b"BEGIN:VCARD", "a vCard file. Export the contacts as CSV instead"),
    (b"\x89PNG", "a picture. Export the contacts as CSV"),
    (b"\xff\xd8\xff", "a picture. Export the contacts as CSV"),
    (b"{", "JSON. Export the contacts as CSV"),
    (b"<", "a web page or XML. Export the contacts as CSV"),
)
#: Byte 0x80 to 0x9f that Windows-1252 leaves empty, and control characters: no text of people.
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
READ_AS_WESTERN = (
    "The file is not in UTF-8 and was read as Western European text (Windows-1252). If letters "
    "look wrong below, save it as “CSV UTF-8” and hand it over again."
)


class UnreadableContacts(ValueError):
    """The file cannot be read; the message says what to change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """``lines`` are ``(number in the file, cells)``; ``header`` is () where there is none."""

    header: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()


def read(data: bytes) -> Sheet:
    """The lines of a file; raises ``UnreadableContacts``."""
    text, note = decode(data)
    separator, text = _separator(text)
    lines = _lines(text, separator)
    if not lines:
        raise UnreadableContacts("There is no line with an email address in this file.")
    widest = max(len(cells) for _, cells in lines)
    if widest > MOST_COLUMNS:
        raise UnreadableContacts(
            f"There are more than {MOST_COLUMNS} columns. Remove those that are not needed."
        )
    header: tuple[str, ...] = ()
    if not any("@" in cell for cell in lines[0][1]):
        header = lines[0][1]
        lines = lines[1:]
    if not any("@" in cell for _, cells in lines for cell in cells):
        raise UnreadableContacts(
            "There is no email address in this file. Each contact needs one, in a column of its "
            "own."
        )
    padded = tuple((place, (*cells, *[""] * (widest - len(cells)))) for place, cells in lines)
    header = (*header, *[""] * (widest - len(header))) if header else ()
    return Sheet(header=header, lines=padded, notes=(note,) if note else ())


def decode(data: bytes) -> tuple[str, str]:
    """``(text, note)``; the note says what had to be guessed."""
    if not data.strip():
        raise UnreadableContacts("This file is empty.")
    for beginning, words in _OTHERS:
        if data.lstrip(b" \r\n\t").startswith(beginning):
            raise UnreadableContacts(f"This is {words}.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), ""
    if data[:200].count(0) > 20:
        even = data[:200:2].count(0)
        return _decoded(data, "utf-16-be" if even > 20 else "utf-16-le"), ""
    try:
        return _checked(data.decode("utf-8")), ""
    except UnicodeDecodeError:
        return _decoded(data, "cp1252"), READ_AS_WESTERN


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableContacts(
            "The encoding of this file cannot be told. In Excel, save it as “CSV UTF-8 (comma "
            "delimited)”."
        ) from error


def _checked(text: str) -> str:
    if len(_STRANGE.findall(text)) > len(text) // 1000:
        raise UnreadableContacts("This is no text. Export the contacts as CSV.")
    return _STRANGE.sub("", text)


def _separator(text: str) -> tuple[str, str]:
    """The character between cells, and the text without Excel's own line about it."""
    first, _, rest = text.partition("\n")
    if match := re.fullmatch(r"\s*sep=(.)\s*", first):
        return match[1], rest
    sample = [_outside_quotes(line) for line in text.splitlines()[:40] if line.strip()]
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        counts = Counter(line.count(separator) for line in sample)
        usual, times = max(counts.items(), key=lambda pair: (pair[0] > 0, pair[1]), default=(0, 0))
        score = usual and times / len(sample) + min(usual, 20) / 100
        if score > best_score:
            best, best_score = separator, score
    return best, text


def _outside_quotes(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def _lines(text: str, separator: str) -> list[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, tuple[str, ...]]] = []
    try:
        for cells in reader:
            # Blanks are no contacts; the number is that of the line the row ends in.
            if not any(cell.strip() for cell in cells):
                continue
            if len(found) > MOST_LINES:
                raise UnreadableContacts(
                    f"There are more than {MOST_LINES:,} lines. Split the file and import one "
                    "part after the other."
                )
            found.append((reader.line_num, tuple(cell.strip()[:LONGEST_CELL] for cell in cells)))
    except csv.Error as error:
        raise UnreadableContacts(
            f"Line {max(1, reader.line_num)}: a quotation mark is opened and not closed, or closed "
            "in the middle of a cell. Put it right and hand the file over again."
        ) from error
    return found
