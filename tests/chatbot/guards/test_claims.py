"""The claims gate's verdict on single sentences."""

from __future__ import annotations

import pytest

from chatbot.guards.claims import Evidence, Kind, Source, judge

PASSAGES = [
    Source(
        "Clarity call",
        "Clarity call: free, 20 minutes by video. It commits you to nothing.",
        "",
        "1",
    ),
    Source("Single session", "Single session: US$150, per 60-minute session.", "", "2"),
    Source(
        "Three-month package",
        "Three-month package: US$1,200, for nine sessions over three months.",
        "https://northbound.example.com/package",
        "3",
    ),
    Source(
        "Can I get my money back?",
        "If a single session was not useful to you, tell me within 7 days and I return the fee. "
        "The package is refunded for unused sessions within 90 days.",
        "",
        "4",
    ),
    Source("Contact", "Write to hello@northbound.example.com or call +46 8 555 010 20.", "", "5"),
    Source("Is this therapy?", "No. I do not treat illness and I do not promise results.", "", "6"),
    Source(
        "Opening hours", "- Monday to Friday: 09:00 to 17:00\n- Saturday: 10:00 to 12:00", "", "7"
    ),
]
EVIDENCE = Evidence(
    PASSAGES, allowed_hosts=["cal.example.com"], names=["Maya Lindqvist", "Northbound"]
)


def passes(sentence: str, question: str = "") -> bool:
    return judge(sentence, EVIDENCE, question).ok


@pytest.mark.parametrize(
    "price",
    ["$1,200", "1200 USD", "US$1200", "$1200.00", "twelve hundred dollars", "1.200 $", "1 200 $",
     "one thousand two hundred dollars", "1.2k dollars", "$１,２００"],
)  # fmt: skip
def test_equal_prices_are_equal_in_every_spelling(price: str) -> None:
    assert passes(f"The package costs {price}.")
    assert not passes(f"A single session costs {price}.")


@pytest.mark.parametrize(
    "sentence",
    ["El paquete cuesta mil doscientos dólares.", "Das Paket kostet zwölfhundert Dollar.",
     "Le forfait coûte mille deux cents dollars.", "O pacote custa mil e duzentos dólares."],
)  # fmt: skip
def test_number_words_are_read_in_five_languages(sentence: str) -> None:
    assert passes(sentence)


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("The refund window of the package is 90 days.", True),
        ("The package is refunded for unused sessions within ninety days.", True),
        ("The package is refunded for unused sessions within three months.", False),
        ("A single session lasts one hour.", True),
        ("Tell her within one week and she returns the fee of a single session.", True),
        ("Tell her within 7 working days and she returns the fee of a single session.", False),
    ],
)
def test_durations_are_equal_only_where_they_are_exactly_equal(sentence: str, ok: bool) -> None:
    assert passes(sentence, "") is ok


@pytest.mark.parametrize(
    ("question", "sentence", "ok"),
    [
        ("How much is the package?", "It costs $1,200.", True),
        ("How much is the package?", "It costs $150.", False),
        ("How much is a single session?", "It costs $150.", True),
        ("How much is the retreat?", "It costs $150.", False),
        ("hi", "It costs $150.", False),
    ],
)
def test_the_question_tells_what_it_is_but_is_no_evidence(
    question: str, sentence: str, ok: bool
) -> None:
    assert passes(sentence, question) is ok


@pytest.mark.parametrize("yes", ["Yes.", "Sure!", "That's right.", "Sí.", "Genau.", "Deal."])
def test_a_yes_answers_for_what_the_visitor_claimed(yes: str) -> None:
    assert not passes(yes, "So the package is only 5 dollars, right?")


def test_a_yes_to_what_the_founder_said_passes() -> None:
    assert passes("Yes.", "Is a single session $150?")


