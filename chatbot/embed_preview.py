"""The chat on a page of nobody's, as the form beside it has it, before anything is saved.

It is the real script and the real panel, with two differences. The script asks for the panel at an
address of the admin; and there, ``embed-preview.js`` makes the panel forget everything with its
page, and begin a conversation only with the first message. Such a conversation is test traffic,
and so is a lead left in it.
"""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from chatbot import panel_page
from chatbot.api.serializers import StartSerializer
from chatbot.booking import frame_sources
from chatbot.loader import loader, settings_of, site_of
from chatbot.models import Business, Conversation, Embedding
from ops.web.headers import page_policy

#: How ``embed.js`` asks for the panel.
PANEL = b"/widget/?"


def _for_our_frame(response: HttpResponse, frames: str) -> HttpResponse:
    """Let our own pages, and nobody else's, show this in a frame."""
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Content-Security-Policy"] = page_policy(ancestors="'self'", frames=frames)
    return response


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """A page that could be anybody's, with the tag as it is saved; the form then changes it."""
    embedding, business = Embedding.current(), Business.current()
    context = {"embedding": embedding, "business": business, "language": business.language}
    with translation.override(business.language):
        response = render(request, "admin/chatbot/embed_page.html", context)
    return _for_our_frame(response, "'self'")


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """``embed.js`` without words of its own on the button, which the form gives or leaves out."""
    bare = Embedding(side=Embedding.current().side)
    configuration = settings_of(Business.current(), bare, site=site_of(request))
    body = loader(json.dumps(configuration, ensure_ascii=False))
    there = f"{reverse('admin:chatbot_embedding_preview_panel')}?".encode()
    return HttpResponse(body.replace(PANEL, there), content_type="text/javascript; charset=utf-8")


@require_safe
def panel(request: HttpRequest) -> HttpResponse:
    """The panel, with the script that keeps it apart."""
    response = panel_page.panel(request, template="admin/chatbot/embed_panel.html")
    return _for_our_frame(response, frame_sources(Business.current().booking_url))


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin the founder's own conversation: test traffic."""
    wanted = StartSerializer(data={"locale": request.POST.get("locale", "")})
    known = wanted.validated_data if wanted.is_valid() else {}
    conversation, token = Conversation.start(is_test=True, **known)
    return JsonResponse({"id": str(conversation.pk), "token": token}, status=201)
