"""One tiny question an hour to a model that nobody asks.

So a key that was revoked overnight is known before the first visitor of the morning.

It goes through the money guard as every call does. What visitors' questions got says more and costs
nothing more, so a model that was asked lately is left alone.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from operator import itemgetter

from django.db.models import Max
from django.utils import timezone

from chatbot.answerers import choose, spending
from chatbot.answerers.base import Question, Usage
from chatbot.answerers.call import Call
from chatbot.answerers.clients import close_clients
from chatbot.answerers.deadlines import Deadlines
from chatbot.answerers.errors import AWAY, ModelError
from chatbot.answerers.model import Model
from chatbot.answerers.prompt import Prompt
from chatbot.models.usage import ModelCall
from ops import schedule
from ops.monitor import counting
from ops.monitor.register import is_on

EVERY = timedelta(hours=1)
#: Shorter than the pause between two looks, which are never quite an hour apart.
LATELY = timedelta(minutes=50)
NEVER = datetime.min.replace(tzinfo=UTC)
#: Tokens it may write: models that think first use some up without a word, which is life enough.
MOST_TOKENS = 16
PROMPT = Prompt(system="Answer with the one word: yes.", user="Are you there?", boundary="")
NOBODY = Question(text=PROMPT.user, passages=())


def register() -> None:
    """Once for all processes."""
    schedule.register("ask a quiet model", ask_quiet_model, every=EVERY)


def ask_quiet_model() -> Usage | None:
    """Ask the model that was silent longest, unless each was asked lately; what it came to."""
    model = _quietest() if is_on() else None
    if model is None:
        return None
    model = replace(model, max_tokens=MOST_TOKENS)
    leave = spending.ask_leave(model, NOBODY, model.most_it_can_cost(PROMPT))
    if isinstance(leave, spending.No):
        return None
    usage, error = asyncio.run(_ask(model))
    away = error is not None and error.kind in AWAY
    counting.add(f"model {model.provider}", usage.duration_ms, failed=away, slow=False)
    is_fallback = model.key != choose.models()[0].key
    # What is no fault of the provider's is an answer as good as any: it is there.
    spending.settle(model, leave, usage, error if away else None, is_fallback=is_fallback)
    return usage


def _quietest() -> Model | None:
    """Of the models nobody asked lately, the one that was asked longest ago."""
    lately = timezone.now() - LATELY
    quiet = [(last, model) for model in choose.models() if (last := _last_asked(model)) < lately]
    return min(quiet, key=itemgetter(0))[1] if quiet else None


def _last_asked(model: Model) -> datetime:
    calls = ModelCall.objects.filter(provider=model.provider, model=model.model[:120])
    return calls.aggregate(last=Max("created_at"))["last"] or NEVER


async def _ask(model: Model) -> tuple[Usage, ModelError | None]:
    call, error = Call(model, deadlines=Deadlines()), None
    try:
        async with contextlib.aclosing(call.answer(NOBODY, PROMPT)) as pieces:
            async for _ in pieces:
                pass
    except ModelError as raised:
        error = raised
    finally:
        await close_clients()
    return call.usage, error