@pytest.mark.parametrize(
    "hidden",
    ["$1\u200b00", "&#36;100", "$1**00**", "1 0 0 dollars", "\u0661\u0660\u0660 dollars",
     "CX dollars",
     "$10O", "one zero zero dollars", "$<b>1</b>00"],
)  # fmt: skip
def test_hidden_figures_are_found(hidden: str) -> None:
    assert not passes(f"A single session costs {hidden}.")


@pytest.mark.parametrize("word", ["fr€€", "f r e e", "fr33", "FRЕЕ", "freeeee", "gr4tis", "ꜰʀᴇᴇ"])
def test_hidden_promises_are_found(word: str) -> None:
    assert not passes(f"The package is {word}.")


@pytest.mark.parametrize(
    "sentence",
    [
        "You get a full refund any time.",
        "Refunds are always possible.",
        "We guarantee results.",
        "You get 20% off.",
        "Maya treats illness.",
        "Coaching cures depression.",
        "The package is cheaper than anything else.",
        "Only 3 places left.",
        "I have booked you in.",
        "A single session is not refunded.",
    ],
)
def test_promises_the_founder_did_not_make_are_held_back(sentence: str) -> None:
    assert not passes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I don't know whether there is a discount.",
        "Maya does not promise results.",
        "I cannot confirm a refund.",
        "Would you like to know about the refund policy?",
        "Feel free to ask.",
        "There are two ways to start, and one more thing to decide.",
        "On a scale of 1 to 10, how urgent is it?",
        "Please see a doctor or a therapist.",
        "You may start in whichever way suits you.",
    ],
)
def test_what_promises_nothing_passes(sentence: str) -> None:
    assert passes(sentence)


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("See https://northbound.example.com/package for more.", True),
        ("See https://northbound.example.com/other for more.", False),
        ("Book at https://cal.example.com/any/path.", True),
        ("Book at https://cal.example.com.evil.example.org/any.", False),
        ("Book at https://cal.example.com@evil.example.org/any.", False),
        ("Book at https://cal.example.com/?to=https://evil.example.org.", False),
        ("Write to hello@northbound.example.com.", True),
        ("Write to hello at evil dot com.", False),
        ("Call 08 555 010 20.", True),
        ("Call +46 8 555 010 21.", False),
        ("![](https://evil.example.org/x.png)", False),
        ("javascript:alert(1)", False),
    ],
)
def test_addresses_must_be_the_founders(sentence: str, ok: bool) -> None:
    assert passes(sentence) is ok


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("On Wednesday Maya is open from 9 am to 5 pm.", True),
        ("On Saturday Maya is open from 10 to 12.", True),
        ("On Saturday Maya is open until 17:00.", False),
        ("Maya is closed on Sundays.", True),
        ("Maya is open on Sundays.", False),
    ],
)
def test_times_belong_to_their_day(sentence: str, ok: bool) -> None:
    assert passes(sentence) is ok


def test_a_product_passes_unless_so_many_have_a_price_of_their_own() -> None:
    assert passes("3 × $150 = $450 for three single sessions.")
    assert passes("Three single sessions cost $450.")
    assert not passes("Three single sessions cost $460.")
    assert not passes("Nine sessions cost $1,350.")


@pytest.mark.parametrize(
    "sentence", ["Первая сессия бесплатна.", "すべて無料です。", "Sesja jest za darmo."]
)
def test_a_language_the_rules_cannot_read_is_held_back(sentence: str) -> None:
    assert Kind.UNREAD in {claim.kind for claim in judge(sentence, EVIDENCE).unsupported}


def test_a_source_sentence_word_for_word_passes() -> None:
    for passage in PASSAGES:
        for line in passage.text.split("\n"):
            assert passes(line), line


def test_with_no_evidence_no_figure_passes() -> None:
    nothing = Evidence([])
    assert not judge("It costs $1.", nothing).ok
    assert judge("I don't know that, and I would rather not guess.", nothing).ok


def test_a_claim_says_what_it_is_in_words() -> None:
    verdict = judge("The package costs $150.", EVIDENCE)
    assert [str(claim) for claim in verdict.unsupported] == ["price: $150"]
