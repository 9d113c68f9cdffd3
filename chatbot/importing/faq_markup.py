"""Questions and answers that a page declares for search engines (schema.org FAQPage).

https://schema.org/FAQPage, as JSON-LD in a script or as microdata in the page itself; only the
first is read here, since microdata marks what is visible and is read as that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chatbot.importing.html_tree import Node, parse

#: Questions of one page that are kept, and characters of one script that are read.
MOST_QUESTIONS = 300
LONGEST_SCRIPT = 1_000_000


def questions_in_scripts(tree: Node) -> Iterator[tuple[str, list[str]]]:
    """``(question, paragraphs of the answer)`` for each; a script that is broken is passed over."""
    count = 0
    for node in tree.walk():
        kind = node.attrs.get("type", "").partition(";")[0].strip().lower()
        if node.tag != "script" or kind != "application/ld+json":
            continue
        text = "".join(part for part in node.inside if isinstance(part, str))
        try:
            data = json.loads(text[:LONGEST_SCRIPT], strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _things(data):
            if not _is(item, "FAQPage"):
                continue
            for question in _listed(item.get("mainEntity")):
                found = _question(question)
                count += 1
                if found and count <= MOST_QUESTIONS:
                    yield found


def _things(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    for item in _listed(data):
        yield item
        if depth < 4:
            yield from _things(item.get("@graph"), depth + 1)


def _listed(data: Any) -> list[dict[str, Any]]:
    items = data if isinstance(data, list) else [data]
    return [item for item in items if isinstance(item, dict)]


def _is(item: dict[str, Any], kind: str) -> bool:
    kinds = item.get("@type")
    return kind in (kinds if isinstance(kinds, list) else [kinds])


def _question(item: dict[str, Any]) -> tuple[str, list[str]] | None:
    answers = _listed(item.get("acceptedAnswer")) or _listed(item.get("suggestedAnswer"))
    name = item.get("name") or item.get("text")
    said = answers[0].get("text") if answers else None
    if not isinstance(name, str) or not isinstance(said, str):
        return None
    question = parse(name)[0].text
    paragraphs = _paragraphs(said)
    return (question, paragraphs) if question and paragraphs else None


def _paragraphs(said: str) -> list[str]:
    """An answer's text, which may be HTML, as paragraphs and list items."""
    tree, _ = parse(said)
    paragraphs: list[str] = []
    line: list[str] = []

    def end(mark: str = "") -> None:
        text = " ".join("".join(line).split())
        line.clear()
        if text:
            paragraphs.append(mark + text)

    def read(node: Node) -> None:
        for child in node.inside:
            if isinstance(child, str):
                line.append(child)
            elif child.tag in ("p", "div", "li", "ul", "ol", "br"):
                end()
                read(child)
                end("- " if child.tag == "li" else "")
            elif child.tag not in ("script", "style"):
                read(child)

    read(tree)
    end()
    return paragraphs
