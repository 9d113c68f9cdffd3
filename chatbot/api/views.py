"""Start, rate, email, hand over and forget a conversation."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from chatbot import announcing, booking, handoff, transcript, wording
from chatbot.api.access import language_for, open_conversation, open_counted
from chatbot.api.serializers import (
    FeedbackSerializer,
    IdentitySerializer,
    LookSerializer,
    NewsSerializer,
    QueuedSerializer,
    ReplySerializer,
    SentSerializer,
    StartedSerializer,
    StartSerializer,
    TranscriptSerializer,
)
from chatbot.identity import verified
from chatbot.models import Business, Conversation, Message
from chatbot.person import live
from chatbot.wording.in_person import words_in
from leads.address import address_key, address_problem, tidy
from leads.capture import forget_test_leads
from ops import audit
from ops.outbox.rows import OutboxMessage
from ops.web.described import described
from ops.web.language import in_visitors_language
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
    with transaction.atomic():
        conversation, token = Conversation.start(is_test=is_test, visitor_id=visitor_id, **data)
        announcing.announce(announcing.STARTED, conversation)
    business = Business.current()
    return Response(
        {
            "id": str(conversation.pk),
            "token": token,
            "greeting": business.greeting or wording.hello(),
            "suggestions": business.suggestions,
            "handoff": live.state(
                conversation, language=language_for(request._request, conversation)
            ),
            "booking_reference": booking.reference(conversation),
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
        if conversation.is_test:
            forget_test_leads(str(conversation.pk))
        else:
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


@in_visitors_language
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
    if why_not := transcript.cannot_send():
        raise Problem(409, _("No email from here"), why_not)
    check(
        request._request,
        "transcript",
        conversation=str(conversation.pk),
        account=address_key(data["email"]),
        exempt=conversation.is_test,
        kinds=("conversation", "account"),
    )
    with transaction.atomic():
        row = transcript.send(
            conversation=conversation, to=tidy(data["email"]), time_zone=data.get("time_zone", "")
        )
    if row is None:
        nothing = _("Nothing has been said in this conversation yet.")
        raise Problem(409, _("Nothing to send"), nothing)
    if row.state == OutboxMessage.State.FAILED:
        raise Problem(
            409,
            _("Not to this address"),
            _("No email can be sent to this address. Use another one, or copy the conversation."),
        )
    return Response({"id": row.pk, "status": "queued"}, status=202)


@described(responses={200: SentSerializer})
@api_view(["GET"])
def transcript_state(request: Request, conversation_id: uuid.UUID, email_id: uuid.UUID) -> Response:
    """What became of a copy that was asked for."""
    check(request._request, "history")
    conversation = open_conversation(request._request, conversation_id)
    state = transcript.state_of(conversation, email_id)
    if state is None:
        raise Problem(404, "No such copy", "No copy of this conversation has that id.")
    return Response({"id": email_id, "status": state})


@described(responses={201: ReplySerializer})
@api_view(["POST"])
def ask_for_person(request: Request, conversation_id: uuid.UUID) -> Response:
    """A person please: the owner is told, and the reply says what happens next."""
    check(request._request, "handoff")
    conversation = open_counted(request._request, conversation_id, "handoff")
    language = language_for(request._request, conversation)
    with transaction.atomic():
        if handoff.is_taken(conversation):
            return Response(_already_here(conversation, language), status=201)
        draft = handoff.request(
            conversation=conversation, business=Business.current(), language=language
        )
        message = Message.objects.create(
            conversation=conversation,
            role=Message.Role.ASSISTANT,
            text=draft.text,
            outcome=draft.outcome,
            actions=list(draft.actions),
            answered_by=draft.answered_by,
        )
    return Response(message.as_json(), status=201)


def _already_here(conversation: Conversation, language: str) -> dict[str, Any]:
    """Nothing is stored: the person reads along, and the assistant is silent."""
    person = live.state(conversation, language=language)["person"]
    reply = Message(
        conversation=conversation,
        role=Message.Role.PERSON,
        text=words_in(language).already_here.format(person=person),
        outcome=Message.Outcome.HANDOFF,
        answered_by=person,
        created_at=timezone.now(),
    )
    return reply.as_json()


@described(request=LookSerializer, responses={200: NewsSerializer})
@api_view(["POST"])
def look(request: Request, conversation_id: uuid.UUID) -> Response:
    """What a person has said, while one is wanted or there. Says that the visitor is here."""
    check(request._request, "live")
    data = _valid(LookSerializer(data=request.data))
    conversation = open_counted(request._request, conversation_id, "live")
    language = language_for(request._request, conversation)
    return Response(live.look(conversation, live.Looked(**data), language=language))
