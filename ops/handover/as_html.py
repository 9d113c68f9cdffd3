"""The document as one page: no script, nothing loaded, made for a phone and for paper.

The markup is in ``templates/admin/handover/_document.html``, which the admin shows too. Everything
passes through the template's escaping, and the page's own policy forbids what might still get in.
"""

from __future__ import annotations

from typing import Any

from ops.handover.document import Block, Document, pieces
from ops.launch.report.alone import alone
from ops.launch.report.wording import moment


def as_html(document: Document) -> str:
    """A whole page."""
    return alone(
        "admin/handover/document.html", {"handover": body(document)}, "launch-report", "handover"
    )


def body(document: Document) -> dict[str, Any]:
    """What the template shows; nothing in it is escaped yet."""
    anchors = {section.title: section.anchor for section in document.sections}
    return {
        "site": document.site,
        "release": document.release,
        "when": moment(document.written_at),
        "intro": [_block(block, anchors) for block in document.intro],
        "open": [
            {"question": pieces(one.question), "who": pieces(one.who)} for one in document.open
        ],
        "sections": [
            {
                "title": section.title,
                "anchor": section.anchor,
                "blocks": [_block(block, anchors) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _block(block: Block, anchors: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "text": block.text,
        "pieces": pieces(block.text),
        "items": [pieces(item) for item in block.items],
        "links": [(item, anchors[item]) for item in block.items if item in anchors],
        "head": list(block.head),
        "rows": [
            [(name, pieces(cell)) for name, cell in zip(block.head, row, strict=True)]
            for row in block.rows
        ],
    }
