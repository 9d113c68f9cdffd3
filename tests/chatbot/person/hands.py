"""A founder's side of a conversation, for tests."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.ops.team import people

JSON = {"Accept": "application/json"}


@dataclass(slots=True)
class Desk:
    """Somebody of the team, signed in, on the page of one conversation."""

    client: Client
    user: Any
    pk: str

    def address(self, act: str) -> str:
        """Where an act is posted to."""
        return reverse(f"admin:chatbot_conversation_{act}", args=[self.pk])

    def post(self, act: str, **data: Any) -> Any:
        """As the page's script does."""
        return self.client.post(self.address(act), data, headers=JSON)

    def reply(self, text: str, nonce: str = "", **data: Any) -> Any:
        """Send an answer."""
        return self.post("reply", text=text, nonce=nonce or uuid.uuid4().hex, **data)

    def live(self, after: int = 0, tag: str = "") -> Any:
        """Look once."""
        headers = JSON | ({"If-None-Match": tag} if tag else {})
        return self.client.get(self.address("live"), {"after": after}, headers=headers)


def desk(user: Any, pk: str) -> Desk:
    """Sit down."""
    return Desk(people.signed_in(user), user, pk)
