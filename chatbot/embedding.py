"""Which websites may show the assistant, from the environment and from the admin."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from chatbot.models import Embedding
from ops.web.headers import page_policy
from ops.web.origins import pattern_of, tidy_origin


def origins(embedding: Embedding | None = None) -> tuple[str, ...]:
    """Their origins, each once: those of EMBED_ORIGINS first, then those of the admin."""
    named = [tidy_origin(text) for text in settings.EMBED_ORIGINS]
    return tuple(dict.fromkeys([*named, *(embedding or Embedding.current()).listed]))


def sites_pattern(sites: Iterable[str]) -> str:
    """One regular expression for all of them, as the scripts on both sides of the frame use it."""
    return "|".join(map(pattern_of, dict.fromkeys(sites)))


def panel_policy(sites: Iterable[str], *, frames: str = "") -> str:
    """The Content-Security-Policy of the panel: only these sites, and we, may frame it.

    ``frames``: what it may itself hold in a frame, as sources of ``frame-src``.
    """
    return page_policy(ancestors=" ".join(["'self'", *sites]), frames=frames)
