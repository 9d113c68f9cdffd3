"""Follows redirects the way a browser does, hop by hop, and says where it got stuck.

Each hop's host is resolved anew and may be refused: a page cannot steer us to a private address or
to an odd port on our own machine. Every request is made once a run, whoever needs it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from ops.launch.network.connect import Refused, Way, is_private
from ops.launch.network.fetch import NoResponse, Response, fetch
from ops.launch.network.names import BadName, ascii_name, is_address
from ops.launch.network.resolver import MEANING
from ops.launch.world import World

#: Redirects followed, as ``curl`` and the Fetch standard do in their own numbers (30 and 20).
HOPS = 10
#: Bytes of a page that are read where only its beginning matters.
GLANCE = 64 * 1024
#: Seconds for one request.
PATIENCE = 10.0
#: Addresses of one family that are tried.
ADDRESSES = 4


@dataclass(frozen=True, slots=True)
class Chain:
    """The way from an address somebody types to where they end up.

    ``trouble`` is "" when the end was reached, else ``loop``, ``too_many``, ``private``,
    ``scheme``, ``bad_location``, ``no_address``, ``dns``, or the ``kind`` of a ``NoResponse``
    (refused, timeout, no_route, reset, tls, bad_answer). ``words`` says it in a sentence, ``at`` is
    the URL where it happened. ``given`` says that ``--connect-to`` led there.
    """

    start: str
    address: str = ""
    family: int = 4
    hops: tuple[Response, ...] = ()
    trouble: str = ""
    words: str = ""
    at: str = ""
    given: bool = False

    @property
    def end(self) -> Response | None:
        """The answer at the end, or None where the end was not reached."""
        return self.hops[-1] if self.hops and not self.trouble else None

    @property
    def first(self) -> Response | None:
        """The very first answer."""
        return self.hops[0] if self.hops else None

    @property
    def redirects(self) -> tuple[Response, ...]:
        """The answers that send on."""
        return tuple(hop for hop in self.hops if hop.is_redirect)

    @property
    def arrows(self) -> str:
        """The whole way in one line, for evidence."""
        steps = [f"{hop.url} ({hop.status})" for hop in self.hops]
        if self.trouble and (not self.hops or self.at != self.hops[-1].url):
            steps.append(self.at or self.start)
        line = " -> ".join(steps)
        return f"{line}: {self.words}" if self.trouble else line


class NoWay(Exception):
    """There is nowhere to connect to for a URL; ``kind`` as ``Chain.trouble``."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer came: the fields of a ``NoResponse``."""

    kind: str
    words: str


