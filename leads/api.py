"""``POST /api/v1/leads/``: the chat's form, and anybody else's."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.http import HttpRequest
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from leads.capture import (
    LENGTHS,
    LeadRefused,
    VerifiedConversation,
    address_problem,
    capture_lead,
    verify_conversation,
)
from ops.web.authorization import conversation_token
from ops.web.campaign import TouchSerializer, UtmField
from ops.web.described import described
from ops.web.language import in_visitors_language, visitors_language
from ops.web.limits import check
from ops.web.problems import Problem, invalid
from ops.web.test_traffic import is_ops

logger = logging.getLogger(__name__)


class LeadSerializer(serializers.Serializer[Any]):
    """Somebody's details. ``website`` is for machines that fill in everything."""

    email = serializers.CharField(max_length=254)
    name = serializers.CharField(max_length=LENGTHS["name"], required=False, allow_blank=True)
    phone = serializers.CharField(max_length=LENGTHS["phone"], required=False, allow_blank=True)
    message = serializers.CharField(max_length=LENGTHS["message"], required=False, allow_blank=True)
    consent = serializers.BooleanField()
    conversation_id = serializers.UUIDField(required=False, allow_null=True)
    page_url = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    referrer = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    utm = UtmField(required=False)
    first_touch = TouchSerializer(required=False)
    website = serializers.CharField(required=False, allow_blank=True, max_length=500)

    def validate_email(self, value: str) -> str:
        """An address that can be written to."""
        problem = address_problem(value)
        if problem:
            raise serializers.ValidationError(problem)
        return value

    def validate_consent(self, value: bool) -> bool:
        """Only a yes is a yes."""
        if self.initial_data.get("consent") is not True:
            raise serializers.ValidationError(
                "Send true once the person has agreed; without it we may not answer them."
            )
        return value


class ReceiptSerializer(serializers.Serializer[Any]):
    """The same for everybody, known or not."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=["received"])


@in_visitors_language
@described(request=LeadSerializer, responses={201: ReceiptSerializer})
@api_view(["POST"])
def leads(request: Request) -> Response:
    """Take somebody's details. With ``conversation_id``, that conversation's token is needed."""
    check(request._request, "lead")
    serializer = LeadSerializer(data=request.data)
    if not serializer.is_valid():
        raise invalid(serializer.errors)
    data: dict[str, Any] = serializer.validated_data
    conversation = _conversation(request._request, data.pop("conversation_id", None))
    is_test = is_ops(request._request) or bool(conversation and conversation.is_test)
    check(
        request._request,
        "lead",
        conversation=conversation.id if conversation else "",
        exempt=is_test,
        kinds=("conversation",),
    )
    if data.pop("website", ""):
        logger.info("a lead was left out", extra={"event": "lead_spam", "kind": "honeypot"})
        return Response({"id": uuid.uuid4(), "status": "received"}, status=201)
    if conversation:
        data = {
            "page_url": conversation.page_url,
            "referrer": conversation.referrer,
            "utm": conversation.utm,
            "first_touch": conversation.first_touch,
        } | {name: value for name, value in data.items() if value}
    try:
        receipt = capture_lead(
            **data,
            source="chat_form" if conversation else "api",
            conversation_id=conversation.id if conversation else "",
            is_test=is_test,
            language=visitors_language(request._request, ""),
        )
    except LeadRefused as error:
        raise invalid(error.errors) from error
    return Response({"id": receipt.id, "status": "received"}, status=201)


def _conversation(
    request: HttpRequest, conversation_id: uuid.UUID | None
) -> VerifiedConversation | None:
    if conversation_id is None:
        return None
    token = conversation_token(
        request,
        missing="With conversation_id, send that conversation's token in the header: "
        "Authorization: Bearer TOKEN.",
    )
    conversation = verify_conversation(str(conversation_id), token)
    if conversation is None:
        raise Problem(
            404,
            "No such conversation",
            "There is no conversation with this id and token. Leave conversation_id out, or start "
            "a new conversation.",
        )
    return conversation
