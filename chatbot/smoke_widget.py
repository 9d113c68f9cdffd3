"""Whether the widget opens: in a real browser where there is one, and by HTTP everywhere."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

from chatbot.embed_policy import ancestor_refused, policies, script_refused
from chatbot.smoke_browser import POLICY_FIX, BrowserGone, try_out
from ops.smoke import pages
from ops.smoke.visit import Answer, StepFailed, Visit

_CONFIG = re.compile(r'<script id="chat-config" type="application/json">(.*?)</script>', re.DOTALL)
QUESTION = "What do you offer?"


def widget(visit: Visit) -> str:
    """The panel for other websites and the script that loads it; then both, in a browser."""
    origins = _by_http(visit)
    if not visit.browser:
        return f"looked at by HTTP, {visit.without_browser}{_sites(origins)}"
    try:
        return try_out(visit, origins, QUESTION)
    except BrowserGone as error:
        return f"looked at by HTTP, since the browser here does not work ({error})"


def _sites(origins: list[str]) -> str:
    return f"; websites that may show it: {', '.join(origins)}" if origins else ""


def _by_http(visit: Visit) -> list[str]:
    """Everything but the click; returns the websites that may show it."""
    panel = visit.must(visit.ask("/widget/?embed=1"), 200, "the panel, /widget/")
    loader = visit.must(visit.ask("/embed.js"), 200, "the script, /embed.js")
    config = _CONFIG.search(panel.text)
    if not config:
        raise StepFailed("/widget/ answers, but there is no chat in it")
    if "javascript" not in loader.headers.get("content-type", ""):
        raise StepFailed("/embed.js answers, but not with a script")
    if f'"{visit.base}"' not in loader.text:
        raise StepFailed(
            f"/embed.js sends websites to another address than {visit.base}",
            f"Set SITE_URL to {visit.base}, or give the site's own address.",
        )
    page = pages.read(panel.text)
    scripts_allowed(visit, page, panel, "/widget/")
    pages.files_load(visit, page, "/widget/")
    origins = [str(origin) for origin in json.loads(config[1]).get("embed_origins", [])]
    _may_be_framed(visit, panel, origins)
    return origins


def _may_be_framed(visit: Visit, panel: Answer, origins: list[str]) -> None:
    found = policies([panel.headers.get("content-security-policy", "")])
    for origin in origins:
        if "x-frame-options" in panel.headers:
            raise StepFailed(
                "the panel may not be shown on any other website: X-Frame-Options forbids it",
                "Something in front of the site adds that header (Cloudflare's Managed Transforms, "
                "or nginx): take it out for /widget/. See docs/embed.md.",
            )
        if "*" not in origin and ancestor_refused(found, origin, visit.base):
            raise StepFailed(
                f"the panel may not be shown on {origin}: frame-ancestors does not name it",
                "Something in front of the site exchanges Content-Security-Policy: take that out "
                "for /widget/. See docs/embed.md.",
            )


def scripts_allowed(visit: Visit, page: pages.Page, answer: Answer, path: str) -> None:
    """Whether a page's own policy lets its own scripts run."""
    found = policies([answer.headers.get("content-security-policy", "")])
    here = f"{visit.base}{path}"
    for name in page.scripts:
        if refused := script_refused(found, urljoin(here, name), here):
            raise StepFailed(
                f"browsers refuse the page's own script {name}: {refused.directive} forbids it",
                POLICY_FIX,
            )
