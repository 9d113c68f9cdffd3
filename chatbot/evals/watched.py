"""The answerer of an evaluation: the one a visitor would get, watched while it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator

from chatbot.answerers import choose
from chatbot.answerers.base import Answerer, Piece, Question, Usage
from chatbot.answerers.builtin import BuiltinAnswerer
from chatbot.answerers.chain import Chain
from chatbot.answerers.errors import Kind, ModelError
from chatbot.answerers.model import Model
from chatbot.answerers.prompt import build


class NobodyElse:
    """Stands where the built-in answerer would step in.

    An evaluation of a model must not pass because somebody else answered.
    """

    name = "nobody"
    instant = False

    def __init__(self, provider: str) -> None:
        self._provider = provider

    def answer(self, question: Question) -> AsyncIterator[Piece]:
        """Nothing."""
        return self

    def __aiter__(self) -> AsyncIterator[Piece]:
        return self

    async def __anext__(self) -> Piece:
        raise ModelError(Kind.UNREACHABLE, provider=self._provider)


class Watched:
    """Answers one question as the deployment would, and remembers what was told to whom.

    ``unreachable`` says in a sentence why a model that was asked did not answer, "" when it did.
    """

    def __init__(self, *, breaks: bool = False) -> None:
        self.canary = self.prompt = ""
        self.unknown = False
        self.unreachable = ""
        self.usage: list[Usage] = []
        self._models = choose.models()
        self._breaks = breaks
        self._who: Answerer = BuiltinAnswerer()

    @property
    def name(self) -> str:
        """Who wrote."""
        return self._who.name

    @property
    def instant(self) -> bool:
        """A model's text comes bit by bit; the founder's own is there at once."""
        return not self._models and not self._breaks

    async def answer(self, question: Question) -> AsyncIterator[Piece]:
        """The pieces of whoever answers."""
        self.canary, self.prompt = question.canary, build(question).system
        if self._breaks:
            async for piece in _broken(question):
                yield piece
        if not self._models:
            async for piece in BuiltinAnswerer().answer(question):
                yield piece
            return
        chain = self._chain(self._models)
        try:
            async for piece in chain.answer(question):
                yield piece
        except ModelError:
            self.unreachable = _why(chain.usage)
            raise
        except Exception as error:
            self.unreachable = f"the answerer broke ({type(error).__name__})"
            raise
        finally:
            self.unknown, self.usage = chain.unknown, chain.usage

    def _chain(self, models: tuple[Model, ...]) -> Chain:
        chain = Chain(models, streamed=False, last=NobodyElse(models[0].label))
        self._who = chain
        return chain


async def _broken(question: Question) -> AsyncIterator[Piece]:
    async for piece in BuiltinAnswerer().answer(question):
        yield piece
        raise ModelError(Kind.CUT_SHORT, provider="The evaluation")


def _why(usage: list[Usage]) -> str:
    if not usage:
        return "the model was not asked: it rests after failures, or the day's budget is spent"
    return f"{usage[-1].model} did not answer ({usage[-1].finish.replace('_', ' ') or 'no reason'})"
