"""Where prose is cut."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.importing.chunks import MOST, WHOLE, Block, Form, count_words, cut, sentences, whole
from chatbot.importing.sections import looks_headed, table_rows


def paragraph(words: int) -> Block:
    return Block(" ".join(["word"] * (words - 1)) + " end.")


def test_a_short_section_stays_whole() -> None:
    assert cut([paragraph(60), paragraph(70)]) == [whole([paragraph(60), paragraph(70)])]


def test_a_long_section_is_cut_between_paragraphs_into_pieces_of_a_like_size() -> None:
    pieces = cut([paragraph(50) for _ in range(8)])
    assert [count_words(piece) for piece in pieces] == [100, 100, 100, 100]


def test_a_long_paragraph_is_cut_between_sentences_only() -> None:
    said = [f"Sentence number {n} has exactly eight words here." for n in range(50)]
    pieces = cut([Block(" ".join(said))])
    assert all(40 <= count_words(piece) <= MOST for piece in pieces)
    assert [one for piece in pieces for one in sentences(piece)] == said


def test_full_stops_of_short_forms_and_figures_end_no_sentence() -> None:
    text = "Dr. Ray charges $1.50 e.g. for tea at 9 a.m. daily. It is good! Is it? Yes."
    assert list(sentences(text)) == [
        "Dr. Ray charges $1.50 e.g. for tea at 9 a.m. daily.",
        "It is good!",
        "Is it?",
        "Yes.",
    ]


def test_sentences_of_unspaced_scripts_are_told_apart() -> None:
    assert list(
        sentences("\u6599\u91d1\u306f\u4e00\u4e07\u5186\u3002\u53ef\u80fd\u3067\u3059\u3002")
    ) == [
        "\u6599\u91d1\u306f\u4e00\u4e07\u5186\u3002",
        "\u53ef\u80fd\u3067\u3059\u3002",
    ]


def test_a_row_of_a_table_is_never_cut() -> None:
    row = Block("- Service: " + "very " * 200 + "long; Price: $5", Form.ROW)
    pieces = cut([paragraph(100), row, paragraph(100)])
    assert [piece for piece in pieces if "Price: $5" in piece] == [row.text]


def test_a_price_stays_with_what_it_is_for() -> None:
    blocks = [
        paragraph(92),
        Block("The single session takes an hour of your day."),
        Block("$150"),
        paragraph(90),
    ]
    together = [piece for piece in cut(blocks) if "$150" in piece]
    assert len(together) == 1
    assert "single session" in together[0]


def test_a_name_on_a_line_of_its_own_stays_with_what_follows() -> None:
    pieces = cut([paragraph(99), Block("Single session"), Block("It costs $150 an hour."),
                  paragraph(90)])  # fmt: skip
    assert any("Single session\n\nIt costs $150" in piece for piece in pieces)


def test_a_sentence_with_a_price_stays_with_the_one_before() -> None:
    text = "Word one two. " * 34 + "The package has six sessions. It costs $800. " + "More. " * 60
    assert any("six sessions. It costs $800." in piece for piece in cut([Block(text)]))


def test_a_line_that_leads_to_a_list_stays_with_its_first_item() -> None:
    items = [Block(f"- item {n} of the list with a few words", Form.ITEM) for n in range(20)]
    pieces = cut([paragraph(98), Block("What is included in it, then, is this:"), *items])
    assert any("is this:\n\n- item 0" in piece for piece in pieces)


def test_items_stand_on_lines_of_their_own() -> None:
    assert whole([Block("Intro:"), Block("- a", Form.ITEM), Block("- b", Form.ITEM)]) == (
        "Intro:\n\n- a\n- b"
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 200), min_size=1, max_size=30))
def test_nothing_is_lost_doubled_or_moved(sizes: list[int]) -> None:
    blocks = [
        Block(" ".join(f"w{place}x{n}" for n in range(size)) + ".")
        for place, size in enumerate(sizes)
    ]
    pieces = cut(blocks)
    assert " ".join(pieces).split() == " ".join(block.text for block in blocks).split()
    assert all(count_words(piece) <= max(WHOLE, *sizes) for piece in pieces)


def test_endless_text_without_any_blank_still_ends() -> None:
    pieces = cut([Block("x" * 50_000)])
    assert "".join(pieces) == "x" * 50_000
    assert max(map(len, pieces)) <= 3_000


def test_a_table_is_told_as_headings_and_values() -> None:
    rows = [["Service", "Length", "Price"], ["Single", "60 minutes", "$150"], ["Six", "", "$800"]]
    assert looks_headed(rows)
    assert table_rows(rows, headed=True) == [
        "Service: Single; Length: 60 minutes; Price: $150",
        "Service: Six; Price: $800",
    ]


def test_a_table_of_two_columns_without_a_head_is_names_and_values() -> None:
    rows = [["Monday", "9 to 17"], ["Friday", "closed"]]
    assert not looks_headed(rows)
    assert table_rows(rows, headed=False) == ["Monday: 9 to 17", "Friday: closed"]
