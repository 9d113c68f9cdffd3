"""The desk: answering a visitor on the page of their conversation.

Everything works by plain forms; ``desk.js`` adds what comes in meanwhile. Reading changes nothing:
what has been read is said by a post.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chatbot import wording
from chatbot.models import Business, Conversation, Handoff, Message
from chatbot.models.version import lines_of
from chatbot.person.answer import LONGEST, NotSaid, answer
from chatbot.person.take import Gone, HeldByAnother, give_back, holder_of, take, unread
from chatbot.wording.in_person import words_in

#: A visitor whose chat has asked within this time is there.
HERE = timedelta(seconds=45)
#: Messages that one poll brings.
MOST = 100
DELETED = "The visitor has deleted this conversation. There is nobody to answer."


class Desk:
    """Mixed into the admin of conversations."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """Four acts and a look."""
        views: dict[str, Callable[..., HttpResponse]] = {
            "live": require_GET(self.live_view),
            "reply": require_POST(self.reply_view),
            "take": require_POST(self.take_view),
            "give_back": require_POST(self.give_back_view),
            "seen": require_POST(self.seen_view),
        }
        own = [
            path(
                f"<uuid:pk>/{name}/",
                self.admin_site.admin_view(view),
                name=f"chatbot_conversation_{name}",
            )
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def has_answer_permission(self, request: HttpRequest) -> bool:
        """Owners, and Assistants."""
        return bool(request.user.has_perm("chatbot.answer_conversation"))

    def desk(
        self, request: HttpRequest, conversation: Conversation, newest_seq: int
    ) -> dict[str, Any]:
        """What the page needs of the desk; ``newest_seq`` is the last message that it shows."""
        business = Business.current()
        person = wording.person(business)
        ready = lines_of(business.ready_replies) or [
            line.format(person=request.user.get_full_name() or person)  # type: ignore[union-attr]
            for line in words_in(business.language).first_words
        ]
        state = state_of(request.user, conversation)
        return {
            "desk": state,
            "ready_replies": ready[:12],
            "nonce": uuid.uuid4().hex,
            "longest": LONGEST,
            "newest_seq": newest_seq,
            "zone": business.time_zone,
            "may_answer": self.has_answer_permission(request) and not conversation.is_the_monitors,
        }

    def live_view(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """Messages after the ``seq`` of ``?after=``, and who has it; 304 while nothing is new."""
        conversation = self._conversation(request, pk)
        if conversation is None:
            return _problem(410, DELETED)
        try:
            after = int(request.GET.get("after", "0")[:18])
        except ValueError:
            return _problem(400, "`after` is the number of a message.")
        new = conversation.messages.filter(seq__gt=after).exclude(
            role=Message.Role.ASSISTANT, text=""
        )
        body = state_of(request.user, conversation) | {
            "messages": [_shown(message) for message in new.order_by("seq")[:MOST]]
        }
        tag = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:24]
        if request.headers.get("If-None-Match", "").removeprefix("W/") == f'"{tag}"':
            response = HttpResponse(status=304)
        else:
            response = _json(body)
        response["ETag"] = f'"{tag}"'
        response["Cache-Control"] = "private, no-cache"
        return response

    def reply_view(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """Say something; the conversation is yours from then on."""
        conversation = self._to_act_on(request, pk)
        if conversation is None:
            return self._refused(request, pk, 410, DELETED)
        seen = request.POST.get("seen", "")
        try:
            message = answer(
                pk,
                text=request.POST.get("text", ""),
                user=request.user,
                nonce=_plain(request.POST.get("nonce", "")) or uuid.uuid4().hex,
                seen=int(seen) if seen.isdecimal() and len(seen) < 18 else 0,
            )
        except NotSaid as error:
            return self._refused(request, pk, 400, error.detail)
        except HeldByAnother as error:
            return self._refused(request, pk, 409, _held(error))
        except Gone:
            return self._refused(request, pk, 410, DELETED)
        return self._done(request, pk, _shown(message), status=201)

    def take_view(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """Take it over from the assistant, or with ``from`` from somebody of the team."""
        conversation = self._to_act_on(request, pk)
        if conversation is None:
            return self._refused(request, pk, 410, DELETED)
        try:
            take(pk, request.user, from_another="from" in request.POST)
        except HeldByAnother as error:
            return self._refused(request, pk, 409, _held(error))
        except Gone:
            return self._refused(request, pk, 410, DELETED)
        return self._done(request, pk)

    def give_back_view(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """The assistant answers again."""
        if self._to_act_on(request, pk) is None:
            return self._refused(request, pk, 410, DELETED)
        give_back(pk)
        return self._done(request, pk)

    def seen_view(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """The desk has read up to ``seq``."""
        if self._to_act_on(request, pk) is None:
            return self._refused(request, pk, 410, DELETED)
        seq = request.POST.get("seq", "")
        if not seq.isdecimal() or len(seq) > 17:
            return self._refused(request, pk, 400, "`seq` is the number of a message.")
        newest = Message.objects.filter(conversation_id=pk, seq__lte=int(seq)).order_by("-seq")
        read = newest.values_list("seq", flat=True).first() or 0
        Handoff.objects.open().filter(conversation_id=pk, desk_read__lt=read).update(
            desk_read=Greatest("desk_read", read), tell_at=None
        )
        return self._done(request, pk)

    def _conversation(self, request: HttpRequest, pk: uuid.UUID) -> Conversation | None:
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        found: Conversation | None = self.get_queryset(request).filter(pk=pk).first()  # type: ignore[attr-defined]
        return found

    def _to_act_on(self, request: HttpRequest, pk: uuid.UUID) -> Conversation | None:
        """The conversation, for somebody who may answer in it; the monitor's is nobody's."""
        if not self.has_answer_permission(request):
            raise PermissionDenied
        conversation = self._conversation(request, pk)
        if conversation is not None and conversation.is_the_monitors:
            raise PermissionDenied
        return conversation

    def _done(
        self, request: HttpRequest, pk: uuid.UUID, body: Any = None, status: int = 200
    ) -> HttpResponse:
        if _wants_json(request):
            return _json({"message": body}, status=status)
        page = reverse("admin:chatbot_conversation_change", args=[pk])
        return HttpResponseRedirect(f"{page}#desk")

    def _refused(
        self, request: HttpRequest, pk: uuid.UUID, status: int, detail: str
    ) -> HttpResponse:
        if _wants_json(request):
            return _problem(status, detail)
        from django.contrib import messages

        messages.error(request, detail)
        if status == 410:
            return HttpResponseRedirect(reverse("admin:chatbot_conversation_changelist"))
        kept = {"draft": request.POST.get("text", "")}
        response: HttpResponse = self.change_view(request, str(pk), extra_context=kept)  # type: ignore[attr-defined]
        response.status_code = status
        return response


def state_of(user: Any, conversation: Conversation) -> dict[str, Any]:
    """Who has it, what is unread, and whether the visitor is there; the same for page and poll."""
    handoff = (
        Handoff.objects.open()
        .filter(conversation_id=conversation.pk)
        .select_related("taken_by")
        .first()
    )
    taken = conversation.taken_at is not None
    now = timezone.now()
    seen = handoff.visitor_seen_at if handoff else None
    return {
        "state": "taken" if taken else "waiting" if handoff else "automated",
        "holder": holder_of(handoff) if taken and handoff else "",
        "mine": bool(taken and handoff and handoff.taken_by_id == user.pk),
        "since": conversation.taken_at.isoformat() if conversation.taken_at else None,
        "asked": bool(handoff and handoff.asked_at),
        "unread": unread(conversation.pk, handoff.desk_read) if handoff else 0,
        "here": bool(seen and seen >= now - HERE),
        "seen": bool(handoff and handoff.person_seq and handoff.visitor_read >= handoff.person_seq),
    }


def _shown(message: Message) -> dict[str, Any]:
    who = {Message.Role.VISITOR: "Visitor", Message.Role.ASSISTANT: "Assistant"}
    return {
        "seq": message.seq,
        "role": message.role,
        "who": who.get(Message.Role(message.role)) or message.answered_by,
        "text": message.text,
        "at": message.created_at.isoformat(),
    }


def _plain(nonce: str) -> str:
    return "".join(sign for sign in nonce[:40] if sign.isascii() and sign.isalnum())


def _held(error: HeldByAnother) -> str:
    return (
        f"{error.holder} has this conversation. What you wrote has not been sent. To answer all "
        "the same, take it over first."
    )


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _problem(status: int, detail: str) -> HttpResponse:
    return _json({"status": status, "detail": detail}, status=status)


def _json(body: dict[str, Any], status: int = 200) -> HttpResponse:
    """JSON in which a visitor's words look like no markup, whoever opens it as a page."""
    text = json.dumps(body)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return HttpResponse(text, content_type="application/json", status=status)
