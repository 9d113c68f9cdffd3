"""What the registry says about a zone's name servers, and what each of them answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import dns.flags
import dns.rdatatype

from ops.launch.findings import NotApplicable, Unknown
from ops.launch.network.connect import Refused
from ops.launch.network.deadline import together
from ops.launch.network.names import parents
from ops.launch.network.resolver import Answer, Outcome, exchange, query, read
from ops.launch.world import World

#: Name servers asked, of however many there are; and the addresses of one.
SERVERS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority:
    """One name server; ``authoritative`` says whether it has the zone at all."""

    server: str
    address: str
    soa: Answer
    authoritative: bool
    answers: tuple[Answer, ...] = ()

    def answer(self, name: str, type: str) -> Answer | None:
        """What it said about one name and type."""
        return next((a for a in self.answers if (a.name, a.type) == (name, type)), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Delegation:
    """``at_parent``: the name servers the zone above names; ``authorities``: those we could ask."""

    zone: str
    at_parent: tuple[str, ...] | Unknown
    in_zone: tuple[str, ...]
    authorities: tuple[Authority, ...]
    without_address: tuple[str, ...] = ()


def delegation_of(
    world: World, zone: str, hosts: Sequence[str]
) -> Delegation | Unknown | NotApplicable:
    """Ask the parent and then every name server; with ``--resolver`` only those it maps."""
    in_zone = world.ask(zone, "NS")
    if in_zone.failed:
        return Unknown(f"the name servers of {zone} are not known: {in_zone.words}")
    at_parent = _at_parent(world, zone)
    listed = dict.fromkeys(
        [*in_zone.values, *(() if isinstance(at_parent, Unknown) else at_parent)]
    )
    found: list[tuple[str, str]] = []
    without: list[str] = []
    for server in list(listed)[:SERVERS]:
        addresses = world.ask(server, "A").values or world.ask(server, "AAAA").values
        found += [(server, address) for address in addresses[:1]]
        if not addresses and not world.ask(server, "A").failed:
            without.append(server)
    asked = [
        (server, address, way) for server, address in found if (way := _way(world, server, address))
    ]
    if found and not asked:
        return NotApplicable("Not asked: --resolver names the only DNS server that may be.")
    questions = [(zone, "MX"), (zone, "TXT"), *((h, t) for h in hosts for t in ("A", "AAAA"))]
    results = together(
        [partial(_ask, world, zone, server, way, questions) for server, _, way in asked],
        deadline=world.deadline,
    )
    return Delegation(
        zone=zone,
        at_parent=at_parent,
        in_zone=in_zone.values,
        authorities=tuple(entry for entry in results if isinstance(entry, Authority)),
        without_address=tuple(without),
    )


def _way(world: World, server: str, address: str) -> tuple[str, int] | None:
    """Where a name server is asked, or None where that is not allowed."""
    try:
        way = world.connector.way(server, 53, address)
    except Refused:
        return None
    if world.only_resolver and not way.given:
        return None
    return way.address, way.to_port


def _at_parent(world: World, zone: str) -> tuple[str, ...] | Unknown:
    """The delegation as the zone above has it (a referral, RFC 1034 4.3.2)."""
    for parent in parents(zone):
        servers = world.ask(parent, "NS")
        if servers.failed:
            return Unknown(f"the name servers of {parent} are not known: {servers.words}")
        for server in servers.values[:3]:
            for address in world.ask(server, "A").values[:1]:
                way = _way(world, server, address)
                if way is None:
                    continue
                said = exchange(zone, "NS", way, world.deadline.within(4), recursive=False)
                if said is None:
                    continue
                sets = [*said.authority, *said.answer]
                names = [
                    record.target.to_text(omit_final_dot=True).lower()
                    for rrset in sets
                    if rrset.rdtype == dns.rdatatype.NS
                    and rrset.name.to_text(omit_final_dot=True).lower() == zone
                    for record in rrset
                ]
                if names:
                    return tuple(sorted(names))
        if servers.ok:
            break
    return Unknown("the zone above was not asked or did not say")


def _ask(
    world: World, zone: str, server: str, way: tuple[str, int], questions: Sequence[tuple[str, str]]
) -> Authority:
    deadline = world.deadline.within(6)
    said = exchange(zone, "SOA", way, deadline, recursive=False)
    if said is None:
        soa = Answer(zone, "SOA", Outcome.TIMEOUT, server=way[0])
        return Authority(server=server, address=way[0], soa=soa, authoritative=False)
    soa = read(said, zone, "SOA", way[0])
    authoritative = soa.ok and bool(said.flags & dns.flags.AA)
    answers = tuple(
        query(name, type, way, deadline, recursive=False) for name, type in questions
    ) if authoritative else ()  # fmt: skip
    return Authority(
        server=server, address=way[0], soa=soa, authoritative=authoritative, answers=answers
    )
