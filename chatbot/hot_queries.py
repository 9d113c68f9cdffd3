"""The queries of this room that are made often or over tables that grow, for the launch check."""

from __future__ import annotations

import uuid

from django.utils import timezone

from chatbot.models import Conversation, ErasureRequest, Handoff, Message, ModelCall
from chatbot.models.usage import CALLS_KEPT
from chatbot.today import OPEN_LOOKED_AT
from chatbot.unanswered import MOST, SINCE, unanswered_replies
from ops import queries

#: Nobody's id: a plan needs none that is there.
NOBODY = uuid.UUID(int=0)


def register() -> None:
    """Tell the ground floor."""
    queries.register(
        "a conversation by its id",
        lambda: Conversation.objects.filter(pk=NOBODY),
        columns=("id",),
    )
    queries.register(
        "a page of a conversation's history",
        lambda: Message.objects.filter(conversation_id=NOBODY, seq__gt=1).order_by("seq")[:50],
        columns=("conversation_id", "seq"),
    )
    queries.register(
        "a message that was sent before",
        lambda: Message.objects.filter(conversation_id=NOBODY, client_message_id="0"),
        columns=("conversation_id", "client_message_id"),
    )
    queries.register(
        "a message by its id", lambda: Message.objects.filter(id=NOBODY), columns=("id",)
    )
    queries.register(
        "the reply to a message", lambda: Message.objects.filter(reply_to=1), columns=("reply_to",)
    )
    queries.register(
        "the questions nobody has answered",
        lambda: unanswered_replies(SINCE)[:MOST],
        columns=("outcome", "created_at"),
    )
    queries.register(
        "the list of conversations",
        lambda: Conversation.objects.real().order_by("-last_message_at")[:50],
        columns=("-last_message_at",),
        walks=True,
    )
    queries.register(
        "who has a conversation",
        lambda: Handoff.objects.open().filter(conversation_id=NOBODY),
        columns=("conversation_id",),
    )
    queries.register(
        "the people who wait in the chat",
        lambda: Handoff.objects.open().order_by("-began_at")[:OPEN_LOOKED_AT],
        columns=("-began_at",),
        walks=True,
    )
    queries.register(
        "the people who have waited too long",
        lambda: Handoff.objects.filter(due_at__lte=timezone.now()).order_by("due_at")[:100],
        columns=("due_at",),
    )
    queries.register(
        "the visitors who want their data deleted",
        lambda: ErasureRequest.objects.waiting().order_by("asked_at")[:8],
        columns=("done_at", "asked_at"),
    )
    queries.register(
        "what a conversation has cost",
        lambda: ModelCall.objects.of_conversation(NOBODY),
        columns=("conversation_id",),
    )
    queries.register(
        "the model calls that may be forgotten",
        lambda: ModelCall.objects.filter(created_at__lt=timezone.now() - CALLS_KEPT),
        columns=("created_at",),
    )
