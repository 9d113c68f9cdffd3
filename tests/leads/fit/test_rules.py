"""Points for answers, and rules that say what is wrong with them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from leads.fit import score
from leads.fit.rows import FitAnswer, FitQuestion, FitRule, FitSettings
from leads.fit.rules import judge, problems_of
from ops.audit.rows import AuditEntry
from tests.ops.team import people

TODAY = date(2026, 11, 27)
BUDGET = [
    FitRule(high=999, points=0, reason="budget is small"),
    FitRule(low=1000, high=3000, points=5),
    FitRule(low=3000, points=10, reason="budget fits"),
]
START = [
    FitRule(high=60, points=4, reason="starts in time"),
    FitRule(low=400, rules_out=True, reason="too far off"),
]


@pytest.mark.parametrize(
    ("text", "points", "reason"),
    [("5k", 10, "budget fits"), ("3000", 10, "budget fits"), ("999", 0, "budget is small"),
     ("2000", 5, ""), ("hm", 0, "")],
)  # fmt: skip
def test_a_number_counts_by_its_span(text: str, points: int, reason: str) -> None:
    found = judge("number", BUDGET, text, TODAY)
    assert (found.points, found.reason, found.out_of) == (points, reason, 10)


@pytest.mark.parametrize(
    ("text", "points", "out"),
    [("next month", 4, False), ("asap", 4, False), ("2026-01-01", 4, False), ("June 2029", 0, True),
     ("1 May 2027", 0, False)],
)  # fmt: skip
def test_a_date_counts_by_the_days_from_now(text: str, points: int, out: bool) -> None:
    found = judge("date", START, text, TODAY)
    assert (found.points, found.rules_out) == (points, out)


def test_words_alone_are_kept_and_worth_nothing() -> None:
    found = judge("text", [], "I want to sleep again", TODAY)
    assert (found.points, found.out_of, found.value) == (0, 0, "")


@pytest.mark.parametrize(
    ("kind", "rules", "words"),
    [
        ("choice", [FitRule(label="A")], "two choices"),
        ("choice", [FitRule(label="A"), FitRule(label="a ")], "same words"),
        ("choice", [FitRule(label="A"), FitRule(label="B", low=1)], "for numbers"),
        ("choice", [FitRule(label="A"), FitRule(label="")], "two choices"),
        ("number", [FitRule(points=1)], "from which number"),
        ("number", [FitRule(label="x", low=1)], "Choices are for"),
        ("number", [FitRule(low=1, high=5), FitRule(low=3)], "both hold 3"),
        ("date", [FitRule(high=5), FitRule(high=9)], "no beginning"),
        ("text", [FitRule(label="x")], "no points"),
        ("choice", [FitRule(label="A"), FitRule(label="B")], ""),
        ("number", BUDGET, ""), ("date", START, ""), ("number", [], ""), ("text", [], ""),
    ],
)  # fmt: skip
def test_rules_that_cannot_work_are_named(kind: str, rules: list[FitRule], words: str) -> None:
    found = problems_of(kind, rules)
    assert words in found if words else found == ""


def test_the_score_reads_like_a_sentence() -> None:
    rows = [
        FitAnswer(points=4, out_of=4, reason="starts in time"),
        FitAnswer(points=4, out_of=6, reason="budget fits"),
    ]
    assert str(score.of(rows)) == "8 of 10: starts in time, budget fits"
    rows.append(FitAnswer(name="Place", rules_out=True))
    assert str(score.of(rows)) == "8 of 10: not a fit: Place, starts in time, budget fits"
    assert str(score.of([])) == ""


@pytest.fixture
def maya(db: None) -> Client:
    return people.signed_in(people.owner("maya"))


def rows_sent(*rows: dict[str, str]) -> dict[str, str]:
    sent = {
        "rules-TOTAL_FORMS": str(len(rows)), "rules-INITIAL_FORMS": "0",
        "rules-MIN_NUM_FORMS": "0", "rules-MAX_NUM_FORMS": "1000",
    }  # fmt: skip
    for at, row in enumerate(rows):
        sent |= {f"rules-{at}-{name}": value for name, value in row.items()}
    return sent


def test_the_founder_sets_questions_and_hears_what_is_wrong(maya: Client) -> None:
    where = reverse("admin:leads_fitquestion_add")
    question = {"text": "What is your budget?", "name": "Budget", "kind": "number", "position": "1",
                "is_used": "on"}  # fmt: skip
    one = {"low": "0", "high": "1000", "points": "1", "position": "0"}
    two = {"low": "500", "high": "", "points": "9", "position": "1", "reason": "budget fits"}
    wrong = maya.post(where, question | rows_sent(one, two))
    assert "Two answers both hold 500" in wrong.content.decode()
    assert not FitQuestion.objects.exists()
    assert maya.post(where, question | rows_sent(one, two | {"low": "1000"})).status_code == 302
    assert FitQuestion.objects.get().rules.count() == 2
    assert AuditEntry.objects.filter(kind="settings", object_type="leads.fitquestion").exists()


def test_when_it_is_asked_is_one_page_before_it_was_ever_saved(maya: Client) -> None:
    listed = maya.get(reverse("admin:leads_fitsettings_changelist"))
    where = listed["Location"]
    assert maya.get(where).status_code == 200
    wrong = maya.post(where, {"is_on": "on", "enough": "5", "not_fit_url": "https://x.example/"})
    page = wrong.content.decode()
    assert "Say what somebody below" in page and "Say what the link is called" in page
    sent = {"is_on": "on", "enough": "5", "not_fit_words": "Sorry.", "not_fit_url": ""}
    assert maya.post(where, sent).status_code == 302
    assert FitSettings.current().is_on
    assert maya.post(where, {"enough": "0"}).status_code == 302
    assert not FitSettings.current().is_on
