"""A visitor's address, believed only as far as TRUSTED_PROXIES allows.

``X-Forwarded-For`` grows to the right: each proxy appends the address it was called from. What
stands left of the trusted proxies' entries can be written by anybody, so addresses are counted
from the right. ``X-Real-IP``, ``Forwarded`` and the like are never read.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ops.web.cloudflare import RANGES

if TYPE_CHECKING:
    from django.http import HttpRequest

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
#: Platforms whose router appends the address it was called from, as one hop.
ONE_HOP = ("heroku", "render")
#: More entries than any honest chain has.
MOST_ENTRIES = 50
#: Characters of the longest honest entry: an IPv6 address with a zone, brackets and a port.
LONGEST_ENTRY = 80


@dataclass(frozen=True, slots=True)
class Proxies:
    """``hops`` proxies directly in front of us, and further ones inside ``networks``."""

    hops: int = 0
    networks: tuple[Network, ...] = ()

    def trusts(self, address: str) -> bool:
        """Whether an address belongs to a trusted network; a Unix socket has the machine's own."""
        try:
            parsed = ipaddress.ip_address(address or "127.0.0.1")
        except ValueError:
            return False
        return any(parsed in network for network in self.networks)


@lru_cache(maxsize=16)
def parse_proxies(text: str) -> Proxies:
    """Read TRUSTED_PROXIES; raises ``ValueError`` with what to write instead."""
    hops, networks = 0, list[Network]()
    for part in (part.strip().lower() for part in text.split(",")):
        if not part:
            continue
        if part in ONE_HOP:
            hops += 1
        elif part == "cloudflare":
            networks += [ipaddress.ip_network(item) for item in RANGES]
        elif part.isascii() and part.isdigit():
            if int(part) > 10:
                raise ValueError("names more than 10 proxies; count those in front of this app")
            hops += int(part)
        else:
            try:
                networks.append(ipaddress.ip_network(part, strict=False))
            except ValueError:
                raise ValueError(
                    "must be a number of proxies, address ranges such as 10.0.0.0/8, or heroku, "
                    "render, cloudflare; several with commas between them"
                ) from None
    return Proxies(hops, tuple(networks))


def resolve(peer: str, forwarded: Sequence[str], proxies: Proxies) -> str:
    """The visitor's address.

    ``peer`` is who opened the connection, ``forwarded`` the values of ``X-Forwarded-For`` in
    order. An entry that is no address ends the chain: nothing to its left is believed.
    """
    entries = ",".join(forwarded).rsplit(",", MOST_ENTRIES)[-MOST_ENTRIES:] if forwarded else []
    address = clean(peer)
    hops = proxies.hops
    for entry in reversed(entries):
        if hops > 0:
            hops -= 1
        elif not proxies.trusts(address):
            break
        found = clean(entry)
        if not found:
            break
        address = found
    return address


def clean(text: str) -> str:
    """An address without port, brackets and IPv4-in-IPv6 dress; "" when it is none."""
    text = text.strip().strip('"')
    if len(text) > LONGEST_ENTRY:
        return ""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def client_address(request: HttpRequest) -> str:
    """The address of a request's sender; "" over a Unix socket nobody vouches for."""
    known: str | None = getattr(request, "_client_address", None)
    if known is None:
        from django.conf import settings

        try:
            proxies = parse_proxies(settings.TRUSTED_PROXIES)
        except ValueError:
            proxies = Proxies()
        header = request.META.get("HTTP_X_FORWARDED_FOR", "")
        known = resolve(request.META.get("REMOTE_ADDR", ""), [header] if header else [], proxies)
        request._client_address = known  # type: ignore[attr-defined]
    return known


def client_network(address: str) -> str:
    """What counts as one visitor's line: an IPv4 address, or an IPv6 /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
    return address
