"""The addresses a site lists for search engines: ``robots.txt`` and sitemaps.

Read with a pattern rather than an XML parser: a sitemap is hostile input, and all we want of it
are its ``<loc>`` lines (https://www.sitemaps.org/protocol.html).
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from ops.launch.gather.web.follow import Chain, NoWay, follow, origin_of, tidy
from ops.launch.network.fetch import Response
from ops.launch.world import World

#: Bytes of one file, files in all, and addresses kept.
SIZE = 1024 * 1024
FILES = 6
ADDRESSES = 500
_LOC = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]{1,2000})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What the site lists. ``broken`` are files that ``robots.txt`` or an index names in vain."""

    files: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    broken: tuple[Chain, ...] = ()
    hidden: bool = False


def read_sitemap(world: World, base: str) -> Sitemap:
    """The site's own lists; ``hidden`` when ``robots.txt`` keeps every search engine out."""
    robots = follow(world, f"{base}/robots.txt", limit=SIZE).end
    lines = robots.text.splitlines() if robots and robots.status == 200 else []
    named = [_value(line) for line in lines if line.strip().lower().startswith("sitemap:")]
    queue = [urljoin(base + "/", name) for name in named][:FILES] or [f"{base}/sitemap.xml"]
    files: list[str] = []
    urls: dict[str, None] = {}
    broken: list[Chain] = []
    while queue and len(files) + len(broken) < FILES:
        url = queue.pop(0)
        if not _own(url, base) or url in files:
            continue
        chain = follow(world, url, limit=SIZE)
        if chain.end is None or chain.end.status != 200:
            if named or files:
                broken.append(chain)
            continue
        files.append(url)
        body = _text(chain.end)
        found = [unescape(loc) for loc in _LOC.findall(body)[:ADDRESSES]]
        if "<sitemapindex" in body[:2000].lower():
            queue += found
        else:
            urls.update(dict.fromkeys(found))
    return Sitemap(tuple(files), tuple(urls)[:ADDRESSES], tuple(broken), _hides(lines))


def _value(line: str) -> str:
    return line.partition(":")[2].strip()


def _own(url: str, base: str) -> bool:
    try:
        return origin_of(tidy(url)) == base
    except NoWay:
        return False


def _text(answer: Response) -> str:
    if answer.body[:2] != b"\x1f\x8b":
        return answer.text
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(answer.body)).read(SIZE).decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error):
        return ""


def _hides(lines: list[str]) -> bool:
    """Whether the group for every robot says ``Disallow: /`` (RFC 9309 2.2)."""
    applies, in_agents = False, False
    for line in lines:
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            applies = (applies and in_agents) or value == "*"
            in_agents = True
        elif name:
            in_agents = False
            if applies and name == "disallow" and value == "/":
                return True
    return False
