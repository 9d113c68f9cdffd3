"""The figures of conversations, for the page of figures."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from chatbot.models import Conversation, Message
from ops.figures.registry import Measure, register
from ops.figures.source import first_of

#: Replies to a question that wanted an answer; the others were greetings, details and refusals.
ASKED = (Message.Outcome.ANSWERED, Message.Outcome.UNKNOWN, Message.Outcome.DEGRADED)


def register_measures() -> None:
    """Add them."""
    register(Measure(name="chats", title="Chats", count=chats, order=30))
    register(Measure(name="asked", title="Questions", count=asked, order=40))
    register(Measure(name="answered", title="Answered", count=answered, order=41, share_of="asked"))
    register(Measure(name="handoffs", title="Asked for you", count=handoffs, order=50))


def chats(begin: datetime, end: datetime) -> Counter[str]:
    """Conversations that began."""
    rows = Conversation.objects.real().filter(created_at__gte=begin, created_at__lt=end)
    return _by_source(rows.values_list("first_touch", "utm", "referrer"))


def handoffs(begin: datetime, end: datetime) -> Counter[str]:
    """Conversations in which a person was asked for."""
    rows = Conversation.objects.real().filter(
        handoff_requested_at__gte=begin, handoff_requested_at__lt=end
    )
    return _by_source(rows.values_list("first_touch", "utm", "referrer"))


def asked(begin: datetime, end: datetime) -> Counter[str]:
    """Questions that wanted an answer."""
    return _replies(begin, end, ASKED)


def answered(begin: datetime, end: datetime) -> Counter[str]:
    """Those that got one from the founder's knowledge."""
    return _replies(begin, end, (Message.Outcome.ANSWERED,))


def _replies(begin: datetime, end: datetime, outcomes: tuple[str, ...]) -> Counter[str]:
    rows = Message.objects.filter(
        outcome__in=outcomes,
        created_at__gte=begin,
        created_at__lt=end,
        conversation__is_test=False,
    ).order_by()
    names = ("first_touch", "utm", "referrer")
    return _by_source(rows.values_list(*(f"conversation__{name}" for name in names)))


def _by_source(rows: QuerySet[Any, Any]) -> Counter[str]:
    return Counter(
        first_of(first, {"utm": utm, "referrer": referrer})
        for first, utm, referrer in rows.iterator(chunk_size=2000)
    )
