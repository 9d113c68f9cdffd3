"""Every way in: http and https, root and www, each address; and the hosts that should not answer.

The facts called "web". Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from ops.launch.findings import Unknown
from ops.launch.gather.web.follow import (
    Chain,
    NoWay,
    Silence,
    ask,
    follow,
    origin_of,
    ways_to,
)
from ops.launch.network.connect import Refused, Way, ipv6_here
from ops.launch.network.deadline import together
from ops.launch.network.fetch import BODY, Response
from ops.launch.network.names import is_address, platform_domain
from ops.launch.registry import gatherer
from ops.launch.world import Target, World

#: The path and query that have to survive a redirect.
PROBE = "/slipway-launch-check/?a=1&b=two"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One address somebody may type, at one address of its host.

    ``root`` is the way from ``/``, ``probe`` that from ``PROBE`` (once for each host and scheme).
    """

    scheme: str
    host: str
    root: Chain
    probe: Chain | None = None

    @property
    def url(self) -> str:
        """What is typed."""
        return self.root.start


@dataclass(frozen=True, kw_only=True, slots=True)
class Twin:
    """Another host that may serve the same site. ``kind`` is "also" or "platform"."""

    host: str
    kind: str
    chain: Chain


@dataclass(frozen=True, kw_only=True, slots=True)
class WebFacts:
    """What visitors get at each door.

    ``home`` is the way from the target's own URL with the whole page at its end. ``around`` are
    answers for the canonical host from the origin itself, past what DNS says. ``ipv6`` says whether
    this machine can reach IPv6. ``aliases`` are the CNAMEs that the canonical host goes through.
    ``hurried`` says that time ran out, so that silence may be our own impatience.
    """

    target: Target
    entries: tuple[Entry, ...]
    home: Chain
    twins: tuple[Twin, ...] = ()
    around: tuple[Response, ...] = ()
    ipv6: bool = False
    aliases: tuple[str, ...] = field(default=())
    hurried: bool = False

    @property
    def local(self) -> bool:
        """Whether this is a laptop, where https and one canonical name make no sense."""
        return self.target.is_local

    @property
    def canonical(self) -> str:
        """The origin the site should have."""
        return origin_of(self.target.url)

    @property
    def answers(self) -> list[Response]:
        """Every answer that came, once."""
        chains = [self.home]
        for entry in self.entries:
            chains += [entry.root, *([entry.probe] if entry.probe else [])]
        return list({id(hop): hop for chain in chains for hop in chain.hops}.values())


def home_page(world: World) -> Chain:
    """The way to the home page, with the whole page at its end; made once a run."""
    return world.once("home", lambda: follow(world, world.target.url, limit=BODY))


@gatherer("web", seconds=15)
def gather_web(world: World) -> WebFacts:
    """Walk every way in, side by side."""
    doors = list(_doors(world.target))
    names = _platform_names(world)
    twins = [(name, "also") for name in world.target.also if name not in world.target.site_hosts]
    twins += [(name, "platform") for name in names]
    calls: list[Callable[[], object]] = [
        partial(home_page, world),
        *(partial(_entries, world, scheme, host) for scheme, host in doors),
        *(partial(_twin, world, host, kind) for host, kind in twins),
        partial(_around, world),
    ]
    home, *rest = together(calls, deadline=world.deadline)
    entries = [
        entry
        for door, found in zip(doors, rest, strict=False)
        for entry in (found if isinstance(found, list) else [_late(*door, found)])
    ]
    later = rest[len(doors) :]
    return WebFacts(
        target=world.target,
        entries=tuple(entries),
        home=home if isinstance(home, Chain) else _silent(world.target.url, home),
        twins=tuple(twin for twin in later if isinstance(twin, Twin)),
        around=later[-1] if isinstance(later[-1], tuple) else (),
        ipv6=ipv6_here(),
        aliases=_aliases(world),
        hurried=world.deadline.left < 0.2,
    )


