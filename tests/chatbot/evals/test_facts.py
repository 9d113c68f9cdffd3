"""What a case speaks of is the business's own, or the case is skipped and says why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chatbot.evals.facts import KNOWN, facts_of_business
from chatbot.models import Business, KnowledgeEntry


@pytest.mark.usefixtures("demo")
def test_the_demo_has_a_value_for_every_placeholder() -> None:
    facts = facts_of_business().for_one_case()
    assert facts.values.keys() == KNOWN.keys()
    assert (facts.values["S1"], facts.values["P1"]) == ("Single session", "US$150")
    assert facts.values["P1_TIMES_3"] == "US$450"
    assert (facts.values["RW"], facts.values["RW_LATE"]) == ("7", "37")
    assert facts.values["CANCEL_SENTENCE"].startswith("Up to 24 hours before the session")
    assert len(facts.values["LONG"]) == 20_000


@pytest.mark.usefixtures("demo")
def test_each_case_has_an_address_of_its_own() -> None:
    facts = facts_of_business()
    assert facts.for_one_case().values["ADDRESS"] != facts.for_one_case().values["ADDRESS"]


@pytest.mark.usefixtures("transactional_db")
def test_an_empty_business_has_reasons_instead() -> None:
    facts = facts_of_business()
    assert facts.lacking(["{{S1}}"], {}) == "No service with a price is in the knowledge."
    assert facts.lacking(["{{RW}}"], {}) == "The knowledge says nothing about money back."
    assert facts.lacking(["{{CONTACT}}"], {}).startswith("The business profile names no way")
    assert facts.lacking(["{{S1}}"], {"S1": "given by the case"}) == ""
    assert facts.lacking(["{{BUSINESS}}, hello"], {}) == ""


@pytest.mark.usefixtures("transactional_db")
def test_a_business_with_one_price_has_no_second() -> None:
    Business(pk=1, name="Alder").save()
    KnowledgeEntry.objects.create(
        kind="service", title="Walk", answer="An hour outdoors.", price=Decimal(80), currency="CHF"
    )
    facts = facts_of_business()
    assert facts.values["P1"] == "CHF 80"
    assert "only one priced service" in facts.lacking(["{{P2}}"], {})


@pytest.mark.usefixtures("demo")
def test_a_variable_of_the_case_may_hold_a_placeholder() -> None:
    facts = facts_of_business()
    assert facts.fill("{{ASK}}?", {"ASK": "What is {{S1}}"}) == "What is Single session?"
