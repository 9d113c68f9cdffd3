"""Who answers on this deployment, from the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings

from chatbot.answerers import breaker
from chatbot.answerers.base import Answerer
from chatbot.answerers.builtin import BuiltinAnswerer
from chatbot.answerers.chain import Chain
from chatbot.answerers.deadlines import Deadlines
from chatbot.answerers.model import Model
from ops.readiness import ProbeResult


def models() -> tuple[Model, ...]:
    """The first model and the second, as far as they are configured well enough to be asked."""
    return tuple(found for prefix in ("LLM_", "LLM_FALLBACK_") if (found := _model(prefix)))


def answerer(
    *,
    shown: Callable[[], bool] = lambda: False,
    streamed: bool = True,
    deadlines: Deadlines | None = None,
) -> Answerer:
    """Who answers the next question: a new ``Chain``, or the built-in answerer without a model.

    ``shown`` tells whether the visitor has seen text of this reply, ``streamed`` whether they
    read along.
    """
    found = models()
    if not found:
        return BuiltinAnswerer()
    return Chain(found, shown=shown, streamed=streamed, deadlines=deadlines)


def how_they_are() -> ProbeResult:
    """The ``llm`` line of ``/readyz``."""
    return breaker.how_is(models())


def warm_up() -> None:
    """Import the clients that will be used, so that no visitor waits for it."""
    from chatbot.answerers.clients import import_client
    from chatbot.answerers.errors import ModelError

    for model in models():
        try:
            import_client(model)
        except ModelError:
            continue  # The first question finds it too, and tells the owner.


def _model(prefix: str) -> Model | None:
    def value(name: str) -> Any:
        return getattr(settings, prefix + name)

    provider = value("PROVIDER")
    if provider not in ("openai", "anthropic") or not value("MODEL"):
        return None
    if not value("API_KEY") and not value("BASE_URL"):
        return None
    return Model(
        provider=provider,
        model=value("MODEL"),
        api_key=value("API_KEY"),
        base_url=value("BASE_URL"),
        price_in=value("PRICE_IN"),
        price_out=value("PRICE_OUT"),
    )
