"""Where somebody came from, in a short word: ``google``, ``newsletter``, ``a.example``, ``direct``.

Visitors choose what stands in an address, so it is taken for text and cut: never more than a label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

DIRECT, OTHER = "direct", "other"
LONGEST = 40
#: What an advertising network adds to a link says which one it was.
NETWORKS = {
    "gclid": "google ads", "gbraid": "google ads", "wbraid": "google ads", "dclid": "google ads",
    "msclkid": "microsoft ads", "fbclid": "facebook", "li_fat_id": "linkedin", "ttclid": "tiktok",
    "twclid": "x", "rdt_cid": "reddit", "epik": "pinterest", "mc_eid": "mailchimp",
}  # fmt: skip
#: Hosts of one company are one source.
FAMILIES = (
    (re.compile(r"(^|\.)google\.[a-z.]{2,6}$"), "google"),
    (re.compile(r"(^|\.)bing\.com$"), "bing"),
    (re.compile(r"(^|\.)duckduckgo\.com$"), "duckduckgo"),
    (re.compile(r"(^|\.)(facebook\.com|fb\.me)$"), "facebook"),
    (re.compile(r"(^|\.)instagram\.com$"), "instagram"),
    (re.compile(r"(^|\.)(linkedin\.com|lnkd\.in)$"), "linkedin"),
    (re.compile(r"^(t\.co|x\.com|twitter\.com)$"), "x"),
    (re.compile(r"(^|\.)(youtube\.com|youtu\.be)$"), "youtube"),
    (re.compile(r"^(chatgpt\.com|chat\.openai\.com)$"), "chatgpt"),
)


def source_of(touch: Mapping[str, Any] | None, *, own: str = "") -> str:
    """The source of an arrival with ``utm`` and ``referrer`` (``ops.web.campaign``).

    What the link says of itself goes before where it stood. ``own`` is the host of the site that
    was visited: somebody who comes from there came from nowhere.
    """
    touch = touch if isinstance(touch, Mapping) else {}
    utm = touch.get("utm")
    utm = utm if isinstance(utm, Mapping) else {}
    named = label(str(utm.get("source") or utm.get("utm_source") or ""))
    if named:
        return named
    network = next((NETWORKS[key] for key in utm if key in NETWORKS), "")
    return network or of_host(str(touch.get("referrer") or ""), own=own)


def of_host(referrer: str, *, own: str = "") -> str:
    """The source of an address, or of a bare host."""
    try:
        host = urlsplit(referrer if "//" in referrer else f"//{referrer}").hostname or ""
    except ValueError:
        return DIRECT
    host = host.removeprefix("www.")
    if not host or host == own.removeprefix("www."):
        return DIRECT
    found = next((name for pattern, name in FAMILIES if pattern.search(host)), host)
    return label(found) or DIRECT


def first_of(*touches: Mapping[str, Any] | None) -> str:
    """The source of the first of several arrivals that had one."""
    found = (source_of(touch) for touch in touches if touch)
    return next((source for source in found if source != DIRECT), DIRECT)


def label(text: str) -> str:
    """Lower case, one line, no odd characters; "" for nothing, and for what is taken already."""
    kept = "".join(c if c.isalnum() or c in " .-_" else " " for c in text.lower())
    return " ".join(kept.split())[:LONGEST].strip()
