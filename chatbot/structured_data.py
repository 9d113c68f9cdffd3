"""What search engines read of the landing page: schema.org in JSON-LD.

Only what the page shows too, as their rules ask: who it is, how to reach them, the services with
the prices that stand in the knowledge, and the questions. No reviews: a business that marks up
praise of itself is not believed. https://developers.google.com/search/docs/appearance/structured-data
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from chatbot.models import Business, KnowledgeEntry
from chatbot.models.business import WEEKDAYS

#: What would end the script element or begin a comment in it, and what old parsers take for a line
#: end. All of them only occur inside strings of JSON.
UNSAFE = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def structured_data(
    business: Business,
    *,
    services: Iterable[KnowledgeEntry],
    questions: Iterable[KnowledgeEntry],
    page: str,
    image: str,
) -> SafeString:
    """The content of ``<script type="application/ld+json">``; ``page`` is the page's address."""
    graph = [_business(business, services, page, image), _questions(business, questions, page)]
    data = {"@context": "https://schema.org", "@graph": [_filled(part) for part in graph if part]}
    return in_script(data)


def in_script(data: Any) -> SafeString:
    """JSON that can stand in a script element whatever it says."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)
    return mark_safe(text)  # noqa: S308 - every sign that HTML could take up is escaped above


def _business(
    business: Business, services: Iterable[KnowledgeEntry], page: str, image: str
) -> dict[str, Any]:
    return {
        "@type": "ProfessionalService",
        "@id": f"{page}#business",
        "name": business.name,
        "description": business.tagline or business.intro,
        "url": page,
        "image": image,
        "email": business.contact_email,
        "telephone": business.contact_phone,
        "founder": {"@type": "Person", "name": business.coach_name}
        if business.coach_name
        else None,
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": f"https://schema.org/{WEEKDAYS[slot.weekday]}",
                "opens": f"{slot.opens:%H:%M}",
                "closes": f"{slot.closes:%H:%M}",
            }
            for slot in (business.opening_hours.all() if business.pk else ())
        ],
        "makesOffer": [_offer(service) for service in services],
    }


def _offer(service: KnowledgeEntry) -> dict[str, Any]:
    offer: dict[str, Any] = {
        "@type": "Offer",
        "itemOffered": {
            "@type": "Service",
            "name": service.title,
            "description": service.answer,
        },
    }
    if service.price is not None:
        offer |= {"price": f"{service.price:.2f}", "priceCurrency": service.currency}
    return offer | ({"url": service.url} if service.url else {})


def _questions(
    business: Business, questions: Iterable[KnowledgeEntry], page: str
) -> dict[str, Any] | None:
    asked = [
        {
            "@type": "Question",
            "name": question.title,
            "acceptedAnswer": {"@type": "Answer", "text": question.answer},
        }
        for question in questions
    ]
    if not asked:
        return None
    return {
        "@type": "FAQPage",
        "@id": f"{page}#questions",
        "inLanguage": business.language,
        "mainEntity": asked,
    }


def _filled(part: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if value}
