"""What the registry says about a zone's name servers, and what each of them answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import dns.flags
import dns.message
import dns.rdatatype

from ops.launch.findings import Unknown
from ops.launch.network.connect import ipv6_here, is_private
from ops.launch.network.deadline import together
from ops.launch.network.exchange import exchange
from ops.launch.network.names import parents
from ops.launch.network.resolver import Answer, Outcome, query, read
from ops.launch.world import World

#: Name servers asked, of however many there are; and the servers of the zone above.
SERVERS, ABOVE = 8, 3


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
    """``at_parent``: the name servers the zone above names; ``in_zone``: those the zone names.

    ``authorities`` are those that could be asked, and ``not_asked`` is why some could not: "" when
    all were. ``without_address`` are names of servers that certainly lead nowhere.
    """

    zone: str
    at_parent: tuple[str, ...] | Unknown
    in_zone: tuple[str, ...]
    authorities: tuple[Authority, ...]
    without_address: tuple[str, ...] = ()
    not_asked: str = ""

    @property
    def answering(self) -> tuple[Authority, ...]:
        """Those that have the zone."""
        return tuple(entry for entry in self.authorities if entry.authoritative)

    def said(self, name: str, type: str) -> Answer | None:
        """What all of them say of one name and type; None where they differ or did not say."""
        heard = [entry.answer(name, type) for entry in self.answering]
        known = [answer for answer in heard if answer is not None and not answer.failed]
        alike = {(answer.values, answer.chain, answer.outcome) for answer in known}
        return known[0] if len(alike) == 1 else None


def delegation_of(world: World, zone: str, hosts: Sequence[str]) -> Delegation | Unknown:
    """Ask the parent and then every name server; with ``--resolver`` only those it maps."""
    in_zone = world.ask(zone, "NS")
    glue: dict[str, str] = {}
    at_parent = _at_parent(world, zone, glue)
    above = () if isinstance(at_parent, Unknown) else at_parent
    if in_zone.failed and not above:
        return Unknown(f"the name servers of {zone} are not known: {in_zone.words}")
    listed = list(dict.fromkeys([*in_zone.values, *above]))[:SERVERS]
    places = {server: _place(world, server, glue) for server in listed}
    questions = [(zone, "MX"), (zone, "TXT"), *((h, t) for h in hosts for t in ("A", "AAAA"))]
    results = together(
        [
            partial(_ask, world, zone, (server, place.address), place.way, questions)
            for server, place in places.items()
            if place.way
        ],
        deadline=world.deadline,
    )
    return Delegation(
        zone=zone,
        at_parent=at_parent,
        in_zone=in_zone.values,
        authorities=tuple(entry for entry in results if isinstance(entry, Authority)),
        without_address=tuple(server for server, place in places.items() if place.gone),
        not_asked=_not_asked(world)
        if any(not place.way and not place.gone for place in places.values())
        else "",
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name server is: its address, the way there (None: not asked), or ``gone``."""

    address: str = ""
    way: tuple[str, int] | None = None
    gone: bool = False


def _place(world: World, server: str, glue: dict[str, str]) -> _Place:
    answers = [world.ask(server, "A")]
    if not answers[0].ok:
        answers.append(world.ask(server, "AAAA"))
    found = [value for answer in answers for value in answer.values]
    known_gone = Outcome.NXDOMAIN in [answer.outcome for answer in answers]
    if not found and (known_gone or all(answer.missing for answer in answers)):
        return _Place(gone=True)
    address = found[0] if found else glue.get(server, "")
    return _Place(address, _way(world, server, address))


def _not_asked(world: World) -> str:
    return (
        "--resolver names the only DNS server that may be asked."
        if world.only_resolver
        else "A name server's address cannot be reached from this machine."
    )


def _way(world: World, server: str, address: str) -> tuple[str, int] | None:
    """Where a name server is asked, or None where that is not allowed.

    Only a rule that names port 53 is about DNS: one for any port is meant for web servers.
    """
    rule = next(
        (
            rule
            for rule in world.connector.rules
            if rule.port == 53 and (rule.fits(server, 53) or (address and rule.fits(address, 53)))
        ),
        None,
    )
    if rule is not None and (rule.address or address):
        return rule.address or address, rule.to_port or 53
    if not address or world.only_resolver or is_private(address):
        return None
    return None if ":" in address and not ipv6_here() else (address, 53)


def _at_parent(world: World, zone: str, glue: dict[str, str]) -> tuple[str, ...] | Unknown:
    """The delegation as the zone above has it (a referral, RFC 1034 4.3.2), and its glue."""
    for parent in parents(zone):
        servers = world.ask(parent, "NS")
        if servers.failed:
            return Unknown(f"the name servers of {parent} are not known: {servers.words}")
        for server in servers.values[:ABOVE]:
            way = _place(world, server, {}).way
            if way and (names := _referred(world, zone, way, glue)):
                return names
        if servers.ok:
            break
    return Unknown("the zone above was not asked or did not say")


def _referred(
    world: World, zone: str, way: tuple[str, int], glue: dict[str, str]
) -> tuple[str, ...]:
    """The name servers in one referral; () where none came. Their addresses go into ``glue``."""
    said = exchange(zone, "NS", way, world.deadline.within(4), recursive=False)
    if said is None:
        return ()
    for rrset in said.additional:
        if rrset.rdtype in (dns.rdatatype.A, dns.rdatatype.AAAA):
            glue.setdefault(rrset.name.to_text(omit_final_dot=True).lower(), rrset[0].address)
    return tuple(sorted(set(_servers(said, zone))))


def _servers(said: dns.message.Message, zone: str) -> Iterator[str]:
    for rrset in [*said.authority, *said.answer]:
        name = rrset.name.to_text(omit_final_dot=True).lower()
        if rrset.rdtype == dns.rdatatype.NS and name == zone:
            for record in rrset:
                yield record.target.to_text(omit_final_dot=True).lower()


def _ask(
    world: World,
    zone: str,
    named: tuple[str, str],
    way: tuple[str, int],
    questions: Sequence[tuple[str, str]],
) -> Authority:
    """Whether one server has the zone, and what it says of the names, within six seconds."""
    (server, address), deadline = named, world.deadline.within(6)
    said = exchange(zone, "SOA", way, deadline, recursive=False)
    if said is None:
        soa = Answer(zone, "SOA", Outcome.TIMEOUT, server=way[0])
        return Authority(server=server, address=address, soa=soa, authoritative=False)
    soa = read(said, zone, "SOA", way[0])
    authoritative = soa.ok and bool(said.flags & dns.flags.AA)
    heard = together(
        [
            partial(query, name, type, way, deadline, recursive=False)
            for name, type in (questions if authoritative else ())
        ],
        deadline=deadline,
        at_once=4,
    )
    return Authority(
        server=server,
        address=address,
        soa=soa,
        authoritative=authoritative,
        answers=tuple(answer for answer in heard if isinstance(answer, Answer)),
    )
