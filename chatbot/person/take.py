"""Who has a conversation: a person takes it, and the assistant is silent until it is given back.

Taking locks the messages and then the conversation, in the order in which a reply is stored
(``chatbot.turns``), so that of the two one comes first and the other sees it.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from chatbot import wording
from chatbot.models import Business, Conversation, Handoff, Message

#: A conversation in which nobody has written for so long goes back to the assistant by itself.
SILENCE = timedelta(hours=24)


class HeldByAnother(Exception):
    """Somebody else has the conversation; ``holder`` is their name."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"{holder} has this conversation")
        self.holder = holder


class Gone(Exception):
    """The conversation was deleted meanwhile."""


def take(conversation_id: uuid.UUID, user: Any, *, from_another: bool = False) -> Handoff:
    """Give a conversation to ``user``; None is the owner, who answers by email.

    From this moment nothing automated is said in it, not even what was being written. Raises
    ``HeldByAnother`` unless it may be taken from them, and ``Gone``.
    """
    now = timezone.now()
    with transaction.atomic():
        _silence(conversation_id, now)
        handoff = open_one(conversation_id, now)
        if user is None:
            return handoff
        mine = Handoff.objects.open().filter(pk=handoff.pk)
        if not from_another:
            mine = mine.filter(Q(taken_by=None) | Q(taken_by=user))
        if not mine.update(taken_by=user):
            handoff.refresh_from_db()
            raise HeldByAnother(holder_of(handoff))
        handoff.taken_by = user
    return handoff


def open_one(conversation_id: uuid.UUID, now: datetime) -> Handoff:
    """The open handoff of a conversation, begun if there is none. Two at once begin one."""
    found = Handoff.objects.open().filter(conversation_id=conversation_id).first()
    if found is not None:
        return found
    read = (
        Handoff.objects.filter(conversation_id=conversation_id)
        .order_by("-began_at")
        .values_list("desk_read", flat=True)
        .first()
    )
    try:
        with transaction.atomic():
            return Handoff.objects.create(
                conversation_id=conversation_id, began_at=now, desk_read=read or 0
            )
    except IntegrityError:
        return Handoff.objects.open().get(conversation_id=conversation_id)


def give_back(conversation_id: uuid.UUID) -> bool:
    """The assistant answers again; False when nobody had it or waited in it."""
    now = timezone.now()
    with transaction.atomic():
        # What was asked for before is forgotten, so that the next message begins afresh.
        had = Conversation.objects.filter(pk=conversation_id, taken_at__isnull=False).update(
            taken_at=None, asked_for_email=False
        )
        ended = (
            Handoff.objects.open()
            .filter(conversation_id=conversation_id)
            .update(ended_at=now, due_at=None, remind_at=None, tell_at=None)
        )
    return bool(had or ended)


def give_back_silent(now: datetime) -> None:
    """Conversations in which nobody has written for ``SILENCE``.

    One with words that the desk has not read stays among those who wait.
    """
    taken = (
        Handoff.objects.open()
        .filter(
            conversation__taken_at__isnull=False, conversation__last_message_at__lte=now - SILENCE
        )
        .values_list("pk", "conversation_id", "desk_read")[:100]
    )
    for pk, conversation_id, read in taken:
        with transaction.atomic():
            still = Conversation.objects.filter(
                pk=conversation_id, taken_at__isnull=False, last_message_at__lte=now - SILENCE
            ).update(taken_at=None, asked_for_email=False)
            if not still:
                continue
            rest = Handoff.objects.open().filter(pk=pk)
            if unread(conversation_id, read):
                rest.update(taken_by=None, tell_at=None)
            else:
                rest.update(ended_at=now, due_at=None, remind_at=None, tell_at=None)


def unread(conversation_id: uuid.UUID, since: int) -> int:
    """How many messages the visitor has written after a place in the conversation."""
    return Message.objects.filter(
        conversation_id=conversation_id, role=Message.Role.VISITOR, seq__gt=since
    ).count()


def holder_of(handoff: Handoff) -> str:
    """Who has it, for the team."""
    if handoff.taken_by is None:
        return "Somebody, by email"
    return handoff.taken_by.get_full_name() or handoff.taken_by.get_username()


def name_for_visitors(user: Any, business: Business) -> str:
    """Who writes: their own name if their account has one, never their user name."""
    own = user.get_full_name() if user is not None else ""
    return (" ".join(own.split()) or wording.person(business))[:40]


def _silence(conversation_id: uuid.UUID, now: datetime) -> None:
    Message.objects.filter(conversation_id=conversation_id, status=Message.Status.ANSWERING).update(
        status=Message.Status.COMPLETE,
        outcome=Message.Outcome.HANDOFF,
        answering_until=None,
        answering_by=None,
    )
    conversation = Conversation.objects.select_for_update().filter(pk=conversation_id).first()
    if conversation is None:
        raise Gone
    if conversation.taken_at is None:
        Conversation.objects.filter(pk=conversation_id).update(taken_at=now)
