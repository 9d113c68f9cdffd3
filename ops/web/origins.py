"""Origins of other websites (scheme, host, port): as founders write them, as browsers compare them.

https://www.rfc-editor.org/rfc/rfc6454#section-4 and, for the form with a star, the host sources of
https://www.w3.org/TR/CSP3/#framework-directive-source-list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from ops.launch.network.names import BadName, ascii_name

_LABELS = re.compile(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_PORTS = {"https": 443, "http": 80}


class BadOrigin(ValueError):
    """A text that names no website. The message says what to write instead."""


def tidy_origin(text: str) -> str:
    """``"https://www.example.com"`` from what somebody typed.

    A path and a final slash are dropped, ``https://`` is added, names in other letters become
    ASCII. ``https://*.example.com`` stands for every name below. Raises ``BadOrigin``.
    """
    text = text.strip()
    if text in {"*", "https://*", "http://*"}:
        raise BadOrigin(
            "name each site, such as https://www.example.com; * alone would be every site"
        )
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
        port = parts.port
    except ValueError as error:
        raise BadOrigin("write it like https://www.example.com") from error
    if parts.scheme not in _PORTS:
        raise BadOrigin("must start with https://, such as https://www.example.com")
    host = _ascii_host(parts.hostname or "")
    if parts.username or not _LABELS.fullmatch(host):
        raise BadOrigin("write it like https://www.example.com")
    if host.startswith("*.") and host.count(".") < 2:
        raise BadOrigin("a star may only stand before a whole domain, as in https://*.example.com")
    shown = f":{port}" if port and port != _PORTS[parts.scheme] else ""
    return f"{parts.scheme}://{host}{shown}"


def _ascii_host(host: str) -> str:
    star, name = ("*.", host[2:]) if host.startswith("*.") else ("", host)
    try:
        return star + (name if re.fullmatch(r"[a-z0-9.-]+", name) else ascii_name(name))
    except BadName as error:
        raise BadOrigin("write it like https://www.example.com") from error


def pattern_of(origin: str) -> str:
    """A regular expression, for Python and JavaScript; a star stands for one or more names."""
    return re.escape(origin).replace(r"\*", r"[\w.-]+").replace(r"\-", "-")


def origin_is_listed(origin: str, listed: Iterable[str]) -> bool:
    """Whether an origin is one of ``listed`` or lies below one with a star."""
    return any(re.fullmatch(pattern_of(entry), origin) for entry in listed)
