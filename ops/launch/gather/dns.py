"""What DNS says about a site: its names as caches give them, and as each authority does."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from ops.launch.findings import Unknown
from ops.launch.gather.caa import CaaFacts, caa_of
from ops.launch.gather.delegation import Delegation, delegation_of
from ops.launch.gather.dnssec import signatures
from ops.launch.network.deadline import together
from ops.launch.network.names import registrable
from ops.launch.network.resolver import CHAIN, Answer, Outcome
from ops.launch.platforms import PLATFORMS, Platform, by_address, by_name
from ops.launch.registry import gatherer
from ops.launch.world import Target, World

#: Names beside root and www that businesses have and forget.
COMMON = (
    "app", "api", "chat", "blog", "shop", "book", "booking", "help", "docs", "status", "staging",
    "dev", "test", "mail", "portal", "members", "courses", "go", "links",
)  # fmt: skip
KINDS = ("A", "AAAA", "CNAME")


@dataclass(frozen=True, kw_only=True, slots=True)
class NameFacts:
    """One name: its addresses through any CNAME, and the CNAME at the name itself."""

    host: str
    a: Answer
    aaaa: Answer
    cname: Answer

    @property
    def addresses(self) -> tuple[str, ...]:
        """IPv4, then IPv6."""
        return (*self.a.values, *self.aaaa.values)

    @property
    def chain(self) -> tuple[str, ...]:
        """The CNAME targets, in order."""
        return self.a.chain or self.aaaa.chain or self.cname.values

    @property
    def there(self) -> bool:
        """Whether the name leads anywhere."""
        return bool(self.addresses)

    @property
    def failed(self) -> Answer | None:
        """The answer that did not come, where it is not known whether there is an address."""
        both = (self.a, self.aaaa)
        # No such name for one type is no such name for any (RFC 8020); nor does a circle end.
        if self.there or self.circular or any(a.outcome is Outcome.NXDOMAIN for a in both):
            return None
        return next((answer for answer in both if answer.failed), None)

    @property
    def circular(self) -> bool:
        """Whether its CNAMEs lead in a circle."""
        return self.a.circular or self.aaaa.circular


@dataclass(frozen=True, kw_only=True, slots=True)
class DnsFacts:
    """All of it.

    ``names`` begin with the site's own hosts, as the DNS host has them now where it could be asked,
    and ``cached`` are the same as the resolver has them. ``others`` are common names that somebody
    made. ``wildcard`` is the answer for a name nobody made. ``bogus`` are names that answer only
    when DNSSEC is not checked, and ``signatures`` what is wrong with it, as found here.
    ``platform`` is given or found; ``expected`` are the addresses its target has. ``unbought`` are
    domains that CNAMEs lead to and nobody owns.
    """

    target: Target
    soa: Answer
    ns: Answer
    apex_cname: Answer
    names: tuple[NameFacts, ...]
    cached: tuple[NameFacts, ...]
    others: tuple[NameFacts, ...]
    wildcard: Answer
    bogus: tuple[str, ...]
    signatures: str | Unknown
    platform: Platform | None
    expected: tuple[str, ...]
    delegation: Delegation | Unknown
    unbought: tuple[str, ...]
    caa: tuple[CaaFacts, ...]
    only_resolver: bool
    lab: bool

    def name(self, host: str) -> NameFacts | None:
        """The facts of one host."""
        return next((name for name in (*self.names, *self.others) if name.host == host), None)


@gatherer("dns", seconds=15)
def gather_dns(world: World) -> DnsFacts:
    """Everything at once; what does not answer is in the facts as what it did."""
    target = world.target
    zone, hosts = target.domain or target.host, list(target.hosts)
    common = [f"{label}.{zone}" for label in COMMON if target.domain]
    common = [name for name in common if name not in hosts]
    nobody = f"slipway-{secrets.token_hex(4)}.{zone}"
    soa, ns, apex_cname, wildcard, *rest = _asked(
        world,
        [(zone, "SOA"), (zone, "NS"), (zone, "CNAME"), (nobody, "A")]
        + [(host, kind) for host in hosts for kind in KINDS]
        + [(host, "A") for host in common],
    )
    cached = [_walked(world, name) for name in _paired(hosts, rest)]
    silent = soa.outcome is Outcome.TIMEOUT
    made = _made(common, rest[len(KINDS) * len(hosts) :], wildcard)
    others = [] if silent else _names(world, made)
    delegation = (
        Unknown("the domain's DNS does not answer") if silent else delegation_of(world, zone, hosts)
    )
    names = [_as_the_host_has_it(world, name, delegation) for name in cached]
    platform, expected = _platform(world, names)
    return DnsFacts(
        target=target,
        soa=soa,
        ns=ns,
        apex_cname=apex_cname,
        names=tuple(names),
        cached=tuple(cached),
        others=tuple(others),
        wildcard=wildcard,
        bogus=tuple(_bogus(world, zone, names)),
        signatures=signatures(world, zone, soa) if target.domain else "",
        platform=platform,
        expected=expected,
        delegation=delegation,
        unbought=tuple(_unbought(world, [*names, *others])),
        caa=_caa(world, names),
        only_resolver=world.only_resolver,
        lab=bool(world.options.resolver and world.options.resolver[0].startswith("127.")),
    )


def _asked(world: World, questions: Sequence[tuple[str, str]]) -> list[Answer]:
    """All questions side by side; one that is late counts as not answered."""
    answers = together(
        [partial(world.ask, name, type) for name, type in questions],
        deadline=world.deadline,
        at_once=32,
    )
    return [
        answer if isinstance(answer, Answer) else Answer(name, type, Outcome.TIMEOUT)
        for (name, type), answer in zip(questions, answers, strict=True)
    ]


def _names(world: World, hosts: Sequence[str]) -> list[NameFacts]:
    return _paired(hosts, _asked(world, [(host, kind) for host in hosts for kind in KINDS]))


def _paired(hosts: Sequence[str], answers: Sequence[Answer]) -> list[NameFacts]:
    """Three answers for each host, in the order of ``KINDS``."""
    return [
        NameFacts(host=host, a=answers[3 * n], aaaa=answers[3 * n + 1], cname=answers[3 * n + 2])
        for n, host in enumerate(hosts)
    ]


def _made(common: Sequence[str], answers: Sequence[Answer], wildcard: Answer) -> list[str]:
    """The common names that are there, and not only because a wildcard says so."""
    masked = wildcard.ok or bool(wildcard.chain)
    return [
        host
        for host, answer in zip(common, answers, strict=True)
        if (answer.ok or answer.chain)
        and not (masked and (answer.chain, answer.values) == (wildcard.chain, wildcard.values))
    ]


def _walked(world: World, name: NameFacts) -> NameFacts:
    """A name that fails behind a CNAME: whether its CNAMEs lead in a circle, link by link."""
    if name.a.outcome is not Outcome.SERVFAIL or name.circular or not name.cname.ok:
        return name
    chain = [name.cname.values[0]]
    while len(chain) <= CHAIN and chain[-1] != name.host and chain[-1] not in chain[:-1]:
        link = world.ask(chain[-1], "CNAME")
        if not link.ok:
            return replace(name, a=replace(name.a, chain=tuple(chain)))
        chain.append(link.values[0])
    return replace(name, a=replace(name.a, chain=tuple(chain)))


def _as_the_host_has_it(
    world: World, name: NameFacts, delegation: Delegation | Unknown
) -> NameFacts:
    """The name by its own name servers where they agree: what is typed there now."""
    if isinstance(delegation, Unknown) or name.a.failed or name.aaaa.failed:
        return name
    a, aaaa = (_fresh(world, old, delegation) for old in (name.a, name.aaaa))
    if (a, aaaa) == (name.a, name.aaaa):
        return name
    links = (a.chain or aaaa.chain)[:1]
    outcome = Outcome.ANSWER if links else Outcome.NODATA
    cname = Answer(name.host, "CNAME", outcome, values=links)
    return NameFacts(host=name.host, a=a, aaaa=aaaa, cname=cname)


def _fresh(world: World, cached: Answer, delegation: Delegation) -> Answer:
    said = delegation.said(cached.name, cached.type)
    if said is None or not differs(said, cached):
        return cached
    if not said.chain:
        return said
    # Where the chain leaves the zone, the end of it is not this server's to say.
    end = world.ask(said.chain[-1], said.type)
    return replace(end, name=said.name, chain=(*said.chain, *end.chain))


def differs(fresh: Answer, cached: Answer) -> bool:
    """Whether a name server and a cache give different records for one name."""
    if fresh.chain or cached.chain:
        return bool(fresh.chain[:1] != cached.chain[:1])
    return set(fresh.values) != set(cached.values)


def _unbought(world: World, names: Sequence[NameFacts]) -> list[str]:
    """Domains that CNAMEs lead to and that do not exist: anybody can buy them."""
    ends = [n.chain[-1] for n in names if n.chain and n.a.outcome is Outcome.NXDOMAIN]
    bases = dict.fromkeys(base for end in ends if (base := registrable(end)))
    asked = [(base, "SOA") for base in list(bases)[:10] if base != world.target.domain]
    answers = _asked(world, asked)
    return [answer.name for answer in answers if answer.outcome is Outcome.NXDOMAIN]


def _bogus(world: World, zone: str, names: Sequence[NameFacts]) -> list[str]:
    """Names that fail, and answer once the resolver is told not to check signatures."""
    asked = [(zone, "SOA"), *((name.host, "A") for name in names)]
    return [
        name
        for name, type in dict.fromkeys(asked)
        if world.ask(name, type).outcome is Outcome.SERVFAIL
        and not world.resolver.ask(name, type, unchecked=True).failed
    ]


def _platform(world: World, names: Sequence[NameFacts]) -> tuple[Platform | None, tuple[str, ...]]:
    """The platform, given or seen, and the addresses that the given target has."""
    target = world.target
    expected = tuple(world.addresses(target.platform_target)) if target.platform_target else ()
    if target.platform in PLATFORMS:
        return PLATFORMS[target.platform], expected
    given = by_name([target.platform_target]) if target.platform_target else None
    own = [name for name in names if name.host in target.site_hosts]
    found = given or by_name([link for name in own for link in name.chain])
    return found or by_address([a for name in own for a in name.addresses]), expected


def _caa(world: World, names: Sequence[NameFacts]) -> tuple[CaaFacts, ...]:
    own = [name.host for name in names if name.there and name.host in world.target.site_hosts]
    found = together([partial(caa_of, world, host) for host in own], deadline=world.deadline)
    return tuple(fact for fact in found if isinstance(fact, CaaFacts))
