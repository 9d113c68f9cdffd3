"""Reads the HTML of an email as a strict machine would."""

from __future__ import annotations

from html.parser import HTMLParser

#: Elements without an end (https://html.spec.whatwg.org/#void-elements).
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCKS = {"p", "td", "tr", "table", "div", "br", "li"}


class Email(HTMLParser):
    """Its elements, links and words; raises ``AssertionError`` where tags do not fit."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.links: list[str] = []
        self.said = ""
        self.styles = ""
        self.hidden = 0
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"twice in one {tag}: {names}"
        self.tags.add(tag)
        given = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in given.items()]
        if "href" in given:
            self.links.append(given["href"])
        if tag in BLOCKS:
            self.said += "\n"
        if tag not in VOID:
            self.open.append(tag)
            if self.hidden or "mso-hide" in given.get("style", ""):
                self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> inside {self.open[-3:]}"
        self.open.pop()
        if tag in BLOCKS:
            self.said += "\n"
        if self.hidden:
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            self.styles += data
        elif "title" not in self.open and not self.hidden:
            self.said += data

    @property
    def words(self) -> list[str]:
        """Every word a reader sees, in order."""
        return self.said.split()


def words_of_text(text: str) -> list[str]:
    """Every word of a text part, without the marks that stand for a look."""
    body = "\n".join(line for line in text.splitlines() if line.strip() != "--")
    for mark in ("\u2068", "\u2069"):
        body = body.replace(mark, "")
    return body.split()
