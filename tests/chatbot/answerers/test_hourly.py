"""A model that nobody asks is asked a tiny question, once an hour at most, within the budget."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import Settings

from chatbot.answerers import breaker, choose, hourly
from chatbot.answerers.errors import Kind, ModelError
from chatbot.models import ModelCall, ModelHealth
from lab import llm_scripts as scripts
from lab.llm_scripts import says
from lab.llm_server import LLMServer
from ops import schedule
from ops.models import OutboxMessage
from ops.monitor.counting import counter
from tests.chatbot.answerers.asking import KEY


@pytest.fixture
def server() -> Iterator[LLMServer]:
    with LLMServer(says("Yes.")) as server:
        yield server


@pytest.fixture(autouse=True)
def configured(purse: Settings, server: LLMServer) -> Settings:
    purse.MONITOR = "on"
    purse.LLM_PROVIDER, purse.LLM_MODEL = "openai", "lab"
    purse.LLM_API_KEY, purse.LLM_BASE_URL = KEY, server.base_url("openai")
    purse.OWNER_EMAIL = "owner@example.org"
    counter.take()
    return purse


def counted() -> list[tuple[str, int, int]]:
    return [(subject, one.count, one.failed) for (_, subject), one in counter.take().items()]


def an_hour_passes() -> None:
    for call in ModelCall.objects.all():
        call.created_at -= timedelta(hours=1)
        call.save()


def test_a_model_that_nobody_asks_is_asked_once_an_hour(server: LLMServer) -> None:
    for _ in range(3):
        hourly.ask_quiet_model()
    assert len(server.asked) == 1
    an_hour_passes()
    hourly.ask_quiet_model()
    assert len(server.asked) == 2
    assert counted() == [("model openai", 2, 0)]
    call = ModelCall.objects.first()
    assert call and call.settled and call.conversation_id is None
    assert call.tokens_out <= 40


def test_it_is_tiny(server: LLMServer) -> None:
    usage = hourly.ask_quiet_model()
    assert usage
    (asked,) = server.asked
    body = asked.body
    assert {body.get("max_tokens"), body.get("max_completion_tokens")} & {hourly.MOST_TOKENS}
    assert len(str(body["messages"])) < 200


def test_what_a_visitor_asked_lately_says_enough(server: LLMServer) -> None:
    ModelCall.objects.create(provider="openai", model="lab")
    assert hourly.ask_quiet_model() is None
    assert server.asked == []


def test_a_refused_key_is_told_before_anybody_asks(server: LLMServer) -> None:
    server.script = scripts.refuses_the_key
    hourly.ask_quiet_model()
    assert choose.how_they_are().status == "degraded"
    assert counted() == [("model openai", 1, 1)]
    assert "key" in OutboxMessage.objects.get(kind="alert").text


@pytest.mark.parametrize("finish", ["length", "content_filter"])
def test_a_model_that_thinks_too_long_for_so_few_tokens_is_there(
    server: LLMServer, finish: str
) -> None:
    server.script = says("", finish=finish)
    hourly.ask_quiet_model()
    assert counted() == [("model openai", 1, 0)]
    assert choose.how_they_are().status == "ok"


def test_one_that_was_away_is_known_to_be_back() -> None:
    (model,) = choose.models()
    for _ in range(2):
        breaker.failed(model, ModelError(Kind.OVERLOADED, provider="OpenAI"))
    ModelHealth.objects.update(away_until=timezone.now() - timedelta(seconds=1))
    assert choose.how_they_are().status == "degraded"
    hourly.ask_quiet_model()
    assert choose.how_they_are().status == "ok"


def test_two_models_take_turns(configured: Settings, server: LLMServer) -> None:
    configured.LLM_FALLBACK_PROVIDER, configured.LLM_FALLBACK_MODEL = "openai", "second"
    configured.LLM_FALLBACK_API_KEY = KEY
    configured.LLM_FALLBACK_BASE_URL = server.base_url("openai")
    for _ in range(4):
        hourly.ask_quiet_model()
        an_hour_passes()
    assert [asked.body["model"] for asked in server.asked] == ["lab", "second", "lab", "second"]


def test_money_that_is_spent_asks_nobody(configured: Settings, server: LLMServer) -> None:
    configured.LLM_DAILY_BUDGET = Decimal("0.000001")
    assert hourly.ask_quiet_model() is None
    assert server.asked == []


def test_nobody_is_asked_where_nobody_watches(configured: Settings, server: LLMServer) -> None:
    configured.MONITOR = "off"
    assert hourly.ask_quiet_model() is None
    configured.MONITOR, configured.LLM_PROVIDER = "on", "builtin"
    assert hourly.ask_quiet_model() is None
    assert server.asked == []


def test_it_is_a_chore_of_every_hour() -> None:
    (chore,) = [one for one in schedule.chores() if one.run is hourly.ask_quiet_model]
    assert chore.every == timedelta(hours=1)
