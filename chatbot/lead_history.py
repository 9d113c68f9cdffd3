"""What the timeline of a lead shows of conversations."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse

from chatbot.models import Conversation, Message
from chatbot.unanswered import shortened
from leads.timeline import Entry, Person


def conversations(person: Person, most: int) -> Iterator[Entry]:
    """The chats in which they left an address, each with its first words; one query."""
    keys = [key for key in person.conversation_ids if _is_key(key)][:most]
    if not keys:
        return
    said = Message.objects.filter(conversation=OuterRef("pk"), role=Message.Role.VISITOR)
    found: Any = Conversation.objects.filter(pk__in=keys).annotate(
        first_text=Subquery(said.order_by("seq").values("text")[:1]), said=Count("messages")
    )
    for one in found:
        pages = [one.page_url] if one.page_url else []
        where = [f"Began on {page}" for page in pages]
        came = one.first_touch.get("referrer") or one.referrer
        yield Entry(
            at=one.created_at,
            kind="chat",
            title=f"Chat, {one.said} message{'' if one.said == 1 else 's'}",
            text=shortened(one.first_text or ""),
            details=[*where, *([f"Came from {came}"] if came else [])],
            url=reverse("admin:chatbot_conversation_change", args=[one.pk]),
            permission="chatbot.view_conversation",
        )


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
