"""Who may open a conversation: whoever holds its token, sent as ``Authorization: Bearer``."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from chatbot.models import Business, Conversation
from chatbot.wording import code_of
from ops.web.authorization import conversation_token
from ops.web.language import visitors_language
from ops.web.limits import check
from ops.web.problems import Problem


def open_conversation(request: HttpRequest, conversation_id: uuid.UUID) -> Conversation:
    """The conversation the token opens.

    A wrong token and an unknown conversation get the same 404, so that nobody learns which ids
    exist.
    """
    token = conversation_token(
        request,
        missing="Send the conversation's token in the header: Authorization: Bearer TOKEN.",
    )
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None or not conversation.opens_with(token):
        raise not_found()
    return conversation


def open_counted(request: HttpRequest, conversation_id: uuid.UUID, door: str) -> Conversation:
    """``open_conversation``, and one more at ``door`` for this conversation."""
    conversation = open_conversation(request, conversation_id)
    check(
        request,
        door,
        conversation=str(conversation.pk),
        exempt=conversation.is_test,
        kinds=("conversation",),
    )
    return conversation


def language_for(request: HttpRequest, conversation: Conversation) -> str:
    """What to say things in: as the chat is shown, else as the conversation began."""
    otherwise = code_of(conversation.locale) or Business.current().language
    return visitors_language(request, otherwise=otherwise)


def not_found() -> Problem:
    """There is none, or none any more."""
    return Problem(
        404,
        "No such conversation",
        "There is no conversation with this id and token. Start a new one with "
        "POST /api/v1/conversations/.",
    )
