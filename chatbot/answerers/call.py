"""One call of one model: its deadlines, its text made safe to store, and whether it is whole."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import AsyncGenerator, Callable

from chatbot.answerers import anthropic, openai
from chatbot.answerers.base import Question, Usage
from chatbot.answerers.deadlines import Deadlines, TooLate, Watch
from chatbot.answerers.errors import Kind, ModelError
from chatbot.answerers.model import Chunk, Model, Upstream, tokens_of
from chatbot.answerers.prompt import NOT_IN_PASSAGES, Prompt, build

#: Characters beyond which a reply is no answer any more.
LONGEST_REPLY = 6_000

logger = logging.getLogger(__name__)
_UPSTREAMS: dict[str, Upstream] = {"openai": openai, "anthropic": anthropic}


class Call:
    """Asks once. ``usage`` and ``unknown`` are right once the answer has ended, however it did.

    ``unknown`` says that the model found no answer in the passages; what it yielded then is no
    text (a stray mark at most) and is not to be shown.
    """

    def __init__(
        self,
        model: Model,
        *,
        deadlines: Deadlines,
        shown_by: Callable[[], float | None] = lambda: None,
    ) -> None:
        self.model = model
        self.unknown = False
        self._wrote = 0
        self._deadlines = deadlines
        self._shown_by = shown_by
        self._upstream = _UPSTREAMS[model.provider]
        self._watch: Watch | None = None
        self._sent: Prompt | None = None
        self._finish = ""
        self._tokens_in: int | None = None
        self._tokens_out: int | None = None
        self._bytes_out = 0
        self._costless = False

    async def answer(
        self, question: Question, prompt: Prompt | None = None
    ) -> AsyncGenerator[str, None]:
        """The pieces of the answer. Raises ``ModelError`` when it does not come to its end."""
        text = _Text()
        try:
            await self._ready()
            self._sent = prompt or build(question)
            self._watch = watch = Watch(self._deadlines, self._shown_by)
            source = self._upstream.chunks(self.model, self._sent, connect=self._deadlines.connect)
            async with contextlib.aclosing(source):
                while (chunk := await self._next(source, watch)) is not None:
                    if piece := self._take(chunk, text, watch):
                        yield piece
                    if chunk.last:
                        break
            if piece := text.rest():
                self._wrote += len(piece)
                yield piece
            self.unknown = text.says_unknown and not text.has_words
            self._insist_on_a_whole()
        except ModelError as error:
            self._costless = error.costless
            self._finish = error.kind.value
            raise

    @property
    def usage(self) -> Usage:
        """What it came to. A call that was left half-way has an empty ``finish``."""
        tokens_in, tokens_out = self._tokens_in, self._tokens_out
        estimated = tokens_in is None or tokens_out is None
        nothing = self._costless or self._sent is None
        if tokens_in is None:
            sent = self._sent
            tokens_in = 0 if nothing or sent is None else tokens_of(sent.system, sent.user)
        if tokens_out is None:
            tokens_out = 0 if nothing else -(-self._bytes_out // 3)
        return Usage(
            provider=self.model.provider,
            model=self.model.model,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            cost_micros=self.model.cost_micros(tokens_in, tokens_out),
            estimated=estimated and not nothing,
            finish=self._finish,
            first_token_ms=self._watch.first_token_ms if self._watch else None,
            duration_ms=self._watch.duration_ms if self._watch else 0,
        )

    async def _ready(self) -> None:
        """Have a client; raises ``ModelError`` and nothing else."""
        try:
            await self._upstream.ready(self.model)
        except ModelError:
            raise
        except Exception as error:
            raise self._read(error, begun=False) from None

    async def _next(self, source: AsyncGenerator[Chunk, None], watch: Watch) -> Chunk | None:
        """The next chunk, None at the end; raises ``ModelError`` and nothing else."""
        try:
            return await watch.wait(anext(source, None))
        except TooLate as late:
            if self._finish:  # The text is whole; only the figures did not come.
                return None
            raise ModelError(late.kind, provider=self.model.label) from None
        except ModelError:
            raise
        except Exception as error:
            if self._finish:
                return None
            raise self._read(error, begun=watch.first_text is not None) from None

    def _read(self, error: Exception, *, begun: bool) -> ModelError:
        """The edge to a company: whatever its client raises, in our terms.

        The cause is not kept: its text may hold the key or the visitor's words.
        """
        found = self._upstream.read_error(self.model, error, begun=begun)
        logger.info(
            "a model's client raised %s",
            type(error).__name__,
            extra={
                "event": "model_error",
                "provider": self.model.provider,
                "kind": found.kind.value,
            },
        )
        return found

    def _take(self, chunk: Chunk, text: _Text, watch: Watch) -> str:
        """What a chunk adds to the answer."""
        if chunk.tokens_in is not None:
            self._tokens_in = chunk.tokens_in
        if chunk.tokens_out is not None:
            self._tokens_out = chunk.tokens_out
        piece = ""
        if chunk.text:
            watch.text_arrived()
            self._bytes_out += len(chunk.text.encode(errors="replace"))
            piece = text.feed(chunk.text)
            self._wrote += len(piece)
            if self._wrote > LONGEST_REPLY:
                raise ModelError(
                    Kind.CUT_SHORT, provider=self.model.label, detail="it did not come to an end."
                )
        if chunk.finish:
            self._finish = chunk.finish[:40]
            watch.finished()
        return piece

    def _insist_on_a_whole(self) -> None:
        label, finish = self.model.label, self._finish
        if finish in self._upstream.WHOLE:
            if not self._wrote and not self.unknown:
                raise ModelError(Kind.BAD_ANSWER, provider=label, detail="the answer was empty.")
        elif finish in self._upstream.DECLINED:
            raise ModelError(Kind.REFUSED, provider=label)
        elif finish in self._upstream.CUT:
            detail = f"it was longer than {self.model.max_tokens} tokens."
            raise ModelError(Kind.CUT_SHORT, provider=label, detail=detail)
        elif not finish and self._bytes_out:
            raise ModelError(Kind.CUT_SHORT, provider=label)
        else:
            raise ModelError(Kind.BAD_ANSWER, provider=label)


_SURROGATES = re.compile("[\ud800-\udfff]")
#: PostgreSQL refuses a NUL; a terminal and a page do odd things with the others.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class _Text:
    """Joins characters that were cut between two pieces, and takes out the word for not knowing."""

    def __init__(self) -> None:
        self.says_unknown = False
        self.has_words = False
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can be passed on now."""
        text = self._held + piece
        self._held = ""
        if "\ud800" <= text[-1] <= "\udbff":  # Half a character; the other half is to come.
            text, self._held = text[:-1], text[-1]
        text = self._without_word(_clean(text))
        keep = _begins_at_end(text, NOT_IN_PASSAGES)
        if keep:
            text, self._held = text[:-keep], text[-keep:] + self._held
        return self._passed(text)

    def rest(self) -> str:
        """What was held back, at the end."""
        text, self._held = _clean(self._held), ""
        return self._passed(self._without_word(text))

    def _without_word(self, text: str) -> str:
        if NOT_IN_PASSAGES not in text:
            return text
        self.says_unknown = True
        return text.replace(NOT_IN_PASSAGES, "")

    def _passed(self, text: str) -> str:
        if re.search(r"\w", text):
            self.has_words = True
        elif self.says_unknown:  # The full stop after the word, or its quotation marks.
            return ""
        return text


def _clean(text: str) -> str:
    if _SURROGATES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", text)


def _begins_at_end(text: str, word: str) -> int:
    """How many of the last characters may be the beginning of ``word``."""
    for length in range(min(len(text), len(word) - 1), 0, -1):
        if text.endswith(word[:length]):
            return length
    return 0
