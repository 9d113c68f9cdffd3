"""Who answers a message, exactly once: claiming it, waiting for it, storing its reply.

A visitor's message row is the lock. It is claimed by one process at a time, whose claim lapses
when the process is not heard of for ``ANSWERING_LEASE``, or has not begun within
``STARTING_LEASE``; all the replay rules of the contract follow from the state of that row.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from chatbot.guarded import Guarded
from chatbot.models import Conversation, Message
from chatbot.models.conversation import ANSWERING_LEASE, STARTING_LEASE
from chatbot.person.answer import heard


class TurnState(StrEnum):
    """What has become of a message when it is sent (again)."""

    OURS = auto()  # claimed by this call, which must answer it
    RUNNING = auto()  # another call is answering it now
    DONE = auto()  # answered; ``reply`` is there, or None where a person is to answer
    OTHER_TEXT = auto()  # the same client_message_id stands for another text


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One message and its reply so far. ``claim`` names the process that answers it."""

    state: TurnState
    message: Message
    claim: uuid.UUID
    reply: Message | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A reply before it is stored."""

    text: str
    outcome: Message.Outcome
    sources: Sequence[dict[str, str]] = ()
    actions: Sequence[dict[str, str]] = ()
    asked_for_email: bool = False
    entry_id: int | None = None
    score: float | None = None
    answered_by: str = "builtin"
    guarded: Sequence[Guarded] = ()
    #: One of the founder's questions is in it, or the word on them: no other is added.
    asks: bool = False


def take_turn(*, conversation: Conversation, text: str, client_message_id: str) -> Turn:
    """Store the message, or find it, and claim it if nobody is answering it.

    Two requests that race are told apart by the unique constraint: the second finds the first's
    row. Where a person has the conversation the message is complete as it is.
    """
    claim = uuid.uuid4()
    now = timezone.now()
    try:
        with transaction.atomic():
            message = Message.objects.create(
                conversation=conversation,
                role=Message.Role.VISITOR,
                text=text,
                client_message_id=client_message_id,
                status=Message.Status.ANSWERING,
                answering_until=now + STARTING_LEASE,
                answering_by=claim,
            )
            Conversation.objects.filter(pk=conversation.pk).update(last_message_at=now)
            if _a_person_has(conversation.pk):
                _close_for_person(Message.objects.filter(pk=message.pk))
                message.refresh_from_db()
                heard(message)
                return Turn(state=TurnState.DONE, message=message, claim=claim)
    except IntegrityError:
        message = Message.objects.get(
            conversation=conversation, client_message_id=client_message_id
        )
        return _turn_of(message, text=text, claim=claim)
    return Turn(state=TurnState.OURS, message=message, claim=claim)


def look_again(turn: Turn) -> Turn:
    """The turn as it is now; claims it when the one who was answering has gone silent."""
    message = Message.objects.get(pk=turn.message.pk)
    return _turn_of(message, text=turn.message.text, claim=turn.claim)


def _turn_of(message: Message, *, text: str, claim: uuid.UUID) -> Turn:
    if message.text != text:
        return Turn(state=TurnState.OTHER_TEXT, message=message, claim=claim)
    if message.status == Message.Status.COMPLETE:
        reply = Message.objects.filter(reply_to=message).first()
        return Turn(state=TurnState.DONE, message=message, claim=claim, reply=reply)
    if not message.is_being_answered() and _a_person_has(message.conversation_id):
        _close_for_person(Message.objects.filter(pk=message.pk))
        message.refresh_from_db()
        return Turn(state=TurnState.DONE, message=message, claim=claim)
    if message.is_being_answered() or not _claim(message, claim):
        return Turn(state=TurnState.RUNNING, message=message, claim=claim)
    return Turn(state=TurnState.OURS, message=message, claim=claim)


def is_lost(turn: Turn) -> bool:
    """Whether another call has taken the turn over, or a person the conversation."""
    taken = Q(status=Message.Status.ANSWERING) & ~Q(answering_by=turn.claim)
    for_person = Q(status=Message.Status.COMPLETE, reply__isnull=True)
    return Message.objects.filter(taken | for_person, pk=turn.message.pk).exists()


def _a_person_has(conversation_id: uuid.UUID) -> bool:
    return Conversation.objects.filter(pk=conversation_id, taken_at__isnull=False).exists()


def _close_for_person(messages: QuerySet[Message]) -> int:
    """The messages need no reply of ours."""
    return messages.update(
        status=Message.Status.COMPLETE,
        outcome=Message.Outcome.HANDOFF,
        answering_until=None,
        answering_by=None,
    )


def _claim(message: Message, claim: uuid.UUID) -> bool:
    now = timezone.now()
    free = ~Q(status=Message.Status.ANSWERING) | Q(answering_until__lte=now)
    return bool(
        Message.objects.filter(free, pk=message.pk)
        .exclude(status=Message.Status.COMPLETE)
        .update(
            status=Message.Status.ANSWERING,
            answering_by=claim,
            answering_until=now + STARTING_LEASE,
        )
    )


def keep_claim(turn: Turn) -> bool:
    """Say that this process is still answering; False when another has taken over."""
    return bool(
        Message.objects.filter(
            pk=turn.message.pk, answering_by=turn.claim, status=Message.Status.ANSWERING
        ).update(answering_until=timezone.now() + ANSWERING_LEASE)
    )


def store_reply(
    turn: Turn, draft: Draft, *, status: Message.Status, duration_ms: int
) -> Message | None:
    """Store the reply and close the turn, together; None when the turn is no longer ours.

    Nothing is stored once a person has the conversation: the message is complete without. An
    earlier interrupted reply to the same message is replaced in place.
    """
    with transaction.atomic():
        claimed = Message.objects.filter(
            pk=turn.message.pk, answering_by=turn.claim, status=Message.Status.ANSWERING
        )
        if not claimed.update(status=status, answering_until=None, answering_by=None):
            return None
        changes: dict[str, Any] = {"last_message_at": timezone.now()}
        if draft.asked_for_email:
            changes["asked_for_email"] = True
        elif draft.outcome == Message.Outcome.LEAD_CAPTURED:
            changes["asked_for_email"] = False
        if not Conversation.objects.filter(
            pk=turn.message.conversation_id, taken_at__isnull=True
        ).update(**changes):
            _close_for_person(Message.objects.filter(pk=turn.message.pk))
            return None
        reply, _ = Message.objects.update_or_create(
            reply_to=turn.message,
            defaults={
                "conversation_id": turn.message.conversation_id,
                "role": Message.Role.ASSISTANT,
                "text": draft.text,
                "status": status,
                "outcome": draft.outcome,
                "sources": list(draft.sources),
                "actions": list(draft.actions),
                "entry_id": draft.entry_id,
                "score": draft.score,
                "answered_by": draft.answered_by,
                "duration_ms": duration_ms,
            },
        )
    return reply


def for_a_person(turn: Turn) -> bool:
    """Whether a message whose turn was lost waits for a person now."""
    return Message.objects.filter(
        pk=turn.message.pk, status=Message.Status.COMPLETE, reply__isnull=True
    ).exists()
