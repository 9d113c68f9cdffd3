"""The names this app answers to, worked out of SITE_URL, ALLOWED_HOSTS and the platform's own."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from ops.launch.network.names import BadName, ascii_name


def ascii_url(site_url: str) -> str:
    """SITE_URL as browsers and emails write it: a name in other letters in its ASCII form."""
    if site_url.isascii():
        return site_url
    try:
        parts = urlsplit(site_url)
        port = f":{parts.port}" if parts.port else ""
        name = ascii_name(parts.hostname or "")
    except (BadName, ValueError):
        return site_url
    return urlunsplit(parts._replace(netloc=f"{name}{port}"))


def host_of(site_url: str) -> str:
    """The host of an address as Django's ALLOWED_HOSTS wants it: lower case, no port, [IPv6]."""
    try:
        name = urlsplit(site_url).hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name.rstrip(".")


def trusted_origins(site_url: str, hosts: Iterable[str]) -> list[str]:
    """The origins from which forms are taken: that of SITE_URL, and https:// of every host.

    A host with a dot in front stands for every name below it and itself. Websites that only show
    the chat (EMBED_ORIGINS) are never among them.
    """
    origins = []
    parts = urlsplit(site_url) if host_of(site_url) else None
    if parts and parts.scheme == "https":
        origins.append(f"https://{parts.netloc.rpartition('@')[2].lower()}")
    for host in hosts:
        if host.startswith("."):
            origins += [f"https://{host[1:]}", f"https://*{host}"]
        elif host and "*" not in host:
            origins.append(f"https://{host}")
    return list(dict.fromkeys(origins))
