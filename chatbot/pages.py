"""The pages a visitor sees: the landing page with the contact form, and those around it.

All but the form that comes back are the same for everybody (``ops.web.edge``).
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from chatbot.colour import DARK, brand_css, hex_colour, shades
from chatbot.interface import panel_words
from chatbot.models import Business, KnowledgeEntry
from chatbot.opening import opening_rows
from chatbot.privacy import handling
from chatbot.site_files import social_address
from chatbot.structured_data import structured_data
from leads import contact as contact_form
from leads.consent import consent_text
from ops.database import give_back
from ops.figures import visits
from ops.web.edge import KEPT_A_DAY, for_everybody
from ops.web.error_pages import remember
from ops.web.problems import Problem, problem_response

#: When the page was drawn, in the form: it differs each second and says nothing.
STAMP = re.compile(rb'name="opened" value="[^"]*"')
MOST_QUESTIONS = 8
#: Open Graph wants a country with each language; these are the ones Facebook knows.
OG_LOCALES = {"en": "en_US", "es": "es_ES", "de": "de_DE", "fr": "fr_FR", "pt": "pt_PT"}


def business_context(*, colour: str = "") -> dict[str, Any]:
    """The business as the templates show it; ``colour`` where a page wants another than its own."""
    business = Business.current()
    accent = colour or business.colour
    brand_url = f"{reverse('brand')}?c={accent.lstrip('#')}"
    remember(name=business.name, language=business.language, brand_url=brand_url)
    return {
        "business": business,
        "brand_url": brand_url,
        "icon_version": accent.lstrip("#"),
        "theme_light": shades(accent).tint,
        "theme_dark": shades(accent, DARK).tint,
        "site_url": settings.SITE_URL,
        "panel": {
            "api_base": "/api/v1",
            "business": business.name,
            "coach_name": business.coach_name,
            "greeting": business.greeting,
            "suggestions": business.suggestions,
            "words": panel_words(),
            "consent_text": consent_text(business.name),
        },
    }


def landing_context(form: Any) -> dict[str, Any]:
    """Everything the landing page shows, with a fresh or a returned contact form."""
    context = business_context()
    business: Business = context["business"]
    services = list(KnowledgeEntry.objects.services())
    questions = list(KnowledgeEntry.objects.questions()[:MOST_QUESTIONS])
    page = f"{settings.SITE_URL}{reverse('landing')}"
    image = f"{settings.SITE_URL}{social_address(business)}"
    return context | {
        "form": form,
        "consent_text": context["panel"]["consent_text"],
        "services": services,
        "questions": questions,
        "testimonials": list(business.testimonials.all()) if business.pk else [],
        "opening_rows": opening_rows(business),
        "social_image": image,
        "og_locale": OG_LOCALES.get(business.language, "en_US"),
        "structured_data": structured_data(
            business, services=services, questions=questions, page=page, image=image
        ),
    }


@require_safe
@for_everybody(moving=STAMP)
def landing(request: HttpRequest) -> HttpResponse:
    """The business's page, with the chat and the contact form."""
    visits.page_opened(request)
    with translation.override(Business.current().language):
        return render(request, "chatbot/landing.html", landing_context(contact_form.blank_form()))


# Posted from a page that may be cached, without a cookie: guarded by where the post comes from.
@csrf_exempt
@require_POST
def contact(request: HttpRequest) -> HttpResponseBase:
    """Take the contact form; what is wrong is said beside the field, with nothing typed lost."""
    with translation.override(Business.current().language):
        try:
            form = contact_form.submit(request)
        except Problem as problem:
            return problem_response(request, problem)
        if form is None:
            return HttpResponseRedirect(reverse("thanks"), status=303)
        return render(request, "chatbot/landing.html", landing_context(form), status=422)


@require_safe
@for_everybody()
def thanks(request: HttpRequest) -> HttpResponse:
    """After the contact form."""
    with translation.override(Business.current().language):
        return render(request, "chatbot/thanks.html", business_context())


@require_safe
@for_everybody()
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about visitors, as this deployment is configured."""
    with translation.override(Business.current().language):
        context = business_context()
        context["handling"] = handling(context["business"])
        context["accounts"] = settings.ACCOUNTS
        return render(request, "chatbot/privacy.html", context)


@require_GET
@for_everybody(kept=KEPT_A_DAY)
def brand(request: HttpRequest) -> HttpResponse:
    """An accent colour as CSS: a file of its own, because no page of ours has inline style.

    ``?c=`` names the colour, so that a file kept for a day is never the one before; without it,
    or with something else in it, the business's.
    """
    colour = hex_colour(request.GET.get("c", "")) or Business.current().colour
    return HttpResponse(brand_css(colour), content_type="text/css; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, in the look of the site.

    Django answers an exception in a thread of its own, which outlives the request and would keep
    its database connection: a few wrong addresses, and no page had one left.
    """
    try:
        with translation.override(Business.current().language):
            return render(request, "404.html", business_context(), status=404)
    finally:
        give_back()
