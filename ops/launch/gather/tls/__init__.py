"""The TLS of every public name, on each of its addresses, as a visitor's browser meets it.

Only handshakes are made: nothing is asked of the server once the connection stands. All addresses
are met side by side, and each distinct certificate's server is then asked once for the protocol
versions that the first handshake left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from ops.launch.findings import NotApplicable, Unknown
from ops.launch.gather.tls.chain import Store, trusting
from ops.launch.gather.tls.facts import (
    Certificate,
    Ending,
    Endpoint,
    Name,
    Outcome,
    TlsFacts,
    Trust,
)
from ops.launch.gather.tls.handshake import Client, late
from ops.launch.network.connect import Refused, Way, ipv6_here
from ops.launch.network.deadline import Deadline, together
from ops.launch.network.names import is_address
from ops.launch.registry import gatherer
from ops.launch.world import World

HTTPS = 443
#: Seconds that are kept back for handing over what was found.
MARGIN = 0.3
#: Seconds for one address.
PATIENCE = 6.0
#: Versions that are asked for one by one; 1.3 shows in the first handshake.
ASKED = ("1.0", "1.1", "1.2")


@gatherer("tls", seconds=15)
def gather_tls(world: World) -> TlsFacts:
    """Raises ``NotApplicable`` for plain HTTP on a laptop, ``CannotTell`` for a bad CA file."""
    if urlsplit(world.target.url).scheme == "http" and world.target.is_local:
        raise NotApplicable(
            "This is plain HTTP on your own machine or network; it has no certificate."
        )
    left = world.deadline.left
    deadline = world.deadline.within(left - min(MARGIN, left / 10))
    store = Store.of(world.options.ca_file)
    client = Client(world.connector, trusting(world.options.ca_file), store)
    hosts = world.target.hosts
    found = together([partial(_looked_up, world, host) for host in hosts], deadline=deadline)
    names = [
        (Name(host=host, unknown=entry.reason), []) if isinstance(entry, Unknown) else entry
        for host, entry in zip(hosts, found, strict=True)
    ]
    ways = [way for _, listed in names for way in listed]
    return TlsFacts(
        target=world.target,
        now=datetime.now(UTC),
        names=tuple(name for name, _ in names),
        endpoints=tuple(_met(client, ways, deadline)),
        trust=store.fact(),
        ipv6_here=ipv6_here(),
    )


def _looked_up(world: World, host: str) -> tuple[Name, list[Way]]:
    """What DNS says of a host, and the ways to it."""
    port = _port(world, host)
    rules = [rule for rule in world.connector.rules if rule.fits(host, port)]
    typed = host in (world.target.host, *world.target.also)
    if any(rule.address and (rule.host or typed) for rule in rules):
        return Name(host=host), world.connector.ways(host, port, [])
    if is_address(host) or host.rpartition(".")[2] == "localhost":
        return Name(host=host), world.connector.ways(host, port, world.addresses(host))
    answers = [world.ask(host, "A"), world.ask(host, "AAAA")]
    addresses = [value for answer in answers for value in answer.values]
    failed = [f"{answer.type} of {host}: {answer.words}" for answer in answers if answer.failed]
    if not addresses and not failed:
        return Name(host=host, absent=True), []
    try:
        ways = world.connector.ways(host, port, addresses)
    except Refused as refused:
        return Name(host=host, unknown=str(refused)), []
    if not addresses and not ways:
        return Name(host=host, unknown="; ".join(failed)), []
    return Name(host=host, partly="; ".join(failed)), ways


def _port(world: World, host: str) -> int:
    """The target's own port for its host, where it is an HTTPS one; the usual one for others."""
    https = urlsplit(world.target.url).scheme == "https"
    return world.target.port if https and host == world.target.host else HTTPS


def _met(client: Client, ways: Sequence[Way], deadline: Deadline) -> list[Endpoint]:
    """Every address met, with the protocol versions of those that showed a certificate."""
    first = deadline.within(min(PATIENCE, deadline.left * 0.7))
    results = together([partial(client.meet, way, first) for way in ways], deadline=deadline)
    met = [
        late(way, entry) if isinstance(entry, Unknown) else entry
        for way, entry in zip(ways, results, strict=True)
    ]
    open_questions = [
        (place, version)
        for place in _one_of_each(met)
        for version in ASKED
        if met[place].accepts(version) is None
    ]
    answers = together(
        [
            partial(client.accepts, ways[place], version, deadline)
            for place, version in open_questions
        ],
        deadline=deadline,
    )
    learned: dict[str, dict[str, bool | None]] = {}
    for (place, version), answer in zip(open_questions, answers, strict=True):
        known = learned.setdefault(_mark(met[place]), {})
        known[version] = None if isinstance(answer, Unknown) else answer
    return [
        replace(
            entry, versions=tuple({**learned.get(_mark(entry), {}), **dict(entry.versions)}.items())
        )
        if entry.chain
        else entry
        for entry in met
    ]


def _one_of_each(met: Sequence[Endpoint]) -> list[int]:
    """The place of one address for each certificate: the same one is the same set-up."""
    places: dict[str, int] = {}
    for place, entry in enumerate(met):
        if entry.chain:
            places.setdefault(_mark(entry), place)
    return list(places.values())


def _mark(entry: Endpoint) -> str:
    """The same certificate after the same handshake: one set-up, to be asked once."""
    return f"{entry.chain[0].fingerprint} {entry.outcome} {entry.versions}" if entry.chain else ""


__all__ = [
    "Certificate", "Ending", "Endpoint", "Name", "Outcome", "TlsFacts", "Trust", "gather_tls",
]  # fmt: skip
