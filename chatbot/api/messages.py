"""The message route, and the history under the same address: plain async views.

DRF's content negotiation refuses ``text/event-stream``, so this one door is a Django view that
uses DRF's serializers only.
"""

from __future__ import annotations

import contextlib
import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from chatbot.api.access import language_for, not_found, open_conversation
from chatbot.api.serializers import MessageSerializer
from chatbot.api.stream import event_stream
from chatbot.models import Conversation, Message
from chatbot.person import live
from chatbot.reply import Done, Interrupted, reply
from chatbot.turns import Turn, TurnState, take_turn
from ops.database import in_database
from ops.web.json_body import parse_json
from ops.web.leaving import CutShort, leaving
from ops.web.limits import acheck
from ops.web.problems import Problem, invalid

PAGE_SIZE = 50


@csrf_exempt
async def messages(request: HttpRequest, conversation_id: uuid.UUID) -> HttpResponseBase:
    """``POST`` sends a message, ``GET`` reads the history."""
    if request.method == "POST":
        return await send(request, conversation_id)
    if request.method == "GET":
        return await history(request, conversation_id)
    raise Problem(405, "Wrong method", "Use GET or POST here.", headers={"Allow": "GET, POST"})


async def send(request: HttpRequest, conversation_id: uuid.UUID) -> HttpResponseBase:
    """Answer a message, as JSON or, when the client accepts it, as a stream of events."""
    await acheck(request, "message")
    data = parse_json(request.body, content_type=request.headers.get("Content-Type", ""))
    serializer = MessageSerializer(data=data)
    if not serializer.is_valid():
        raise invalid(serializer.errors)
    conversation = await in_database(open_conversation, request, conversation_id)
    await acheck(
        request,
        "message",
        conversation=str(conversation_id),
        exempt=conversation.is_test,
        kinds=("conversation",),
    )
    turn = await in_database(_take, conversation, serializer.validated_data)
    if "text/event-stream" in request.headers.get("Accept", ""):
        return event_stream(request, conversation=conversation, turn=turn)
    try:
        end = await leaving.finish(_end_of_reply(conversation, turn))
    except CutShort:
        end = Interrupted()
    if isinstance(end, Interrupted):
        # One that was deleted on the way is not found, and not to be tried again.
        await in_database(open_conversation, request, conversation_id)
        raise Problem(503, "Answer cut short", end.detail, headers={"Retry-After": "2"})
    return JsonResponse(end.message, status=201)


async def _end_of_reply(conversation: Conversation, turn: Turn) -> Done | Interrupted:
    events = reply(conversation=conversation, turn=turn, streamed=False)
    async with contextlib.aclosing(events):
        async for event in events:
            if isinstance(event, Done | Interrupted):
                return event
    raise RuntimeError("a reply ended without an end")


def _take(conversation: Conversation, data: dict[str, Any]) -> Turn:
    try:
        turn = take_turn(
            conversation=conversation,
            text=data["text"],
            client_message_id=data["client_message_id"],
        )
    except Message.DoesNotExist:
        # It was deleted in this very moment.
        raise not_found() from None
    if turn.state == TurnState.OTHER_TEXT:
        raise Problem(
            409,
            "Id used before",
            "This client_message_id was sent before with another text. Use a new one for a new "
            "message.",
            errors={"client_message_id": ["Already used for another text."]},
        )
    return turn


async def history(request: HttpRequest, conversation_id: uuid.UUID) -> HttpResponseBase:
    """A page of the conversation, oldest first, after the message ``after`` if it is given."""
    await acheck(request, "history")
    after = request.GET.get("after", "")
    return JsonResponse(await in_database(_page, request, conversation_id, after))


def _page(request: HttpRequest, conversation_id: uuid.UUID, after: str) -> dict[str, Any]:
    conversation = open_conversation(request, conversation_id)
    rows = conversation.messages.all()
    if after:
        rows = rows.filter(seq__gt=_seq_of(conversation, after))
    page = list(rows.order_by("seq")[: PAGE_SIZE + 1])
    more = len(page) > PAGE_SIZE
    page = page[:PAGE_SIZE]
    path = reverse("api-messages", args=[conversation_id])
    return {
        "results": [message.as_json() for message in page],
        "next": f"{path}?{urlencode({'after': str(page[-1].id)})}" if more else None,
        "handoff": live.state(conversation, language=language_for(request, conversation)),
    }


def _seq_of(conversation: Conversation, after: str) -> int:
    try:
        message_id = uuid.UUID(after)
    except ValueError:
        raise _unknown_after() from None
    seq = (
        Message.objects.filter(conversation=conversation, id=message_id)
        .values_list("seq", flat=True)
        .first()
    )
    if seq is None:
        raise _unknown_after()
    return seq


def _unknown_after() -> Problem:
    return Problem(
        400,
        "Unknown place in the history",
        "`after` must be the id of a message of this conversation; leave it out to start at the "
        "beginning.",
        errors={"after": ["No such message in this conversation."]},
    )
