"""Plain text: headings and questions are told from how people set them, without any markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.importing.chunks import Block, count_words
from chatbot.importing.markdown import blocks_of
from chatbot.importing.rows import Row
from chatbot.importing.sections import Section, is_question, rows_of

_UNDERLINE = re.compile(r"^\s*(=|-|~|\*){3,}\s*$")
_ASKED = re.compile(
    r"^\s*(?:Q|Question|Frage|F|P|Pregunta|Pergunta)\s*\d*\s*[:.)]\s+(.+)", re.IGNORECASE
)
_ANSWERED = re.compile(
    r"^\s*(?:A|Answer|Antwort|R|Respuesta|R\u00e9ponse|Resposta)\s*[:.)]\s+", re.IGNORECASE
)
_NUMBERED = re.compile(r"^\s*\d+(?:\.\d+)*[.)]?\s+(?=[A-Z\u00c0-\u00de])")


def read_plain(text: str, name: str = "") -> list[Row]:
    """Entries for each heading: underlined, in capitals, or a short line between blank ones.

    A short line that ends in a question mark is a question, and so is what follows ``Q:``. Text
    without any heading is cut into pieces named by their first words; ``name`` tells them again.
    """
    return rows_of(_sections(text), document=name)


def _sections(text: str) -> Iterator[Section]:
    section = Section(path=())
    lines: list[str] = []
    listed = text.split("\n")
    skip = False
    for place, line in enumerate(listed):
        if skip:
            skip = False
            continue
        asked = _ASKED.match(line)
        following = listed[place + 1] if place + 1 < len(listed) else ""
        underlined = bool(line.strip()) and bool(_UNDERLINE.match(following))
        blank_before = place == 0 or not listed[place - 1].strip()
        if asked or underlined or (blank_before and _is_heading(line, following)):
            yield _ended(section, lines)
            title = asked[1].strip() if asked else line.strip().strip("*#").strip()
            section = Section(path=(title,), question=bool(asked) or is_question(title))
            lines, skip = [], underlined
        else:
            answered = _ANSWERED.match(line) if section.question and not lines else None
            lines.append(line[answered.end() :] if answered else line)
    yield _ended(section, lines)


def _ended(section: Section, lines: list[str]) -> Section:
    section.blocks = [Block(_unwrapped(block.text), block.form) for block in blocks_of([*lines])]
    return section


def _is_heading(line: str, following: str) -> bool:
    stripped = line.strip()
    words = count_words(stripped)
    if not stripped or words > 14 or len(stripped) > 120 or line.startswith((" ", "\t")):
        return False
    if is_question(stripped):
        return True
    if re.match(r"#{1,6} ", stripped):
        return True
    if stripped[-1] in ".,;:!\u2026" or stripped[0] in "-*\u2022":
        return False
    letters = [mark for mark in stripped if mark.isalpha()]
    if len(letters) > 3 and stripped.isupper():
        return True
    titled = stripped[0].isupper() or bool(_NUMBERED.match(stripped))
    return titled and words <= 8 and not following.strip() and not re.search(r"\d", stripped)


def _unwrapped(text: str) -> str:
    """A paragraph whose lines were broken at a fixed width, as one line."""
    lines = text.split("\n")
    if len(lines) < 2 or max(len(line) for line in lines) > 100:
        return text
    joined = all(len(line) >= 50 for line in lines[:-1])
    return " ".join(line.strip() for line in lines) if joined else text
