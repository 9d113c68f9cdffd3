"""PDFs as sections: the text taken out by a process of its own, with its limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chatbot.importing import pdf_child
from chatbot.importing.pdf_layout import sections_of
from chatbot.importing.pdf_lines import Piece
from chatbot.importing.rows import UnreadableFile
from chatbot.importing.sections import Section

#: Seconds of waiting for the process.
PATIENCE = 90
_ROOT = Path(__file__).resolve().parents[2]
#: What the process needs to know of ours; nothing that is secret.
_KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR")

_WORDS = {
    pdf_child.ENCRYPTED: "The PDF is protected by a password. Save a copy without one.",
    pdf_child.DAMAGED: "The PDF is damaged. Open it and print or save it as a new PDF.",
    pdf_child.TOO_MUCH: "The PDF is too complicated to be read here. Print or save it as a new PDF "
    "with fewer pages, or import its text as a Word file.",
}
_SCANNED = (
    "The PDF holds pictures of pages and no text: it was scanned. Run text recognition (OCR) over "
    "it, or import the text as a Word or text file."
)
_GIBBERISH = (
    "The PDF does not say which letters its signs are. Export it again with its fonts embedded, "
    "or import the text as a Word or text file."
)


def read_pdf(data: bytes) -> Iterator[Section]:
    """The sections of a PDF; raises ``UnreadableFile``."""
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile("This is no PDF, whatever its name says. Save it again as a PDF.")
    pages = _pages(data)
    text = "".join(piece.text for page in pages for piece in page)
    letters = sum(mark.isalnum() for mark in text)
    if letters < 10:
        raise UnreadableFile(_SCANNED)
    odd = sum(mark == "\ufffd" or "\ue000" <= mark <= "\uf8ff" or mark < " " for mark in text)
    if odd - text.count("\n") > len(text) * 0.2:
        raise UnreadableFile(_GIBBERISH)
    return sections_of(pages)


def _pages(data: bytes) -> list[list[Piece]]:
    try:
        done = subprocess.run(  # noqa: S603 - our own module, in our own interpreter
            [sys.executable, "-m", pdf_child.__name__],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            timeout=PATIENCE,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise UnreadableFile(_WORDS[pdf_child.TOO_MUCH]) from error
    problem = answer.get("problem")
    if problem == pdf_child.TOO_LONG:
        raise UnreadableFile(
            f"The PDF has {answer['pages']:,} pages; {pdf_child.MOST_PAGES} can be read. Split it, "
            "and import the part your visitors ask about."
        )
    if problem:
        raise UnreadableFile(_WORDS[problem])
    return [[Piece(*piece) for piece in page] for page in answer["pages"]]
