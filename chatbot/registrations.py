"""What the rooms below need from this one, handed to them when Django is ready."""

from __future__ import annotations

import uuid

from django.conf import settings

from chatbot import erasure, hot_queries, smoke, today
from chatbot.accounts import erasing, setup
from chatbot.accounts import smoke as account_smoke
from chatbot.answerers import choose
from chatbot.guards.intent import addresses_in
from chatbot.models import Business, Conversation
from leads.capture import (
    Sender,
    VerifiedConversation,
    address_key,
    address_problem,
    conversation_ids,
    register_conversation_verifier,
    register_sender,
)
from ops import audit, lifecycle, panels, privacy, readiness, roles
from ops.accounts import step_up
from ops.database import give_back


def register() -> None:
    """Fill the registries."""
    register_conversation_verifier(verify_conversation)
    register_sender(sender)
    privacy.register("conversations", export=export_conversations, erase=erase_conversations)
    privacy.register(
        "deletion_requests", export=erasure.export_requests, erase=erasure.settle_requests
    )
    hot_queries.register()
    privacy.register("accounts", export=erasing.export_accounts, erase=erasing.erase_accounts)
    step_up.register("chatbot_erasurerequest_")
    lifecycle.on_start(setup.say_code)
    smoke.register_steps()
    account_smoke.register_steps()
    readiness.register("llm", choose.how_they_are)
    for content in (today.waiting, today.unanswered):
        panels.register(panels.Panel(permission="chatbot.view_conversation", content=content))
    # An Assistant reads what was asked and writes answers to it; what stands is the Owner's.
    roles.register(
        "chatbot",
        assistant=[
            "view_conversation",
            "view_message",
            "view_knowledgeentry",
            "add_knowledgeentry",
        ],
    )
    audit.watch("chatbot.business", "chatbot.embedding", "chatbot.safetyrule", "chatbot.crisisline")
    lifecycle.on_start(warm_up)
    lifecycle.on_start(know_the_house)
    lifecycle.on_start(choose.warm_up)


def verify_conversation(conversation_id: str, token: str) -> VerifiedConversation | None:
    """The conversation a token opens, or None."""
    try:
        conversation = Conversation.objects.filter(pk=uuid.UUID(conversation_id)).first()
    except ValueError:
        return None
    if conversation is None or not conversation.opens_with(token):
        return None
    return VerifiedConversation(
        id=str(conversation.pk),
        is_test=conversation.is_test,
        page_url=conversation.page_url,
        referrer=conversation.referrer,
        utm=conversation.utm,
        first_touch=conversation.first_touch,
    )


def sender() -> Sender:
    """Who writes to a lead."""
    business = Business.current()
    return Sender(
        business_name=business.name,
        coach_name=business.coach_name,
        reply_promise=business.reply_promise,
        booking_url=business.booking_url,
        colour=business.colour,
        site_url=settings.SITE_URL,
    )


def conversations_of(email: str) -> list[Conversation]:
    """The conversations in which exactly this address was left or typed."""
    if address_problem(email):
        return []
    wanted = address_key(email)
    typed = Conversation.objects.filter(messages__text__icontains=email.strip()).distinct()
    found = {
        conversation.pk: conversation
        for conversation in typed
        if any(
            address_key(address) == wanted
            for text in conversation.messages.values_list("text", flat=True)
            for address in addresses_in(text)
        )
    }
    left = Conversation.objects.filter(pk__in=conversation_ids(email))
    return [*found.values(), *(other for other in left if other.pk not in found)]


def export_conversations(email: str) -> list[dict[str, object]]:
    """Everything said in a person's conversations."""
    return [
        {
            "id": str(conversation.pk),
            "started": conversation.created_at.isoformat(),
            "page_url": conversation.page_url,
            "referrer": conversation.referrer,
            "utm": conversation.utm,
            "first_touch": conversation.first_touch,
            "visitor_id": conversation.visitor_id,
            "messages": [message.as_json() for message in conversation.messages.all()],
        }
        for conversation in conversations_of(email)
    ]


def erase_conversations(email: str) -> int:
    """Delete a person's conversations; returns how many."""
    conversations = conversations_of(email)
    for conversation in conversations:
        conversation.delete()
    return len(conversations)


def know_the_house() -> None:
    """For the pages that may not ask the database, being shown when it is away."""
    from chatbot.pages import business_context

    try:
        business_context()
    finally:
        give_back()


def warm_up() -> None:
    """Build the index before the first visitor asks."""
    from chatbot.knowledge.live import knowledge

    try:
        knowledge.refresh()
    finally:
        give_back()
