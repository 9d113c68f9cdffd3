"""A visitor's address, believed only as far as TRUSTED_PROXIES allows.

``X-Forwarded-For`` grows to the right: each proxy appends the address it was called from. What
stands left of the trusted proxies' entries can be written by anybody, so addresses are counted
from the right. ``CF-Connecting-IP``, which Cloudflare overwrites, is believed where that way leads
to one of its addresses, or where EDGE_SECRET proves that the request passed the owner's edge.
``X-Real-IP``, ``Forwarded``, ``True-Client-IP`` and the like are never read.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ops.web import cloudflare
from ops.web.cloudflare import Network

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Platforms whose router appends the address it was called from, as one hop.
ONE_HOP = ("heroku", "render")
#: From where such a router calls: addresses that nobody has on the internet (RFC 1918, RFC 4193,
#: RFC 6598, loopback, link-local).
PRIVATE = tuple(
    ipaddress.ip_network(item)
    for item in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8",
        "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
#: More entries than any honest chain has.
MOST_ENTRIES = 50
#: Characters of the longest honest entry: an IPv6 address with a zone, brackets and a port.
LONGEST_ENTRY = 80


@dataclass(frozen=True, slots=True)
class Proxies:
    """``hops`` proxies directly in front of us, and further ones inside ``networks``.

    ``inner`` says that the nearest one is a platform's router, which calls from a private address:
    whoever calls from another has come around it. ``edge`` says that Cloudflare is one of them.
    """

    hops: int = 0
    networks: tuple[Network, ...] = ()
    inner: bool = False
    edge: bool = False

    def trusts(self, address: str) -> bool:
        """Whether an address belongs to a trusted network; a Unix socket has the machine's own."""
        return _within(address or "127.0.0.1", self.networks)

    def believes(self, peer: str) -> bool:
        """Whether what ``peer``, who opened the connection, says about others is believed."""
        if self.hops and (not self.inner or _within(peer or "127.0.0.1", PRIVATE)):
            return True
        return self.trusts(peer)


def _within(address: str, networks: Sequence[Network]) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)


@lru_cache(maxsize=16)
def parse_proxies(text: str) -> Proxies:
    """Read TRUSTED_PROXIES; raises ``ValueError`` with what to write instead.

    Render has Cloudflare in front of its own router: its chain ends "visitor, Cloudflare, private
    address" (https://github.com/arcjet/arcjet-js/issues/5411), so those two are trusted with it.
    """
    hops, networks, inner, edge = 0, list[Network](), False, False
    for part in (part.strip().lower() for part in text.split(",")):
        if not part:
            continue
        if part in ONE_HOP:
            hops, inner = hops + 1, True
            if part == "render":
                networks, edge = [*networks, *PRIVATE, *cloudflare.NETWORKS], True
        elif part == "cloudflare":
            networks, edge = [*networks, *cloudflare.NETWORKS], True
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
    return Proxies(hops, tuple(dict.fromkeys(networks)), inner, edge)


def resolve(
    peer: str,
    forwarded: Sequence[str],
    proxies: Proxies,
    *,
    connecting: str = "",
    proven: bool = False,
) -> str:
    """The visitor's address.

    ``peer`` is who opened the connection, ``forwarded`` the values of ``X-Forwarded-For`` in
    order, ``connecting`` that of ``CF-Connecting-IP``; ``proven`` says that the request carried
    EDGE_SECRET. An entry that is no address ends the chain: nothing to its left is believed.
    """
    visitor = clean(connecting)
    if proven and visitor:
        return visitor
    return walk(peer, forwarded, proxies, visitor)[0]


def walk(
    peer: str, forwarded: Sequence[str], proxies: Proxies, visitor: str = ""
) -> tuple[str, int]:
    """``(address, proxies passed)``, from the right; ``visitor`` is who Cloudflare says it is.

    No proxy is passed where the peer itself is not believed.
    """
    address = clean(peer)
    if not proxies.believes(address):
        return address, 0
    entries = ",".join(forwarded).rsplit(",", MOST_ENTRIES)[-MOST_ENTRIES:] if forwarded else []
    hops, passed = proxies.hops, 0
    for entry in reversed(entries):
        if hops > 0:
            hops -= 1
        elif not proxies.trusts(address) or (visitor and _at_edge(address, proxies)):
            break
        found = clean(entry)
        if not found:
            break
        address, passed = found, passed + 1
    if visitor and not hops and _at_edge(address, proxies):
        return visitor, passed + 1
    return address, max(1, passed)


def _at_edge(address: str, proxies: Proxies) -> bool:
    return proxies.edge and cloudflare.is_edge(address)


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


def proxies_here() -> Proxies:
    """What TRUSTED_PROXIES says; nobody where it cannot be read."""
    from django.conf import settings

    try:
        return parse_proxies(settings.TRUSTED_PROXIES)
    except ValueError:
        return Proxies()


def client_address(request: HttpRequest) -> str:
    """The address of a request's sender; "" over a Unix socket nobody vouches for."""
    known: str | None = getattr(request, "_client_address", None)
    if known is None:
        header = request.META.get("HTTP_X_FORWARDED_FOR", "")
        known = resolve(
            request.META.get("REMOTE_ADDR", ""),
            [header] if header else [],
            proxies_here(),
            connecting=request.META.get("HTTP_CF_CONNECTING_IP", ""),
            proven=getattr(request, "came_through_edge", False),
        )
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
