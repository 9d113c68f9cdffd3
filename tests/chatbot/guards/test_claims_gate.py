"""The claims gate on a stream: whole sentences, the same whatever the pieces."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.guards.claims import Evidence, Gate, Released, Source
from chatbot.guards.claims.sentences import LONGEST, sentences_of

EVIDENCE = Evidence(
    [
        Source("Single session", "Single session: US$150, per 60-minute session.", "", "single"),
        Source("Package", "Package: US$1,200, for nine sessions over three months.", "", "package"),
        Source(
            "Refunds", "Refunds are given within 14 days if a session was not useful.", "", "refund"
        ),
    ]
)
WORDS = [
    "The single session costs", "$150", "$1,200", "$1.", "50", "twelve hundred", "dollars", ". ",
    "! ", "? ", "\n", "- ", "e.g. ", "Dr. ", "3 p.m. ", "… ", "... ", "。", "¿Cuánto? ", "z. B. ",
    "the package", "free", "refund", "no", "any time", "evil.", "com", "https://", "a@b.", " ",
    "**", "\u200b", "1. ", "am 15. ", "März", "<b>", "&#36;", "1 5 0", "I don't know. ",
    "日本", "！", "」", "؟",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map("".join)


def run(pieces: Sequence[str], question: str = "") -> list[Released]:
    gate = Gate(EVIDENCE, question)
    released = [part for piece in pieces for part in gate.feed(piece)]
    return [*released, *gate.end()]


def shown(released: Sequence[Released]) -> str:
    return "".join(part.text for part in released)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 400), max_size=12))
def test_any_split_gives_the_same_verdicts(text: str, cuts: list[int]) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts})
    pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    assert run(pieces) == run([text]) == run(list(text))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=900))
def test_any_text_at_all_is_judged_without_an_error(text: str) -> None:
    released = run([text])
    if not any(part.replaced for part in released):
        assert shown(released) == text


def test_text_is_held_until_its_sentence_is_whole_and_no_longer() -> None:
    gate = Gate(EVIDENCE)
    assert gate.feed("A single session costs $1") == []
    assert gate.feed("50.") == []
    assert [part.text for part in gate.feed(" ")] == ["A single session costs $150."]
    assert gate.feed("Is that") == []
    assert [part.text for part in gate.end()] == [" Is that"]


def test_a_failing_sentence_is_replaced_by_the_founders_own() -> None:
    released = run(["Hello. The package costs $150. Shall I go on?"], "price?")
    assert [part.replaced for part in released] == [False, True, False]
    assert released[1].text == " Package: US$1,200, for nine sessions over three months."
    assert released[1].source_id == "package"
    assert [str(claim) for claim in released[1].failed] == ["price: $150"]
    assert not released[1].idk


def test_what_no_source_speaks_of_asks_for_an_honest_i_dont_know() -> None:
    (released,) = run(["The retreat costs $150."])
    assert released.idk
    assert released.text == ""


def test_the_same_quote_is_not_given_twice() -> None:
    released = run(["The package costs $5. The package costs $6. "])
    assert shown(released).count("US$1,200") == 1


def test_it_means_what_the_sentence_before_spoke_of() -> None:
    assert not any(part.replaced for part in run(["About the package. It costs $1,200."]))
    assert any(part.replaced for part in run(["About the package. It costs $150."]))
    assert any(part.replaced for part in run(["The package?\n$150."]))


def test_a_gigantic_sentence_is_cut_and_judged_with_bounded_memory() -> None:
    gate = Gate(EVIDENCE)
    released = []
    for _ in range(2_000):
        released += gate.feed("and we talk about it ")
        assert len(gate._held) <= 2 * LONGEST
    released += gate.feed("and the package costs $150") + gate.end()
    assert [part for part in released if part.replaced]
    assert shown(released).startswith("and we talk about it and we talk")


def test_one_gigantic_piece_gives_what_small_ones_give() -> None:
    text = "so " * 1_000 + "the package costs $150. " + "x" * 3_000
    assert run([text]) == run(list(text))


def test_a_blob_without_a_blank_is_not_shown() -> None:
    assert "QUJD" not in shown(run(["QUJD" * 500]))


def test_sentences_end_where_a_reader_would_end_them() -> None:
    text = (
        "Ask Dr. Berg, e.g. at 3 p.m. on Monday. It is $1.50! See https://a.example.com/?x=1. Ok?\n"
        "1. One\n2. Two… ¿Y ahora? 好。行！Am 15. März geht es los."
    )
    assert [part.strip() for part in sentences_of(text)] == [
        "Ask Dr. Berg, e.g. at 3 p.m. on Monday.", "It is $1.50!", "See https://a.example.com/?x=1.",
        "Ok?", "1. One", "2. Two…", "¿Y ahora?", "好。", "行！", "Am 15. März geht es los.",
    ]  # fmt: skip
    assert "".join(sentences_of(text)) == text


def test_a_pause_lets_a_whole_sentence_go_and_its_continuation_is_judged_with_it() -> None:
    gate = Gate(EVIDENCE)
    assert gate.feed("A single session costs $150.") == []
    assert [part.text for part in gate.idle()] == ["A single session costs $150."]
    rest = [*gate.feed("000 for you. "), *gate.end()]
    assert rest[0].replaced
    gate = Gate(EVIDENCE)
    gate.feed("Look at evil.")
    assert [part.text for part in gate.idle()] == ["Look at evil."]
    assert [*gate.feed("com now. "), *gate.end()][0].replaced
    gate = Gate(EVIDENCE)
    gate.feed("Hello there.")
    gate.idle()
    assert [part.text for part in gate.feed(" All is well. ")] == [" All is well."]
    assert gate.idle() == []


def test_a_pause_inside_a_figure_lets_nothing_go() -> None:
    gate = Gate(Evidence([Source(title="Package", text="The package costs 1.200 €.")]))
    assert gate.feed("The package costs 1.") == []
    assert gate.idle() == []
    assert [part.text for part in [*gate.feed("200 €."), *gate.end()]] == [
        "The package costs 1.200 €."
    ]


def test_a_pause_replaces_nothing() -> None:
    gate = Gate(EVIDENCE)
    gate.feed("A single session costs $9.")
    assert gate.idle() == []
    assert gate.end()[0].replaced


def test_nothing_of_a_long_reply_is_kept() -> None:
    gate = Gate(EVIDENCE)
    for number in range(500):
        gate.feed(f"This is the thought {'x' * (number % 50)} of today. ")
    assert len(gate._quoted) <= len(EVIDENCE.lines)
