"""A question that shares words with an entry and asks about another subject is not answered."""

from __future__ import annotations

import pytest

from chatbot.knowledge.coverage import Subject, nearness
from chatbot.knowledge.index import ANSWER_THRESHOLD, Document, KnowledgeIndex, best
from chatbot.knowledge.vocabulary import Vocabulary

VIOLIN = (
    Document(
        id="lesson",
        question="How much is a violin lesson?",
        variants=("price of one lesson", "What does a lesson cost?"),
        answer="One lesson of 45 minutes costs 48 euros, at my studio or by video.",
    ),
    Document(
        id="package",
        question="Package of ten lessons",
        variants=("How much is the package?", "What does the package cost?"),
        answer="Ten lessons for 420 euros, to be used within six months.",
    ),
    Document(
        id="cancel",
        question="What is your cancellation policy?",
        variants=("Can I cancel or move a lesson?",),
        answer="Up to 24 hours before, at no cost.",
    ),
    Document(
        id="rent",
        question="Can I rent an instrument?",
        variants=("Do you rent out violins?",),
        answer="Yes. A full-size violin costs 15 euros a month, with bow and case.",
    ),
    Document(
        id="children",
        question="From what age do you teach children?",
        answer="From six years on. Younger ones start with singing.",
    ),
)


@pytest.fixture
def index() -> KnowledgeIndex:
    filled = KnowledgeIndex()
    for document in VIOLIN:
        filled.put(document)
    return filled


@pytest.mark.parametrize(
    "asked",
    [
        "How much is a package of coffee?",
        "Can I rent an apartment in Lisbon?",
        "how do i cancel my gym membership",
        "What does the airline charge for luggage?",
        "\u00bfCu\u00e1nto cuesta un paquete de caf\u00e9?",
        "Was kostet eine Pizza?",
        "Combien co\u00fbte un billet de train ?",
        "Quanto custa um pacote de arroz?",
    ],
)
def test_another_subject_is_not_answered(index: KnowledgeIndex, asked: str) -> None:
    assert best(index, asked) is None


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("hi there, I was wondering how much the package is", "package"),
        ("how much is the pakcage", "package"),
        ("is it possible to reschedule a lesson", "cancel"),
        ("do you hire out violins", "rent"),
        ("\u00bfCu\u00e1nto cuesta una clase de viol\u00edn?", "lesson"),
        ("Kann ich eine Stunde absagen?", "cancel"),
        ("Combien co\u00fbte le forfait ?", "package"),
        ("Quanto custa o pacote?", "package"),
    ],
)
def test_fillers_slips_synonyms_and_languages_cost_no_answer(
    index: KnowledgeIndex, asked: str, expected: str
) -> None:
    hit = best(index, asked)
    assert hit is not None
    assert hit.id == expected


def test_one_unknown_subject_lowers_the_score_and_a_courtesy_does_not(
    index: KnowledgeIndex,
) -> None:
    plain = index.search("how much is the package")[0].score
    assert index.search("please, how much is the package possibly")[0].score > ANSWER_THRESHOLD
    assert index.search("how much is the coffee package")[0].score < plain


def test_a_word_that_left_the_knowledge_is_unknown_again(index: KnowledgeIndex) -> None:
    asked = "how much is the accordion package"
    before = index.search(asked)[0].score
    index.put(Document(id="accordion", question="Do you teach the accordion?"))
    known = index.search(asked)
    index.remove("accordion")
    assert index.search(asked)[0].score == before
    assert {hit.id for hit in known} >= {"package", "accordion"}


def test_shares_of_a_subject_are_counted() -> None:
    vocabulary = Vocabulary()
    asked = {vocabulary.add("package"), vocabulary.add("violin")}
    other = {vocabulary.add("parking")}
    vocabulary.count_entry(asked, (), 1)
    vocabulary.count_entry(other, (), 1)
    stems = {vocabulary.stem_id(word): word for word in ("packag", "park")}
    subject = {stem: word for stem, word in stems.items() if stem is not None} | {-2: "coffee"}
    held = Subject(vocabulary, subject).covered_by(asked, set())
    assert held.unknown == pytest.approx(1 / 3)
    assert held.asked == pytest.approx(held.elsewhere)
    assert held.answered == 0
    assert not held.nameless


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("accordion", "acordion", True),
        ("supervise", "supervisor", True),
        ("coffee", "coffees", True),
        ("coffee", "office", False),
        ("casino", "cash", False),
        ("bus", "bug", False),
    ],
)
def test_slips_and_roots_are_near_and_other_words_are_not(
    one: str, other: str, is_near: bool
) -> None:
    assert bool(nearness(one, other)) is is_near
