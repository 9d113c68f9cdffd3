"""Several small questions in one trip give what each gives alone, on either database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chatbot.models import ErasureRequest, EvalCase, EvalRun, ModelHealth, Spending
from leads.models import Lead
from ops import panels
from ops.models import LaunchRun, OutboxMessage
from ops.one_trip import fetched
from tests.leads.people import lead

pytestmark = pytest.mark.django_db


def everything() -> list[QuerySet[Any]]:
    """Rows of every kind of field, cut, deferred, filtered, and none at all."""
    now = timezone.now()
    for number in range(3):
        lead(f"ana-{number}@example.org", name=f'"Ana" \\ {number} ü 🙂', next_step_on=now.date())
        ErasureRequest.objects.create(asked_at=now - timedelta(days=number))
    OutboxMessage.objects.create(
        kind="x", to="a@example.org", subject="%s {}", text="?", message_id="1",
        headers={"X-One": ["'", 2, None, {"ü": True}]},
    )  # fmt: skip
    ModelHealth.objects.create(key="k", label="Model", failures=2, kind="")
    Spending.objects.create(key="day", cost_micros=2**40, created_at=now)
    EvalRun.objects.create(state="done", summary={"failed": 2}, results=[{"a": 1}])
    LaunchRun.objects.create(target="https://example.org", summary={"fail": 1})
    return [
        Lead.objects.order_by("-email")[:2],
        ErasureRequest.objects.order_by("asked_at")[:1],
        OutboxMessage.objects.all(),
        ModelHealth.objects.filter(pk__in=[]),
        ModelHealth.objects.filter(pk__in=["k"], failures__gt=0),
        Spending.objects.filter(key="day"),
        EvalRun.objects.defer("results")[:1],
        LaunchRun.objects.only("target", "summary"),
        EvalCase.objects.failing(),
    ]


def test_each_question_finds_what_it_finds_alone() -> None:
    questions = everything()
    with CaptureQueriesContext(connection) as asked:
        together = fetched(questions)
        known = [
            sorted(
                ({name: value for name, value in vars(row).items() if name != "_state"}
                 for row in rows), key=str,
            )
            for rows in together
        ]  # fmt: skip
    assert len(asked) == 1
    for question, rows in zip(questions, known, strict=True):
        alone = [{n: v for n, v in vars(row).items() if n != "_state"} for row in question]
        assert sorted(alone, key=str) == rows
    assert fetched([]) == [] and fetched([ModelHealth.objects.none()]) == [[]]


def test_what_was_left_out_is_read_when_it_is_wanted() -> None:
    questions = everything()
    run = fetched(questions)[6][0]
    assert "results" not in vars(run) and run.results == [{"a": 1}]


def test_a_page_asks_once_and_elsewhere_each_question_is_asked() -> None:
    ModelHealth.objects.create(key="k", label="Model", failures=2, kind="")

    def question() -> QuerySet[ModelHealth]:
        return ModelHealth.objects.all()

    assert [row.label for row in panels.answer(question)] == ["Model"]
    with panels.one_page():
        panels.ask([question, question])
        with CaptureQueriesContext(connection) as asked:
            assert [row.label for row in panels.answer(question)] == ["Model"]
        assert len(asked) == 0
    ModelHealth.objects.all().delete()
    assert panels.answer(question) == []
