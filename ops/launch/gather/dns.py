"""What DNS says about a site: its names as caches give them, and as each authority does."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ops.launch.findings import CannotTell, NotApplicable, Unknown
from ops.launch.gather.caa import CaaFacts, climb, issuer_in_use
from ops.launch.gather.delegation import Delegation, delegation_of
from ops.launch.network.deadline import together
from ops.launch.network.resolver import Answer, Outcome
from ops.launch.platforms import Platform, by_address, by_name
from ops.launch.registry import gatherer
from ops.launch.world import Target, World

#: Names beside root and www that businesses have and forget.
COMMON = (
    "app", "api", "chat", "blog", "shop", "book", "booking", "help", "docs", "status", "staging",
    "dev", "test", "mail", "portal", "members", "courses", "go", "links",
)  # fmt: skip


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
        if self.there:
            return None
        return next((answer for answer in (self.a, self.aaaa) if answer.failed), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class DnsFacts:
    """All of it.

    ``names`` begin with the site's own hosts; ``others`` are common names that exist.
    ``wildcard`` is the answer for a name nobody made. ``bogus`` are names that answer only when
    DNSSEC is not checked. ``platform`` is given or found; ``expected`` are the addresses its target
    has. ``rival`` is a second platform that the names lead to.
    """

    target: Target
    soa: Answer
    ns: Answer
    apex_cname: Answer
    names: tuple[NameFacts, ...]
    others: tuple[NameFacts, ...]
    wildcard: Answer
    bogus: tuple[str, ...]
    platform: Platform | None
    expected: tuple[str, ...]
    delegation: Delegation | Unknown | NotApplicable
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
    zone = target.domain or target.host
    hosts = list(target.hosts)
    common = [f"{label}.{zone}" for label in COMMON if target.domain]
    common = [name for name in common if name not in hosts]
    dead = world.ask(zone, "SOA")
    names = _names(world, hosts)
    silent = dead.outcome is Outcome.TIMEOUT
    if silent and all(name.a.outcome is Outcome.TIMEOUT for name in names):
        raise CannotTell(f"{zone}: {dead.words}")
    others = [] if silent else [name for name in _names(world, common) if _exists(name)]
    wildcard = world.ask(f"slipway-{secrets.token_hex(4)}.{zone}", "A")
    platform, expected = _platform(world, names)
    return DnsFacts(
        target=target,
        soa=dead,
        ns=world.ask(zone, "NS"),
        apex_cname=world.ask(zone, "CNAME"),
        names=tuple(names),
        others=tuple(others),
        wildcard=wildcard,
        bogus=tuple(_bogus(world, zone, names)),
        platform=platform,
        expected=expected,
        delegation=Unknown("the domain's DNS does not answer")
        if silent
        else delegation_of(world, zone, hosts),
        caa=_caa(world, names),
        only_resolver=world.only_resolver,
        lab=bool(world.options.resolver and world.options.resolver[0].startswith("127.")),
    )


def _names(world: World, hosts: Sequence[str]) -> list[NameFacts]:
    kinds = ("A", "AAAA", "CNAME")
    calls = [partial(world.ask, host, kind) for host in hosts for kind in kinds]
    answers = [
        answer if isinstance(answer, Answer) else Answer("", "", Outcome.TIMEOUT)
        for answer in together(calls, deadline=world.deadline)
    ]
    return [
        NameFacts(host=host, a=answers[3 * n], aaaa=answers[3 * n + 1], cname=answers[3 * n + 2])
        for n, host in enumerate(hosts)
    ]


def _exists(name: NameFacts) -> bool:
    return name.there or name.cname.ok


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
    from ops.launch.platforms import PLATFORMS

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
    found = together([partial(_caa_of, world, host) for host in own], deadline=world.deadline)
    return tuple(fact for fact in found if isinstance(fact, CaaFacts))


def _caa_of(world: World, host: str) -> CaaFacts:
    return CaaFacts(host=host, steps=climb(world, host), issuer=issuer_in_use(world, host))
