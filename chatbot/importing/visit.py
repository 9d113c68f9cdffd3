"""Pages of one site, fetched as a polite stranger: same host, robots.txt kept, nothing private.

Built on the launch checks' own connections: names are resolved here and the connection goes to the
address that was looked at, so neither a redirect nor a DNS answer leads into the private network;
every byte has a deadline and every body a size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from chatbot.importing.robots import AGENT, LONGEST, Robots, parse
from ops.launch.gather.web.follow import NoWay, origin_of, port_of, tidy
from ops.launch.network.connect import Connector, Refused, Way
from ops.launch.network.deadline import Deadline
from ops.launch.network.fetch import NoResponse, Response, fetch, trusting
from ops.launch.network.names import is_address
from ops.launch.network.resolver import MEANING, Resolver, system_servers
from ops.launch.world import NetworkOptions

#: Seconds for one page with its redirects, and redirects that are followed (as RFC 9309 2.3.1.2).
PATIENCE = 20.0
HOPS = 5
#: Bytes of a page among many, and of an address that was named itself.
PAGE, DOCUMENT = 3_000_000, 20_000_000
#: Addresses of one name that are tried.
ADDRESSES = 3
HEADERS: Mapping[str, str] = {
    "User-Agent": "Slipway-import/1 (+https://github.com/slipway)",
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.8,*/*;q=0.5",
}
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "msclkid", "_ga", "ref_src")


class NotHad(Exception):
    """A page could not be had; the message says why.

    ``gone`` says that it does not exist any more, ``refused`` that we are not to read it.
    """

    def __init__(self, message: str, *, gone: bool = False, refused: bool = False) -> None:
        super().__init__(message)
        self.gone = gone
        self.refused = refused


def page_address(url: str, base: str = "") -> str:
    """An address in one spelling, without fragment and tracking; raises ``NotHad``."""
    try:
        parts = urlsplit(tidy(url, base))
    except NoWay as error:
        raise NotHad(f"{error}.") from error
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if not key.lower().startswith(_TRACKING)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit(parts._replace(query=query, fragment=""))


def source_of(url: str) -> str:
    """How a page is told again at the next import: its host and path, whatever the scheme."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/') or '/'}{query}"[:500]


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host; its ``www`` and https are no other one."""
    first, second = urlsplit(one), urlsplit(other)
    hosts = [(parts.hostname or "").removeprefix("www.") for parts in (first, second)]
    ports = [parts.port for parts in (first, second)]
    return hosts[0] == hosts[1] and ports[0] == ports[1]


@dataclass(kw_only=True)
class Visitor:
    """Fetches pages for one run. ``options`` are the network options of the check commands."""

    options: NetworkOptions = field(default_factory=NetworkOptions)
    seconds: float = 600.0

    def __post_init__(self) -> None:
        self.deadline = Deadline(self.seconds)
        given = self.options.resolver
        self._resolver = Resolver([given] if given else system_servers(), self.deadline)
        self._connector = Connector(self.options.connect_to)
        self._context = trusting(self.options.ca_file)
        self._robots: dict[str, Robots | NotHad] = {}

    def page(self, url: str, *, limit: int = PAGE) -> Response:
        """The answer at ``url`` or where it redirects on the same host; raises ``NotHad``."""
        return self._follow(url, limit, asks_first=True)

    def robots(self, url: str) -> Robots:
        """The rules of the site a page is on; raises ``NotHad`` where they cannot be had."""
        origin = origin_of(url)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        found = self._robots[origin]
        if isinstance(found, NotHad):
            raise found
        return found

    def _read_robots(self, origin: str) -> Robots | NotHad:
        """None there is leave to read; a server that fails is none (RFC 9309 2.3.1)."""
        try:
            answer = self._follow(f"{origin}/robots.txt", LONGEST, asks_first=False)
        except NotHad as error:
            return Robots() if error.gone or error.refused else error
        return parse(answer.text)

    def _follow(self, url: str, limit: int, *, asks_first: bool) -> Response:
        start = url = page_address(url)
        within = self.deadline.within(PATIENCE)
        for _ in range(HOPS + 1):
            if asks_first:
                self._ask_leave(url)
            answer = self._get(url, within, limit)
            if not answer.is_redirect:
                return _judged(answer)
            url = page_address(urljoin(url, answer.all("location")[0]))
            if not same_site(start, url):
                raise NotHad(
                    f"{start} sends on to another host, {origin_of(url)}. If that is your site, "
                    "give its address.",
                    refused=True,
                )
        raise NotHad(f"{start} redirects more than {HOPS} times.")

    def _ask_leave(self, url: str) -> None:
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        allowed, rule = self.robots(url).rule_for(path)
        if not allowed:
            raise NotHad(
                f"{url} is closed to programs by the site's robots.txt (Disallow: {rule}). If it "
                f"is your site, add there: User-agent: {AGENT} and Allow: {path}",
                refused=True,
            )

    def _get(self, url: str, within: Deadline, limit: int) -> Response:
        problem = NotHad(f"{url} could not be reached.")
        for way in self._ways(url):
            try:
                return fetch(
                    url, way, self._connector, within,
                    context=self._context, headers=HEADERS, limit=limit,
                )  # fmt: skip
            except NoResponse as error:
                words = "its certificate is not valid: " if error.kind == "tls" else ""
                problem = NotHad(f"{url} could not be read: {words}{error}.")
        raise problem

    def _ways(self, url: str) -> list[Way]:
        host, port = urlsplit(url).hostname or "", port_of(url)
        try:
            ways = self._connector.ways(host, port, self._addresses(host, port))
        except Refused as error:
            raise NotHad(
                f"{url} is not read: {error}. Only public addresses are imported; save the page "
                "as a file instead.",
                refused=True,
            ) from error
        if not ways:
            raise NotHad(f"{host} has no address.")
        return sorted(ways, key=lambda way: way.family)[:ADDRESSES]

    def _addresses(self, host: str, port: int) -> list[str]:
        if is_address(host) or self._connector.rule(host, port):
            return []
        if host == "localhost" or host.endswith(".localhost"):
            return ["127.0.0.1"]
        answers = [self._resolver.ask(host, type) for type in ("A", "AAAA")]
        found = [value for answer in answers for value in answer.values]
        if not found:
            failed = next((answer for answer in answers if answer.failed), answers[0])
            raise NotHad(f"{host} was not found: {MEANING[failed.outcome]}.")
        return found


def _judged(answer: Response) -> Response:
    """The answer if it is a page; raises ``NotHad`` for every other status."""
    url, status = answer.url, answer.status
    if status == 200:
        return answer
    if status in (404, 410):
        raise NotHad(f"{url} does not exist (status {status}).", gone=True)
    if status == 429:
        raise NotHad(f"{url} asks us to slow down (status 429). Try again later.")
    if 400 <= status < 500:
        raise NotHad(
            f"{url} is not open to everybody (status {status}). Save the page as a file and import "
            "that.",
            refused=True,
        )
    raise NotHad(f"{url} answers with status {status}. Try again later.")
