"""``/widget/``: the chat panel as a page of its own, made for a frame on the founder's site."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from chatbot.booking import frame_sources
from chatbot.colour import hex_colour
from chatbot.embedding import origins, panel_policy
from chatbot.models import Business
from chatbot.pages import business_context
from ops.figures import visits
from ops.web.edge import for_everybody
from ops.web.language import visitors_language

#: The same page for everybody, but in the language of whoever asks, which caches at the edge do not
#: all tell apart: so only browsers keep it, and ask again each time.
KEPT = "private, no-cache"


@require_safe
@for_everybody(kept=KEPT)
def widget(request: HttpRequest) -> HttpResponse:
    """The panel in the visitor's language, and in the colour the embedding page asks for."""
    if request.GET.get("embed") == "1":
        visits.panel_opened(request)
    return panel(request, template="chatbot/widget.html")


def panel(request: HttpRequest, *, template: str) -> HttpResponse:
    """The same, drawn by a template that extends the panel's own."""
    business = Business.current()
    language = visitors_language(request, otherwise=business.language)
    sites, frames = origins(), frame_sources(business.booking_url)
    with translation.override(language):
        context = business_context(colour=hex_colour(request.GET.get("color", "")))
        context["panel"]["embed_origins"] = sites
        context["panel"]["booking_frames"] = frames.split()
        context["right_to_left"] = is_right_to_left(request)
        context["embedded"] = request.GET.get("embed") == "1"
        response = render(request, template, context)
    response["Content-Security-Policy"] = panel_policy(sites, frames=frames)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def is_right_to_left(request: HttpRequest) -> bool:
    """Whether ``?locale=`` is written from right to left, also where we do not speak it."""
    language = re.split("[-_]", request.GET.get("locale", "").lower())[0]
    return language in settings.LANGUAGES_BIDI