def origin_of(url: str) -> str:
    """Scheme, host and port (``https://example.com``), usual ports left out."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    port = parts.port
    usual = port is None or port == {"http": 80, "https": 443}.get(parts.scheme)
    return f"{parts.scheme}://{shown}" if usual else f"{parts.scheme}://{shown}:{port}"


def port_of(url: str) -> int:
    """The port a URL leads to."""
    parts = urlsplit(url)
    return parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)


def tidy(url: str, base: str = "") -> str:
    """An absolute http(s) URL that can be sent; raises ``NoWay`` for one that cannot.

    Spaces and stray bytes are escaped as browsers do, a user name and the fragment are dropped.
    """
    cleaned = "".join(mark for mark in url.strip() if mark.isprintable())[:4000]
    try:
        parts = urlsplit(urljoin(base, cleaned) if base else cleaned)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise NoWay("bad_location", f"{cleaned[:200]!r} is no web address") from error
    if parts.scheme not in ("http", "https"):
        raise NoWay("scheme", f"{cleaned[:200]!r} is neither http nor https")
    try:
        host = _address(host) if is_address(host) else ascii_name(host)
    except BadName as error:
        raise NoWay("bad_location", str(error)) from error
    usual = {"http": 80, "https": 443}[parts.scheme]
    end = f":{port}" if port and port != usual else ""
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*[]|")
    query = "?" + quote(parts.query, safe="/%:=&?~+!$,;'@()*[]|") if parts.query else ""
    return f"{parts.scheme}://{host}{end}{path}{query}"


def _address(host: str) -> str:
    found = ipaddress.ip_address(host.strip("[]"))
    return f"[{found}]" if found.version == 6 else str(found)


def ways_to(world: World, url: str) -> list[Way]:
    """Where a request for ``url`` may go, IPv4 first; raises ``NoWay``."""
    host, port = urlsplit(url).hostname or "", port_of(url)
    try:
        ways = world.connector.ways(host, port, _addresses(world, host, port))
    except Refused as error:
        raise NoWay("private", str(error)) from error
    for way in ways:
        if not _port_may(world, way):
            raise NoWay(
                "private", f"port {port} of the private address {way.address}; not followed"
            )
    if not ways:
        raise NoWay("no_address", f"{host} has no address")
    ways.sort(key=lambda way: way.family)
    v4 = [way for way in ways if way.family == 4]
    return [*v4[:ADDRESSES], *[way for way in ways if way.family == 6][:ADDRESSES]]


def _addresses(world: World, host: str, port: int) -> list[str]:
    if is_address(host) or world.connector.rule(host, port):
        return []
    if host == "localhost" or host.endswith(".localhost"):
        return ["127.0.0.1"]
    answers = [world.ask(host, type) for type in ("A", "AAAA")]
    found = [value for answer in answers for value in answer.values]
    failed = [answer for answer in answers if answer.failed]
    if not found and failed:
        raise NoWay("dns", f"{host}: {MEANING[failed[0].outcome]}")
    if not found:
        raise NoWay("no_address", f"{host} has no address: {answers[0].words}")
    return found


def _port_may(world: World, way: Way) -> bool:
    """A private address is visited at the usual ports and the target's own, no other.

    ``--connect-to`` may name another port itself.
    """
    if not is_private(way.address) or (way.given and way.to_port != way.port):
        return True
    return way.port in (80, 443, world.target.port, port_of(world.target.url))


def ask(world: World, url: str, way: Way, *, limit: int = GLANCE) -> Response | Silence:
    """The answer of one address, asked for once a run."""

    def make() -> Response | Silence:
        return _ask(world, url, way, limit, {})

    return world.once(f"GET {url} at {way.address}:{way.to_port} up to {limit}", make)


def _ask(
    world: World, url: str, way: Way, limit: int, headers: dict[str, str]
) -> Response | Silence:
    try:
        return fetch(
            url, way, world.connector, world.deadline.within(PATIENCE),
            limit=limit, headers=headers,
        )  # fmt: skip
    except NoResponse as error:
        return Silence(error.kind, str(error))


def follow(
    world: World,
    url: str,
    way: Way | None = None,
    *,
    limit: int = GLANCE,
    fresh: bool = False,
    stay: Callable[[str], bool] = lambda url: True,
) -> Chain:
    """Ask for ``url`` (at one address, if given) and for whatever it redirects to.

    ``fresh`` asks anew and remembers nothing. A redirect to where ``stay`` says no is the end. A
    loop is walked a second time with cookies, as some sites need theirs to end it.
    """

    def remembered(url: str, way: Way) -> Response | Silence:
        return ask(world, url, way, limit=limit)

    def anew(url: str, way: Way) -> Response | Silence:
        answer = _ask(world, url, way, limit, _cookie(cookies))
        if isinstance(answer, Response):
            cookies.update(_cookies_of(answer))
        return answer

    cookies: dict[str, str] = {}
    chain = _walk(world, url, way, anew if fresh else remembered, stay, loops=fresh)
    wants_cookies = any(hop.has("set-cookie") for hop in chain.hops)
    if chain.trouble == "loop" and wants_cookies and not fresh:
        patient = _walk(world, url, way, anew, stay, loops=True)
        return chain if patient.trouble else patient
    return chain


def _walk(
    world: World,
    url: str,
    way: Way | None,
    get: Callable[[str, Way], Response | Silence],
    stay: Callable[[str], bool],
    *,
    loops: bool,
) -> Chain:
    """``loops`` lets a URL come twice, as it may answer otherwise once it knows its cookie."""
    hops: list[Response] = []
    start, seen, first = url, {url}, way

    def ended(kind: str = "", words: str = "") -> Chain:
        return Chain(
            start, first.address if first else "", first.family if first else 4, tuple(hops),
            kind, words, url, bool(first and first.given),
        )  # fmt: skip

    while True:
        try:
            url = tidy(url)
            way = way or _next(ways_to(world, url), first)
        except NoWay as error:
            return ended(error.kind, str(error))
        first = first or way
        answer = get(url, way)
        if isinstance(answer, Silence):
            return ended(answer.kind, answer.words)
        hops.append(answer)
        if not answer.is_redirect:
            return ended()
        if len(hops) > HOPS:
            return ended("too_many", f"more than {HOPS} redirects one after another")
        try:
            url = tidy(answer.all("location")[0], answer.url)
        except NoWay as error:
            return ended(error.kind, str(error))
        if not stay(url):
            return ended()
        if url in seen and not loops:
            return ended("loop", "the redirects go round in a circle")
        seen.add(url)
        way = None


def _next(ways: Sequence[Way], first: Way | None) -> Way:
    """Stay on the address, or at least the family, that the visitor began with."""
    if first is None:
        return ways[0]
    same = [way for way in ways if way.address == first.address]
    family = [way for way in ways if way.family == first.family]
    return (same or family or list(ways))[0]


def _cookie(cookies: dict[str, str]) -> dict[str, str]:
    line = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": line[:4000]} if line else {}


def _cookies_of(answer: Response) -> dict[str, str]:
    pairs = (value.partition(";")[0].partition("=") for value in answer.all("set-cookie")[:20])
    return {
        name.strip(): value.strip()
        for name, _, value in pairs
        if (name + value).isprintable() and (name + value).isascii()
    }
