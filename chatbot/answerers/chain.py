"""First model, second model, the founder's own words: over to the next while nothing was seen.

The flow holds text back until a sentence is complete and checked. So only it knows whether the
visitor has seen something, and tells by ``shown``.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Callable, Sequence

from django.db import DatabaseError

from chatbot.answerers import spending
from chatbot.answerers.base import Answerer, Piece, Question, StartOver, Usage
from chatbot.answerers.builtin import BuiltinAnswerer
from chatbot.answerers.call import Call
from chatbot.answerers.deadlines import Deadlines
from chatbot.answerers.errors import ModelError
from chatbot.answerers.model import Model
from chatbot.answerers.prompt import Prompt, build
from ops.database import in_database
from ops.monitor import counting

logger = logging.getLogger(__name__)

#: Milliseconds for a whole answer after which a model was slow.
SLOW = 15_000.0


class Chain:
    """Answers one question. Make a new one for the next.

    ``streamed`` says that the visitor reads along: then something must be seen within
    ``first_shown`` seconds, and what was seen is never taken back. Without, the whole reply must
    be there within ``unstreamed`` seconds. Past either the built-in answerer speaks.
    When it has ended, ``name`` is who wrote the answer, ``usage`` what each call of a model came
    to, and ``unknown`` whether the model said that the passages hold no answer; then the text
    yielded is not to be shown.
    """

    instant = False

    def __init__(
        self,
        models: Sequence[Model],
        *,
        shown: Callable[[], bool] = lambda: False,
        streamed: bool = True,
        deadlines: Deadlines | None = None,
        last: Answerer | None = None,
    ) -> None:
        self.usage: list[Usage] = []
        self.unknown = False
        self._models = models
        self._shown = shown
        self._streamed = streamed
        self._deadlines = deadlines or Deadlines()
        self._last = last or BuiltinAnswerer()
        self._name = ""

    @property
    def name(self) -> str:
        """Who wrote the answer; "" until somebody has begun."""
        return self._name

    async def answer(self, question: Question) -> AsyncGenerator[Piece, None]:
        """The pieces. Raises ``ModelError`` when a model breaks off what the visitor has seen."""
        now = asyncio.get_running_loop().time
        began, wrote = now(), False
        prompt = build(question)
        for place, model in enumerate(self._models):
            by = began + self._time_of(place)
            if now() >= by:
                continue
            self._name = model.provider
            try:
                async with contextlib.aclosing(self._ask(place, question, prompt, by)) as pieces:
                    async for piece in pieces:
                        wrote = True
                        yield piece
                return
            except _NotAsked:
                continue
            except ModelError as error:
                logger.warning(
                    "a model did not answer",
                    extra={
                        "event": "model_failed",
                        "provider": model.provider,
                        "kind": error.kind.value,
                    },
                )
                if wrote and self._streamed and self._shown():
                    raise
            if wrote:
                wrote = False
                yield StartOver()
        self._name = self._last.name
        async for words in self._last.answer(question):
            yield words

    def _time_of(self, place: int) -> float:
        """Seconds from the beginning by which this model's text must be seen (or be whole)."""
        lines = self._deadlines
        whole = (lines.first_shown if self._streamed else lines.unstreamed) - lines.spare
        return whole if place == len(self._models) - 1 else whole * lines.share

    async def _ask(
        self, place: int, question: Question, prompt: Prompt, by: float
    ) -> AsyncGenerator[str, None]:
        """One model, tried a second time where that can cost nothing and nobody else is behind."""
        model = self._models[place]
        leave = await _leave(model, question, prompt)
        call, error = self._call(model, by), None
        began = asyncio.get_running_loop().time()
        try:
            try:
                async with contextlib.aclosing(call.answer(question, prompt)) as pieces:
                    async for piece in pieces:
                        yield piece
            except ModelError as first:
                error = first
                wait = self._wait_before_retry(place, first, by)
                if wait is None:
                    raise
                await asyncio.sleep(wait)
                error, call = None, self._call(model, by)
                async with contextlib.aclosing(call.answer(question, prompt)) as pieces:
                    async for piece in pieces:
                        yield piece
            self.unknown = call.unknown
        except ModelError as final:
            error = final
            raise
        finally:
            spent = (asyncio.get_running_loop().time() - began) * 1000
            failed = error is not None
            counting.add(f"model {model.provider}", spent, failed=failed, slow=spent > SLOW)
            counting.elsewhere(spent)
            self.usage.append(call.usage)
            await asyncio.shield(_settle(model, leave, call.usage, error, place))

    def _call(self, model: Model, by: float) -> Call:
        def shown_by() -> float | None:
            return None if self._streamed and self._shown() else by

        return Call(model, deadlines=self._deadlines, shown_by=shown_by)

    def _wait_before_retry(self, place: int, error: ModelError, by: float) -> float | None:
        """Seconds to wait before asking the same model again; None for not asking."""
        if error.permanent or not error.costless or place < len(self._models) - 1:
            return None
        wait = max(self._deadlines.before_retry, error.retry_after or 0.0)
        left = by - asyncio.get_running_loop().time()
        return wait if wait <= self._deadlines.longest_retry and wait < left / 2 else None


class _NotAsked(Exception):
    """The model rests, or the money is spent."""


async def _leave(model: Model, question: Question, prompt: Prompt) -> spending.Leave:
    most = model.most_it_can_cost(prompt)
    asking = asyncio.ensure_future(in_database(spending.ask_leave, model, question, most))
    try:
        found = await asyncio.shield(asking)
    except asyncio.CancelledError:
        # The visitor left at this very moment: what was set aside for nothing is given back.
        with contextlib.suppress(DatabaseError):
            found = await asking
            if isinstance(found, spending.Leave):
                unused = Usage(provider=model.provider, model=model.model)
                await in_database(spending.settle, model, found, unused, None)
        raise
    except DatabaseError as error:
        # What cannot be booked is not spent; the founder's own words cost nothing.
        logger.exception("the money guard could not be asked")
        raise _NotAsked from error
    if isinstance(found, spending.No):
        logger.info(
            "a model was not asked",
            extra={"event": "model_not_asked", "provider": model.provider, "kind": found.value},
        )
        raise _NotAsked
    return found


async def _settle(
    model: Model, leave: spending.Leave, usage: Usage, error: ModelError | None, place: int
) -> None:
    try:
        await in_database(spending.settle, model, leave, usage, error, is_fallback=place > 0)
    except Exception:
        # The answer stands; what was set aside stays booked.
        logger.exception("a model's call could not be booked")
