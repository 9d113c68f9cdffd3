"""Where to go after signing in: a page of this site, or nowhere.

Browsers read more than one spelling as another site's address (``//evil``, ``/\\evil``, a tab or
line break within), so what is left must be a plain path.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

#: Characters of the longest address worth coming back to.
LONGEST = 2000


def is_safe(url: str | None) -> bool:
    """Whether ``url`` is a path of this site, whoever reads it."""
    if not url or len(url) > LONGEST or not url.startswith("/"):
        return False
    # Some readers turn a full-width slash into a slash.
    plain = unicodedata.normalize("NFKC", url)
    if plain.startswith("//") or "\\" in plain:
        return False
    if any(unicodedata.category(character).startswith(("C", "Z")) for character in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
