"""What the admin's first page says about conversations."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince

from chatbot.models import Conversation, Message
from ops.panels import Content, Row

RECENT = timedelta(days=14)


def waiting() -> Content:
    """Visitors who asked for a person."""
    found = Conversation.objects.real().filter(handoff_requested_at__gte=timezone.now() - RECENT)
    return Content(
        title="Asked for you",
        rows=[
            Row(
                text=str(conversation),
                url=reverse("admin:chatbot_conversation_change", args=[conversation.pk]),
                note=f"{timesince(conversation.handoff_requested_at)} ago",
            )
            for conversation in found.order_by("-handoff_requested_at")[:10]
            if conversation.handoff_requested_at
        ],
        empty="Nobody has asked for you lately.",
    )


def unanswered() -> Content:
    """Questions nobody has written an answer to yet."""
    found = Message.objects.filter(
        outcome=Message.Outcome.UNKNOWN,
        created_at__gte=timezone.now() - RECENT,
        conversation__is_test=False,
        reply_to__isnull=False,
    ).select_related("reply_to")
    return Content(
        title="Could not answer",
        rows=[
            Row(
                text=reply.reply_to.text[:120] if reply.reply_to else "",
                url=reverse("admin:chatbot_conversation_change", args=[reply.conversation_id]),
                note=f"{timesince(reply.created_at)} ago",
            )
            for reply in found.order_by("-created_at")[:10]
        ],
        empty="Every question found an answer.",
    )
