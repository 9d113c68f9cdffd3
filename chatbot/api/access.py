"""Who may open a conversation: whoever holds its token, sent as ``Authorization: Bearer``."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from chatbot.models import Conversation
from ops.web.problems import Problem


def bearer_token(request: HttpRequest) -> str:
    """The token of the request; raises 401 when there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem(
            401,
            "Token missing",
            "Send the conversation's token in the header: Authorization: Bearer TOKEN.",
            headers={"WWW-Authenticate": 'Bearer realm="conversation"'},
        )
    return token.strip()


def open_conversation(request: HttpRequest, conversation_id: uuid.UUID) -> Conversation:
    """The conversation the token opens.

    A wrong token and an unknown conversation get the same 404, so that nobody learns which ids
    exist.
    """
    token = bearer_token(request)
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None or not conversation.opens_with(token):
        raise Problem(
            404,
            "No such conversation",
            "There is no conversation with this id and token. Start a new one with "
            "POST /api/v1/conversations/.",
        )
    return conversation
