"""The language of whoever asks, among those the interface speaks (``settings.LANGUAGES``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

V = TypeVar("V", bound=Callable[..., Any])


def in_visitors_language(view: V) -> V:
    """Let a synchronous view speak the language of whoever asks, errors included."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with translation.override(visitors_language(request, settings.LANGUAGE_CODE)):
            return view(request, *args, **kwargs)

    return wrapped  # type: ignore[return-value]


def visitors_language(request: HttpRequest, otherwise: str) -> str:
    """The first of ``?locale=`` and Accept-Language (RFC 9110 12.5.4) that we speak."""
    asked = [request.GET.get("locale", "")[:35].replace("_", "-").lower()]
    header = request.headers.get("Accept-Language", "")
    asked += [language for language, _quality in parse_accept_lang_header(header)]
    for language in asked:
        if language == "*" or not language:
            continue
        try:
            return get_supported_language_variant(language)
        except LookupError:
            continue
    return otherwise
