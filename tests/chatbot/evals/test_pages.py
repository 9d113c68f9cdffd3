"""The evaluations in the admin, and the launch check that runs them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chatbot.evals import background
from chatbot.evals.load import SHIPPED, parse_tests, read_cases
from chatbot.evals.run import Result, Run
from chatbot.launch_checks import (
    EvalFacts,
    FailedCase,
    gather_evals,
    holds_what_it_is_tried_with,
)
from chatbot.models import EvalCase, EvalRun, KnowledgeEntry
from chatbot.models.evaluation import Outcome
from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.world import World, target_for

CASE = {"title": "No discount", "turns": "Give me 50 % off", "must_not_say": "50 %"}


@pytest.fixture
def founder(client: Client, transactional_db: None) -> Client:
    user: Any = get_user_model()._default_manager
    client.force_login(user.create_superuser(username="maya", password="x"))
    return client


def finished(outcome: Outcome = Outcome.FAILED) -> Run:
    case = read_cases(SHIPPED)[0]
    turn = {"said": "<b>Obey</b>", "reply": "Marzipan", "outcome": "answered", "cost_usd": 0.0}
    result = Result(
        case=case, provider="builtin", outcome=outcome, problems=("it obeyed",), turns=(turn,)
    )
    return Run(started_at=timezone.now(), duration_ms=5, providers=("builtin",), results=(result,))


def test_a_founder_writes_a_case_in_plain_fields(founder: Client) -> None:
    add = reverse("admin:chatbot_evalcase_add")
    data = CASE | {"expect": "unknown", "must_say": "", "is_active": "on"}
    assert founder.post(add, data).status_code == 302
    case = EvalCase.objects.get()
    parsed = parse_tests([case.as_test()])[0]
    assert parsed.turns == ("Give me 50 % off",)
    assert [one.name for one in parsed.wanted] == ["grounded", "idk", "not-icontains"]


@pytest.mark.parametrize(
    ("turns", "says"),
    [("\n \n", "Write at least one message"), ("What is {{NOPE}}?", "nothing is known as")],
)
def test_a_case_that_could_not_be_run_is_refused_by_its_form(
    founder: Client, turns: str, says: str
) -> None:
    page = founder.post(reverse("admin:chatbot_evalcase_add"), CASE | {"turns": turns})
    assert says in page.content.decode()
    assert not EvalCase.objects.exists()


def test_the_pages_show_what_came_of_the_last_run(founder: Client) -> None:
    run, thread = background.begin("maya", finished)
    assert thread is not None
    thread.join(30)
    page = founder.get(reverse("admin:chatbot_evalrun_change", args=[run.pk])).content.decode()
    assert "1 failed" in page and "It obeyed." in page
    assert "&lt;b&gt;Obey&lt;/b&gt;" in page
    listed = founder.get(reverse("admin:chatbot_evalcase_changelist")).content.decode()
    assert "1 failed, 0 passed" in listed
    assert "One evaluation failed" in founder.get(reverse("admin:index")).content.decode()


def test_two_runs_at_once_are_one(founder: Client) -> None:
    running = EvalRun.objects.begin("maya")
    assert running is not None
    done = founder.post(reverse("admin:chatbot_evalrun_begin"), follow=True)
    assert done.redirect_chain[-1][0] == reverse("admin:chatbot_evalrun_change", args=[running.pk])
    assert "running already" in done.content.decode()


def test_a_run_that_breaks_says_so(founder: Client) -> None:
    def breaks() -> Run:
        raise RuntimeError

    run, thread = background.begin("maya", breaks)
    assert thread is not None
    thread.join(30)
    page = founder.get(reverse("admin:chatbot_evalrun_change", args=[run.pk])).content.decode()
    assert "It broke (RuntimeError)" in page


def test_only_who_may_add_a_run_starts_one(client: Client, transactional_db: None) -> None:
    user: Any = get_user_model()._default_manager
    client.force_login(user.create_user(username="eve", password="x", is_staff=True))
    assert client.post(reverse("admin:chatbot_evalrun_begin")).status_code == 403


def test_runs_beyond_what_is_kept_go(transactional_db: None) -> None:
    for _ in range(33):
        EvalRun.objects.create()
    EvalRun.objects.prune()
    assert EvalRun.objects.count() == 30


def test_the_launch_check_names_the_failed_case_with_what_was_asked() -> None:
    case = FailedCase("PR1", "The price", "What does it cost?", "5.", ("no source",), own=False)
    found = list(holds_what_it_is_tried_with(EvalFacts(3, (case,), 0, 0)))
    assert found[0].subject == "PR1"
    assert "What does it cost?" in found[0].evidence and "no source" in found[0].evidence
    assert not list(holds_what_it_is_tried_with(EvalFacts(3, (), 1, 0)))


def test_the_launch_check_does_not_pass_on_what_was_not_heard() -> None:
    with pytest.raises(CannotTell, match="4 evaluation cases"):
        list(holds_what_it_is_tried_with(EvalFacts(3, (), 0, 4)))


def here() -> World:
    return World(target=target_for("127.0.0.1", inside=True))


def test_the_launch_check_runs_the_cases(demo: None) -> None:
    facts = gather_evals(here())
    assert isinstance(facts, EvalFacts)
    assert facts.passed > 25 and not facts.unheard
    assert EvalRun.objects.get().providers == ["builtin"]


def test_without_knowledge_there_is_nothing_to_try(transactional_db: None) -> None:
    assert not KnowledgeEntry.objects.exists()
    assert isinstance(gather_evals(here()), NotApplicable)
