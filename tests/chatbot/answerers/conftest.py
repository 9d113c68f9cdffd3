"""Every test here may spend, and has a database that the threads of the flow see."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_django import Settings

from chatbot.answerers.clients import import_client
from chatbot.answerers.model import Model


@pytest.fixture(scope="session", autouse=True)
def _imported_clients() -> None:
    """As a server has them once it has started: deadlines of tests are too short for imports."""
    for provider in ("openai", "anthropic"):
        import_client(Model(provider=provider, model="lab"))


@pytest.fixture
def purse(transactional_db: None, settings: Settings) -> Settings:
    """A full purse; returns the settings, to make it smaller."""
    settings.LLM_DAILY_BUDGET = Decimal(5)
    settings.LLM_CONVERSATION_BUDGET = Decimal(1)
    return settings
