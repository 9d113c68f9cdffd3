"""Who answers, from the settings; and what a deployment without a model pays for all this."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_django import Settings

from chatbot.answerers import choose
from chatbot.answerers.builtin import BuiltinAnswerer
from chatbot.answerers.chain import Chain
from config import env
from tests.own_process import printed

#: A web process on a development machine.
WEB = {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "true"}


def test_without_a_provider_the_founder_is_quoted(settings: Settings) -> None:
    settings.LLM_PROVIDER = "builtin"
    assert isinstance(choose.answerer(), BuiltinAnswerer)
    assert choose.how_they_are().status == "skipped"


def test_two_models_in_their_order_with_their_prices(settings: Settings) -> None:
    settings.LLM_PROVIDER, settings.LLM_MODEL, settings.LLM_API_KEY = "openai", "one", "k1"
    settings.LLM_FALLBACK_PROVIDER, settings.LLM_FALLBACK_MODEL = "anthropic", "two"
    settings.LLM_FALLBACK_API_KEY = "k2"
    settings.LLM_FALLBACK_PRICE_IN = Decimal(1)
    first, second = choose.models()
    assert (first.provider, first.model, first.label) == ("openai", "one", "OpenAI")
    assert (second.provider, second.label) == ("anthropic", "Anthropic")
    assert second.price_in == Decimal(1)
    assert isinstance(choose.answerer(), Chain)


@pytest.mark.parametrize(
    ("model", "key", "url", "asked"),
    [
        ("", "k", "", False),
        ("m", "", "", False),
        ("m", "k", "", True),
        ("m", "", "http://127.0.0.1:11434/v1", True),
    ],
)
def test_a_model_is_asked_only_when_it_is_named_and_can_be_reached(
    settings: Settings, model: str, key: str, url: str, asked: bool
) -> None:
    settings.LLM_PROVIDER, settings.LLM_MODEL = "openai", model
    settings.LLM_API_KEY, settings.LLM_BASE_URL = key, url
    assert bool(choose.models()) is asked


def test_a_key_is_in_no_text_of_the_model(settings: Settings) -> None:
    settings.LLM_PROVIDER, settings.LLM_MODEL, settings.LLM_API_KEY = "openai", "m", "very-secret"
    [model] = choose.models()
    assert "very-secret" not in repr(model)
    assert "very-secret" not in model.key


@pytest.mark.parametrize("value", ["5", "0", "0.25", "12.5"])
def test_an_amount_is_read(value: str) -> None:
    environment = env.load({"LLM_DAILY_BUDGET": value})
    assert Decimal(environment.get("LLM_DAILY_BUDGET")) == Decimal(value)
    assert not environment.problems


@pytest.mark.parametrize("value", ["$5", "5 USD", "0,25", "-1", "1e9", "nan"])
def test_an_amount_that_cannot_be_read_is_named_and_the_default_holds(value: str) -> None:
    environment = env.load({"LLM_DAILY_BUDGET": value})
    assert environment.get("LLM_DAILY_BUDGET") == "5"
    [problem] = environment.problems
    assert "LLM_DAILY_BUDGET" in str(problem)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"LLM_PROVIDER": "openai"}, {"LLM_MODEL", "LLM_API_KEY"}),
        ({"LLM_PROVIDER": "openai", "LLM_BASE_URL": "http://127.0.0.1:1/v1"}, {"LLM_MODEL"}),
        ({"LLM_FALLBACK_PROVIDER": "anthropic", "LLM_FALLBACK_MODEL": "m"},
         {"LLM_FALLBACK_API_KEY"}),
        ({}, set()),
    ],
)  # fmt: skip
def test_what_a_provider_still_needs_is_a_finding_and_no_refusal(
    given: dict[str, str], named: set[str]
) -> None:
    code = (
        "from config.settings import ENVIRONMENT as e;"
        "print(','.join(p.name for p in e.problems if p.name.startswith('LLM')));"
        "assert not [p for p in e.refusals() if p.name.startswith('LLM')]"
    )
    assert set(filter(None, printed(code, **WEB, **given).split(","))) == named


def test_a_web_process_without_a_model_imports_no_client() -> None:
    code = (
        "import sys, config.asgi, chatbot.reply, chatbot.answerers.choose as choose;"
        "choose.warm_up(); choose.answerer();"
        "print([m for m in ('openai', 'anthropic', 'httpx2', 'pydantic') if m in sys.modules])"
    )
    assert printed(code, **WEB) == "[]"
