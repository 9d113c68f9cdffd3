"""Chat completions, streamed, as OpenAI and every compatible server speaks them.

https://platform.openai.com/docs/api-reference/chat-streaming; through ``LLM_BASE_URL`` the same
reaches Azure (its ``/openai/v1/`` address), Groq, Together, Ollama, vLLM and llama.cpp.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from chatbot.answerers.clients import client_for, insist_on_a_stream, read_transport
from chatbot.answerers.errors import ModelError, from_status
from chatbot.answerers.model import Chunk, Model
from chatbot.answerers.prompt import Prompt

WHOLE = frozenset({"stop", "eos", "end_turn", "stop_sequence"})
CUT = frozenset({"length", "model_length", "max_tokens"})
DECLINED = frozenset({"content_filter"})

#: Statuses that stand for what an error event inside a 200 stream calls by a word.
_STATUS_OF = {
    "rate_limit": 429, "insufficient_quota": 429, "overloaded": 503, "server_error": 500,
    "authentication": 401, "invalid_api_key": 401, "permission": 403, "not_found": 404,
    "invalid_request": 400,
}  # fmt: skip
#: What a server turned out not to take, by the model's key. Found out once in a process.
_not_taken: dict[str, frozenset[str]] = {}


async def ready(model: Model) -> None:
    """Import and make what asking needs."""
    await client_for(model, _make)


async def chunks(model: Model, prompt: Prompt, *, connect: float) -> AsyncGenerator[Chunk, None]:
    """Ask, and read the stream."""
    client = await client_for(model, _make)
    stream = await _open(client, model, prompt, connect)
    try:
        insist_on_a_stream(model, stream.response.headers.get("content-type", ""))
        async for event in stream:
            yield _read(event)
    finally:
        await stream.close()


def read_error(model: Model, error: Exception, *, begun: bool) -> ModelError:
    """What the client raised, in our terms."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return from_status(
            error.status_code,
            provider=model.label,
            code=f"{error.code} {error.type}",
            message=_words(error),
            headers=error.response.headers,
            secret=model.api_key,
        )
    if isinstance(error, openai.APIConnectionError | openai.APIResponseValidationError):
        return read_transport(model, error.__cause__ or error, begun=begun)
    if isinstance(error, openai.APIError):
        return _from_event(model, error, begun=begun)
    return read_transport(model, error, begun=begun)


def _make(model: Model, http: Any) -> Any:
    import openai

    return openai.AsyncOpenAI(
        # A server of one's own needs no key, but the client insists on one.
        api_key=model.api_key or "none",
        base_url=model.base_url or None,
        max_retries=0,
        http_client=http,
    )


async def _open(client: Any, model: Model, prompt: Prompt, connect: float) -> Any:
    """The open stream. A parameter the server does not know is left out and never sent again."""
    import httpx2
    import openai

    while True:
        left_out = _not_taken.get(model.key, frozenset())
        options = _options(model, left_out)
        try:
            return await client.chat.completions.create(
                model=model.model,
                messages=[
                    {"role": "system", "content": prompt.system},
                    {"role": "user", "content": prompt.user},
                ],
                stream=True,
                timeout=httpx2.Timeout(60.0, connect=connect),
                **options,
            )
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            named = {name for name in options if name in error.message.replace("'", "")}
            if not named or left_out & named:
                raise
            _not_taken[model.key] = left_out | named


def _options(model: Model, left_out: frozenset[str]) -> dict[str, Any]:
    """OpenAI's own newer models take only ``max_completion_tokens``, older servers only the other.

    Each is tried where it is more likely to be known, and the other when it is not.
    """
    names = ["max_completion_tokens", "max_tokens"]
    if model.base_url:
        names.reverse()
    known = [name for name in names if name not in left_out]
    options: dict[str, Any] = dict.fromkeys(known[:1], model.max_tokens)
    if "stream_options" not in left_out:
        options["stream_options"] = {"include_usage": True}
    return options


def _read(event: Any) -> Chunk:
    """One event. Servers send chunks with no choices, and ``null`` where a list or text belongs."""
    choices = getattr(event, "choices", None) or []
    choice = choices[0] if choices else None
    delta = getattr(choice, "delta", None)
    text = getattr(delta, "content", None)
    usage = getattr(event, "usage", None)
    return Chunk(
        text=text if isinstance(text, str) else "",
        finish=getattr(choice, "finish_reason", None) or "",
        tokens_in=_count(usage, "prompt_tokens"),
        tokens_out=_count(usage, "completion_tokens"),
    )


def _count(usage: Any, name: str) -> int | None:
    number = getattr(usage, name, None)
    return number if isinstance(number, int) and number >= 0 else None


def _words(error: Any) -> str:
    """What the provider said, without what the client puts before it."""
    body = error.body if isinstance(error.body, dict) else {}
    return str(body.get("message") or error.message)


def _from_event(model: Model, error: Any, *, begun: bool) -> ModelError:
    """An error event inside a stream: its code is a number on some servers, a word on others."""
    words = f"{error.code or ''} {error.type or ''}".lower()
    code = str(error.code or "")
    status = int(code) if code.isdigit() and len(code) == 3 else 0
    status = status or next((s for word, s in _STATUS_OF.items() if word in words), 500)
    found = from_status(
        status, provider=model.label, code=words, message=error.message, secret=model.api_key
    )
    found.costless = found.costless and not begun
    return found
