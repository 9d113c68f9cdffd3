"""Takes the text out of one PDF, as a process: ``python -m chatbot.importing.pdf_child``.

A PDF is a program of sorts, and a hostile one can ask for any amount of memory and time. Here that
costs this process, which has a limit on both and knows no secrets. The PDF comes on standard
input; on standard output goes one JSON object: ``{"pages": [[[x, y, size, bold, text], ...]]}``
with places in points from the lower left, or ``{"problem": ...}``.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

#: Pages of the longest PDF that is read, pieces of text and characters of all its pages, and
#: seconds of computing.
MOST_PAGES = 500
MOST_PIECES = 300_000
MOST_CHARACTERS = 5_000_000
SECONDS = 60
#: Bytes that this process may take.
MEMORY = 450_000_000

ENCRYPTED = "encrypted"
DAMAGED = "damaged"
TOO_LONG = "too_long"
TOO_MUCH = "too_much"


def main() -> None:
    """Read, answer, end."""
    _limit()
    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read()
    try:
        answer = _read(data)
    except (MemoryError, RecursionError):
        answer = {"problem": TOO_MUCH}
    except Exception:
        # The outermost edge: whatever a broken file breaks, the answer is that it is broken.
        answer = {"problem": DAMAGED}
    sys.stdout.write(json.dumps(answer))


def _limit() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    except (ImportError, ValueError, OSError):
        return  # A system without such limits; the caller's clock still ends it.


def _read(data: bytes) -> dict[str, Any]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": ENCRYPTED}
    count = len(reader.pages)
    if count > MOST_PAGES:
        return {"problem": TOO_LONG, "pages": count}
    pages: list[list[_Piece]] = []
    pieces = _Pieces()
    for page in reader.pages:
        page.extract_text(visitor_text=pieces.take)
        if pieces.left <= 0 or pieces.characters_left <= 0:
            return {"problem": TOO_MUCH}
        pages.append(pieces.kept)
        pieces.kept = []
    return {"pages": pages}


_Piece = tuple[float, float, float, bool, str]


class _Pieces:
    """Takes the pieces of a page, with places worked out of the matrices (ISO 32000 9.4.4)."""

    def __init__(self) -> None:
        self.left = MOST_PIECES
        self.characters_left = MOST_CHARACTERS
        self.kept: list[_Piece] = []

    def take(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """One piece, as pypdf hands it over."""
        if not text.strip() or self.left <= 0 or self.characters_left <= 0:
            return
        self.left -= 1
        self.characters_left -= len(text)
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or abs(tm[2] * cm[1]) or 1.0
        name = str((font or {}).get("/BaseFont", "")).lower()
        bold = any(word in name for word in ("bold", "black", "heavy"))
        place = (round(x, 1), round(y, 1), round(size * scale, 1))
        self.kept.append((*place, bold, text))


if __name__ == "__main__":
    main()
