"""Who may open a conversation: whoever holds its token, sent as ``Authorization: Bearer``."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from chatbot.models import Conversation
from ops.web.authorization import conversation_token
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
        raise Problem(
            404,
            "No such conversation",
            "There is no conversation with this id and token. Start a new one with "
            "POST /api/v1/conversations/.",
        )
    return conversation
