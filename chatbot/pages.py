"""The pages a visitor sees: the landing page, the contact form, the panel on its own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from chatbot.colour import brand_css
from chatbot.interface import panel_words
from chatbot.models import Business, KnowledgeEntry
from leads import contact as contact_form
from leads.consent import consent_text
from ops.web.language import visitors_language
from ops.web.problems import Problem, problem_response


def business_context() -> dict[str, Any]:
    """The business as the templates show it."""
    business = Business.current()
    return {
        "business": business,
        "brand_url": f"{reverse('brand')}?c={business.colour.lstrip('#')}",
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
    return context | {
        "form": form,
        "consent_text": context["panel"]["consent_text"],
        "site_url": settings.SITE_URL,
        "services": list(KnowledgeEntry.objects.services()),
        "questions": list(KnowledgeEntry.objects.questions()[:8]),
        "testimonials": list(business.testimonials.all()) if business.pk else [],
    }


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """The business's page, with the chat and the contact form."""
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
def thanks(request: HttpRequest) -> HttpResponse:
    """After the contact form."""
    with translation.override(Business.current().language):
        return render(request, "chatbot/thanks.html", business_context())


@require_safe
def widget(request: HttpRequest) -> HttpResponse:
    """The chat panel on its own, made for an iframe."""
    language = visitors_language(request, otherwise=Business.current().language)
    with translation.override(language):
        response = render(request, "chatbot/widget.html", business_context())
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_GET
@cache_control(public=True, max_age=3600)
def brand(request: HttpRequest) -> HttpResponse:
    """The accent colour as CSS: a file of its own, because no page of ours has inline style."""
    return HttpResponse(
        brand_css(Business.current().colour), content_type="text/css; charset=utf-8"
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, in the look of the site."""
    with translation.override(Business.current().language):
        return render(request, "404.html", business_context(), status=404)
