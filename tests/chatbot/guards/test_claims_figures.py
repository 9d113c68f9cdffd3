"""Figures: what is reckoned, what the visitor said, how times are written, what is swapped."""

from __future__ import annotations

import pytest

from chatbot.guards.claims import Evidence, Source, judge

ENGLISH = Evidence(
    [
        Source(
            "Prices",
            "Single session: $120, 60 minutes.\nFive-session pack: $550, valid six months.\n"
            "Team workshop: from $1,800 per day for up to 12 people, plus travel.\n"
            "Monthly membership: $75 a month, minimum three months.",
        ),
        Source("Discounts", "Students get 20% off single sessions."),
        Source("Payment", "The pack can be paid in two instalments."),
        Source("Kids", "Kids' club for children aged 6 to 10: Wednesdays, 4-5:30 pm."),
        Source("Notice", "Please cancel at least 48 hours before your session."),
        Source("Hours", "We're open Monday to Friday 8am-5pm. Closed July 1 to 15."),
    ]
)
GERMAN = Evidence(
    [
        Source(
            "Angebote",
            "Einzelsitzung: 130 €, 90 Minuten.\nPaarsitzung: 170 € für 90 Minuten pro Paar.\n"
            "10er-Karte: 1.100 €.\nYoga: dienstags 18:30–19:45 Uhr, ab 7. Oktober.",
        )
    ]
)
FRENCH = Evidence(
    [Source("Offres", "Atelier voix : mardi, 18h30–20h, CHF 65.– par personne.\nSéance : 80 €.")]
)
PORTUGUESE = Evidence(
    [Source("Turmas", "Turma de canto: terças, das 19h30 às 21h, R$ 180 por mês.")]
)


def passes(evidence: Evidence, sentence: str, question: str = "", before: str = "") -> bool:
    return judge(sentence, evidence, question, before=before).ok


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Three single sessions come out at $360.", ""),
        ("For three sessions you'd pay $360 in all.", "how much for 3 sessions?"),
        ("In the pack, each session works out at $110.", ""),
        ("Five single sessions cost $600, the pack $550, so you save $50.", ""),
        ("With the 20% student discount a single session is $96.", ""),
        ("The pack can be paid in two instalments of $275 each.", ""),
        ("A year of membership is 12 × $75 = $900.", ""),
    ],
)
def test_an_amount_that_follows_from_listed_ones_passes(sentence: str, question: str) -> None:
    assert passes(ENGLISH, sentence, question)


@pytest.mark.parametrize(
    "sentence",
    [
        "Three single sessions come to $330.",
        "In the pack, each session works out at $100.",
        "With your 20% discount the pack is $440.",
        "The pack can be paid in five instalments of $110.",
        "A single session is $110.",
    ],
)
def test_a_wrong_result_or_a_part_nobody_offers_is_held_back(sentence: str) -> None:
    assert not passes(ENGLISH, sentence)


def test_an_amount_may_be_reckoned_from_the_sentence_before() -> None:
    before = "Students get 20% off single sessions."
    assert passes(ENGLISH, "That brings the price down from $120 to $96.", "", before)
    assert not passes(ENGLISH, "That brings the price down from $120 to $90.", "", before)


@pytest.mark.parametrize(
    ("sentence", "question", "ok"),
    [
        ("At 7 your son can join, the Kids' club is for ages 6 to 10.", "my son is 7", True),
        ("Your team of nine would fit the team workshop.", "we're a team of 9", True),
        ("Yes, a team of 20 is fine.", "we're a team of 20", False),
        ("Two days ahead is enough, as we ask for 48 hours.", "can I cancel 2 days ahead?", True),
        ("Sure, 12 hours before is fine.", "can I cancel 12 hours before?", False),
        ("Twenty years in banking is a long time.", "I spent 20 years in banking", True),
        ("A session is $90.", "my budget is $90", False),
    ],
)
def test_what_visitors_say_of_themselves_is_no_claim(
    sentence: str, question: str, ok: bool
) -> None:
    assert passes(ENGLISH, sentence, question) is ok


@pytest.mark.parametrize(
    ("evidence", "sentence", "ok"),
    [
        (ENGLISH, "The Kids' club is on Wednesdays, 4 to 5:30 pm.", True),
        (ENGLISH, "The Kids' club is on Wednesdays, 5 to 6:30 pm.", False),
        (ENGLISH, "On weekdays we're open from 8 to 5.", True),
        (ENGLISH, "We're closed 1–15 July.", True),
        (ENGLISH, "We're closed July 1 to 20.", False),
        (GERMAN, "Yoga ist dienstags von 18.30 bis 19.45 Uhr.", True),
        (GERMAN, "Yoga beginnt am 7. Oktober.", True),
        (GERMAN, "Yoga beginnt am 14. Oktober.", False),
        (FRENCH, "L'atelier voix a lieu le mardi de 18 h 30 à 20 h.", True),
        (FRENCH, "L'atelier voix a lieu le jeudi de 18 h 30 à 20 h.", False),
        (FRENCH, "L'atelier voix dure une heure et demie.", True),
        (PORTUGUESE, "A turma de canto é às terças, das 19:30 às 21:00.", True),
        (PORTUGUESE, "A turma de canto é às quintas, das 19h30 às 21h.", False),
    ],
)
def test_times_and_days_are_read_however_they_are_written(
    evidence: Evidence, sentence: str, ok: bool
) -> None:
    assert passes(evidence, sentence) is ok


@pytest.mark.parametrize(
    ("evidence", "sentence", "ok"),
    [
        (GERMAN, "Die Einzelsitzung kostet 130 € und dauert anderthalb Stunden.", True),
        (GERMAN, "Die Einzelsitzung kostet 170 €.", False),
        (GERMAN, "Die Paarsitzung kostet 170 € pro Person.", False),
        (ENGLISH, "The team workshop starts at $1,800 per day.", True),
        (ENGLISH, "The team workshop is $1,800 for up to 12 people.", False),
        (ENGLISH, "The membership is $75 per session.", False),
        (FRENCH, "L'atelier voix coûte 65 francs par personne.", True),
    ],
)
def test_a_price_of_another_thing_or_unit_is_held_back(
    evidence: Evidence, sentence: str, ok: bool
) -> None:
    assert passes(evidence, sentence) is ok
