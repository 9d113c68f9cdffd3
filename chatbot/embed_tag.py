"""Looks for our line of code in somebody's page, also in the places where it does nothing."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from chatbot.embed_policy import Policy, policies

PATH = "/embed.js"
#: Tags that are kept, seconds that reading may take, and characters fed at once.
TAGS, SECONDS, PIECE = 20, 2.0, 8192
#: Types that a browser runs, https://html.spec.whatwg.org/multipage/scripting.html#attr-script-type.
RUNS = ("", "text/javascript", "application/javascript", "module")
#: Attributes under which tools that delay scripts keep the address.
_ADDRESSES = (
    "src", "data-src", "data-rocket-src", "data-litespeed-src", "data-cmplz-src",
    "data-cookieblock-src", "data-wpmeteor-src",
)  # fmt: skip
_MANAGERS = re.compile(r"googletagmanager\.com/gtm\.js|matomo[^\"' ]*/container_|tags\.tiqcdn\.com")
_WRITTEN = re.compile(
    r"<script[^>]{0,400}?src\s*=\s*[\"']?([^\"'\s>]{1,400}/embed\.js)[\"'?\s>]", re.I
)


@dataclass(frozen=True, slots=True)
class Tag:
    """One place that names our script. ``place``:

    ``page`` (it runs), ``delayed`` (another tool lets it run, later), ``script`` (a script adds
    it), or where it does nothing: ``noscript``, ``template``, ``comment``, ``text``.
    """

    url: str
    place: str = "page"
    waits: bool = True
    nonce: str = ""
    hashes: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What a page says that concerns us. ``manager``: a tag manager may add more to it."""

    tags: tuple[Tag, ...] = ()
    policies: tuple[Policy, ...] = ()
    manager: bool = False


def read_page(html: str, url: str, app: str) -> Read:
    """Every tag at ``/embed.js``, whoever's it is; and our own address in inline scripts."""
    reader, end = _Reader(url, app), time.monotonic() + SECONDS
    for place in range(0, len(html), PIECE):
        reader.feed(html[place : place + PIECE])
        if time.monotonic() > end:
            break
    return Read(
        tuple(reader.tags[:TAGS]),
        tuple(policies(reader.policies, "page")),
        bool(_MANAGERS.search(html)),
    )


class _Reader(HTMLParser):
    def __init__(self, url: str, app: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base, self.app = url, app
        self.tags: list[Tag] = []
        self.policies: list[str] = []
        self._inside: list[str] = []
        self._runs = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").strip() for name, value in attrs}
        if tag in ("noscript", "template", "script", "style", "textarea"):
            self._inside.append(tag)
        if tag == "base" and values.get("href"):
            self.base = self._absolute(values["href"])
        elif tag == "meta":
            if values.get("http-equiv", "").lower() == "content-security-policy":
                self.policies.append(values.get("content", ""))
        elif tag == "script":
            self._script(values)

    def _script(self, values: dict[str, str]) -> None:
        runs = values.get("type", "").lower().split(";")[0] in RUNS
        self._runs = runs
        name = next((name for name in _ADDRESSES if self._is_ours(values.get(name, ""))), "")
        if not name:
            return
        aside = next((place for place in ("noscript", "template") if place in self._inside), "")
        waits = "async" in values or "defer" in values or values.get("type", "") == "module"
        self.tags.append(
            Tag(
                self._absolute(values[name]),
                aside or ("page" if runs and name == "src" else "delayed"),
                waits,
                values.get("nonce", ""),
                values.get("integrity", ""),
            )
        )

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            del self._inside[self._inside.index(tag) :]

    def handle_comment(self, data: str) -> None:
        self._written(data, "comment")

    def handle_data(self, data: str) -> None:
        inside = self._inside[-1] if self._inside else ""
        if inside == "script":
            # Pages of builders hold their content as JSON too: only our own address counts here.
            if f"{self.app}{PATH}" in data.replace("\\/", "/"):
                self.tags.append(Tag(f"{self.app}{PATH}", "script" if self._runs else "delayed"))
        elif inside in ("noscript", "template"):
            self._written(data, inside)
        elif inside not in ("style", "textarea"):
            self._written(data, "text")

    def _written(self, text: str, place: str) -> None:
        for found in _WRITTEN.finditer(text[:20_000]):
            if self._is_ours(found[1]):
                self.tags.append(Tag(self._absolute(found[1]), place))

    def _is_ours(self, address: str) -> bool:
        try:
            return bool(address) and urlsplit(address).path == PATH
        except ValueError:
            return False

    def _absolute(self, address: str) -> str:
        try:
            return urljoin(self.base, address)
        except ValueError:
            return address
