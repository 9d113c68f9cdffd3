"""What the tests of answerers share: a question, models on loopback, and short deadlines."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from chatbot.answerers.base import Answerer, Question, StartOver
from chatbot.answerers.call import Call
from chatbot.answerers.chain import Chain
from chatbot.answerers.clients import close_clients
from chatbot.answerers.deadlines import Deadlines
from chatbot.answerers.errors import ModelError
from chatbot.answerers.model import Model, Provider
from chatbot.knowledge.facts import Passage
from lab.llm_server import LLMServer

T = TypeVar("T")

#: In the shape of a key, so that the tests see it hidden.
KEY = "sk-lab-0123456789abcdefwxyz"
QUESTION = Question(
    text="Do you work online?",
    passages=[Passage(id="1", title="Online", text="Most sessions are by video.")],
)


def model(server: LLMServer | str, provider: Provider = "openai", **values: Any) -> Model:
    """A model on this server (or at this address). A token in costs 1 micro, one out 2."""
    url = server if isinstance(server, str) else server.base_url(provider)
    return Model(
        **{
            "provider": provider,
            "model": "lab",
            "api_key": KEY,
            "base_url": url,
            "price_in": Decimal(1),
            "price_out": Decimal(2),
            **values,
        }
    )


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Run it in a loop of its own, and close what clients that loop has."""

    async def closing() -> T:
        try:
            async with asyncio.timeout(60):
                return await work()
        finally:
            await close_clients()

    return asyncio.run(closing())


@dataclass
class Heard:
    """What one call came to."""

    call: Call
    pieces: list[str] = field(default_factory=list)
    error: ModelError | None = None

    @property
    def text(self) -> str:
        """The answer as far as it came."""
        return "".join(self.pieces)

    @property
    def kind(self) -> str:
        """Why it ended early, or ""."""
        return self.error.kind.value if self.error else ""


def ask(asked: Model, *, question: Question = QUESTION, **deadlines: float) -> Heard:
    """Call one model and read it to its end. ``deadlines`` as in ``Deadlines``."""
    heard = Heard(Call(asked, deadlines=Deadlines(**deadlines)))

    async def work() -> None:
        try:
            async for piece in heard.call.answer(question):
                heard.pieces.append(piece)
        except ModelError as error:
            heard.error = error

    run(work)
    return heard


def read(chain: Chain) -> Reader:
    """Read the answer of a chain to its end."""
    reader = Reader()
    run(lambda: reader.read(chain))
    return reader


@dataclass
class Reader:
    """Reads an answer as the flow does: ``StartOver`` empties what was held."""

    held: list[str] = field(default_factory=list)
    starts: int = 1
    error: ModelError | None = None
    #: After how many pieces (since the last start) the visitor has seen something; None: never.
    sees_after: int | None = None

    def shown(self) -> bool:
        """Whether the visitor has seen text."""
        return self.sees_after is not None and len(self.held) >= self.sees_after

    @property
    def text(self) -> str:
        """The answer."""
        return "".join(self.held)

    async def read(self, answerer: Answerer, question: Question = QUESTION) -> None:
        """To the end, whichever it is."""
        try:
            async with contextlib.aclosing(answerer.answer(question)) as pieces:  # type: ignore[type-var]
                async for piece in pieces:
                    if isinstance(piece, StartOver):
                        self.held.clear()
                        self.starts += 1
                    else:
                        self.held.append(piece)
        except ModelError as error:
            self.error = error
