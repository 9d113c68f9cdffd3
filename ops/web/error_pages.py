"""Pages for when something is broken: 500 and 503, which may ask nothing of anybody.

They still look like the house and speak its language, because each process remembers both from the
last page it made. A process that has made none shows them in the visitor's language, plainly.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from ops.web.language import visitors_language


@dataclass(frozen=True, slots=True)
class House:
    """Whose site this is. ``brand_url`` is a style sheet that may be missing without harm."""

    name: str = ""
    language: str = ""
    brand_url: str = ""


_house = House()


def remember(*, name: str, language: str, brand_url: str) -> None:
    """Note what a page of the house was just made with."""
    global _house
    _house = House(name, language, brand_url)


def forget() -> None:
    """As in a new process."""
    remember(name="", language="", brand_url="")


def error_page(request: HttpRequest, template: str, **context: object) -> str:
    """The page, in the language of the house."""
    with translation.override(language_of_errors(request)):
        found = {"house": _house, "brand_url": _house.brand_url, **context}
        return render_to_string(template, found)


def language_of_errors(request: HttpRequest) -> str:
    """The language of the house, or the visitor's while the house is unknown."""
    return _house.language or visitors_language(request, otherwise=settings.LANGUAGE_CODE)
