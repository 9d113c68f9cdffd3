"""Files as rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.importing.read import (
    Row,
    UnreadableFile,
    read_csv,
    read_file,
    read_json,
    read_markdown,
)


def values(rows: list[Row]) -> list[dict[str, object]]:
    return [row.values for row in rows]


def test_a_table_is_read_by_its_column_names() -> None:
    rows = list(read_csv("Question,Answer,People also ask\nA?,Yes,b|c\n"))
    assert values(rows) == [{"title": "A?", "answer": "Yes", "variants": "b|c"}]
    assert rows[0].place == "line 2"


def test_semicolons_and_line_breaks_inside_quotation_marks_are_understood() -> None:
    rows = list(read_csv('title;answer\n"A; or B?";"one\ntwo"\n'))
    assert values(rows) == [{"title": "A; or B?", "answer": "one\ntwo"}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,price\nA,1\n", "missing: answer"),
        ("title,answer\nA,b,c\n", "Line 2 has more columns"),
        ('title,answer\n"A,b\n', "After line 1 the table is not well-formed"),
        ("", "missing: answer, title"),
    ],
)
def test_a_table_that_cannot_be_read_says_what_to_change(text: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        list(read_csv(text))


def test_json_is_a_list_or_an_object_that_holds_one() -> None:
    assert values(list(read_json('[{"question": "A?", "answer": "b"}]'))) == [
        {"title": "A?", "answer": "b"}
    ]
    assert len(list(read_json('{"knowledge": [{"title": "A", "answer": "b"}]}'))) == 1


@pytest.mark.parametrize("text", ["{", '{"other": []}', '["text"]', "[" * 100_000])
def test_other_json_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnreadableFile):
        list(read_json(text))


def test_markdown_headings_are_entries() -> None:
    text = (
        "# My practice\n\nIntro.\n\n## Do you work online?\n\nAlso asked: Zoom? | video\n\n"
        "Yes.\n\n## How I work\n\nSlowly.\n"
    )
    assert values(list(read_markdown(text))) == [
        {
            "title": "Do you work online?",
            "answer": "Yes.",
            "variants": ["Zoom?", "video"],
            "kind": "faq",
        },
        {"title": "How I work", "answer": "Slowly.", "variants": [], "kind": "page"},
    ]


def test_markdown_without_second_headings_is_one_page() -> None:
    assert values(list(read_markdown("# About\n\nText.\n"))) == [
        {"title": "About", "answer": "Text.", "variants": [], "kind": "page"}
    ]


def test_a_heading_inside_a_code_block_is_text() -> None:
    rows = list(read_markdown("## A?\n\n```\n## not a heading\n```\n"))
    assert len(rows) == 1
    assert "## not a heading" in rows[0].values["answer"]


@pytest.mark.parametrize("name", ["a.pdf", "a", "missing.csv"])
def test_a_file_that_is_not_there_or_not_known_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile):
        read_file(tmp_path / name)


def test_a_file_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("title,answer\nCafé,oui\n".encode("latin-1"))
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_file(file)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("title,answer\nA,b\n", encoding="utf-8-sig")
    assert values(read_file(file)) == [{"title": "A", "answer": "b"}]
