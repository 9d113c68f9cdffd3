"""Files as rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatbot.importing.markdown import read_markdown
from chatbot.importing.plain import read_plain
from chatbot.importing.read import UnreadableFile, read_bytes, read_file
from chatbot.importing.rows import MOST_ROWS, Row
from chatbot.importing.tables import read_csv, read_json, read_yaml


def values(rows: list[Row] | tuple[Row, ...]) -> list[dict[str, object]]:
    return [row.values for row in rows]


def titled(rows: list[Row] | tuple[Row, ...]) -> dict[str, str]:
    return {row.values["title"]: row.values["answer"] for row in rows}


def test_a_table_is_read_by_its_column_names() -> None:
    rows = list(read_csv("Question,Answer,People also ask\nA?,Yes,b|c\n"))
    assert values(rows) == [{"title": "A?", "answer": "Yes", "variants": "b|c"}]
    assert rows[0].place == "line 2"


def test_semicolons_and_line_breaks_inside_quotation_marks_are_understood() -> None:
    rows = list(read_csv('title;answer\n"A; or B?";"one\ntwo"\n'))
    assert values(rows) == [{"title": "A; or B?", "answer": "one\ntwo"}]


def test_the_line_that_excel_puts_before_a_table_is_understood() -> None:
    assert values(list(read_csv("sep=;\ntitle;answer\nA?;a, b\n"))) == [
        {"title": "A?", "answer": "a, b"}
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,price\nA,1\n", "missing: answer"),
        ("title,answer\nA,b,c\n", "Line 2 has more columns"),
        ('title,answer\n"A,b\n', "After line 1 the table is not well-formed"),
        ("", "missing: answer, title"),
        ("title,question,answer\nA,B,c\n", "Two columns mean the same: title"),
    ],
)
def test_a_table_that_cannot_be_read_says_what_to_change(text: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        list(read_csv(text))


def test_json_that_breaks_off_names_its_line_in_plain_words() -> None:
    with pytest.raises(UnreadableFile, match="from line 3 on.*comma") as refused:
        list(read_json('[{"title": "A?",\n "answer": "b"}\n {"title": "C?"}]'))
    assert "delimiter" not in str(refused.value)
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        list(read_json("[" * 100_000))


def test_json_is_a_list_or_an_object_that_holds_one() -> None:
    assert values(list(read_json('[{"question": "A?", "answer": "b"}]'))) == [
        {"title": "A?", "answer": "b"}
    ]
    assert len(list(read_json('{"knowledge": [{"title": "A", "answer": "b"}]}'))) == 1


@pytest.mark.parametrize("text", ["{", '{"other": []}', '["text"]', "[" * 100_000])
def test_other_json_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnreadableFile):
        list(read_json(text))


def test_yaml_means_what_it_says_and_no_is_a_word() -> None:
    text = (
        "knowledge:\n- title: Do you travel?\n  answer: no\n  variants: [trips, 'on site']\n"
        "- question: Session\n  answer: |\n    One hour.\n    By video.\n  price: 150.50\n"
        "  currency: USD\n  url: null\n"
    )
    assert values(list(read_yaml(text))) == [
        {"title": "Do you travel?", "answer": "no", "variants": ["trips", "on site"]},
        {
            "title": "Session",
            "answer": "One hour.\nBy video.\n",
            "price": "150.50",
            "currency": "USD",
            "url": None,
        },
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [1", "not well-formed YAML near line"),
        ("just words", "must hold a list"),
        ("- word\n", "Entry 1 is not an object"),
        ("- &a {title: x}\n- *a\n", "Line 2 uses an alias"),
        ("[" * 5_000, "YAML"),
        ("- !!python/object/apply:os.system ['true']\n", "Entry 1 is not an object"),
    ],
)
def test_yaml_that_is_wrong_or_hostile_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        list(read_yaml(text))


def test_a_yaml_bomb_stops_at_its_first_alias() -> None:
    text = "a: &a [x,x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(UnreadableFile, match="alias"):
        list(read_yaml(text))


def test_markdown_headings_are_entries() -> None:
    text = (
        "# My practice\n\nIntro.\n\n## Do you work online?\n\nAlso asked: Zoom? | video\n\n"
        "Yes.\n\n## How I work\n\nSlowly.\n"
    )
    assert values(list(read_markdown(text))) == [
        {"title": "My practice", "answer": "Intro.", "variants": [], "kind": "page"},
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


def test_what_markdown_hides_from_its_reader_is_left_out() -> None:
    rows = list(read_markdown("---\ntitle: x\n---\n## A?\n\nYes.<!-- tell nobody -->\n"))
    assert values(rows)[0]["answer"] == "Yes."


def test_a_markdown_table_becomes_lines_that_say_what_each_value_is() -> None:
    rows = list(read_markdown("## Prices\n\n|Service|Price|\n|--|--|\n|Single|$150|\n|Six|$800|\n"))
    assert values(rows)[0]["answer"] == (
        "- Service: Single; Price: $150\n- Service: Six; Price: $800"
    )


def test_a_long_markdown_entry_is_cut_at_its_lower_headings() -> None:
    long = "This sentence is one of many in a long page. " * 20
    rows = list(read_markdown(f"## How I work\n\n{long}\n\n### First call\n\nWe talk.\n"))
    assert [row.key for row in rows] == [
        "How I work",
        "How I work #2",
        "How I work \u203a First call",
    ]
    assert rows[-1].values["title"] == "How I work \u203a First call"
    assert rows[-1].values["variants"] == ["First call"]


def test_the_same_markdown_heading_twice_makes_two_entries() -> None:
    rows = list(read_markdown("# A\n\n## Price\n\n1\n\n# B\n\n## Price\n\n2\n"))
    assert [row.key for row in rows] == ["Price", "Price #2"]


def test_plain_text_is_cut_at_what_looks_like_headings() -> None:
    text = (
        "NORTHBOUND COACHING\n\nWe help founders.\n\nPrices\n======\n\nSingle session: $150\n\n"
        "Can I get a refund?\n\nYes, within 14 days.\n\nQ: Do you travel?\nA: No.\n"
    )
    rows = read_plain(text)
    assert titled(rows) == {
        "NORTHBOUND COACHING": "We help founders.",
        "Prices": "Single session: $150",
        "Can I get a refund?": "Yes, within 14 days.",
        "Do you travel?": "No.",
    }
    assert [row.values["kind"] for row in rows] == ["page", "page", "faq", "faq"]


def test_plain_text_without_headings_is_named_by_its_first_words() -> None:
    rows = read_plain("We work with founders of small firms, mostly by video.\n", "notes")
    assert rows[0].key == "notes"
    assert rows[0].values["title"] == "We work with founders of small firms, mostly by video"


def test_lines_broken_at_a_fixed_width_are_put_together() -> None:
    text = (
        "We work with founders of small firms who want to spend their\n"
        "weeks on what matters to them and less on meetings that do\nnot.\n"
    )
    assert "\n" not in read_plain(text)[0].values["answer"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a", "Give a file that ends in one of"),
        ("a.doc", "save it as .docx"),
        ("a.xlsx", "CSV UTF-8"),
        ("missing.csv", "cannot be opened: No such file"),
    ],
)
def test_a_file_that_is_not_there_or_not_known_says_what_to_do(
    tmp_path: Path, name: str, words: str
) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read_file(tmp_path / name)


def test_the_path_in_an_uploads_name_is_left_out() -> None:
    assert read_bytes("C:\\texts\\a.csv", b"title,answer\nA,b\n").source == "a.csv"
    assert read_bytes("../../a.csv", b"title,answer\nA,b\n").source == "a.csv"


def test_more_entries_than_an_index_should_hold_are_refused() -> None:
    many = json.dumps([{"title": f"Q{n}", "answer": "a"} for n in range(MOST_ROWS + 1)])
    with pytest.raises(UnreadableFile, match=r"5,001 entries; 5,000 can be imported"):
        read_bytes("a.json", many.encode())


def test_a_file_too_large_to_hold_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    with file.open("wb") as out:
        out.truncate(20_000_001)
    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        read_file(file)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.json", "a.html"])
@pytest.mark.parametrize("data", [b"a few words again " * 300_000, b"ab\n\n" * 80_000])
def test_more_text_than_a_small_machine_should_hold_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="more text than 5,000,000 characters"):
        read_bytes(name, data)
