"""Whether the words somebody typed make a whole email of a kind; if not, what to change."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ops.letters import source
from ops.letters.kinds import Kind, Shape, Variable, Words

LONGEST = {"subject": 200, "preheader": 200, "body": 10_000}
NAMES = {"subject": "The subject", "preheader": "The preview line", "body": "The text"}


def problems(kind: Kind, words: Words) -> dict[str, list[str]]:
    """Sentences by field: ``subject``, ``preheader``, ``body``; empty when all is well."""
    found = {
        "subject": list(_of_line(kind, words.subject, "subject")),
        "preheader": list(_of_line(kind, words.preheader, "preheader")),
        "body": list(_of_body(kind, words.body)),
    }
    return {field: list(dict.fromkeys(texts)) for field, texts in found.items() if texts}


def _of_line(kind: Kind, text: str, field: str) -> Iterator[str]:
    yield from _of_length(text, field)
    if field == "subject" and not text.strip():
        yield "An email needs a subject."
    if len(text.strip().splitlines()) > 1:
        yield f"{NAMES[field]} is one line. Take the line break out."
    try:
        names = {piece.name for piece in source.parse_line(text) if isinstance(piece, source.Place)}
    except source.Malformed as error:
        yield str(error)
        return
    yield from _unknown(kind, names)
    for name in sorted(names & set(kind.known)):
        variable = kind.known[name]
        if variable.shape.stands_alone:
            yield f"{{{name}}} is more than a line and cannot stand in {NAMES[field].lower()}."
        elif variable.may_be_empty:
            yield (
                f"{{{name}}} is sometimes empty, and {NAMES[field].lower()} would have a hole "
                "there. Put it into the text: what names it is left out when it is empty."
            )


def _of_body(kind: Kind, text: str) -> Iterator[str]:
    yield from _of_length(text, "body")
    try:
        blocks = source.parse(text)
    except source.Malformed as error:
        yield str(error)
        return
    if not blocks:
        yield "An email needs a text."
        return
    lines = [line for block in blocks for line in source.lines_of(block)]
    names = set().union(*map(source.names_of, lines))
    yield from _unknown(kind, names)
    for block in blocks:
        yield from _misplaced(kind, block)
    yield from _missing(kind, names)
    if all(
        any(variable.may_be_empty for variable in _known(kind, source.names_of(line)))
        for line in lines
    ):
        yield (
            "Each paragraph names a value that is sometimes empty, so that nothing might be left. "
            "Write one that names none of those."
        )


def _of_length(text: str, field: str) -> Iterator[str]:
    if len(text) > LONGEST[field]:
        yield f"{NAMES[field]} has {len(text)} characters; use {LONGEST[field]} at most."
    if any(ord(mark) < 32 and mark not in "\t\n\r" for mark in text):
        yield f"{NAMES[field]} holds a control character. Type it anew instead of pasting it."


def _unknown(kind: Kind, names: set[str]) -> Iterator[str]:
    for name in sorted(names - set(kind.known)):
        close = difflib.get_close_matches(name.lower().replace(" ", "_"), kind.known, n=1)
        meant = f" Did you mean {{{close[0]}}}?" if close else ""
        yield f"There is no value {{{name}}} here.{meant} You may use {allowed(kind)}."


def _misplaced(kind: Kind, block: source.Block) -> Iterator[str]:
    """What is more than a line stands alone; a link leads to an address."""
    alone = block.alone if isinstance(block, source.Paragraph) else None
    for line in source.lines_of(block):
        for variable in _known(kind, source.names_of(line)):
            if variable.shape.stands_alone and not isinstance(alone, source.Place):
                yield (
                    f"{{{variable.name}}} is more than a few words. Give it a paragraph of its "
                    "own, with a blank line before and after it."
                )
        for node in line:
            if not isinstance(node, source.Link) or not isinstance(node.target, source.Place):
                continue
            variable_of = kind.known.get(node.target.name)
            if variable_of is not None and variable_of.shape is not Shape.LINK:
                yield f"{{{node.target.name}}} is no address, so a link cannot lead to it."


def _missing(kind: Kind, names: set[str]) -> Iterator[str]:
    for variable in kind.known.values():
        if variable.needed and variable.name not in names:
            yield (
                f"{{{variable.name}}} is missing: {variable.meaning}. Without it nobody can do "
                "anything with this email."
            )


def _known(kind: Kind, names: set[str]) -> list[Variable]:
    return [kind.known[name] for name in sorted(names) if name in kind.known]


def allowed(kind: Kind) -> str:
    """The values that may be named, as a list in words."""
    named = [f"{{{name}}}" for name in kind.known]
    return f"{', '.join(named[:-1])} and {named[-1]}"
