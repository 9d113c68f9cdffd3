"""Nothing secret leaves: the finished document goes through the project's own secret scanner.

Two nets. The values of this deployment's own secrets are looked for letter by letter, and
``ops.secrets`` looks for whatever has the shape of a key. What is found is taken out; if anything
is still there afterwards, the document is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from ops.environment import Environment
from ops.handover.document import Document, Open, changed
from ops.secrets.detect import detect

REMOVED = "[taken out: a secret]"


class Leaks(Exception):
    """Something that looks like a secret could not be taken out; nothing was written."""


def sealed(document: Document, environment: Environment) -> tuple[Document, int]:
    """The document without secrets, and how many were taken out; raises ``Leaks``."""
    found = set(own_values(environment))
    hidden = _without(document, found)
    values = found | _seen(hidden)
    hidden = _without(document, values)
    before, after = whole(document), whole(hidden)
    number = sum(value in before for value in values)
    if _seen(hidden) or any(value in after for value in values):
        raise Leaks(
            "The document holds something that looks like a secret and could not be taken out. "
            "Nothing was written. Look at the answers of the questionnaire and at the DNS records."
        )
    if number:
        question = Open(
            question=f"{number} of the texts in here looked like a secret and were taken out "
            f"({REMOVED}). Where do they come from, and who has seen them?",
            who="whoever set it up",
        )
        hidden = _with(hidden, question)
    return hidden, number


def own_values(environment: Environment) -> Iterator[str]:
    """The values of the secrets that are set, and the passwords inside addresses.

    A plain short word is no use to look for: it would be taken out of every sentence.
    """
    for variable in environment:
        if not variable.secret or not environment.is_set(variable.name):
            continue
        value = environment.source[variable.name].strip()
        candidates = [value, *value.split(",")]
        with suppress(ValueError):
            password = urlsplit(value).password or ""
            candidates += [password, unquote(password)]
        for one in candidates:
            if len(one) >= 12 or (len(one) >= 8 and not one.isalpha()):
                yield one


def _seen(document: Document) -> set[str]:
    return {found.value for found in detect(whole(document), "handover.md")}


def whole(document: Document) -> str:
    """Every text in it, a line each, before Markdown or HTML puts its own signs between."""
    texts: list[str] = []

    def take(text: str) -> str:
        texts.append(text)
        return text

    changed(document, take)
    return "\n".join(texts)


def _without(document: Document, values: set[str]) -> Document:
    if not values:
        return document
    longest_first = sorted(values, key=len, reverse=True)

    def hide(text: str) -> str:
        for value in longest_first:
            text = text.replace(value, REMOVED)
        return text

    return changed(document, hide)


def _with(document: Document, question: Open) -> Document:
    from dataclasses import replace

    return replace(document, open=(question, *document.open))
