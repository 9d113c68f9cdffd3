"""A conversation as an email to the visitor who asked for it."""

from __future__ import annotations

from django.utils import timezone

from chatbot.models import Business, Conversation, Message
from ops.outbox.enqueue import enqueue


def send(*, conversation: Conversation, to: str) -> bool:
    """Put the transcript into the outbox; False when there is nothing to send.

    It goes only to somebody who holds the conversation's token, and it holds only what that
    person has already seen: no staff address, no internal note.
    """
    messages = list(conversation.messages.order_by("seq")[:500])
    if not messages:
        return False
    business = Business.current()
    enqueue(
        to=to,
        subject=f"Your conversation with {business.name}",
        text=as_text(business, messages),
        kind="transcript",
        is_test=conversation.is_test,
        reply_to=business.contact_email,
    )
    return True


def as_text(business: Business, messages: list[Message]) -> str:
    """Who said what, one paragraph a message."""
    names = {Message.Role.VISITOR: "You", Message.Role.ASSISTANT: f"{business.name} (automated)"}
    began = timezone.localtime(messages[0].created_at).strftime("%d %B %Y, %H:%M %Z")
    said = "\n\n".join(f"{names[Message.Role(m.role)]}:\n{m.text}" for m in messages if m.text)
    return (
        f"You asked for this copy of your conversation with {business.name}.\n"
        f"It began on {began}.\n\n{said}\n"
    )
