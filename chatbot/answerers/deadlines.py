"""How long a model may take. No client has these: not a first token's, not a whole reply's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from chatbot.answerers.errors import Kind

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadlines:
    """All in seconds.

    Of one call: ``connect``, ``first_token``, ``between_tokens``, ``whole_reply``, and
    ``after_finish``, for which the figures are waited for when the text is whole. Of the whole
    chain: ``first_shown``, by when a streamed visitor has text, and ``unstreamed``, by when one
    without a stream has the whole reply; ``spare`` of it is kept for what comes after the models.
    A model with another one behind it has ``share`` of the chain's time. ``before_retry`` is the
    pause before the one further try, ``longest_retry`` the most a provider may ask us to wait.
    """

    connect: float = 5.0
    first_token: float = 15.0
    between_tokens: float = 20.0
    whole_reply: float = 60.0
    after_finish: float = 1.0
    first_shown: float = 15.0
    unstreamed: float = 25.0
    share: float = 0.6
    spare: float = 0.5
    before_retry: float = 0.5
    longest_retry: float = 2.0


class TooLate(Exception):
    """A deadline has passed; ``kind`` says which."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        super().__init__(kind.value)


class Watch:
    """The deadlines of one call, from now on.

    ``shown_by`` tells the moment (of the loop's clock) by which the visitor must have seen
    something, None once they have.
    """

    def __init__(self, deadlines: Deadlines, shown_by: Callable[[], float | None]) -> None:
        self._deadlines = deadlines
        self._shown_by = shown_by
        self._now = asyncio.get_running_loop().time
        self.began = self._now()
        self.first_text: float | None = None
        self._last_text = self.began
        self._finished: float | None = None

    def text_arrived(self) -> None:
        """A token with text in it: empty chunks and pings do not count as life."""
        self._last_text = self._now()
        if self.first_text is None:
            self.first_text = self._last_text

    def finished(self) -> None:
        """The text is whole; only figures can follow."""
        if self._finished is None:
            self._finished = self._now()

    @property
    def first_token_ms(self) -> int | None:
        """Milliseconds from the call to its first text."""
        return None if self.first_text is None else round((self.first_text - self.began) * 1000)

    @property
    def duration_ms(self) -> int:
        """Milliseconds since the call."""
        return round((self._now() - self.began) * 1000)

    async def wait(self, coming: Awaitable[T]) -> T:
        """What ``coming`` brings; raises ``TooLate`` when the next deadline passes first."""
        until, kind = self._next()
        try:
            async with asyncio.timeout_at(until) as limit:
                return await coming
        except TimeoutError:
            if not limit.expired():
                raise
            raise TooLate(kind) from None

    def _next(self) -> tuple[float, Kind]:
        lines = self._deadlines
        if self._finished is not None:
            return self._finished + lines.after_finish, Kind.TIMEOUT_WHOLE
        found = [(self.began + lines.whole_reply, Kind.TIMEOUT_WHOLE)]
        if self.first_text is None:
            found.append((self.began + lines.first_token, Kind.TIMEOUT_FIRST))
        else:
            found.append((self._last_text + lines.between_tokens, Kind.TIMEOUT_STALLED))
        if (shown_by := self._shown_by()) is not None:
            silent = self.first_text is None
            found.append((shown_by, Kind.TIMEOUT_FIRST if silent else Kind.TIMEOUT_WHOLE))
        return min(found)
