"""Bytes as text."""

from __future__ import annotations

import codecs

import pytest

from chatbot.importing.decode import READ_AS_WESTERN, decode
from chatbot.importing.read import read_bytes
from chatbot.importing.rows import UnreadableFile

TEXT = "title,answer\nCaf\u00e9,\u201coui\u201d \u2014 150\u00a0\u20ac\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    ],
)
def test_every_unicode_encoding_is_told_by_its_mark(data: bytes) -> None:
    assert decode(data) == (TEXT, "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zeros(encoding: str) -> None:
    plain = "title,answer\nA,b c d\n"
    assert decode(plain.encode(encoding)) == (plain, "")


def test_western_text_is_read_and_the_guess_is_said() -> None:
    assert decode(TEXT.encode("cp1252")) == (TEXT, READ_AS_WESTERN)
    assert read_bytes("a.csv", TEXT.encode("cp1252")).notes == (READ_AS_WESTERN,)


@pytest.mark.parametrize(
    "data",
    [
        "\u0412\u043e\u043f\u0440\u043e\u0441,\u043e\u0442\u0432\u0435\u0442".encode("cp1251"),
        "\u6599\u91d1,\u4fa1\u683c".encode("shift-jis"),
    ],
)
def test_an_encoding_that_cannot_be_told_says_how_to_save(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="not in UTF-8"):
        decode(b"title,answer\n" + data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (b"PK\x03\x04" + bytes(50), "a ZIP archive"),
        (b"%PDF-1.7\n", "ends in .pdf"),
        (b"\xd0\xcf\x11\xe0" + bytes(50), "old Word or Excel"),
        (bytes(range(256)) * 20, "no text|not in UTF-8"),
        (b"title,answer\n" + b"\x00\x01\x02" * 40, "characters that only programs use"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfd", "says it is UTF-8"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        decode(data)


def test_every_way_of_ending_a_line_is_the_same() -> None:
    assert decode(b"a\r\nb\rc\n")[0] == "a\nb\nc\n"
