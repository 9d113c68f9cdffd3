"""Where a connection goes: ``--connect-to``, address families, and what is refused.

Pages and DNS answers are hostile input. A name that the person running the check did not type may
not lead to a private address, whatever it resolves to, unless ``--connect-to`` says so.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass

from ops.launch.network.deadline import Deadline
from ops.launch.network.names import BadName, ascii_name, is_address

#: All that has been given out of IPv6 (https://www.iana.org/assignments/ipv6-address-space/); older
#: forms outside of it, such as ``::127.0.0.1`` and ``fec0::``, lead to this machine or its network.
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
#: Kept for protocols (RFC 6890 section 2.1); one cloud has its metadata there. Python 3.11 counts
#: most of it as global.
PROTOCOLS = ipaddress.IPv4Network("192.0.0.0/24")
#: A translator in front of us takes the IPv4 address out of these (RFC 6052 section 2.1).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Refused(Exception):
    """We do not connect there; the message says why."""


class NotReached(Exception):
    """No connection came about. ``kind``: refused, timeout, no_route, reset."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Rule:
    """One ``--connect-to HOST:PORT:ADDR:PORT``; an empty host or port stands for any."""

    host: str
    port: int
    address: str
    to_port: int

    @classmethod
    def parse(cls, text: str) -> Rule:
        """As curl reads it; raises ``ValueError`` with what to change."""
        parts = _split(text)
        if len(parts) != 4:
            raise ValueError(
                f"--connect-to takes HOST:PORT:ADDR:PORT, such as "
                f"example.com:443:127.0.0.1:8443; it got {text!r}"
            )
        host, port, address, to_port = parts
        if not all(number == "" or _is_port(number) for number in (port, to_port)):
            raise ValueError(f"--connect-to: ports are numbers from 1 to 65535 in {text!r}")
        if host and not is_address(host):
            try:
                host = ascii_name(host)
            except BadName as error:
                raise ValueError(f"--connect-to: {error}") from error
        return cls(host.lower(), int(port or 0), address, int(to_port or 0))

    def fits(self, host: str, port: int) -> bool:
        """Whether it speaks of this host and port."""
        return self.host in ("", host.lower()) and self.port in (0, port)


def _is_port(text: str) -> bool:
    return text.isdigit() and 0 < int(text) < 65536


def _split(text: str) -> list[str]:
    """Split at colons, except inside [brackets] of an IPv6 address."""
    parts, depth = [""], 0
    for mark in text:
        if mark in "[]":
            depth += 1 if mark == "[" else -1
        elif mark == ":" and not depth:
            parts.append("")
        else:
            parts[-1] += mark
    return parts


def family_of(address: str) -> int:
    """4 or 6."""
    return ipaddress.ip_address(address).version


def is_private(address: str) -> bool:
    """Whether an address is not on the public internet (loopback, private, link-local, …)."""
    found = ipaddress.ip_address(address)
    inner = _inner(found) if found.version == 6 else None
    if inner is None and found.version == 6 and found not in GLOBAL_UNICAST:
        return True
    found = inner or found
    return not found.is_global or found.is_multicast or found in PROTOCOLS


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for on its way, if it does."""
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


@dataclass(frozen=True, slots=True)
class Way:
    """Where to connect for one host, port and address.

    ``listed`` is the address that DNS gives, where a rule for that address leads to another one.
    """

    host: str
    port: int
    address: str
    to_port: int
    given: bool
    listed: str = ""

    @property
    def named(self) -> str:
        """The address as a report names it: that of DNS, not where ``--connect-to`` leads."""
        return self.listed or self.address

    @property
    def family(self) -> int:
        """4 or 6, of the address that DNS gives."""
        return family_of(self.named)


class Connector:
    """Opens sockets as ``--connect-to`` says, and refuses private addresses to strangers.

    ``own`` are the hosts that the person running the check named.
    """

    def __init__(self, rules: Iterable[Rule] = (), own: Iterable[str] = ()) -> None:
        self.rules = tuple(rules)
        self.own = frozenset(own)

    def rule(self, host: str, port: int, address: str = "") -> Rule | None:
        """The first rule for a host, or for its address."""
        return next(
            (
                rule
                for rule in self.rules
                if rule.fits(host, port) or (address and rule.host and rule.fits(address, port))
            ),
            None,
        )

    def way(self, host: str, port: int, address: str) -> Way:
        """Where a connection to one address of a host goes; raises ``Refused``."""
        rule = self.rule(host, port, address)
        if rule is not None:
            listed = "" if rule.fits(host, port) else address
            return Way(host, port, rule.address or address, rule.to_port or port, True, listed)
        if is_private(address) and host not in self.own and address not in self.own:
            raise Refused(f"{host} leads to the private address {address}; not followed")
        return Way(host, port, address, port, False)

    def ways(self, host: str, port: int, addresses: Iterable[str]) -> list[Way]:
        """One way for each address; where a rule names the host, one for the rule's family."""
        listed = list(addresses)
        if is_address(host):
            listed = listed or [host.strip("[]")]
        by_name = [rule for rule in self.rules if rule.fits(host, port)]
        if by_name:
            seen: dict[str, Way] = {}
            for rule in by_name:
                address = rule.address or (listed[0] if listed else "")
                if address and is_address(address):
                    seen.setdefault(address, Way(host, port, address, rule.to_port or port, True))
            return list(seen.values())
        return [self.way(host, port, address) for address in listed]

    def open(self, way: Way, deadline: Deadline) -> socket.socket:
        """A connected TCP socket; raises ``NotReached``."""
        family = socket.AF_INET6 if ":" in way.address else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.settimeout(max(0.01, deadline.left))
        try:
            sock.connect((way.address, way.to_port))
        except OSError as error:
            sock.close()
            raise _not_reached(error, way) from error
        return sock


def _not_reached(error: OSError, way: Way) -> NotReached:
    where = f"{way.named} port {way.port}"
    if isinstance(error, ConnectionRefusedError):
        return NotReached("refused", f"{where} refused the connection")
    if isinstance(error, TimeoutError):
        return NotReached("timeout", f"{where} did not answer in time")
    if isinstance(error, ConnectionResetError):
        return NotReached("reset", f"{where} hung up")
    return NotReached("no_route", f"{where} cannot be reached from this machine")


def ipv6_here() -> bool:
    """Whether this machine has a way into the IPv6 internet; sends nothing."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect(("2001:4860:4860::8888", 53))
            own = probe.getsockname()[0]
    except OSError:
        return False
    return ipaddress.ip_address(own).is_global


__all__ = [
    "Connector", "NotReached", "Refused", "Rule", "Way", "family_of", "ipv6_here",
    "is_private",
]  # fmt: skip
