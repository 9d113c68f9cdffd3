"""What other tools are told of conversations, by webhook: that there is one, and not what is said.

Test conversations are told to nobody.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete

from chatbot.models import Conversation
from ops.webhooks import events

STARTED, HANDOFF = "conversation.started", "conversation.handoff"
_EXAMPLE = {
    "conversation_id": "b3a1b8f0-5b7f-4c69-8d53-6c2f0d1f9f10",
    "page_url": "https://example.com/pricing",
    "referrer": "https://www.google.com/",
    "utm": {"source": "newsletter"},
    "started_at": "2026-11-26T09:29:00Z",
}


def register() -> None:
    """Say what there is to tell."""
    events.register(STARTED, "Somebody began to chat", _EXAMPLE)
    events.register(HANDOFF, "Somebody asks for you in the chat", _EXAMPLE)
    pre_delete.connect(forgotten, sender=Conversation, dispatch_uid="chatbot.announcing")


def announce(name: str, conversation: Conversation) -> None:
    """To be called in the transaction in which it happens."""
    if conversation.is_test:
        return
    data = {
        "conversation_id": conversation.pk,
        "page_url": conversation.page_url,
        "referrer": conversation.referrer,
        "utm": conversation.utm,
        "started_at": conversation.created_at,
    }
    events.announce(name, data, about=str(conversation.pk))


def forgotten(sender: type[Conversation], instance: Conversation, **kwargs: Any) -> None:
    """A conversation is being deleted: our own copies of what was told of it go too."""
    events.forget(str(instance.pk))
