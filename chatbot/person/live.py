"""What a visitor's chat is told of a person: whether one is wanted or there, and what they said."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from chatbot import wording
from chatbot.models import Business, Conversation, Handoff, Message
from chatbot.person.promise import known_zone, promise
from chatbot.person.take import name_for_visitors
from chatbot.wording.in_person import words_in

NONE, WAITING, PERSON = "none", "waiting", "person"
#: A person's messages that one answer holds.
MOST = 100
#: A visit is noted again after this time, so that looking costs no write each time.
NOTED = timedelta(seconds=15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What a visitor's browser says: ``after`` and ``read`` are ids of messages, or None."""

    after: uuid.UUID | None = None
    read: uuid.UUID | None = None
    time_zone: str = ""


def state(conversation: Conversation, *, language: str) -> dict[str, Any]:
    """``handoff`` in the answers of the API.

    ``text`` says when a person answers, before the visitor writes; ``who`` says who has the
    conversation, "" for the assistant. Times are ISO 8601 in UTC, or null.
    """
    business = Business.current()
    handoff = (
        Handoff.objects.open()
        .filter(conversation_id=conversation.pk)
        .select_related("taken_by")
        .first()
    )
    words = words_in(language)
    if conversation.taken_at is not None:
        name = name_for_visitors(handoff.taken_by if handoff else None, business)
        return {
            "state": PERSON,
            "person": name,
            "who": words.in_person.format(person=name),
            "text": "",
            "again": words.automated_again,
            "open": True,
            "reply_by": None,
            "back_at": None,
        }
    told = promise(business, language=language, zone=conversation.time_zone)
    return {
        "state": WAITING if handoff is not None else NONE,
        "person": wording.person(business),
        "who": "",
        "text": told.text,
        "again": words.automated_again,
        "open": told.is_open,
        "reply_by": _iso(told.reply_by),
        "back_at": _iso(told.back_at),
    }


def look(conversation: Conversation, looked: Looked, *, language: str) -> dict[str, Any]:
    """The state, and what a person has said since; notes that the visitor is here.

    What they have read is not sent to them by email as well.
    """
    zone = known_zone(looked.time_zone)
    if zone and zone != conversation.time_zone:
        Conversation.objects.filter(pk=conversation.pk).update(time_zone=zone)
        conversation.time_zone = zone
    _note(conversation, looked.read)
    said = conversation.messages.filter(role=Message.Role.PERSON)
    if looked.after is not None:
        after = conversation.messages.filter(id=looked.after).values_list("seq", flat=True).first()
        said = said.filter(seq__gt=after or 0)
    newest = list(said.order_by("-seq")[:MOST])[::-1]
    return {
        "messages": [message.as_json() for message in newest],
        "handoff": state(conversation, language=language),
    }


def _note(conversation: Conversation, read: uuid.UUID | None) -> None:
    now = timezone.now()
    rows = Handoff.objects.filter(conversation_id=conversation.pk)
    if read is not None:
        seq = conversation.messages.filter(id=read).values_list("seq", flat=True).first() or 0
        rows.filter(visitor_read__lt=seq, person_seq__gt=0).update(visitor_read=seq)
        rows.filter(mail_at__isnull=False, person_seq__lte=seq).update(mail_at=None)
    stale = Q(visitor_seen_at__isnull=True) | Q(visitor_seen_at__lte=now - NOTED)
    rows.filter(stale, ended_at__isnull=True).update(visitor_seen_at=now)


def _iso(moment: Any) -> str | None:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None
