"""What tests of a person in the conversation share."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from chatbot.models import Conversation
from tests.chatbot.api.talk import Talk
from tests.chatbot.person.hands import Desk, desk
from tests.ops.team import people


@pytest.fixture
def maya(talk: Talk) -> Desk:
    """The founder, on the page of the conversation."""
    return desk(people.owner("maya"), talk.id)


@pytest.fixture
def conversation(talk: Talk) -> Conversation:
    """The row behind it."""
    return Conversation.objects.get(pk=talk.id)


@pytest.fixture(autouse=True)
def owner_has_an_address(settings: Settings) -> None:
    """Notices go there."""
    settings.OWNER_EMAIL = "maya@northbound.example.com"
