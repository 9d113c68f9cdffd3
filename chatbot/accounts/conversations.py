"""A signed-in visitor's own conversations: found again, read, taken along, deleted.

The chat itself knows no session. Whoever holds a conversation's token and is signed in claims it
here, with the token in the header that no other site can set for them.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from chatbot.accounts.erasing import as_plain
from chatbot.api.access import open_conversation
from chatbot.models import Conversation, Message
from ops.accounts.doors import signed_in
from ops.web import limits
from ops.web.problems import Problem
from ops.web.same_origin import from_our_site

PAGE_SIZE = 25
#: Bytes of the longest claim: one id.
LONGEST_CLAIM = 1024


def _own(request: HttpRequest) -> QuerySet[Conversation]:
    return Conversation.objects.of_account(request.user)


def _one(request: HttpRequest, conversation_id: uuid.UUID) -> Conversation:
    """Somebody else's and one that never was answer alike."""
    found = _own(request).filter(pk=conversation_id).first()
    if found is None:
        raise Http404("no such conversation")
    return found


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """The newest first, a page at a time."""
    first = Message.objects.filter(conversation=OuterRef("pk"), role=Message.Role.VISITOR)
    found = _own(request).annotate(
        count=Count("messages"), first_words=Subquery(first.order_by("seq").values("text")[:1])
    )
    shown = Paginator(found.order_by("-last_message_at", "pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    return render(request, "accounts/conversations.html", {"shown": shown})


@require_safe
@login_required
def read(request: HttpRequest, conversation_id: uuid.UUID) -> HttpResponse:
    """What was said."""
    conversation = _one(request, conversation_id)
    said = [m for m in conversation.messages.all() if m.text]
    return render(
        request, "accounts/conversation.html", {"conversation": conversation, "said": said}
    )


@require_safe
@login_required
def download(request: HttpRequest, conversation_id: uuid.UUID | None = None) -> HttpResponse:
    """One conversation, or all, as a JSON file."""
    if conversation_id:
        found: list[Conversation] = [_one(request, conversation_id)]
    else:
        found = list(_own(request).prefetch_related("messages"))
    data: dict[str, Any] = {"conversations": [as_plain(one) for one in found]}
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="conversations.json"'
    return response


@require_POST
@login_required
def delete_one(request: HttpRequest, conversation_id: uuid.UUID) -> HttpResponse:
    """Gone at once."""
    _one(request, conversation_id).delete()
    return HttpResponseRedirect(reverse("account_conversations"), status=303)


@require_POST
@login_required
def delete_all(request: HttpRequest) -> HttpResponse:
    """All of one's own, gone at once."""
    _own(request).delete()
    return HttpResponseRedirect(reverse("account_conversations"), status=303)


# Without a form's token, because it is called from pages that are the same for everybody. A browser
# sends the Authorization header to another site only after asking it, and this one never agrees.
@csrf_exempt
@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """Put the conversation that a token opens into the account of whoever is signed in.

    204 when it is theirs now; 401 signed out; 404 as the API for a wrong token; 409 when it is in
    somebody else's account already.
    """
    try:
        _claim(request)
    except Problem as problem:
        return _answer(request, problem)
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


def _claim(request: HttpRequest) -> None:
    limits.check(request, "account", account=signed_in(request))
    if not from_our_site(request):
        raise Problem(403, "Not from here", "Only pages of this site may do that.")
    if not request.user.is_authenticated:
        raise Problem(401, "Signed out", "Sign in first.")
    if request.user.is_staff:
        raise Problem(403, "Not for staff", "Staff read conversations in the admin.")
    conversation = open_conversation(request, _claimed_id(request))
    free = Conversation.objects.filter(pk=conversation.pk, account=None)
    if not free.update(account=request.user) and conversation.account_id != request.user.pk:
        raise Problem(409, "Taken", "This conversation is in another account.")


def _claimed_id(request: HttpRequest) -> uuid.UUID:
    try:
        given = json.loads(request.body[:LONGEST_CLAIM])
        return uuid.UUID(given["id"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Problem(400, "Not understood", 'Send {"id": "…"} as JSON.') from None


def _answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    response = JsonResponse(
        problem.as_json(getattr(request, "request_id", "")),
        status=problem.status,
        content_type="application/problem+json",
        headers={"Cache-Control": "no-store", **problem.headers},
    )
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
