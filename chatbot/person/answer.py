"""What a person says in a conversation, from the desk or by email."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from chatbot.models import Business, Conversation, Handoff, Message
from chatbot.person.take import name_for_visitors, take

LONGEST = 4000
#: How long an answer waits to be seen in the chat before it goes by email.
UNSEEN = timedelta(seconds=60)


class NotSaid(Exception):
    """The words cannot be sent; ``detail`` says what to change."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def answer(
    conversation_id: uuid.UUID, *, text: str, user: Any, nonce: str, seen: int | None = None
) -> Message:
    """Store a person's words; the conversation is theirs from then on.

    The same ``nonce`` again gives the message that is there. ``seen`` is the ``seq`` up to which
    they had read; None is all. Raises ``NotSaid``, ``Gone`` and ``HeldByAnother``.
    """
    text = tidy(text)
    key = f"desk:{nonce}"[:64]
    now = timezone.now()
    with transaction.atomic():
        before = Message.objects.filter(
            conversation_id=conversation_id, client_message_id=key
        ).first()
        if before is not None:
            return before
        handoff = take(conversation_id, user)
        message, is_new = Message.objects.get_or_create(
            conversation_id=conversation_id,
            client_message_id=key,
            defaults={
                "role": Message.Role.PERSON,
                "text": text,
                "answered_by": name_for_visitors(user, Business.current()),
            },
        )
        if not is_new:
            return message
        Conversation.objects.filter(pk=conversation_id).update(last_message_at=now)
        Handoff.objects.filter(pk=handoff.pk).update(
            answered_at=Coalesce("answered_at", now),
            due_at=None,
            remind_at=None,
            tell_at=None,
            mail_at=now + UNSEEN,
            person_seq=message.seq,
            desk_read=Greatest("desk_read", message.seq if seen is None else seen),
        )
    return message


def tidy(text: str) -> str:
    """The words as they are stored: without null characters, and not too long."""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise NotSaid("Write something first.")
    if len(text) > LONGEST:
        raise NotSaid(
            f"That is {len(text):,} characters long. Send at most {LONGEST:,} at once; what you "
            "wrote is still here."
        )
    return text


def heard(message: Message) -> None:
    """A visitor wrote in a conversation that a person has; call it where the message is stored.

    The owner is told by email if the desk does not read it soon: once, until they do.
    """
    from chatbot.person.promise import deadlines

    now = timezone.now()
    handoff = Handoff.objects.open().filter(conversation_id=message.conversation_id).first()
    if handoff is None:
        return
    earlier = Message.objects.filter(
        conversation_id=message.conversation_id,
        role=Message.Role.VISITOR,
        seq__gt=handoff.desk_read,
        seq__lt=message.seq,
    ).exists()
    changes: dict[str, Any] = {"visitor_seen_at": now}
    if not earlier and handoff.answered_at:
        changes["tell_at"] = now + UNSEEN
    if handoff.due_at is None and handoff.missed_at is None:
        changes["due_at"] = deadlines(Business.current(), now)[0]
    Handoff.objects.open().filter(pk=handoff.pk).update(**changes)