def _doors(target: Target) -> Iterator[tuple[str, str]]:
    """Scheme and host of each entry; on a laptop or an odd port there is one only."""
    parts = urlsplit(target.url)
    if target.is_local or parts.port not in (None, 80, 443):
        yield parts.scheme, _host(target.url)
        return
    for host in target.site_hosts:
        for scheme in ("http", "https"):
            yield scheme, f"[{host}]" if ":" in host else host


def _host(url: str) -> str:
    return origin_of(url).partition("://")[2]


def _entries(world: World, scheme: str, host: str) -> list[Entry]:
    """One entry for each address of a host; the probe path is asked for once a family."""
    url = f"{scheme}://{host}/"
    try:
        ways = ways_to(world, url)
    except NoWay as error:
        chain = Chain(url, trouble=error.kind, words=str(error), at=url)
        return [Entry(scheme=scheme, host=host, root=chain)]
    firsts = {way.family: way for way in reversed(ways)}
    roots = [partial(follow, world, url, way) for way in ways]
    probes = [partial(follow, world, url[:-1] + PROBE, way) for way in firsts.values()]
    found = together([*roots, *probes], deadline=world.deadline)
    chains = [
        chain if isinstance(chain, Chain) else _silent(url, chain, way)
        for chain, way in zip(found, [*ways, *firsts.values()], strict=True)
    ]
    probed = {chain.family: chain for chain in chains[len(ways) :]}
    return [
        Entry(
            scheme=scheme,
            host=host,
            root=root,
            probe=probed.get(way.family) if firsts[way.family] is way else None,
        )
        for root, way in zip(chains, ways, strict=False)
    ]


def _late(scheme: str, host: str, reason: object) -> Entry:
    return Entry(scheme=scheme, host=host, root=_silent(f"{scheme}://{host}/", reason))


def _silent(url: str, reason: object, way: Way | None = None) -> Chain:
    words = reason.reason if isinstance(reason, Unknown) else "not known"
    return Chain(
        url,
        way.address if way else "",
        way.family if way else 4,
        trouble="timeout",
        words=words,
        at=url,
        given=bool(way and way.given),
    )


def _aliases(world: World) -> tuple[str, ...]:
    """The CNAMEs of the canonical host, where DNS is asked at all."""
    host = world.target.host
    if is_address(host) or world.target.is_local:
        return ()
    if world.connector.rule(host, world.target.port):
        return ()
    return world.ask(host, "A").chain


def _platform_names(world: World) -> list[str]:
    """Names of the app itself, such as those of its platform, at which it may answer too."""
    given = world.target.platform_target
    names = [given, *_aliases(world)]
    own = [
        name
        for name in names
        if platform_domain(name) or (name and name == given and not is_address(name))
    ]
    return [name for name in dict.fromkeys(own) if name not in world.target.site_hosts]


def _twin(world: World, host: str, kind: str) -> Twin:
    return Twin(host=host, kind=kind, chain=follow(world, f"https://{host}/"))


def _around(world: World) -> tuple[Response, ...]:
    """Ask the origin itself for the canonical host, past the edge that DNS names."""
    target = world.target
    if target.is_local or not target.platform_target:
        return ()
    answers = [ask(world, target.url, way) for way in _ways_around(world)]
    return tuple(answer for answer in answers if not isinstance(answer, Silence))


def _ways_around(world: World) -> list[Way]:
    """Ways to the origin under the canonical host's name, wherever that name itself leads."""
    target, given = world.target, world.target.platform_target
    usual = [given] if is_address(given) else list(world.ask(given, "A").values[:2])
    try:
        found = world.connector.ways(given, target.port, usual)
    except Refused:
        return []
    doors = set(world.addresses(target.host))
    return [
        Way(target.host, target.port, way.address, way.to_port, way.given)
        for way in found
        if is_address(way.address) and (way.given or way.address not in doors)
    ]
