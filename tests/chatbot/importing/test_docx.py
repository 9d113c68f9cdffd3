"""Word files."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from chatbot.importing import docx as reading
from chatbot.importing.read import read_bytes
from chatbot.importing.rows import Row, UnreadableFile
from tests.chatbot.importing.papers import docx, heading, paragraph, table


def rows(data: bytes) -> tuple[Row, ...]:
    return read_bytes("guide.docx", data).rows


def test_headings_paragraphs_lists_and_tables_are_read_in_order() -> None:
    found = rows(
        docx(
            heading("My practice")
            + heading("Prices", 2)
            + paragraph("All prices hold for this year.")
            + table(["Service", "Length", "Price"], ["Single", "1 hour", "$150"],
                    ["Six", "6 hours", "$800"])
            + heading("Can I get a refund?", 2)
            + paragraph("Yes, within 14 days.")
            + paragraph("by email", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
            + paragraph("by post", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
        )
    )  # fmt: skip
    assert [(row.key, row.values["title"], row.values["kind"]) for row in found] == [
        ("My practice \u203a Prices", "Prices", "page"),
        ("My practice \u203a Can I get a refund?", "Can I get a refund?", "faq"),
    ]
    assert found[0].values["answer"] == (
        "All prices hold for this year.\n\n"
        "- Service: Single; Length: 1 hour; Price: $150\n"
        "- Service: Six; Length: 6 hours; Price: $800"
    )
    assert found[1].values["answer"] == "Yes, within 14 days.\n\n- by email\n- by post"


def test_deleted_and_hidden_text_is_left_out() -> None:
    deleted = "<w:p><w:del><w:r><w:t>was $99</w:t></w:r></w:del><w:r><w:t>is $150</w:t></w:r></w:p>"
    hidden = paragraph("pay nothing", run="<w:vanish/>")
    shown = paragraph("in all", run='<w:vanish w:val="0"/>')
    (row,) = rows(docx(deleted + hidden + shown))
    assert row.values["answer"] == "is $150\n\nin all"


def test_text_in_several_runs_is_one_paragraph() -> None:
    body = (
        "<w:p><w:r><w:t>One </w:t></w:r><w:r><w:t xml:space='preserve'>hour</w:t><w:tab/>"
        "<w:t>$150</w:t></w:r></w:p>"
    )
    assert rows(docx(body))[0].values["answer"] == "One hour $150"


def test_a_file_with_an_entity_bomb_is_refused_before_it_grows() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    bomb += "".join(f'<!ENTITY {n} "{f"&{b};" * 10}">' for b, n in zip("abcdefgh", "bcdefghi",
                                                                         strict=True))  # fmt: skip
    data = docx(paragraph("x"), head=bomb + "]>")
    with pytest.raises(UnreadableFile, match="declares XML entities"):
        rows(data)


def test_a_zip_bomb_is_refused_while_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_PART", 1_000_000)
    data = docx("<!--" + " " * 20_000_000 + "-->")
    assert len(data) < 100_000
    with pytest.raises(UnreadableFile, match="larger than 1 MB"):
        rows(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"just text", "Word file"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
        (docx("<w:p>")[:-60], "damaged"),
        (docx("<w:p>"), "damaged"),
        (docx("<w:p>" * 300 + "</w:p>" * 300), "nested too deeply"),
        (docx(""), "nothing in the file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
    ],
    # Of their own: an archive holds the moment it was made, which differs between processes.
    ids=["text", "only a head", "cut off", "no end", "deep", "empty", "old Office"],
)
def test_a_broken_or_hostile_file_says_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        rows(data)


def test_an_archive_that_is_no_word_file_is_told() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(UnreadableFile, match="no Word file"):
        rows(out.getvalue())


def test_more_text_than_a_small_machine_should_hold_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="more text than 5,000,000 characters"):
        rows(docx(paragraph("words " * 100_000) * 10))


def test_a_long_document_is_cut_into_pieces_of_a_good_size() -> None:
    body = heading("Guide") + "".join(
        paragraph(f"Paragraph {number} says something that takes up about a dozen words or so.")
        for number in range(60)
    )
    found = rows(docx(body))
    assert 6 <= len(found) <= 10
    assert {row.values["title"] for row in found} == {"Guide"}
    assert len({row.key for row in found}) == len(found)
