"""What a page links to and loads, read from its HTML without running it.

The parser is fed piece by piece and never told that the page is over: closing it is what hostile
markup makes slow.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit, urlunsplit

#: Links and loads that are kept of one page, and seconds that reading it may take.
LINKS = 1000
LOADS = 500
SECONDS = 2.0
PIECE = 8192

#: ``as`` of a preload, and the kind it is.
_PRELOAD = {"script": "script", "style": "style", "image": "image", "font": "font"}
_SOURCES = {
    "script": ("src", "script"),
    "img": ("src", "image"),
    "iframe": ("src", "frame"),
    "embed": ("src", "frame"),
    "object": ("data", "frame"),
    "video": ("src", "media"),
    "audio": ("src", "media"),
    "track": ("src", "media"),
    "input": ("src", "image"),
}
#: What is inside is shown only later or to nobody.
_ASIDE = ("noscript", "template")


@dataclass(frozen=True, slots=True)
class Load:
    """Something a page makes the browser fetch.

    ``kind``: script, style, image, frame, font, media. ``later`` for what is fetched only when it
    is scrolled to or chosen.
    """

    kind: str
    url: str
    later: bool = False


@dataclass(frozen=True, slots=True)
class Html:
    """What was found, with absolute http(s) URLs; ``more`` says that not all was kept."""

    title: str = ""
    canonical: str = ""
    links: tuple[str, ...] = ()
    loads: tuple[Load, ...] = ()
    forms: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    more: bool = False


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = url
        self.title = ""
        self.canonical = ""
        self.links: dict[str, None] = {}
        self.loads: dict[Load, None] = {}
        self.forms: dict[str, None] = {}
        self.words: set[str] = set()
        self.more = False
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in (*_ASIDE, "title", "style", "script") and tag not in self._inside:
            self._inside.append(tag)
        if any(tag in _ASIDE for tag in self._inside):
            return
        match tag:
            case "base" if values.get("href"):
                self.base = self._absolute(values["href"]) or self.base
            case "a" | "area" if values.get("href"):
                self._keep(self.links, values["href"])
            case "form":
                self._keep(self.forms, values.get("action", ""))
            case "link":
                self._link(values)
            case "source":
                kind = "media" if values.get("src") else "image"
                self._load(kind, values.get("src") or _first(values.get("srcset", "")), later=True)
            case _ if tag in _SOURCES:
                name, kind = _SOURCES[tag]
                given = values.get(name) or _first(values.get("srcset", ""))
                self._load(kind, given, later=values.get("loading", "").lower() == "lazy")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            del self._inside[self._inside.index(tag) :]

    def handle_data(self, data: str) -> None:
        where = self._inside[-1] if self._inside else ""
        if where == "title" and len(self.title) < 300:
            self.title += data
        elif not where and len(self.words) < 3000:
            self.words.update(word.lower() for word in data.split()[:3000] if word.isalpha())

    def _link(self, values: dict[str, str]) -> None:
        rel, href = values.get("rel", "").lower().split(), values.get("href", "")
        if "canonical" in rel:
            self.canonical = self._absolute(href)
        elif "stylesheet" in rel:
            self._load("style", href, later="alternate" in rel)
        elif "modulepreload" in rel:
            self._load("script", href)
        elif "preload" in rel and values.get("as", "") in _PRELOAD:
            self._load(_PRELOAD[values["as"]], href)
        elif "icon" in rel:
            self._load("image", href)

    def _load(self, kind: str, href: str, *, later: bool = False) -> None:
        if len(self.loads) >= LOADS:
            self.more = True
            return
        url = self._absolute(href) if href else ""
        if url and not any(Load(kind, url, other) in self.loads for other in (True, False)):
            self.loads[Load(kind, url, later)] = None

    def _keep(self, where: dict[str, None], href: str) -> None:
        if len(where) >= LINKS:
            self.more = True
        elif url := self._absolute(href):
            where[url] = None

    def _absolute(self, href: str) -> str:
        try:
            parts = urlsplit(urljoin(self.base, href.strip()))
            if parts.scheme not in ("http", "https") or not parts.hostname:
                return ""
            return urlunsplit(parts._replace(fragment=""))[:4000]
        except ValueError:
            return ""


def _first(srcset: str) -> str:
    return (srcset.split(",")[0].split() or [""])[0]


def read_html(text: str, url: str) -> Html:
    """What the page at ``url`` is made of. Bounded in time and in what is kept."""
    reader, end = _Reader(url), time.monotonic() + SECONDS
    for place in range(0, len(text), PIECE):
        reader.feed(text[place : place + PIECE])
        if time.monotonic() > end:
            reader.more = True
            break
    return Html(
        title=" ".join(reader.title.split())[:200],
        canonical=reader.canonical,
        links=tuple(reader.links),
        loads=tuple(reader.loads),
        forms=tuple(reader.forms),
        words=frozenset(reader.words),
        more=reader.more,
    )
