"""The companies' own clients: imported when first used, kept for as long as the event loop runs.

A client holds open connections, which belong to the loop they were made in. Making one takes tens
of milliseconds and importing its package up to a second, so both happen in a thread.
"""

from __future__ import annotations

import asyncio
import importlib
from asyncio import AbstractEventLoop
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from chatbot.answerers.errors import Kind, ModelError
from chatbot.answerers.model import Model

#: No answer and no error page is that long. In bytes, as they come over the wire.
MOST_BYTES = 2_000_000
#: What has to be installed for a provider.
PACKAGES = {"openai": "openai>=3.50,<4", "anthropic": "anthropic>=2.14,<3"}
#: What of it a request needs; the packages import it late otherwise, while a visitor waits.
NEEDED = {
    "openai": "openai.resources.chat.completions",
    "anthropic": "anthropic.resources.messages",
}

_clients: WeakKeyDictionary[AbstractEventLoop, dict[str, Any]] = WeakKeyDictionary()


class TooMuch(Exception):
    """A response went past ``MOST_BYTES``."""


def import_client(model: Model) -> None:
    """Import the client's package; raises ``ModelError`` when it is not installed."""
    try:
        importlib.import_module(model.provider)
        importlib.import_module(NEEDED[model.provider])
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != model.provider:
            raise
        raise ModelError(
            Kind.NOT_INSTALLED,
            provider=model.label,
            detail=f'install it with: pip install "{PACKAGES[model.provider]}"',
        ) from None


async def client_for(model: Model, make: Callable[[Model, Any], Any]) -> Any:
    """This loop's client for a model; ``make`` builds it around an ``httpx2.AsyncClient``."""
    ours = _clients.setdefault(asyncio.get_running_loop(), {})
    client = ours.get(model.key)
    if client is None:
        made = await asyncio.to_thread(_made, model, make)
        client = ours.setdefault(model.key, made)
        if client is not made:
            await made.close()
    return client


async def close_clients() -> None:
    """Close what this loop has open; the next call opens anew."""
    for client in _clients.pop(asyncio.get_running_loop(), {}).values():
        await client.close()


def read_transport(model: Model, error: BaseException, *, begun: bool) -> ModelError:
    """What went wrong below the protocol; ``begun`` says that text had arrived.

    Whatever else a client made of what it was sent is an answer cut short, or none.
    """
    import httpx2

    found = partial(ModelError, provider=model.label)
    if isinstance(error, httpx2.ConnectTimeout | httpx2.PoolTimeout):
        return found(Kind.TIMEOUT_CONNECT)
    if isinstance(error, httpx2.TimeoutException):
        return found(Kind.TIMEOUT_STALLED)
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol):
        return found(Kind.ADDRESS_WRONG, detail="the address cannot be read.")
    if isinstance(error, UnicodeEncodeError):
        return found(Kind.KEY_WRONG, detail="it holds a character that no key has.")
    if isinstance(error, httpx2.TransportError):
        # Once the request was sent, it may be paid for even where no answer came.
        costless = isinstance(error, httpx2.ConnectError)
        return found(Kind.CUT_SHORT if begun else Kind.UNREACHABLE, costless=costless)
    if isinstance(error, TooMuch):
        return found(Kind.CUT_SHORT, detail="it did not come to an end.")
    return found(Kind.CUT_SHORT if begun else Kind.BAD_ANSWER)


def insist_on_a_stream(model: Model, content_type: str) -> None:
    """Raise for a 200 that is a web page or a whole document; odd names of a stream pass."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "text/html":
        raise ModelError(
            Kind.ADDRESS_WRONG,
            provider=model.label,
            detail="it sent a web page, as when /v1 is missing at the end of the address.",
        )
    if kind == "application/json":
        raise ModelError(
            Kind.BAD_ANSWER, provider=model.label, detail="it does not stream its answers."
        )


def _made(model: Model, make: Callable[[Model, Any], Any]) -> Any:
    import_client(model)
    import httpx2

    async def bound(response: httpx2.Response) -> None:
        response.stream = _bounded(httpx2.AsyncByteStream, response.stream)

    http = httpx2.AsyncClient(
        # A redirect would carry the key to an address nobody chose.
        follow_redirects=False,
        # Deadlines are ours; these are the net below them.
        timeout=httpx2.Timeout(60.0, connect=5.0),
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=20),
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [bound]},
    )
    return make(model, http)


def _bounded(base: type[Any], stream: Any) -> Any:
    """``stream`` up to ``MOST_BYTES``: a client reads an error page to its end, and a line too."""

    class Bounded(base):  # type: ignore[misc]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            left = MOST_BYTES
            async for piece in stream:
                left -= len(piece)
                if left < 0:
                    raise TooMuch
                yield piece

        async def aclose(self) -> None:
            await stream.aclose()

    return Bounded()
