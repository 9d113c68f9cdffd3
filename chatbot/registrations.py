"""What the rooms below need from this one, handed to them when Django is ready."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth import get_user_model

from chatbot import (
    announcing,
    booking,
    erasure,
    figures,
    hot_queries,
    lead_history,
    letters,
    personal_data,
    qualifying,
    smoke,
    today,
    unanswered,
)
from chatbot.accounts import erasing, owner_start
from chatbot.accounts import smoke as account_smoke
from chatbot.answerers import choose, hourly
from chatbot.models import Business, Conversation
from chatbot.person import mail, missed
from chatbot.said import copy_of, shortened
from leads import so_far, timeline
from leads.bookings import reference
from leads.capture import (
    Sender,
    VerifiedConversation,
    register_conversation_verifier,
    register_sender,
)
from ops import audit, lifecycle, panels, privacy, readiness, roles, schedule, zone
from ops.accounts import step_up
from ops.database import give_back
from ops.letters import letterhead
from ops.letters.writing import spoken_language
from ops.monitor import slow
from ops.monitor.register import also_look_at
from ops.privacy.own import forget_in_admin_log
from ops.releases import warming


def register() -> None:
    """Fill the registries."""
    register_conversation_verifier(verify_conversation)
    reference.register(booked_in)
    so_far.register_transcript(said_so_far)
    register_sender(sender)
    zone.register(lambda: panels.once(Business.current).time_zone)
    letters.register_kinds()
    privacy.register(
        "conversations", title="Your conversations", export=personal_data.export,
        erase=personal_data.erase, count=personal_data.count, known_by=personal_data.known_by,
    )  # fmt: skip
    privacy.register(
        "deletion_requests", title="Deletions you asked for in the chat",
        export=erasure.export_requests, erase=erasure.settle_requests,
    )  # fmt: skip
    forget_in_admin_log(Conversation, get_user_model())
    hot_queries.register()
    announcing.register()
    figures.register_measures()
    qualifying.register()
    timeline.register("conversations", lead_history.conversations)
    mail.register()
    missed.register()
    privacy.register(
        "accounts", title="Your account", export=erasing.export_accounts,
        erase=erasing.erase_accounts, known_by=erasing.known_by, in_steps=erasing.erase_closed,
    )  # fmt: skip
    step_up.register("chatbot_erasurerequest_")
    lifecycle.on_start(owner_start.at_start)
    smoke.register_steps()
    account_smoke.register_steps()
    readiness.register("llm", choose.how_they_are)
    hourly.register()
    schedule.register(
        "draw unanswered questions together", unanswered.draw_beforehand, every=unanswered.EVERY
    )
    panels.register(
        panels.Panel(
            permission="chatbot.view_conversation", content=today.waiting, asks=(today.to_delete,)
        )
    )
    panels.register(panels.Panel(permission="chatbot.view_conversation", content=today.unanswered))
    # An Assistant reads what was asked and writes answers to it; what stands is the Owner's.
    roles.register(
        "chatbot",
        assistant=[
            "view_conversation",
            "view_message",
            "answer_conversation",
            "view_knowledgeentry",
            "add_knowledgeentry",
        ],
    )
    audit.watch("chatbot.business", "chatbot.embedding", "chatbot.safetyrule", "chatbot.crisisline")
    for beginning in ("/accounts/", "/setup/", "/api/schema/", "/api/docs/"):
        slow.allow(beginning)
    also_look_at("the chat", "chatbot.probing.message")
    warming.register("the knowledge", read_knowledge)
    warming.register("the landing page", lambda: warming.page("/"))
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
    return as_verified(conversation)


def booked_in(text: str) -> VerifiedConversation | None:
    """The conversation in which a booking page was opened, or None."""
    conversation = booking.conversation_of(text)
    return as_verified(conversation) if conversation else None


def as_verified(conversation: Conversation) -> VerifiedConversation:
    """What a lead may know of it."""
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
    business = panels.once(Business.current)
    return Sender(
        business_name=business.name,
        coach_name=business.coach_name,
        reply_promise=business.reply_promise,
        booking_url=business.booking_url,
        colour=business.colour,
        time_zone=business.time_zone,
        site_url=settings.SITE_URL,
    )


def said_so_far(conversation_id: str) -> so_far.SoFar | None:
    """What was said in a conversation, for the owner; of a test nothing."""
    try:
        conversation = Conversation.objects.filter(pk=uuid.UUID(conversation_id)).first()
    except ValueError:
        return None
    if conversation is None or conversation.is_test:
        return None
    business = Business.current()
    words = letters.TABLES.of(spoken_language("", letterhead.current()))
    copy = copy_of(
        conversation,
        business,
        you=words.visitor,
        automated=words.assistant.replace("{business}", business.name),
        messages=so_far.MESSAGES,
        letters=so_far.LETTERS,
    )
    said = [
        so_far.Words(
            speaker=one.speaker,
            text=shortened(one.text, so_far.LONGEST),
            is_visitor=one.is_visitor,
        )
        for one in copy.messages
    ]
    cut = copy.is_cut or any(len(one.text) > so_far.LONGEST for one in copy.messages)
    path = f"/chatbot/conversation/{conversation.pk}/change/"
    return so_far.SoFar(said=said, is_cut=cut, path=path)


def know_the_house() -> None:
    """For the pages that may not ask the database, being shown when it is away."""
    from chatbot.pages import business_context

    try:
        business_context()
    finally:
        give_back()


def read_knowledge() -> None:
    """Every entry, as the new code reads it."""
    from chatbot.knowledge.live import LiveKnowledge

    LiveKnowledge().refresh()


def warm_up() -> None:
    """Build the index before the first visitor asks."""
    from chatbot.knowledge.live import knowledge

    try:
        knowledge.refresh()
    finally:
        give_back()
