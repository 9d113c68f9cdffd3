"""What is cited under a reply that a model wrote from several passages."""

from __future__ import annotations

from chatbot.knowledge.facts import Passage
from chatbot.sources import cited

SESSION = Passage(id="1", title="Single session", text="A single session costs $150 by video.")
REFUND = Passage(id="2", title="Refunds", text="Within 14 days we refund every unused session.")
PARKING = Passage(id="3", title="Parking", text="There is a car park behind the studio.")


def titles(reply: str) -> list[str]:
    return [passage.title for passage in cited(reply, [SESSION, REFUND, PARKING])]


def test_a_reply_from_one_passage_cites_that_one_though_another_was_nearer() -> None:
    assert titles("You can park behind the studio: there is a car park.") == ["Parking"]


def test_a_reply_from_two_passages_cites_both() -> None:
    reply = "A single session costs $150 by video. Unused sessions are refunded within 14 days."
    assert titles(reply) == ["Single session", "Refunds"]


def test_a_reply_in_other_words_cites_the_nearest_passage() -> None:
    assert titles("Das kostet hundertfünfzig Dollar.") == ["Single session"]


def test_one_passage_is_always_cited() -> None:
    assert cited("Anything at all.", [PARKING]) == [PARKING]
