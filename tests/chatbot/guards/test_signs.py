"""Signs that mean something together: near each other, in any order, each in words of its own."""

from __future__ import annotations

from chatbot.guards.signs import Scene, Signs, scene

SIGNS = Signs(
    "en",
    {
        "see": r"\bsee\b|\blook at\b",
        "sea": r"\bsea\b|\blook at the sea\b",
        "mine": r"\bmy\b",
    },
)


def found(text: str, one: Scene[str]) -> list[str]:
    return [seen.words for seen in SIGNS.seen(text, [one])]


def test_signs_count_in_any_order() -> None:
    both = scene("m", "both", "see sea")
    assert found("we see the sea", both)
    assert found("the sea is what we see", both)
    assert not found("we see the land", both)


def test_signs_count_only_within_the_sentences_of_their_scene() -> None:
    text = "We see it. Well. There is the sea."
    assert not found(text, scene("m", "one", "see sea", 1))
    assert not found(text, scene("m", "two", "see sea", 2))
    assert found(text, scene("m", "three", "see sea", 3))


def test_signs_far_apart_in_one_long_sentence_are_unrelated() -> None:
    both = scene("m", "both", "see sea")
    assert not found("see " + "and so on " * 40 + "sea", both)


def test_a_sign_that_speaks_against_it_counts_in_the_same_sentences_only() -> None:
    both = scene("m", "both", "see sea", unless="mine")
    assert not found("I see my sea", both)
    assert found("I see the sea. It is not my house.", both)


def test_the_same_words_are_not_two_signs() -> None:
    both = scene("m", "both", "see sea")
    assert not found("look at the sea", scene("m", "same start", "see sea"))
    assert found("look at the sea and see", both)


def test_one_sign_may_be_a_scene() -> None:
    assert found("the sea", scene("m", "alone", "sea")) == ["sea"]
