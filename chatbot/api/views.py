"""Start, rate, email, hand over and forget a conversation."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from chatbot import handoff, transcript, wording
from chatbot.api.access import open_conversation
from chatbot.api.serializers import (
    FeedbackSerializer,
    IdentitySerializer,
    QueuedSerializer,
    ReplySerializer,
    StartedSerializer,
    StartSerializer,
    TranscriptSerializer,
)
from chatbot.identity import verified
from chatbot.models import Business, Conversation, Message
from leads.capture import address_problem
from ops import audit
from ops.web.described import described
from ops.web.limits import check
from ops.web.problems import Problem, invalid
from ops.web.test_traffic import is_ops


def _valid(serializer: Any) -> dict[str, Any]:
    if not serializer.is_valid():
        raise invalid(serializer.errors)
    data: dict[str, Any] = serializer.validated_data
    return data


@described(request=StartSerializer, responses={201: StartedSerializer})
@api_view(["POST"])
def start(request: Request) -> Response:
    """Start a conversation. The token in the answer is shown this once."""
    check(request._request, "conversation")
    data = _valid(StartSerializer(data=request.data))
    is_test = is_ops(request._request)
    who = data.pop("identity", None)
    visitor_id = verified(who["id"], who["hash"]) if who else ""
    conversation, token = Conversation.start(is_test=is_test, visitor_id=visitor_id, **data)
    business = Business.current()
    return Response(
        {
            "id": str(conversation.pk),
            "token": token,
            "greeting": business.greeting or wording.hello(),
            "suggestions": business.suggestions,
        },
        status=201,
    )


@described(responses={204: "The conversation and its messages are gone."})
@api_view(["DELETE"])
def forget(request: Request, conversation_id: uuid.UUID) -> Response:
    """Forget this conversation: it and all its messages are deleted at once."""
    check(request._request, "erase")
    conversation = open_conversation(request._request, conversation_id)
    with transaction.atomic():
        if not conversation.is_test:
            audit.record(audit.Kind.ERASURE, request, object=conversation, about="by the visitor")
        conversation.delete()
    return Response(status=204)


@described(
    request=IdentitySerializer, responses={204: "The conversation is known to be this visitor's."}
)
@api_view(["POST"])
def identify(request: Request, conversation_id: uuid.UUID) -> Response:
    """Say who the visitor is on your own site, signed by it. A second name is refused."""
    check(request._request, "identity")
    data = _valid(IdentitySerializer(data=request.data))
    conversation = open_conversation(request._request, conversation_id)
    visitor_id = verified(data["id"], data["hash"])
    nobody_yet = Conversation.objects.filter(pk=conversation.pk, visitor_id__in=["", visitor_id])
    if not nobody_yet.update(visitor_id=visitor_id):
        raise Problem(
            409,
            "Somebody else's conversation",
            "This conversation belongs to another visitor of your site. Start a new one.",
        )
    return Response(status=204)


@described(request=FeedbackSerializer, responses={200: FeedbackSerializer})
@api_view(["POST"])
def feedback(request: Request, conversation_id: uuid.UUID, message_id: uuid.UUID) -> Response:
    """Rate a reply with thumbs up or down; sending it again changes it."""
    check(request._request, "feedback")
    data = _valid(FeedbackSerializer(data=request.data))
    conversation = open_conversation(request._request, conversation_id)
    rated = Message.objects.filter(
        conversation=conversation, id=message_id, role=Message.Role.ASSISTANT
    ).update(feedback=data["rating"] or "")
    if not rated:
        raise Problem(404, "No such reply", "There is no reply with this id in the conversation.")
    return Response({"rating": data["rating"]})


@described(request=TranscriptSerializer, responses={202: QueuedSerializer})
@api_view(["POST"])
def send_transcript(request: Request, conversation_id: uuid.UUID) -> Response:
    """Email this conversation to an address, once it is in the outbox."""
    check(request._request, "transcript")
    data = _valid(TranscriptSerializer(data=request.data))
    problem = address_problem(data["email"])
    if problem:
        raise invalid({"email": [problem]})
    conversation = open_conversation(request._request, conversation_id)
    check(
        request._request,
        "transcript",
        conversation=str(conversation.pk),
        exempt=conversation.is_test,
        kinds=("conversation",),
    )
    if not transcript.send(conversation=conversation, to=data["email"]):
        raise Problem(409, "Nothing to send", "Nothing has been said in this conversation yet.")
    return Response({"status": "queued"}, status=202)


@described(responses={201: ReplySerializer})
@api_view(["POST"])
def ask_for_person(request: Request, conversation_id: uuid.UUID) -> Response:
    """A person please: the owner is told, and the reply says what happens next."""
    check(request._request, "handoff")
    conversation = open_conversation(request._request, conversation_id)
    check(
        request._request,
        "handoff",
        conversation=str(conversation.pk),
        exempt=conversation.is_test,
        kinds=("conversation",),
    )
    with transaction.atomic():
        draft = handoff.request(conversation=conversation, business=Business.current())
        message = Message.objects.create(
            conversation=conversation,
            role=Message.Role.ASSISTANT,
            text=draft.text,
            outcome=draft.outcome,
            actions=list(draft.actions),
            answered_by=draft.answered_by,
        )
        Conversation.objects.filter(pk=conversation.pk).update(asked_for_email=True)
    return Response(message.as_json(), status=201)
