"""Which model is asked, where, with which key, and what its tokens cost."""

from __future__ import annotations

import hashlib
import math
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Protocol
from urllib.parse import urlsplit

from chatbot.answerers.errors import ModelError
from chatbot.answerers.prompt import Prompt

Provider = Literal["openai", "anthropic"]

#: Bytes of UTF-8 a token stands for, on the careful side: English has about four.
BYTES_A_TOKEN = 3
#: What the wrapping of a request costs beside its texts.
TOKENS_AROUND = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """One model as the settings have it. Prices are US dollars for a million tokens."""

    provider: Provider
    model: str
    api_key: str = field(default="", repr=False)
    base_url: str = ""
    price_in: Decimal = Decimal(3)
    price_out: Decimal = Decimal(15)
    max_tokens: int = 1000

    @property
    def label(self) -> str:
        """The name the owner knows it by: the company's, or the host that speaks its protocol."""
        if self.base_url:
            return urlsplit(self.base_url).hostname or self.base_url
        return {"openai": "OpenAI", "anthropic": "Anthropic"}[self.provider]

    @property
    def key(self) -> str:
        """Names it among all; another key or address is another model, so that it is tried."""
        parts = (self.provider, self.base_url, self.model, self.api_key)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]

    def cost_micros(self, tokens_in: int, tokens_out: int) -> int:
        """Millionths of a US dollar, rounded up."""
        return math.ceil(tokens_in * self.price_in + tokens_out * self.price_out)

    def most_it_can_cost(self, prompt: Prompt) -> int:
        """Millionths of a US dollar a call with ``prompt`` is expected not to pass."""
        return self.cost_micros(tokens_of(prompt.system, prompt.user), self.max_tokens)


def tokens_of(*texts: str) -> int:
    """About how many tokens a request with these texts has, rather too many than too few."""
    return TOKENS_AROUND + sum(-(-len(text.encode()) // BYTES_A_TOKEN) for text in texts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """What one event of a stream brings, in whatever protocol.

    ``finish`` is the provider's word for why the text has ended. ``last`` says that nothing can
    follow, whether or not the connection is closed.
    """

    text: str = ""
    finish: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
    last: bool = False


class Upstream(Protocol):
    """One company's protocol: a module with these.

    ``WHOLE``, ``CUT`` and ``DECLINED`` are the words of ``Chunk.finish`` for a whole answer, for
    one that was broken off, and for one the provider would not write.
    """

    WHOLE: frozenset[str]
    CUT: frozenset[str]
    DECLINED: frozenset[str]

    async def ready(self, model: Model) -> None:
        """Import and make what asking needs, before any deadline of the provider runs."""
        ...

    def chunks(
        self, model: Model, prompt: Prompt, *, connect: float
    ) -> AsyncGenerator[Chunk, None]:
        """Ask, and read the stream. Closing it closes the request. ``connect`` is in seconds."""
        ...

    def read_error(self, model: Model, error: Exception, *, begun: bool) -> ModelError:
        """What the client raised, in our terms; ``begun`` says that text had arrived."""
        ...
