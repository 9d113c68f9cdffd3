"""Passages and quotes are the founder's text, word for word."""

from __future__ import annotations

import pytest

from chatbot.knowledge.passages import LONGEST_PASSAGE, Passage, quote, split

PAGE = """Welcome to my practice.

# Prices

## Group
The group costs $500. It lasts six weeks, e.g. from May.

- six people
- one coach

Refunds
-------
You may cancel within 14 days.

```
# no heading
```
"""


def test_a_page_is_cut_at_its_headings() -> None:
    assert split(PAGE) == [
        Passage("", "Welcome to my practice."),
        Passage(
            "Prices › Group",
            "The group costs $500. It lasts six weeks, e.g. from May.\n\n- six people\n- one coach",
        ),
        Passage("Prices › Refunds", "You may cancel within 14 days.\n\n```\n# no heading\n```"),
    ]


@pytest.mark.parametrize("text", ["", "  \n\n ", "# Only a heading\n", "#\n"])
def test_nothing_to_say_makes_no_passage(text: str) -> None:
    assert [passage for passage in split(text) if passage.text not in ("#",)] == []


def test_long_text_is_cut_between_sentences_and_nothing_is_lost() -> None:
    sentences = [f"This is sentence number {number} of a long page." for number in range(100)]
    text = " ".join(sentences)
    passages = split(text)
    assert len(passages) > 1
    assert all(len(passage.text) <= LONGEST_PASSAGE for passage in passages)
    assert all(passage.text in text for passage in passages)
    assert " ".join(passage.text for passage in passages) == text


def test_windows_line_ends_are_read() -> None:
    assert split("# A\r\n\r\nOne.\r\n") == [Passage("A", "One.")]


def test_a_short_answer_is_quoted_whole() -> None:
    assert quote("  It costs $500. Ask me.  ", "what is the weather") == "It costs $500. Ask me."


def test_the_part_that_answers_is_quoted_unchanged() -> None:
    filler = "We began in a small room above a bakery. " * 30
    text = (
        f"{filler}You may cancel within 14 days, e.g. by email. After that it is too late. {filler}"
    )
    quoted = quote(text, "can I cancel?", max_chars=200)
    assert "You may cancel within 14 days, e.g. by email." in quoted
    assert quoted in text
    assert len(quoted) <= 200
    assert quoted.endswith(".")


def test_where_nothing_is_shared_the_opening_is_quoted() -> None:
    text = "First of all, welcome. " + "Something else follows here. " * 50
    assert quote(text, "zebra", max_chars=100).startswith("First of all, welcome.")


def test_one_endless_sentence_is_cut_at_a_word() -> None:
    text = "word " * 500
    quoted = quote(text, "word", max_chars=52)
    assert len(quoted) <= 52
    assert text.startswith(quoted)
    assert quoted.endswith("word")


def test_text_without_any_blank_is_cut_all_the_same() -> None:
    assert len(quote("x" * 5_000, "x", max_chars=100)) == 100
    assert len(quote("价格很好" * 500, "价格", max_chars=100)) <= 100


def test_prices_and_abbreviations_do_not_end_a_sentence() -> None:
    long = "It is fine. " * 60 + "Dr. Smith asks $1.50 a page. " + "It is fine. " * 60
    assert "Dr. Smith asks $1.50 a page." in quote(long, "what does dr smith ask", max_chars=60)
