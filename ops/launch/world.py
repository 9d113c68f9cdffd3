"""What a run is about (the target), and how it reaches the world (the network)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ops.launch.network.connect import Connector, Rule
from ops.launch.network.deadline import Deadline
from ops.launch.network.names import is_address, is_local, platform_domain, registrable
from ops.launch.network.resolver import Answer, Resolver, system_servers

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """What is known of the email this site sends.

    ``domain`` is that of the From address. ``provider`` is a key of ``email.providers``, "" when
    it has to be found out. ``return_path`` is the host of the envelope sender, "" for the
    provider's usual one; ``message`` a received email to verify. ``ours`` says that these are this
    deployment's own settings.
    """

    domain: str
    from_address: str = ""
    provider: str = ""
    selectors: tuple[str, ...] = ()
    return_path: str = ""
    region: str = ""
    reply_to: str = ""
    message: bytes = b""
    ours: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What is judged.

    ``url`` is the one address the site should have, ``host`` its host in ASCII, ``domain`` what
    somebody registered ("" on a platform's domain or an address). ``hosts`` are the names a visitor
    may type; ``also`` further ones of the owner. ``platform`` is where it runs and
    ``platform_target`` what its names should lead to, both "" when not given. ``inside`` says that
    it is this deployment, whose settings may be judged as well; ``single`` that no other name of
    the domain is looked at.
    """

    url: str
    host: str
    domain: str
    also: tuple[str, ...] = ()
    platform: str = ""
    platform_target: str = ""
    port: int = 443
    inside: bool = False
    single: bool = False
    mail: Mail | None = None

    @property
    def www(self) -> str:
        """The domain's www name."""
        return f"www.{self.domain}" if self.domain else ""

    @property
    def site_hosts(self) -> tuple[str, ...]:
        """The names that must all lead to the canonical address: root and www, or just the host.

        An app at ``chat.example.com`` leaves the root and www to the owner's other site.
        """
        if self.domain and not self.single and self.host in (self.domain, self.www):
            return (self.domain, self.www)
        return (self.host,)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every public name to look at, the canonical one first."""
        if self.single:
            return (self.host, *self.also)
        names = [self.host, self.domain, self.www, *self.also]
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def is_local(self) -> bool:
        """Whether it is a laptop or a private network."""
        return is_local(self.host)

    @property
    def on_platform_domain(self) -> str:
        """The platform's own domain that it still lives under, or ""."""
        return platform_domain(self.host)


def target_for(
    host: str, *, url: str = "", also: Sequence[str] = (), mail: Mail | None = None, **more: Any
) -> Target:
    """A target for a host in ASCII; its domain by the public suffix list.

    A name whose only suffix is the last label (``example.test``) counts as ``example.test``.
    """
    homeless = is_address(host) or is_local(host) or platform_domain(host)
    domain = "" if homeless else registrable(host)
    return Target(
        url=url or f"https://{host}/", host=host, domain=domain, also=tuple(also), mail=mail, **more
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkOptions:
    """The network options of every check command."""

    resolver: tuple[str, int] | None = None
    connect_to: tuple[Rule, ...] = ()
    ca_file: str = ""
    timeout: float = 30.0


@dataclass(kw_only=True)
class World:
    """One run: its target, its network, its clock; shared by all gatherers."""

    target: Target
    options: NetworkOptions = field(default_factory=NetworkOptions)
    lighthouse: bool = False
    progress: Callable[[str], None] = lambda text: None

    def __post_init__(self) -> None:
        self.deadline = Deadline(self.options.timeout)
        given = self.options.resolver
        self.resolver = Resolver([given] if given else system_servers(), self.deadline)
        self.connector = Connector(self.options.connect_to, own=self.target.hosts)
        self._kept: dict[str, Any] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def ask(self, name: str, type: str) -> Answer:
        """A DNS answer, asked once a run."""
        return self.resolver.ask(name, type)

    def addresses(self, host: str) -> list[str]:
        """IPv4 and IPv6 addresses of a host; the host itself where it is one."""
        if is_address(host):
            return [host.strip("[]")]
        if host == "localhost" or host.endswith(".localhost"):
            return ["127.0.0.1"]
        return [*self.ask(host, "A").values, *self.ask(host, "AAAA").values]

    def once(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made by whichever gatherer needs it first."""
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._kept:
                self._kept[key] = make()
            kept: T = self._kept[key]
            return kept

    @property
    def only_resolver(self) -> bool:
        """Whether ``--resolver`` forbids asking any other DNS server."""
        return self.options.resolver is not None

    def within(self, seconds: float, *, beyond: bool = False) -> World:
        """The same world, for a group with its own time: less, or ``beyond`` the run's."""
        group = copy(self)
        group.deadline = Deadline(seconds) if beyond else self.deadline.within(seconds)
        return group
