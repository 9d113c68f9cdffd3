"""From an answerer's pieces to text a visitor may read: the claims gate, and the canary's watch.

Whatever a model writes, and whoever told it to, only what the founder's own passages hold comes
out.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from chatbot import wording
from chatbot.answerers.base import Answerer, Piece, Question, StartOver
from chatbot.answerers.prompt import build
from chatbot.guarded import Guarded
from chatbot.guards.canary import CanaryWatch, leaks
from chatbot.models.guard import GuardEvent

if TYPE_CHECKING:
    from chatbot.guards.claims import Claim, Evidence, Gate, Released
    from chatbot.models import Business

#: Makes the answerer of one reply; it is told how to learn whether the visitor has seen text.
MakeAnswerer = Callable[[Callable[[], bool]], Answerer]
#: Seconds without a new piece after which a sentence that looks whole is let go.
PAUSE = 0.01


class Writer:
    """One reply being written. ``said`` is what the visitor was shown, piece by piece.

    The founder's own words, quoted by an answerer that is ``instant``, pass through unread.
    """

    def __init__(
        self,
        question: Question,
        make: MakeAnswerer,
        *,
        business: Business,
        guarded: Sequence[Guarded] = (),
    ) -> None:
        self.question = question
        self._business = business
        self.said: list[str] = []
        self.events = list(guarded)
        self.leaked = False
        self._unsure = False
        self._streaming = False
        self._told: str | None = None  # The instructions, once a sentence is compared with them.
        self.answerer = make(lambda: self.shown)

    @property
    def shown(self) -> bool:
        """Whether the visitor has seen text."""
        return self._streaming and not self.answerer.instant and bool(self.text)

    @property
    def text(self) -> str:
        """All that was released."""
        return "".join(self.said).strip()

    @property
    def unknown(self) -> bool:
        """Whether nothing came out that answers the visitor."""
        return self.leaked or getattr(self.answerer, "unknown", False) or not self.text

    async def pieces(self, *, streamed: bool) -> AsyncGenerator[str, None]:
        """Released text in order; with ``streamed`` what is yielded counts as seen."""
        self._streaming = streamed
        source = _closable(self.answerer, self.question)
        written = self._quoted(source) if self.answerer.instant else self._guarded(source)
        async with contextlib.aclosing(source), contextlib.aclosing(written):
            async for text in written:
                yield text

    async def _quoted(self, source: AsyncGenerator[Piece, None]) -> AsyncGenerator[str, None]:
        async for piece in source:
            if isinstance(piece, str):
                self.said.append(piece)
                yield piece

    async def _guarded(self, source: AsyncGenerator[Piece, None]) -> AsyncGenerator[str, None]:
        gate, watch = self._guards()
        pause = PAUSE if self._streaming else None
        async with contextlib.aclosing(_with_pauses(source, pause)) as pieces:
            async for piece in pieces:
                if isinstance(piece, StartOver):
                    gate, watch = self._guards()
                    self.said.clear()
                    self._unsure = False
                    continue
                if isinstance(piece, str) and watch.feed(piece):
                    self._caught()
                    return
                for text in self._let_out(gate.feed(piece) if piece else gate.idle()):
                    yield text
        if watch.finish():
            self._caught()
            return
        for text in self._let_out(gate.end()):
            yield text

    def _guards(self) -> tuple[Gate, CanaryWatch]:
        # Here, since a process that only quotes has no use for the gate and its tables.
        from chatbot.guards.claims import Gate

        evidence = evidence_of(self.question, self._business)
        return Gate(evidence, self.question.text), CanaryWatch(self.question.canary)

    def _caught(self) -> None:
        self.leaked = True
        self.events.append(Guarded(kind=GuardEvent.Kind.CANARY, reasons=("canary",)))

    def _gives_away(self, text: str) -> bool:
        """Whether ``text``, after what was said before it, tells what only the model was told."""
        question, voice = self.question, self.question.voice
        quotable = [p.text for p in question.passages] + [voice.disclaimer]
        if self._told is None:
            self._told = build(question).system
        said = "".join((*self.said, text))
        return leaks(said, question.canary, self._told, allowed=quotable)

    def _let_out(self, released: list[Released]) -> Iterator[str]:
        for entry in released:
            text = entry.text
            if not entry.replaced and self._gives_away(text):
                self._caught()
                return
            if entry.replaced:
                self.events.append(
                    Guarded(
                        kind=GuardEvent.Kind.CLAIM,
                        reasons=tuple(_reason(claim) for claim in entry.failed),
                        replaced_by=text,
                    )
                )
                if entry.idk and not self._unsure:
                    self._unsure = True
                    text += wording.not_certain(self.question.language)
            if text:
                self.said.append(text)
                yield text


def evidence_of(question: Question, business: Business) -> Evidence:
    """All that a reply may claim: its passages, and the business's own names and addresses.

    The booking page may be linked to as it is written and no other way: its host is often one
    that strangers have pages on too.
    """
    from chatbot.guards.claims import Evidence, Source

    passages = [Source(title=p.title, text=p.text, url=p.url, id=p.id) for p in question.passages]
    if business.booking_url:
        passages.append(Source(title="", text="", url=business.booking_url, id="profile:booking"))
    return Evidence(
        passages,
        allowed_emails=[business.contact_email] if business.contact_email else [],
        allowed_phones=[business.contact_phone] if business.contact_phone else [],
        names=[name for name in (business.name, business.coach_name) if name],
    )


def _reason(claim: Claim) -> str:
    return f"{claim.kind}: {claim.text}"[:120]


async def _closable(answerer: Answerer, question: Question) -> AsyncGenerator[Piece, None]:
    """The answerer's pieces as a generator that can be closed, which closes what is behind it."""
    pieces = answerer.answer(question)
    try:
        async for piece in pieces:
            yield piece
    finally:
        close = getattr(pieces, "aclose", None)
        if close is not None:
            await close()


#: Stands for a moment in which nothing came.
_NOTHING: Final = ""


async def _with_pauses(
    pieces: AsyncIterator[Piece], pause: float | None
) -> AsyncGenerator[Piece, None]:
    """The pieces, and ``_NOTHING`` once after each that no other follows within ``pause``."""
    if pause is None:
        async for piece in pieces:
            if piece:
                yield piece
        return
    coming: asyncio.Future[Piece | None] | None = None
    try:
        while True:
            coming = asyncio.ensure_future(_next(pieces))
            await asyncio.wait((coming,), timeout=pause)
            if not coming.done():
                yield _NOTHING
            arrived = await coming
            if arrived is None:
                return
            if arrived:
                yield arrived
    finally:
        if coming is not None and not coming.done():
            coming.cancel()
            await asyncio.wait((coming,))


async def _next(pieces: AsyncIterator[Piece]) -> Piece | None:
    return await anext(pieces, None)
