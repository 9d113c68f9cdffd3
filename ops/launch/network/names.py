"""Host names: as people type them, as DNS has them, and whose they are.

Names are ASCII inside (IDNA2008, RFC 5891, with the mapping of UTS 46), and shown as typed.
"""

from __future__ import annotations

import ipaddress
from functools import cache
from typing import TYPE_CHECKING

import idna

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


class BadName(ValueError):
    """No host name; the message says what to change."""


def ascii_name(name: str) -> str:
    """A host or domain name in ASCII, without the dot at its end; raises ``BadName``.

    Underscores are let through: they are legal in DNS, though not in the name of a host.
    """
    typed = name.strip().rstrip(".").lower()
    if not typed:
        raise BadName("A domain name is missing.")
    if len(typed) > 1000:
        raise BadName("That is far too long for a domain name, which may have 253 characters.")
    if any(mark in typed for mark in "/@ :?#[]\\"):
        raise BadName(f"{typed[:80]!r} is no domain name: give only the name, such as example.com.")
    labels = typed.replace("。", ".").split(".")
    if not all(labels):
        raise BadName(f"{typed[:80]!r} has an empty part between two dots.")
    try:
        done = ".".join(_ascii_label(label) for label in labels)
    except (idna.IDNAError, UnicodeError) as error:
        raise BadName(f"{typed[:80]!r} cannot be a domain name: {error}") from error
    if len(done) > 253:
        raise BadName("That name is too long: a domain name may have 253 characters.")
    return done


def _ascii_label(label: str) -> str:
    if label.isascii() and not label.startswith("xn--"):
        if len(label) > 63:
            raise idna.IDNAError("a part between two dots may have 63 characters at most")
        if not all(mark.isalnum() or mark in "-_" for mark in label):
            raise idna.IDNAError("only letters, digits and hyphens can stand in a name")
        if label.startswith("-") or label.endswith("-"):
            raise idna.IDNAError("no part may begin or end with a hyphen")
        return label
    return idna.encode(label, uts46=True).decode()


def shown(name: str) -> str:
    """The name as its owner writes it (``bücher.example`` for ``xn--bcher-kva.example``)."""
    try:
        return idna.decode(name) if "xn--" in name else name
    except (idna.IDNAError, UnicodeError):
        return name


def is_address(host: str) -> bool:
    """Whether a host is an IP address and not a name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def is_local(host: str) -> bool:
    """Whether a host can only be this machine or its own network."""
    if is_address(host):
        return not ipaddress.ip_address(host.strip("[]")).is_global
    return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


@cache
def _suffixes() -> PublicSuffixList:
    # Read only when a check runs: a web process needs neither the list nor its memory.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


#: Platforms whose names are public suffixes or should be: an app there has no domain of its own.
PLATFORM_DOMAINS = (
    "herokuapp.com", "onrender.com", "fly.dev", "up.railway.app", "railway.app", "netlify.app",
    "vercel.app", "pages.dev", "workers.dev", "web.app", "firebaseapp.com", "github.io",
    "azurewebsites.net", "ngrok.app", "ngrok-free.app", "ngrok.io",
    "trycloudflare.com", "replit.app", "koyeb.app", "ondigitalocean.app",
)  # fmt: skip


def platform_domain(host: str) -> str:
    """The platform's domain that a host lives under (``onrender.com``), or ""."""
    return next(
        (name for name in PLATFORM_DOMAINS if host == name or host.endswith("." + name)), ""
    )


def registrable(host: str) -> str:
    """The domain somebody registered: ``acme.co.uk`` for ``chat.acme.co.uk``; "" for a suffix.

    By the public suffix list, private part included: ``myapp.herokuapp.com`` is its own.
    """
    if is_address(host) or "." not in host:
        return ""
    return _suffixes().privatesuffix(host) or ""


def is_top_level(label: str) -> bool:
    """Whether the last part of a name is one that names end in (``org``; not ``thanks``).

    By the public suffix list, and the four of RFC 2606 section 2.
    """
    known = _suffixes().publicsuffix(label.lower(), accept_unknown=False)
    return known is not None or label.lower() in ("test", "example", "invalid", "localhost")


def parents(name: str) -> list[str]:
    """``a.b.example.com`` gives ``b.example.com``, ``example.com``, ``com``."""
    labels = name.split(".")
    return [".".join(labels[place:]) for place in range(1, len(labels))]
