"""What nobody answered in time becomes a lead with what was said; the owner is reminded once.

Each step claims its row by what it has read of it, in one transaction with what it does; so a
process may be killed at any point, and two may do this at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from chatbot.models import Business, Conversation, Handoff, Message
from chatbot.person import mail
from chatbot.person.take import give_back_silent
from leads.capture import LENGTHS, add_enquiry, addresses_of
from ops import schedule

logger = logging.getLogger(__name__)

EVERY, LOOK_BACK_EVERY = timedelta(seconds=30), timedelta(minutes=10)
#: Rows of one kind in one pass.
MOST = 100
#: How long a missed handoff waits for an address, and an unanswered one among those who wait.
KEPT = timedelta(days=14)
SOURCE = "missed_handoff"


def register() -> None:
    """Two chores."""
    schedule.register("people who wait in the chat", look, every=EVERY)
    schedule.register("people who waited in the chat", look_back, every=LOOK_BACK_EVERY)


def look() -> None:
    """Whatever is due now."""
    now = timezone.now()
    _each("due_at", now, _missed)
    _each("remind_at", now, _remind)
    _each("tell_at", now, _tell)
    _each("mail_at", now, _mail)


def look_back() -> None:
    """Who left an address after they were missed, and what nobody will come back to."""
    now = timezone.now()
    late = Handoff.objects.filter(
        missed_at__gte=now - KEPT, missed_at__isnull=False, lead_at__isnull=True
    ).select_related("conversation")
    for handoff in late.order_by("-missed_at")[:MOST]:
        with transaction.atomic():
            if addresses_of(str(handoff.conversation_id)) and _claim(handoff, "lead_at", now):
                _to_lead(handoff)
    give_back_silent(now)
    Handoff.objects.open().filter(began_at__lte=now - KEPT, taken_by__isnull=True).update(
        ended_at=now, due_at=None, remind_at=None, tell_at=None
    )


def _each(field: str, now: datetime, act: Callable[[Handoff, datetime], None]) -> None:
    found = Handoff.objects.filter(**{f"{field}__lte": now}).select_related("conversation")
    for handoff in found.order_by(field)[:MOST]:
        try:
            with transaction.atomic():
                was = {field: getattr(handoff, field)}
                if Handoff.objects.filter(pk=handoff.pk, **was).update(**{field: None}):
                    act(handoff, now)
        except Exception:
            # One that cannot be dealt with must not keep the others waiting; it is tried again.
            logger.exception("a handoff could not be looked after")


def _claim(handoff: Handoff, field: str, now: datetime) -> bool:
    empty = Handoff.objects.filter(pk=handoff.pk, **{f"{field}__isnull": True})
    return bool(empty.update(**{field: now}))


def _missed(handoff: Handoff, now: datetime) -> None:
    if handoff.ended_at is not None:
        return
    Handoff.objects.filter(pk=handoff.pk).update(missed_at=now)
    known = addresses_of(str(handoff.conversation_id))
    if known and _claim(handoff, "lead_at", now) and _to_lead(handoff):
        # The notice of the lead is the reminder.
        Handoff.objects.filter(pk=handoff.pk).update(remind_at=None)


def _to_lead(handoff: Handoff) -> bool:
    conversation = handoff.conversation
    return add_enquiry(
        conversation_id=str(conversation.pk),
        message=said_in(conversation),
        source=SOURCE,
        page_url=conversation.page_url,
        is_test=conversation.is_test,
    )


def _remind(handoff: Handoff, now: datetime) -> None:
    current = Handoff.objects.filter(
        pk=handoff.pk, ended_at__isnull=True, answered_at__isnull=True, lead_at__isnull=True
    )
    if not current.exists():
        return
    # Who has left an address meanwhile becomes a lead, and its notice is the reminder.
    known = addresses_of(str(handoff.conversation_id))
    if not (known and _claim(handoff, "lead_at", now) and _to_lead(handoff)):
        mail.reminder(handoff.conversation)


def _tell(handoff: Handoff, now: datetime) -> None:
    if handoff.ended_at is None:
        mail.wrote_again(handoff.conversation, handoff.desk_read)


def _mail(handoff: Handoff, now: datetime) -> None:
    """What the visitor has not seen in the chat goes to the address they left, if they left one."""
    conversation = handoff.conversation
    known = addresses_of(str(conversation.pk))
    if not known:
        return
    unseen = conversation.messages.filter(
        role=Message.Role.PERSON, seq__gt=handoff.visitor_read, seq__lte=handoff.person_seq
    ).order_by("seq")
    messages = list(unseen[:MOST])
    if messages:
        mail.to_visitor(conversation, messages, to=known[0], business=Business.current())
        # What has been sent is not sent again with the next one.
        Handoff.objects.filter(pk=handoff.pk, visitor_read__lt=messages[-1].seq).update(
            visitor_read=messages[-1].seq
        )


def said_in(conversation: Conversation) -> str:
    """The conversation as text, its newest part where it is too long for an enquiry."""
    names = {
        Message.Role.VISITOR: "Visitor",
        Message.Role.ASSISTANT: "Assistant",
    }
    newest = conversation.messages.order_by("-seq")[:60]
    lines: list[str] = []
    left = LENGTHS["message"]
    for message in newest:
        who = names.get(Message.Role(message.role)) or message.answered_by
        line = f"{who}: {message.text.strip()}"
        if not message.text.strip():
            continue
        if len(line) + 1 > left:
            lines.append(line[: max(0, left - 1)].rstrip() if not lines else "…")
            break
        lines.append(line)
        left -= len(line) + 1
    return "\n".join(reversed(lines))
