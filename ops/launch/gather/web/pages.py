"""The site's own pages, files and error pages, as a visitor's browser would fetch them.

The facts called "pages". GET only, only on the site's own host, a few at a time, and never an
address that looks like an action.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from ops.launch.findings import CannotTell
from ops.launch.gather.web.follow import GLANCE, Chain, follow, origin_of
from ops.launch.gather.web.html import Html, Load, read_html
from ops.launch.gather.web.matrix import home_page
from ops.launch.gather.web.quiet import quiet
from ops.launch.gather.web.sitemap import Sitemap, read_sitemap
from ops.launch.network.deadline import together
from ops.launch.network.fetch import Response
from ops.launch.network.names import platform_domain, registrable
from ops.launch.registry import gatherer
from ops.launch.world import Target, World

#: Pages and files that are fetched, how many at once, and bytes read of one.
PAGES = 30
FILES = 60
AT_ONCE = 4
SIZE = 512 * 1024
FILE_SIZE = 2 * 1024 * 1024
_ACTION = re.compile(
    r"log[-_]?out|sign[-_]?out|delete|remove|unsubscribe|add[-_]to|/cart/add|wp-admin|\baction=",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Visited:
    """One own address that was opened, where its link was found, and what the page is made of."""

    url: str
    found_on: str
    chain: Chain
    html: Html | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """One own file that the home page loads; ``again`` is the answer to asking a second time."""

    load: Load
    answer: Response | None
    again: Response | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    """The pages of a site. ``unseen`` counts own links beyond those that were opened.

    ``foreign`` are loads from other people's hosts, which are not fetched. ``slowed`` says that
    the site asked us to slow down (429), so the crawl ended there. ``varying`` are cookies of the
    home page whose value is another at each visit, whatever a cache did with the page.
    """

    target: Target
    home: Response
    html: Html
    visited: tuple[Visited, ...] = ()
    sitemap: Sitemap = Sitemap()
    files: tuple[File, ...] = ()
    foreign: tuple[Load, ...] = ()
    missing: Response | None = None
    bad_escape: Response | None = None
    unseen: int = 0
    slowed: bool = False
    varying: frozenset[str] = frozenset()

    @property
    def origin(self) -> str:
        """Where the home page is."""
        return origin_of(self.home.url)

    @property
    def secure(self) -> bool:
        """Whether the home page came over https."""
        return self.home.url.startswith("https:")

    @property
    def answers(self) -> list[Response]:
        """Every page that came, the home page first, error pages last."""
        ends = [visit.chain.end for visit in self.visited]
        return [answer for answer in (self.home, *ends, self.missing, self.bad_escape) if answer]

    @property
    def read(self) -> list[tuple[Response, Html]]:
        """Every page of the site that was read, with what it is made of."""
        return [(self.home, self.html)] + [
            (visit.chain.end, visit.html)
            for visit in self.visited
            if visit.chain.end and visit.html and visit.chain.end.status < 400
        ]


@gatherer("pages", seconds=20)
def gather_pages(world: World) -> PageFacts:
    """Open the home page, then what it links to and loads."""
    home = _home(world)
    html = read_html(home.text, home.url)
    base = origin_of(home.url)
    own, foreign = _sorted(html.loads, world.target, home.url)
    calls: list[Callable[[], object]] = [
        lambda: follow(world, f"{base}/slipway-launch-check-{secrets.token_hex(6)}/").end,
        lambda: _bad_escape(world, base),
        lambda: read_sitemap(world, base),
        lambda: _varying(world, home),
        *(partial(_file, world, load, twice=_cacheable(load)) for load in own[:FILES]),
    ]
    with quiet(world):
        missing, bad, sitemap, varying, *files = together(
            calls, deadline=world.deadline, at_once=AT_ONCE
        )
    listed = sitemap if isinstance(sitemap, Sitemap) else Sitemap()
    crawl = _Crawl(world, base, home.url)
    crawl.add(html.links, home.url)
    crawl.add(listed.urls, "sitemap.xml")
    crawl.run()
    return PageFacts(
        target=world.target,
        home=home,
        html=html,
        visited=tuple(crawl.visited),
        sitemap=listed,
        files=tuple(file for file in files if isinstance(file, File)),
        foreign=tuple(foreign),
        missing=missing if isinstance(missing, Response) else None,
        bad_escape=bad if isinstance(bad, Response) else None,
        unseen=len(crawl.queue),
        slowed=crawl.slowed,
        varying=varying if isinstance(varying, frozenset) else frozenset(),
    )


def _home(world: World) -> Response:
    chain = home_page(world)
    if chain.end is None:
        raise CannotTell(f"the home page did not answer: {chain.words}")
    host = urlsplit(chain.end.url).hostname or ""
    # The owner's own redirect leads to the app's name on its platform: that is the site.
    if not is_own(chain.end.url, world.target) and not platform_domain(host):
        raise CannotTell(f"the home page leads away, to {origin_of(chain.end.url)}")
    return chain.end


def is_own(url: str, target: Target) -> bool:
    """Whether a URL is on a host of the site's owner."""
    host = urlsplit(url).hostname or ""
    if host == target.platform_target:
        return True
    domain = target.domain or (registrable(target.host) and target.host)
    return host in target.hosts or bool(domain and registrable(host) == domain)


