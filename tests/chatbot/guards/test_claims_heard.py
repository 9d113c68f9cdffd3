"""Statements are weighed by the words the sources have for them, and by what they would bind."""

from __future__ import annotations

import pytest

from chatbot.guards.claims import Evidence, Source, judge

ENGLISH = Evidence(
    [
        Source(
            "Garden plan",
            "Garden plan: £240 plus VAT. Includes a site visit and a planting list. Bulbs are not "
            "included. Payable in two instalments of £120.",
            "",
            "1",
        ),
        Source("Border talk", "Border talk: £90 plus VAT, 60 minutes.", "", "2"),
        Source("Students", "Students pay 15% less for the garden plan.", "", "3"),
        Source("First call", "The first call is free and without commitment.", "", "4"),
        Source(
            "Refunds",
            "If you cancel at least 14 days before the visit we refund 60%. After that there is "
            "no refund.",
            "",
            "5",
        ),
        Source(
            "About us",
            "Petra Lindqvist is a certified arborist and has planted gardens since 2008. Omar "
            "Haddad is a landscape architect. For allergies please see your doctor.",
            "",
            "6",
        ),
    ],
    names=["Petra Lindqvist", "Omar Haddad"],
    allowed_emails=["hi@garden.example.com"],
)
GERMAN = Evidence(
    [
        Source("Kochkurs", "Kochkurs: 120 € zzgl. 19 % MwSt. Die Schürze ist im Preis enthalten, "
               "der Wein nicht.", "", "1"),
        Source("Team", "Jule Brandt ist Köchin und kocht seit 2010.", "", "2"),
    ],
    names=["Jule Brandt"],
)  # fmt: skip


def passes(
    sentence: str, question: str = "", before: str = "", evidence: Evidence = ENGLISH
) -> bool:
    return judge(sentence, evidence, question, before=before).ok


@pytest.mark.parametrize(
    "sentence",
    ["After the garden plan you'll win every flower show.",
     "You will certainly have roses all year.",
     "All of our clients get a prize-winning garden.",
     "With the garden plan you will sell your house."],
)  # fmt: skip
def test_what_will_become_of_the_visitor_has_to_stand_in_the_sources(sentence: str) -> None:
    assert not passes(sentence)


def test_a_statement_with_the_sources_own_words_passes_in_another_order() -> None:
    assert passes("With the garden plan you get a planting list and a site visit.")


@pytest.mark.parametrize(
    "sentence", ["Congratulations on your new garden!", "That sounds like a lovely place to start.",
                 "I'm sorry to hear that your hedge is ill."]
)  # fmt: skip
def test_empathy_claims_nothing(sentence: str) -> None:
    assert passes(sentence)


def test_an_honour_nobody_has_is_held_back_by_one_word() -> None:
    assert not passes("Petra Lindqvist won the Chelsea Medal.")
    assert passes("Petra Lindqvist is a certified arborist.")


def test_a_trade_is_not_lent_to_a_colleague() -> None:
    assert passes("Omar is a landscape architect.")
    assert not passes("Petra is a landscape architect.")


def test_a_profession_that_is_only_recommended_is_nobody_of_ours() -> None:
    assert not passes("Yes, Petra is a doctor.")
    assert passes("For allergies please see your doctor.")


def test_tax_on_top_is_told_in_any_words_and_never_as_included() -> None:
    assert passes("The garden plan is £240, VAT is added on top.")
    assert not passes("The garden plan is £240 including VAT.")
    assert passes("Der Kochkurs kostet 120 € zuzüglich MwSt.", evidence=GERMAN)
    assert not passes("Der Kochkurs kostet 120 € inklusive MwSt.", evidence=GERMAN)


def test_of_an_included_thing_every_part_has_to_stand_in_one_source() -> None:
    assert passes("It includes a planting list.", before="The garden plan is £240 plus VAT.")
    assert not passes("The garden plan includes a planting list and a greenhouse.")
    assert not passes("Bulbs are included in the garden plan.")


def test_a_last_word_that_denies_is_read_with_what_stands_before_it() -> None:
    assert passes("Der Wein ist nicht enthalten.", evidence=GERMAN)
    assert not passes("Schürze und Wein sind im Preis enthalten.", evidence=GERMAN)


def test_a_price_that_is_less_by_a_share_is_a_discount_for_those_who_get_it() -> None:
    assert passes("Students pay 15% less for the garden plan.")
    assert not passes("Pensioners pay 15% less for the garden plan.")


def test_instalments_are_as_many_as_the_source_allows() -> None:
    assert passes("The garden plan is payable in two instalments of £120.")
    assert not passes("The garden plan is payable in six instalments.")


def test_a_refund_for_whoever_is_not_happy_has_to_be_offered() -> None:
    assert not passes("If you're not happy, we refund 60% of the garden plan.")


def test_the_share_given_back_is_that_of_the_stage_asked_about() -> None:
    asked = "What if I cancel 20 days before the visit?"
    assert passes("Then we refund 60%.", asked)
    assert not passes("Then we refund 60%.", "What if I cancel 3 days before the visit?")


@pytest.mark.parametrize(
    "sentence", ["I don't have any details on a discount for pensioners.",
                 "There's no mention of a guarantee in what I have."]
)  # fmt: skip
def test_not_knowing_of_a_promise_makes_none(sentence: str) -> None:
    assert passes(sentence)


def test_no_paperwork_and_no_minimum_have_to_be_said() -> None:
    assert not passes("No paperwork needed.")
    assert passes("The first call is free and comes with no commitment.")


def test_cheaper_among_the_founders_own_offers_follows_from_the_prices() -> None:
    assert passes("The border talk is cheaper.", "Which is cheaper, the talk or the plan?")
    assert not passes("We are cheaper than other gardeners.")


def test_a_bare_yes_to_anything_free_needs_something_free() -> None:
    assert passes("Yes.", "Is there anything free?")
    assert not passes("Yes.", "Is the garden plan free?")
