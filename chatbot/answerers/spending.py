"""The money guard: what a call may cost is set aside before it, what it did cost is booked after.

A call is let through only if the most it can cost still fits into the day and the conversation.
Both totals are moved by conditional updates in one transaction, so that any number of calls at
once, in any number of processes, stay within the caps; only a call that costs more than was set
aside for it can pass them, and by that difference. What is set aside for a call whose process
dies stays booked.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from chatbot.answerers import alerts, breaker
from chatbot.answerers.base import Question, Usage
from chatbot.answerers.errors import AWAY, ModelError
from chatbot.answerers.model import Model
from chatbot.models.usage import ModelCall, Spending, conversation_key, day_key


class No(StrEnum):
    """Why a model is not asked."""

    RESTING = "resting"
    DAY_BUDGET = "day_budget"
    CONVERSATION_BUDGET = "conversation_budget"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """Leave to make one call. ``is_trial``: the model was away, and this call finds out."""

    call_id: uuid.UUID
    keys: tuple[str, ...]
    micros: int
    is_trial: bool


class _Over(Exception):
    def __init__(self, why: No) -> None:
        self.why = why


def ask_leave(model: Model, question: Question, most_micros: int) -> Leave | No:
    """Set aside ``most_micros`` (millionths of a US dollar), unless the model or a purse rests."""
    may, is_trial = breaker.lets_through(model)
    if not may:
        return No.RESTING
    try:
        return _set_aside(model, question, most_micros, is_trial=is_trial)
    except _Over as over:
        if is_trial:
            breaker.trial_left_open(model)
        _tell(over.why, question)
        return over.why


def _set_aside(model: Model, question: Question, micros: int, *, is_trial: bool) -> Leave:
    purses = [(day_key(), in_micros(settings.LLM_DAILY_BUDGET), No.DAY_BUDGET)]
    if question.conversation_id:
        key = conversation_key(question.conversation_id)
        cap = in_micros(settings.LLM_CONVERSATION_BUDGET)
        purses.insert(0, (key, cap, No.CONVERSATION_BUDGET))
    with transaction.atomic():
        call = ModelCall.objects.create(
            conversation_id=question.conversation_id or None,
            message_id=question.message_seq,
            provider=model.provider,
            model=model.model[:120],
            cost_micros=micros,
        )
        # Always the day last: all calls move that row, which is locked until the commit, and in
        # one order no two calls can wait for each other.
        for key, cap, why in purses:
            if not Spending.objects.add(key, micros, cap=cap):
                Spending.objects.bulk_create([Spending(key=key)], ignore_conflicts=True)
                if why is No.DAY_BUDGET:  # The first call of a day also puts the books in order.
                    transaction.on_commit(prune, robust=True)
                if not Spending.objects.add(key, micros, cap=cap):
                    raise _Over(why)
    keys = tuple(key for key, _, _ in purses)
    return Leave(call_id=call.pk, keys=keys, micros=micros, is_trial=is_trial)


def settle(
    model: Model, leave: Leave, usage: Usage, error: ModelError | None, *, is_fallback: bool = False
) -> None:
    """Book what a call did cost, and take note of how the model is. A second time does nothing."""
    with transaction.atomic():
        settled = ModelCall.objects.filter(pk=leave.call_id, settled=False).update(
            settled=True,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            cost_micros=usage.cost_micros,
            estimated=usage.estimated,
            finish=usage.finish or "left",
            first_token_ms=usage.first_token_ms,
            duration_ms=usage.duration_ms,
        )
        if not settled:
            return
        for key in leave.keys:
            Spending.objects.add(key, usage.cost_micros - leave.micros)
    if error is not None and error.kind in AWAY:
        breaker.failed(model, error)
        alerts.about_error(model, error, is_fallback=is_fallback)
    elif leave.is_trial and usage.finish:
        breaker.worked(model)
    elif leave.is_trial:
        breaker.trial_left_open(model)


def prune() -> None:
    """Delete single calls, and totals of conversations, that are beyond retention."""
    ModelCall.objects.prune()
    Spending.objects.prune()


def in_micros(dollars: Decimal) -> int:
    """Millionths of a US dollar."""
    return int(dollars * 1_000_000)


def _tell(why: No, question: Question) -> None:
    if why == No.DAY_BUDGET:
        alerts.about_day_budget(f"{settings.LLM_DAILY_BUDGET:f}")
    else:
        budget = f"{settings.LLM_CONVERSATION_BUDGET:f}"
        alerts.about_conversation_budget(budget, question.conversation_id)
