"""What a page of the site is made of: its names, its files, and what should not show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from ops.smoke.visit import StepFailed, Visit

#: Files that are opened for one page.
MOST_FILES = 60
#: Words that stand on a page only when something broke while it was drawn.
BROKEN = (
    "You’re seeing this error because you have", "You're seeing this error because you have",
    "Traceback (most recent call last)", "TemplateSyntaxError", "TemplateDoesNotExist",
    "{% ", "{{ ", "Internal Server Error", "Application error",
)  # fmt: skip
KINDS = {".css": "text/css", ".js": "javascript"}
_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")


@dataclass
class Page(HTMLParser):
    """One page, read."""

    title: str = ""
    site_name: str = ""
    canonical: str = ""
    files: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    _inside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what it names."""
        given = {name: value or "" for name, value in attrs}
        if tag in ("title", "script", "style", "textarea", "template"):
            self._inside.append(tag)
        rel = given.get("rel", "").split()
        if tag == "link" and "canonical" in rel:
            self.canonical = given.get("href", "")
        elif tag == "link" and {"stylesheet", "icon", "modulepreload", "manifest"} & set(rel):
            self.files.append(given.get("href", ""))
        elif tag == "meta" and given.get("property") == "og:site_name":
            self.site_name = given.get("content", "")
        elif tag == "script" and given.get("src"):
            self.files.append(given["src"])
            self.scripts.append(given["src"])
        elif tag == "img" and given.get("src"):
            self.files.append(given["src"])
        self.files += [given[name] for name in ("data-style", "data-module") if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        """Out of it again."""
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        """Words that a visitor reads."""
        if self._inside[-1:] == ["title"]:
            self.title += data
        elif not self._inside:
            self.words.append(data)


def read(text: str) -> Page:
    """A page from its HTML."""
    page = Page()
    page.feed(text)
    return page


def shows_an_error(page: Page) -> str:
    """What on it should never show, or ""."""
    seen = page.title + " ".join(page.words)
    return next((words.strip() for words in BROKEN if words in seen), "")


def files_load(visit: Visit, page: Page, path: str) -> int:
    """Every file of ours that it names, and the modules those import; returns how many."""
    waiting = [urljoin(f"{visit.base}{path}", name) for name in page.files if name]
    seen: set[str] = set()
    while waiting and len(seen) < MOST_FILES:
        address = waiting.pop(0).partition("#")[0]
        if address in seen or not address.startswith(f"{visit.base}/"):
            continue
        seen.add(address)
        parts = urlsplit(address)
        answer = visit.ask(parts.path + (f"?{parts.query}" if parts.query else ""))
        ending = "." + parts.path.rpartition(".")[2]
        kind = answer.headers.get("content-type", "")
        if answer.status != 200 or KINDS.get(ending, "") not in kind or not answer.text:
            raise StepFailed(
                f"the page names {parts.path}, which answers {answer.status} ({kind or 'no type'})",
                "Run python manage.py collectstatic --noinput and restart; platforms do that when "
                "they build. If a cache is in front of the site, empty it.",
            )
        if ending == ".js":
            waiting += [urljoin(address, name) for name in _IMPORT.findall(answer.text)]
    return len(seen)
