"""What tests of the chatbot share."""

from __future__ import annotations

import pytest
from django.test import Client

from chatbot.demo.load import load_demo
from tests.chatbot.api.talk import Talk, start


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The demo business in a database that other threads see."""
    load_demo()


@pytest.fixture
def talk(demo: None, client: Client) -> Talk:
    """A conversation with the demo's assistant."""
    return start(client)
