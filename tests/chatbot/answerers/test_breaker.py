"""A model that is away costs one visitor a wait, not all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from chatbot.answerers import breaker, spending
from chatbot.answerers.base import Usage
from chatbot.answerers.chain import Chain
from chatbot.answerers.deadlines import Deadlines
from chatbot.answerers.errors import Kind, ModelError
from chatbot.answerers.model import Model
from chatbot.answerers.spending import Leave, No
from chatbot.models import ModelHealth
from lab import llm_scripts as scripts
from lab.llm_scripts import says
from lab.llm_server import LLMServer, Script
from tests.at_once import at_once
from tests.chatbot.answerers.asking import QUESTION, model, read

pytestmark = pytest.mark.usefixtures("purse")

MODEL = Model(provider="openai", model="lab", api_key="key-of-the-lab")


def fail(kind: Kind = Kind.TIMEOUT_FIRST, retry_after: float | None = None) -> None:
    breaker.failed(MODEL, ModelError(kind, provider="OpenAI", retry_after=retry_after))


def rest_is_over() -> None:
    ModelHealth.objects.update(away_until=timezone.now() - timedelta(seconds=1))


def seconds_away() -> float:
    return (ModelHealth.objects.get().away_until - timezone.now()).total_seconds()


def test_a_silent_model_is_waited_for_once_and_then_left_alone() -> None:
    with LLMServer(scripts.says_nothing_at_all) as server:
        for _ in range(5):
            read(Chain([model(server)], deadlines=Deadlines(first_token=1.0)))
        assert len(server.asked) == 1


def test_after_its_rest_one_of_many_visitors_tries_again() -> None:
    fail()
    assert breaker.lets_through(MODEL) == (False, False)
    rest_is_over()
    found: list[tuple[bool, bool]] = []
    at_once(12, lambda _: found.append(breaker.lets_through(MODEL)))
    assert sorted(found) == [(False, False)] * 11 + [(True, True)]


def test_a_trial_that_succeeds_lets_everybody_through() -> None:
    with LLMServer(says("By video.")) as server:
        asked = model(server)
        breaker.failed(asked, ModelError(Kind.OVERLOADED, provider="OpenAI"))
        rest_is_over()
        read(Chain([asked]))
        assert not ModelHealth.objects.exists()
        read(Chain([asked]))
        assert len(server.asked) == 2


def test_a_trial_that_fails_rests_longer_each_time_up_to_a_bound() -> None:
    rests = []
    for _ in range(7):
        fail()
        rests.append(round(seconds_away()))
    assert rests == [20, 40, 80, 160, 300, 300, 300]


def test_a_trial_whose_visitor_left_is_the_next_visitors() -> None:
    fail()
    rest_is_over()
    leave = spending.ask_leave(MODEL, QUESTION, 1)
    assert isinstance(leave, Leave)
    assert leave.is_trial
    assert spending.ask_leave(MODEL, QUESTION, 1) == No.RESTING
    spending.settle(MODEL, leave, Usage(provider="openai", model="lab"), None)
    assert breaker.lets_through(MODEL) == (True, True)


def test_a_provider_that_names_a_time_is_taken_at_its_word() -> None:
    fail(Kind.RATE_LIMITED, retry_after=7)
    assert 6 < seconds_away() <= 7
    fail(Kind.RATE_LIMITED, retry_after=86_400)
    assert seconds_away() <= 300


def test_what_only_the_owner_can_mend_is_tried_rarely_and_at_once_with_another_key() -> None:
    fail(Kind.KEY_WRONG)
    assert seconds_away() > 290
    assert breaker.lets_through(MODEL) == (False, False)
    assert breaker.lets_through(replace(MODEL, api_key="another-key")) == (True, False)


@pytest.mark.parametrize(
    "script", [scripts.never_finishes("Half"), says("Half", finish="length"), says("")]
)
def test_one_bad_answer_says_nothing_of_the_provider(script: Script) -> None:
    with LLMServer(script) as server:
        read(Chain([model(server)]))
        read(Chain([model(server)]))
        assert len(server.asked) == 2
    assert not ModelHealth.objects.exists()


def test_readiness_says_which_model_is_away_and_asks_nobody() -> None:
    assert breaker.how_is(()).status == "skipped"
    assert breaker.how_is((MODEL,)).status == "ok"
    fail(Kind.QUOTA)
    found = breaker.how_is((MODEL,))
    assert (found.status, found.detail) == ("degraded", "OpenAI, lab: quota")
    rest_is_over()
    assert breaker.how_is((MODEL,)).status == "degraded", "credit does not come back by itself"


def test_one_failure_that_passes_is_forgotten_by_readiness_and_two_are_not() -> None:
    fail(Kind.OVERLOADED)
    assert breaker.how_is((MODEL,)).status == "degraded"
    rest_is_over()
    assert breaker.how_is((MODEL,)).status == "ok"
    fail(Kind.OVERLOADED)
    rest_is_over()
    assert breaker.how_is((MODEL,)).status == "degraded"
