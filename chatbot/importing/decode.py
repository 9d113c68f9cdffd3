"""Bytes into text: which encoding they are in, and whether they are text at all.

Founders save from Excel, Notepad and Word, so UTF-16 and Windows-1252 are daily bread. A guess is
made only where it can hardly be wrong, and then it is said.
"""

from __future__ import annotations

import codecs
import re

from chatbot.importing.rows import UnreadableFile, check_length

#: How files of other kinds begin, and what to do with one.
_SIGNATURES = (
    (b"%PDF-", "a PDF: give it a name that ends in .pdf"),
    (b"PK\x03\x04", "a ZIP archive (Word, Excel and Pages files are such). Word files must end in "
     ".docx; save a spreadsheet as “CSV UTF-8”; unpack any other archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file, or one with a password. Open it, and save it "
     "as .docx or “CSV UTF-8” without a password"),
    (b"{\\rtf", "a rich text file (RTF). Open it, and save it as .docx or plain text"),
    (b"\x89PNG", "a picture. Import the text itself"),
    (b"\xff\xd8\xff", "a picture. Import the text itself"),
    (b"GIF8", "a picture. Import the text itself"),
    (b"RIFF", "a picture or sound. Import the text itself"),
    (b"\x1f\x8b", "a gzip archive. Unpack it first"),
    (b"7z\xbc\xaf", "an archive. Unpack it first"),
    (b"Rar!", "an archive. Unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database. Export a table as CSV"),
)  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STRANGE = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
#: What Western European text has beyond ASCII, once read as Windows-1252.
_WESTERN = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽžŸ")
_WESTERN_SIGNS = frozenset("€£¥§©®°·•–—‘’“”„‚«»…™¡¿½¼¾²³´\xa0")
SAVE_AS_UTF8 = (
    "The file is not in UTF-8. In Excel, save it as “CSV UTF-8 (comma delimited)”; in an editor, "
    "choose UTF-8 as the encoding when saving."
)
READ_AS_WESTERN = (
    "it is not in UTF-8 and was read as Western European text (Windows-1252). If letters look "
    "wrong below, save it as UTF-8 and import it again."
)


def decode(data: bytes) -> tuple[str, str]:
    """``(text, note)`` of a text file; the note is "" when there was nothing to guess.

    Raises ``UnreadableFile`` for what is no text, or in an encoding that cannot be told.
    """
    for beginning, words in _SIGNATURES:
        if data.startswith(beginning):
            raise UnreadableFile(f"This is no text but {words}.")
    text, note = _read(data)
    if len(_STRANGE.findall(text)) > len(text) // 1000:
        raise UnreadableFile(
            "This is no text: it holds characters that only programs use. Export it from the "
            "program it was made with as plain text, CSV or PDF."
        )
    text = _STRANGE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    check_length(len(text), text.count("\n"))
    return text, note


def _read(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError as error:
                raise UnreadableFile(
                    f"The file says it is {encoding.upper()} and is not, from byte "
                    f"{error.start + 1} on. Save it again as UTF-8."
                ) from error
    silent = _silent_utf16(data)
    if silent:
        return data.decode(silent), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _western(data), READ_AS_WESTERN


def _silent_utf16(data: bytes) -> str:
    """UTF-16 without a mark at its beginning: every second byte of Western text is 0."""
    begin = data[:2000]
    if len(begin) < 8 or len(data) % 2:
        return ""
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = begin[place::2].count(0), begin[1 - place :: 2].count(0)
        if zeros > len(begin) * 0.4 and not others:
            try:
                data.decode(encoding)
            except UnicodeDecodeError:
                return ""
            return encoding
    return ""


def _western(data: bytes) -> str:
    """Windows-1252, if it reads like a Western European language."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFile(SAVE_AS_UTF8) from error
    beyond = [mark for mark in text if mark >= "\x80"]
    letters = sum(mark in _WESTERN for mark in beyond)
    known = letters + sum(mark in _WESTERN_SIGNS for mark in beyond)
    plain = sum(mark.isascii() and mark.isalpha() for mark in text)
    if known < len(beyond) or letters > plain * 0.25:
        raise UnreadableFile(SAVE_AS_UTF8)
    return text