def _sorted(loads: Iterable[Load], target: Target, home: str) -> tuple[list[Load], list[Load]]:
    """Own loads and other people's."""
    same = urlsplit(home).netloc
    own: list[Load] = []
    foreign: list[Load] = []
    for load in loads:
        mine = urlsplit(load.url).netloc == same or is_own(load.url, target)
        (own if mine else foreign).append(load)
    return own, foreign


def _cacheable(load: Load) -> bool:
    return load.kind in ("script", "style", "image", "font")


def _file(world: World, load: Load, *, twice: bool) -> File:
    def get() -> Response | None:
        end = _own(world, load.url, FILE_SIZE).end
        return end and replace(end, body=b"")

    first = get()
    again = get() if twice and first and first.status == 200 else None
    return File(load=load, answer=first, again=again)


def _own(world: World, url: str, limit: int) -> Chain:
    """The way to an own address; a redirect to somebody else's site is not followed."""
    return follow(world, url, limit=limit, fresh=True, stay=lambda next: is_own(next, world.target))


def _varying(world: World, home: Response) -> frozenset[str]:
    """Names of cookies that a second visit gives another value; none where none are set."""
    before = dict(map(_pair, home.all("set-cookie")))
    if not before:
        return frozenset()
    again = _own(world, home.url, GLANCE).end
    after = dict(map(_pair, again.all("set-cookie"))) if again else {}
    return frozenset(name for name, value in before.items() if after.get(name, value) != value)


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(";")[0].partition("=")
    return name.strip(), value.strip()


def _bad_escape(world: World, base: str) -> Response | None:
    """Bytes that are no UTF-8, percent-escaped: where frameworks show their insides."""
    return follow(world, f"{base}/slipway-launch-check/%C0%AE%FF/?q=%C0%AF").end


class _Crawl:
    """Opens own pages, breadth first, ``PAGES`` at most."""

    def __init__(self, world: World, base: str, home: str) -> None:
        self.world, self.base = world, base
        self.queue: dict[str, str] = {}
        self.visited: list[Visited] = []
        self.slowed = False
        self._known = {home, base + "/"}
        self._paths: dict[str, int] = {}

    def add(self, urls: Sequence[str], found_on: str) -> None:
        """Remember own addresses to open; of one path with many queries, two are enough."""
        for url in urls:
            url = url.partition("#")[0]
            if url in self._known or not url.startswith(self.base + "/") or _ACTION.search(url):
                continue
            path = url.partition("?")[0]
            if self._paths.get(path, 0) >= 2 or len(self._known) > 3000:
                continue
            self._known.add(url)
            self._paths[path] = self._paths.get(path, 0) + 1
            self.queue[url] = found_on

    def run(self) -> None:
        """Open what is remembered, a few at a time, until enough, told to stop, or late."""
        while self.queue and len(self.visited) < PAGES and self.world.deadline.left > 1:
            room = min(2 * AT_ONCE, PAGES - len(self.visited))
            batch = list(self.queue.items())[:room]
            with quiet(self.world):
                found = together(
                    [partial(self._open, url, origin) for url, origin in batch],
                    deadline=self.world.deadline,
                    at_once=AT_ONCE,
                )
            done = [visit for visit in found if isinstance(visit, Visited)]
            for url, _ in batch:
                del self.queue[url]
            self.visited += done
            if not done or any(visit.chain.end and visit.chain.end.status == 429 for visit in done):
                self.slowed = bool(done)
                return
            for visit in done:
                if visit.html:
                    self.add(visit.html.links, visit.url)

    def _open(self, url: str, found_on: str) -> Visited:
        chain = _own(self.world, url, SIZE)
        end = chain.end
        html = None
        if end and end.url.startswith(self.base + "/") and "html" in end.header("content-type"):
            html = read_html(end.text, end.url)
        hops = tuple(replace(hop, body=hop.body[:GLANCE]) for hop in chain.hops)
        return Visited(url=url, found_on=found_on, chain=replace(chain, hops=hops), html=html)
