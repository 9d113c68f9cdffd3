"""The small files that browsers, search engines and messengers ask a site for.

Icons and the picture of a shared link are in the colour of the business, and their addresses in the
pages change with what they show (``?v=``), so that they may be kept for a day.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chatbot.colour import LIGHT, shades
from chatbot.models import Business, KnowledgeEntry
from chatbot.pictures import draw
from ops.web.edge import KEPT_A_DAY, for_everybody

#: Pages that a search engine may list.
LISTED = ("landing", "privacy")
#: For the file that browsers ask for by a fixed name.
KEPT_AN_HOUR = "public, max-age=3600"


@require_safe
@for_everybody()
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read. The admin is not named: its address may be a secret, and its
    pages say themselves that they are not to be listed.
    """
    lines = (
        "User-agent: *",
        "Disallow: /api/",
        "Disallow: /widget/",
        "Disallow: /contact/",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@for_everybody()
def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages to list, and when they changed (https://www.sitemaps.org/protocol.html)."""
    business = Business.current()
    answered: datetime | None = _knowledge_changed()
    changes = [moment for moment in (business.updated_at, answered) if moment]
    context = {
        "pages": [f"{settings.SITE_URL}{reverse(name)}" for name in LISTED],
        "changed": max(changes) if changes else None,
    }
    return render(request, "chatbot/sitemap.xml", context, content_type="application/xml")


def _knowledge_changed() -> datetime | None:
    """When knowledge that the page may show was changed last."""
    found: datetime | None = KnowledgeEntry.objects.published().aggregate(at=Max("updated_at"))[
        "at"
    ]
    return found


@require_safe
@for_everybody()
def manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone needs to keep the page on its home screen.

    https://www.w3.org/TR/appmanifest/
    """
    business = Business.current()
    version = business.colour.lstrip("#")
    icons = [
        {
            "src": f"{reverse('icon', args=[size])}?v={version}",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    return JsonResponse(
        {
            "name": business.name,
            "short_name": business.name[:30],
            "lang": business.language,
            "start_url": reverse("landing"),
            "display": "browser",
            "background_color": LIGHT.paper,
            "theme_color": shades(business.colour).accent,
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@require_safe
@for_everybody(kept=KEPT_A_DAY)
def icon_svg(request: HttpRequest) -> HttpResponse:
    """The mark, for browsers' tabs."""
    svg = draw.icon_svg(Business.current().colour)
    return HttpResponse(svg, content_type="image/svg+xml")


@require_safe
@for_everybody(kept=KEPT_A_DAY)
def icon(request: HttpRequest, size: int) -> HttpResponse:
    """The mark as a picture of one of a few sizes."""
    if size not in draw.ICON_SIZES:
        raise Http404
    return HttpResponse(draw.icon(Business.current().colour, size), content_type="image/png")


@require_safe
@for_everybody(kept=KEPT_AN_HOUR)
def favicon(request: HttpRequest) -> HttpResponse:
    """The mark for whoever asks for ``/favicon.ico`` without having read a page."""
    return HttpResponse(draw.favicon(Business.current().colour), content_type="image/x-icon")


@require_safe
@for_everybody(kept=KEPT_A_DAY)
def social(request: HttpRequest) -> HttpResponse:
    """What messengers and networks show of a shared link."""
    business = Business.current()
    picture = draw.social(business.colour, business.name, social_words(business))
    return HttpResponse(picture, content_type="image/png")


def social_words(business: Business) -> str:
    """The large words of that picture."""
    return business.headline or business.tagline


def social_address(business: Business) -> str:
    """Its address, another one for another picture: networks keep pictures for weeks."""
    shown = "\n".join((business.colour, business.name, social_words(business)))
    return f"{reverse('social')}?v={hashlib.sha256(shown.encode()).hexdigest()[:8]}"
