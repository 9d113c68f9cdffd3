"""``/embed.js``: the one script on a founder's own site, with this site's settings in it.

Every page of that site loads it, so it is small (bench/EMBED.md). Browsers keep it for five minutes
and ask again with its ETag: a new release, or an older one that was brought back, is everywhere
within that time, and no site has to change its tag.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import rjsmin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chatbot.embedding import origins, sites_pattern
from chatbot.models import Business, Embedding
from ops.web.edge import for_everybody

STATIC = Path(__file__).parent / "static" / "chatbot"
KEPT = "public, max-age=300, stale-while-revalidate=60, stale-if-error=86400"


@require_safe
@for_everybody(kept=KEPT)
def embed_js(request: HttpRequest) -> HttpResponse:
    """The loader, the same for every visitor of every site."""
    configuration = settings_of(Business.current(), Embedding.current(), site=site_of(request))
    body = loader(json.dumps(configuration, ensure_ascii=False))
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    # For pages that load it with crossorigin.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def settings_of(business: Business, embedding: Embedding, *, site: str) -> dict[str, object]:
    """What the script has to know; keys as in ``embed.js``."""
    with translation.override(business.language):
        sorry = _("Not available right now")
    return {
        "version": settings.VERSION[:8],
        "site": site,
        "name": business.name,
        "color": business.colour,
        "side": embedding.side,
        "label": embedding.label or ask_in(business.language),
        "labels": {}
        if embedding.label
        else {code[:2]: ask_in(code) for code, _name in settings.LANGUAGES},
        "sorry": sorry,
        "sites": sites_pattern([site, *origins(embedding)]),
        "css": _css(),
    }


@functools.lru_cache(maxsize=8)
def loader(configuration: str) -> bytes:
    """The script for one configuration, written as JSON."""
    source = (STATIC / "embed.js").read_text("utf-8")
    return f"{rjsmin.jsmin(source)}({configuration})".encode()


def site_of(request: HttpRequest) -> str:
    """Our own origin, as the page that loads us named it: the host is one that we answer for."""
    host = request.get_host()
    if urlsplit(settings.SITE_URL).netloc == host:
        return str(settings.SITE_URL).rstrip("/")
    return f"{request.scheme}://{host}"


def ask_in(language: str) -> str:
    """The words on the button in a language."""
    with translation.override(language):
        return _("Ask a question")


@functools.cache
def _css() -> str:
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "embed.css").read_text("utf-8"), flags=re.S)
    return re.sub(r"\s*([{};:,])\s*", r"\1", css).replace(";}", "}").strip()
