"""Asking for a person: it always works, and the owner is told at once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from chatbot import announcing, wording
from chatbot.models import Business, Conversation, Handoff, Message
from chatbot.person import mail
from chatbot.person.promise import deadlines, promise
from chatbot.person.take import open_one
from chatbot.turns import Draft


def request(*, conversation: Conversation, business: Business, language: str = "en") -> Draft:
    """Note that a person is wanted, tell the owner (once a handoff), and say so.

    Whatever the founder set as tone or hours, the outcome is ``handoff``; that, and no word in the
    text, is what the chat goes by.
    """
    if not conversation.is_the_monitors:
        with transaction.atomic():
            wanted(conversation, business)
    actions = [{"type": "lead_form", "label": wording.leave_email(language)}]
    if business.booking_url:
        actions.append(
            {"type": "booking", "label": wording.book(language), "url": business.booking_url}
        )
    when = promise(business, language=language, zone=conversation.time_zone)
    return Draft(
        text=wording.handoff(business, language, when=when.text),
        outcome=Message.Outcome.HANDOFF,
        actions=actions,
        asked_for_email=True,
    )


def wanted(conversation: Conversation, business: Business) -> None:
    """A person is wanted from now on; asking again while somebody is waited for changes nothing.

    One that was missed is over: who asks again is heard again. Call it in a transaction.
    """
    now = timezone.now()
    # Locked before the handoff, as everywhere else.
    Conversation.objects.select_for_update().filter(pk=conversation.pk).first()
    Handoff.objects.open().filter(
        conversation_id=conversation.pk, missed_at__isnull=False, taken_by__isnull=True
    ).update(ended_at=now, remind_at=None, tell_at=None)
    handoff = open_one(conversation.pk, now)
    due_at, remind_at = deadlines(business, now)
    first = Handoff.objects.filter(pk=handoff.pk, asked_at__isnull=True).update(
        asked_at=now, due_at=due_at, remind_at=remind_at, visitor_seen_at=now
    )
    if not first:
        return
    Conversation.objects.filter(pk=conversation.pk).update(handoff_requested_at=now)
    announcing.announce(announcing.HANDOFF, conversation)
    mail.notice(conversation)


def is_taken(conversation: Conversation) -> bool:
    """Whether a person has it already; else the next message may be an address.

    Call it in a transaction: until that ends nobody can take it.
    """
    free = Conversation.objects.filter(pk=conversation.pk, taken_at__isnull=True)
    return not free.update(asked_for_email=True)
