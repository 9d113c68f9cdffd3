"""What the gate holds back without a word of the promise table, and what it must let pass."""

from __future__ import annotations

import pytest

from chatbot.guards.claims import Evidence, Gate, Source, judge

EVIDENCE = Evidence(
    [
        Source("Taster lesson", "Taster lesson: £20, 30 minutes, online only.", "", "1"),
        Source(
            "Term of lessons",
            "Term of ten weekly lessons: £410, 45 minutes each, in the studio or online.",
            "",
            "2",
        ),
        Source(
            "Presentation day",
            "Presentation day: £950 per team, 9:30 to 16:00. Travel is charged at £0.45 per mile. "
            "A deposit of £100 is due. Lunch is not provided.",
            "",
            "3",
        ),
        Source(
            "Refunds",
            "Terms are not refundable once the second lesson has taken place. Before that we "
            "refund the lessons not yet taken.",
            "",
            "4",
        ),
        Source(
            "About Imogen",
            "Imogen Hartley trained as an actor and has taught voice since 2009. She is not a "
            "speech therapist.",
            "",
            "5",
        ),
        Source("Intro", "The intro call is free.", "", "6"),
    ],
    names=["Imogen Hartley"],
    allowed_emails=["hi@voice.example.com"],
    allowed_phones=["+44 113 496 0345"],
    allowed_hosts=["cal.voice.example.com"],
)


def passes(sentence: str, question: str = "", before: str = "") -> bool:
    return judge(sentence, EVIDENCE, question, before=before).ok


@pytest.mark.parametrize(
    "sentence",
    ["The term is on us.", "Travel is covered by us.",
     "The lesson is our treat.", "As a thank-you, you get a lesson.", "It won't cost you a thing."],
)  # fmt: skip
def test_an_idiom_for_free_is_a_promise(sentence: str) -> None:
    assert not passes(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Das geht auf uns.", "La primera corre por nuestra cuenta.", "Fica por conta da casa.",
     "C'est pour nous."],
)  # fmt: skip
def test_an_idiom_for_free_is_one_in_any_language(sentence: str) -> None:
    assert not passes(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["We can do a better price for you.", "Only one place is still open.",
     "Take as many lessons as you like.", "You can cancel on the same day.",
     "You can pay in six parts.", "You get all of it back."],
)  # fmt: skip
def test_other_idioms_are_promises_too(sentence: str) -> None:
    assert not passes(sentence)


def test_a_trade_nobody_speaks_of_is_no_trade_of_hers() -> None:
    assert passes("Imogen is not a speech therapist.")
    assert passes("She trained as an actor.")
    assert not passes("Imogen is a professional singer.")
    assert not passes("Imogen is a speech therapist.")
    assert not passes("Imogen studied medicine in Leeds.")


def test_what_is_asked_for_cannot_be_denied() -> None:
    assert not passes("No deposit is due for the presentation day.")
    assert passes("There is no lunch.")


def test_what_is_denied_cannot_be_affirmed() -> None:
    assert passes("Lunch is not provided.")
    assert not passes("Lunch is provided.")


def test_a_price_for_each_is_not_a_price_for_each_of_something_else() -> None:
    assert passes("The presentation day costs £950 per team.")
    assert not passes("The presentation day costs £950 per person.")
    assert not passes("The presentation day costs £950 a head.")


def test_a_free_first_one_is_no_free_second_one() -> None:
    assert passes("The intro call is free.")
    assert not passes("A second intro call is free.")


def test_a_refund_may_be_told_from_either_side_of_its_limit() -> None:
    assert passes(
        "Until the second lesson has taken place we refund the lessons you haven't taken yet."
    )
    assert passes("After that, the term is not refundable.", before="Until the second lesson yes.")
    assert not passes("After the second lesson we refund the lessons not yet taken.")


@pytest.mark.parametrize(
    "sentence",
    ["You'll be a confident speaker by spring.", "Our singers win national competitions."],
)
def test_what_will_become_of_the_visitor_needs_a_source(sentence: str) -> None:
    assert not passes(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["I'm an automated assistant, so I can't see your account.",
     "If you like, leave your email and Imogen will reply.",
     "That must have been a difficult conversation to have.",
     "It can help to write down what drains you most this week.",
     "Please talk to your doctor before you start.",
     "I couldn't find anything about lessons for children.",
     "Would you like to tell me more about your next talk?"],
)  # fmt: skip
def test_small_talk_and_honest_ignorance_pass(sentence: str) -> None:
    assert passes(sentence)


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("Two terms would be £820 (2 × £410).", True),
        ("Two terms would be £800 (2 × £410).", False),
        ("Ten lessons are £410, so £41 per lesson.", True),
        ("Ten lessons are £410, so £40 per lesson.", False),
        ("The taster is £20 and the term £410, together £430.", True),
        ("The taster is £20 and the term £410, together £420.", False),
    ],
)
def test_a_reckoned_amount_passes_only_if_it_is_right(sentence: str, ok: bool) -> None:
    assert passes(sentence) is ok


@pytest.mark.parametrize(
    ("question", "answer", "ok"),
    [
        ("So the term is free?", "Yes.", False),
        ("¿El curso es gratis?", "Sí.", False),
        ("Ist das kostenlos?", "Ja.", False),
        ("C'est gratuit ?", "Oui.", False),
        ("É grátis?", "Sim.", False),
        ("You don't charge for the term, right?", "No.", False),
        ("You don't charge for the term, right?", "Right, we don't.", False),
        ("Is the intro call free?", "Yes.", True),
        ("Is the term £410?", "Yes.", True),
    ],
)
def test_a_bare_answer_answers_for_the_question_also_at_the_head_of_a_reply(
    question: str, answer: str, ok: bool
) -> None:
    assert passes(answer, question) is ok
    gate = Gate(EVIDENCE, question)
    released = [*gate.feed(f"{answer} Happy to help. "), *gate.end()]
    assert released[0].replaced is not ok


def test_every_sentence_of_the_founders_passes_as_it_stands() -> None:
    for line in EVIDENCE.lines:
        assert passes(line.text), line.text


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("Write to hi@voice.example.com.", True),
        ("Write to ho@voice.example.com.", False),
        ("Call 0113 496 0345.", True),
        ("Call 0113 496 0354.", False),
        ("Book at https://cal.voice.example.com/any.", True),
        ("Book at https://cal.voice.example.org/any.", False),
        ("Imogen Hartley is happy to help.", True),
    ],
)
def test_addresses_and_names_that_are_allowed_pass(sentence: str, ok: bool) -> None:
    assert passes(sentence) is ok
