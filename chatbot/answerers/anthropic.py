"""Messages, streamed, as Anthropic speaks them.

https://docs.anthropic.com/en/api/messages-streaming
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from chatbot.answerers.clients import client_for, insist_on_a_stream, read_transport
from chatbot.answerers.errors import ModelError, from_status
from chatbot.answerers.model import Chunk, Model
from chatbot.answerers.prompt import Prompt

WHOLE = frozenset({"end_turn", "stop_sequence"})
CUT = frozenset({"max_tokens", "model_context_window_exceeded"})
DECLINED = frozenset({"refusal"})

#: The status an error type has outside a stream: https://docs.anthropic.com/en/api/errors
_STATUS_OF = {
    "invalid_request_error": 400, "authentication_error": 401, "billing_error": 402,
    "permission_error": 403, "not_found_error": 404, "request_too_large": 413,
    "rate_limit_error": 429, "api_error": 500, "timeout_error": 504, "overloaded_error": 529,
}  # fmt: skip


async def ready(model: Model) -> None:
    """Import and make what asking needs."""
    await client_for(model, _make)


async def chunks(model: Model, prompt: Prompt, *, connect: float) -> AsyncGenerator[Chunk, None]:
    """Ask, and read the stream."""
    import httpx2

    client = await client_for(model, _make)
    # No temperature: the current API takes none.
    stream = await client.messages.create(
        model=model.model,
        max_tokens=model.max_tokens,
        system=prompt.system,
        messages=[{"role": "user", "content": prompt.user}],
        stream=True,
        timeout=httpx2.Timeout(60.0, connect=connect),
    )
    try:
        insist_on_a_stream(model, stream.response.headers.get("content-type", ""))
        async for event in stream:
            yield _read(event)
    finally:
        await stream.close()


def read_error(model: Model, error: Exception, *, begun: bool) -> ModelError:
    """What the client raised, in our terms."""
    import anthropic

    if isinstance(error, anthropic.APIStatusError):
        status = error.status_code
        if status == 200:  # An error event inside a stream.
            status = _STATUS_OF.get(str(error.type), 500)
        found = from_status(
            status,
            provider=model.label,
            code=f"{error.type} {error.error_code}",
            message=error.api_message or "",
            headers=error.response.headers,
            secret=model.api_key,
        )
        found.costless = found.costless and not begun
        return found
    # While a stream is read the client lets the errors of its transport through as they are.
    return read_transport(model, error.__cause__ or error, begun=begun)


def _make(model: Model, http: Any) -> Any:
    import anthropic

    return anthropic.AsyncAnthropic(
        api_key=model.api_key or "none",
        base_url=model.base_url or "https://api.anthropic.com",
        max_retries=0,
        http_client=http,
        # Traces would carry what visitors write.
        open_telemetry=False,
    )


def _read(event: Any) -> Chunk:
    match getattr(event, "type", ""):
        case "message_start":
            return Chunk(tokens_in=_tokens_in(getattr(event.message, "usage", None)))
        case "content_block_delta":
            text = getattr(event.delta, "text", None)
            return Chunk(text=text if isinstance(text, str) else "")
        case "message_delta":
            finish = getattr(event.delta, "stop_reason", None) or ""
            written = getattr(getattr(event, "usage", None), "output_tokens", None)
            return Chunk(finish=finish, tokens_out=written if isinstance(written, int) else None)
        case "message_stop":
            return Chunk(last=True)
    return Chunk()


def _tokens_in(usage: Any) -> int | None:
    """All that was read, from the cache or not. Cached ones cost less; we count them in full."""
    names = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    counts = [getattr(usage, name, None) for name in names]
    if not isinstance(counts[0], int):
        return None
    return sum(count for count in counts if isinstance(count, int))
