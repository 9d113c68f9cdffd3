"""Asking for a person: it always works, and the owner is told at once."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from chatbot import wording
from chatbot.models import Business, Conversation, Message
from chatbot.turns import Draft
from ops.outbox.enqueue import enqueue


def request(*, conversation: Conversation, business: Business, language: str = "en") -> Draft:
    """Note that a person is wanted, tell the owner (once a conversation), and say so."""
    with transaction.atomic():
        _tell_owner_once(conversation)
    actions = [{"type": "lead_form", "label": wording.leave_email(language)}]
    if business.booking_url:
        actions.append(
            {"type": "booking", "label": wording.book(language), "url": business.booking_url}
        )
    return Draft(
        text=wording.handoff(business, language),
        outcome=Message.Outcome.HANDOFF,
        actions=actions,
        asked_for_email=True,
    )


def _tell_owner_once(conversation: Conversation) -> None:
    now = timezone.now()
    first = Conversation.objects.filter(
        pk=conversation.pk, handoff_requested_at__isnull=True
    ).update(handoff_requested_at=now)
    if first and settings.OWNER_EMAIL and not conversation.is_test:
        enqueue(
            to=settings.OWNER_EMAIL,
            subject="A visitor would like to talk to you",
            text=_notice(conversation),
            kind="handoff_notice",
        )


def _notice(conversation: Conversation) -> str:
    admin = f"{settings.SITE_URL}/{settings.ADMIN_PATH}/chatbot/conversation/{conversation.pk}/"
    said = conversation.messages.filter(role=Message.Role.VISITOR).order_by("-seq")[:5]
    words = "\n".join(f"  {message.text[:500]}" for message in reversed(said))
    return (
        "A visitor asked for a person in the chat on your site.\n\n"
        f"What they wrote last:\n{words}\n\n"
        f"The whole conversation: {admin}\n"
    )
