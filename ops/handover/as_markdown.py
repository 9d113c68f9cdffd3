"""The document as Markdown (CommonMark, with GitHub's tables), for a repository or a wiki."""

from __future__ import annotations

from collections.abc import Iterator

from ops.handover.document import Block, Document, Section, pieces
from ops.launch.report.as_markdown import escaped, fenced
from ops.launch.report.wording import moment

#: How a document begins; by this one is known from a stranger's file.
FIRST = "# Handover: "


def as_markdown(document: Document) -> str:
    """The whole document, ending with a line break."""
    return "\n\n".join(_parts(document)) + "\n"


def _parts(document: Document) -> Iterator[str]:
    anchors = {section.title: section.anchor for section in document.sections}
    yield f"{FIRST}{escaped(document.site)}"
    release = f", for release {escaped(document.release)}" if document.release else ""
    yield f"Written on {moment(document.written_at)}{release}."
    for block in document.intro:
        yield _block(block, anchors)
    yield f"## Open questions: {len(document.open)}"
    if document.open:
        yield "Nobody has answered these yet. Ask while the people who know can still be asked."
        yield "\n".join(
            f"{number}. {inline(one.question)} *Who could say: {inline(one.who)}.*"
            for number, one in enumerate(document.open, 1)
        )
    else:
        yield "None."
    for section in document.sections:
        yield from _section(section, anchors)


def _section(section: Section, anchors: dict[str, str]) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    for block in section.blocks:
        yield _block(block, anchors)


def _block(block: Block, anchors: dict[str, str]) -> str:
    match block.kind:
        case "steps":
            return "\n".join(f"{n}. {inline(item)}" for n, item in enumerate(block.items, 1))
        case "list":
            return "\n".join(f"- {inline(item)}" for item in block.items)
        case "jump":
            return "\n".join(
                f"- [{escaped(item)}](#{anchors[item]})" for item in block.items if item in anchors
            )
        case "table":
            head = f"| {' | '.join(inline(cell) for cell in block.head)} |"
            rows = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in block.rows]
            return "\n".join([head, "|" + "---|" * len(block.head), *rows])
        case "copy":
            return fenced(block.text)
        case "heading":
            return f"### {inline(block.text)}"
        case _:
            return inline(block.text)


def inline(text: str) -> str:
    """Words escaped, and what stands between backticks kept as it is."""
    return "".join(f"`{piece}`" if exact else escaped_inside(piece) for piece, exact in
                   pieces(text))  # fmt: skip


def escaped_inside(words: str) -> str:
    """Words with the spaces at their ends kept; ``escaped`` takes them off."""
    core = words.strip()
    if not core:
        return words
    before = words[: len(words) - len(words.lstrip())]
    after = words[len(words.rstrip()) :]
    return f"{before}{escaped(core)}{after}"


def _cell(text: str) -> str:
    """In a table a bar ends the cell, even between backticks (GFM 4.10)."""
    return "".join(
        f"`{piece.replace('|', chr(92) + '|')}`" if exact else escaped_inside(piece)
        for piece, exact in pieces(text)
    )
