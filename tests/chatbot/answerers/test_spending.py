"""The money guard: caps that hold, whoever asks at once, and an owner who is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import Settings

from chatbot.answerers import spending
from chatbot.answerers.base import Question, Usage
from chatbot.answerers.chain import Chain
from chatbot.answerers.deadlines import Deadlines
from chatbot.answerers.errors import Kind, ModelError
from chatbot.answerers.model import Model
from chatbot.answerers.prompt import build
from chatbot.answerers.spending import Leave, No
from chatbot.models import Conversation, ModelCall, OwnerTold, Spending
from lab import llm_scripts as scripts
from lab.llm_scripts import says
from lab.llm_server import LLMServer, Script
from ops.models import OutboxMessage
from tests.at_once import at_once
from tests.chatbot.answerers.asking import QUESTION, model, read

pytestmark = pytest.mark.usefixtures("purse")

MODEL = Model(provider="openai", model="lab", api_key="key-of-the-lab")


def in_conversation() -> Question:
    return replace(QUESTION, conversation_id=str(Conversation.start()[0].pk))


def leave(question: Question = QUESTION, micros: int = 1000) -> Leave:
    found = spending.ask_leave(MODEL, question, micros)
    assert isinstance(found, Leave)
    return found


def used(micros: int, finish: str = "stop") -> Usage:
    return Usage(provider="openai", model="lab", cost_micros=micros, finish=finish)


def test_what_is_set_aside_is_replaced_by_what_was_spent() -> None:
    question = in_conversation()
    given = leave(question)
    assert Spending.objects.of_day() == 1000
    spending.settle(MODEL, given, used(300), None)
    assert Spending.objects.of_day() == 300
    assert Spending.objects.of_conversation(question.conversation_id) == 300
    assert ModelCall.objects.of_conversation(question.conversation_id).get().cost_micros == 300


def test_a_call_is_booked_once() -> None:
    given = leave()
    for _ in range(3):
        spending.settle(MODEL, given, used(300), None)
    assert Spending.objects.of_day() == 300


def test_a_call_whose_process_died_stays_booked_at_what_was_set_aside() -> None:
    leave()
    assert Spending.objects.of_day() == ModelCall.objects.get().cost_micros == 1000


def test_any_number_of_calls_at_once_stay_within_the_day(purse: Settings) -> None:
    purse.LLM_DAILY_BUDGET = Decimal("0.0035")
    found: list[Leave | No] = []
    at_once(20, lambda _: found.append(spending.ask_leave(MODEL, QUESTION, 1000)))
    assert sum(isinstance(answer, Leave) for answer in found) == 3
    assert found.count(No.DAY_BUDGET) == 17
    assert Spending.objects.of_day() == 3000
    assert ModelCall.objects.count() == 3
    assert OutboxMessage.objects.filter(kind="alert").count() == 1


def test_one_conversation_cannot_spend_everybodys_day(purse: Settings) -> None:
    purse.LLM_CONVERSATION_BUDGET = Decimal("0.0015")
    mine, other = in_conversation(), in_conversation()
    leave(mine)
    assert spending.ask_leave(MODEL, mine, 1000) == No.CONVERSATION_BUDGET
    leave(other)
    # What was refused is not left booked on the day.
    assert Spending.objects.of_day() == 2000


def test_the_next_day_begins_at_nought(purse: Settings) -> None:
    purse.LLM_DAILY_BUDGET = Decimal("0.001")
    leave()
    assert spending.ask_leave(MODEL, QUESTION, 1000) == No.DAY_BUDGET
    yesterday = timezone.now() - timedelta(days=1)
    Spending.objects.update(key=f"day:{yesterday:%Y-%m-%d}")
    leave()
    assert Spending.objects.of_day(yesterday) == 1000


def test_a_call_over_midnight_is_booked_on_the_day_it_began() -> None:
    given = leave()
    given = replace(given, keys=("day:2026-01-01",))
    Spending.objects.create(key="day:2026-01-01", cost_micros=1000)
    spending.settle(MODEL, given, used(1), None)
    assert Spending.objects.get(pk="day:2026-01-01").cost_micros == 1


def test_past_the_day_no_model_is_asked_and_the_owner_is_told_once(purse: Settings) -> None:
    purse.LLM_DAILY_BUDGET = Decimal(0)
    with LLMServer(says("By video.")) as server:
        for _ in range(3):
            chain = Chain([model(server), model(server, "anthropic")])
            reader = read(chain)
            assert (reader.text, chain.name) == (QUESTION.passages[0].text, "builtin")
        assert not server.asked
    [mail] = OutboxMessage.objects.filter(kind="alert")
    assert mail.to == purse.OWNER_EMAIL
    assert "LLM_DAILY_BUDGET" in mail.text


def test_a_model_of_ones_own_costs_nothing_and_needs_no_budget(purse: Settings) -> None:
    purse.LLM_DAILY_BUDGET = Decimal(0)
    with LLMServer(says("By video.")) as server:
        free = model(server, price_in=Decimal(0), price_out=Decimal(0))
        reader = read(Chain([free]))
    assert reader.text == "By video."


def test_a_conversation_that_is_forgotten_takes_no_spending_with_it() -> None:
    question = in_conversation()
    spending.settle(MODEL, leave(question), used(300), None)
    Conversation.objects.all().delete()
    assert ModelCall.objects.get().cost_micros == 300
    assert Spending.objects.of_day() == 300


def test_what_is_set_aside_covers_the_longest_answer() -> None:
    prompt = build(QUESTION)
    most = MODEL.most_it_can_cost(prompt)
    assert most >= MODEL.cost_micros(len(prompt.system + prompt.user) // 4, MODEL.max_tokens)


def test_costs_are_exact_and_rounded_up() -> None:
    cheap = replace(MODEL, price_in=Decimal("0.15"), price_out=Decimal("0.6"))
    assert cheap.cost_micros(1_000_000, 0) == 150_000
    assert cheap.cost_micros(1, 0) == 1
    assert cheap.cost_micros(0, 0) == 0


def test_a_call_that_was_refused_is_not_paid() -> None:
    with LLMServer(scripts.refuses_the_key) as server:
        read(Chain([model(server)]))
    assert Spending.objects.of_day() == 0


def test_a_call_that_was_cut_is_paid_for_what_came() -> None:
    with LLMServer(scripts.falls_silent_after("Yes, by video. ")) as server:
        read(Chain([model(server)], deadlines=Deadlines(between_tokens=0.2)))
    call = ModelCall.objects.get()
    assert call.estimated
    assert call.tokens_out == 5
    assert call.tokens_in > 300
    assert Spending.objects.of_day() == call.cost_micros == call.tokens_in + 10


@pytest.mark.parametrize(
    ("script", "words", "what"),
    [
        (scripts.refuses_the_key, "refused the key", "LLM_API_KEY"),
        (scripts.has_no_credit, "no credit left", "billing"),
        (scripts.knows_no_such_model, "does not know the model", "LLM_MODEL"),
        (scripts.shows_a_web_page(), "did not answer as a model", "LLM_BASE_URL"),
    ],
)
def test_the_owner_is_told_precisely_what_to_change_once_a_day(
    purse: Settings, script: Script, words: str, what: str
) -> None:
    with LLMServer(script) as server:
        read(Chain([model(server)]))
        error = ModelError(Kind.KEY_WRONG, provider="OpenAI")
        spending.settle(MODEL, leave(), used(0, "key_wrong"), error)
        spending.settle(MODEL, _unchecked_leave(), used(0, "key_wrong"), error)
    first, second = OutboxMessage.objects.filter(kind="alert").order_by("created_at")
    assert words in first.text
    assert what in first.text
    assert "sk-lab" not in first.text
    assert first.to == second.to == purse.OWNER_EMAIL
    assert second.subject == "Your assistant: OpenAI refused the key"


def _unchecked_leave() -> Leave:
    """Leave for a model that rests by now, as a call has that began before."""
    call = ModelCall.objects.create(provider="openai", model="lab")
    return Leave(call_id=call.pk, keys=(), micros=0, is_trial=False)


def test_the_second_models_variables_are_named_for_the_second_model() -> None:
    error = ModelError(Kind.KEY_WRONG, provider="OpenAI")
    spending.settle(MODEL, leave(), used(0), error, is_fallback=True)
    assert "LLM_FALLBACK_API_KEY" in OutboxMessage.objects.get(kind="alert").text


def test_nobody_is_told_of_what_passes_by_itself() -> None:
    for kind in (Kind.OVERLOADED, Kind.RATE_LIMITED, Kind.TIMEOUT_FIRST, Kind.CUT_SHORT):
        spending.settle(MODEL, _unchecked_leave(), used(0), ModelError(kind, provider="OpenAI"))
    assert not OutboxMessage.objects.exists()


def test_without_an_owner_the_log_is_told(
    purse: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    purse.OWNER_EMAIL = ""
    purse.LLM_DAILY_BUDGET = Decimal(0)
    assert spending.ask_leave(MODEL, QUESTION, 1) == No.DAY_BUDGET
    assert "OWNER_EMAIL is empty" in caplog.text
    assert not OwnerTold.objects.exists()


def test_old_calls_are_pruned_and_their_day_stays() -> None:
    spending.settle(MODEL, leave(), used(300), None)
    ModelCall.objects.update(created_at=timezone.now() - timedelta(days=500))
    leave()
    assert ModelCall.objects.all().prune() == 1
    assert Spending.objects.of_day() == 1300


@pytest.mark.django_db(transaction=True)
def test_the_first_call_of_a_day_puts_the_books_in_order() -> None:
    long_ago = timezone.now() - timedelta(days=500)
    Spending.objects.create(key="conversation:gone", cost_micros=7, created_at=long_ago)
    Spending.objects.create(key="day:2025-01-01", cost_micros=7, created_at=long_ago)
    ModelCall.objects.create(provider="openai", model="lab", created_at=long_ago)
    leave()
    assert ModelCall.objects.count() == 1
    kept = set(Spending.objects.values_list("key", flat=True))
    assert "conversation:gone" not in kept and "day:2025-01-01" in kept
