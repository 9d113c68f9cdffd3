"""One file, or the bytes of one, as rows: which reader it takes, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

from chatbot.importing import tables
from chatbot.importing.decode import decode
from chatbot.importing.html_page import read_page
from chatbot.importing.markdown import read_markdown
from chatbot.importing.plain import read_plain
from chatbot.importing.rows import LARGEST, MOST_ROWS, Reading, Row, UnreadableFile
from chatbot.importing.sections import rows_of

__all__ = ["ENDINGS", "UnreadableFile", "read_bytes", "read_file", "read_markup"]

_TEXTS: dict[str, Callable[[str, str], Iterable[Row]]] = {
    ".csv": lambda text, name: tables.read_csv(text),
    ".tsv": lambda text, name: tables.read_csv(text),
    ".json": lambda text, name: tables.read_json(text),
    ".yaml": lambda text, name: tables.read_yaml(text),
    ".yml": lambda text, name: tables.read_yaml(text),
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain,
    ".text": read_plain,
    ".html": lambda text, name: read_markup(text, name)[0],
    ".htm": lambda text, name: read_markup(text, name)[0],
}
#: The endings that are known.
ENDINGS = (*_TEXTS, ".pdf", ".docx")
_INSTEAD = {
    ".doc": "Open it in Word and save it as .docx.",
    ".rtf": "Open it in Word and save it as .docx.",
    ".odt": "Open it and save it as .docx.",
    ".pages": "In Pages, choose File, Export, Word.",
    ".xls": "Save the sheet as “CSV UTF-8”.",
    ".xlsx": "Save the sheet as “CSV UTF-8”.",
    ".ods": "Save the sheet as CSV.",
    ".numbers": "In Numbers, choose File, Export, CSV.",
    ".zip": "Unpack it and import the files in it.",
    ".xml": "For a sitemap, give its web address.",
}


def read_file(path: Path) -> Reading:
    """What is in a file, by its ending; raises ``UnreadableFile``."""
    _known(path.name)
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(f"The file is larger than {LARGEST // 1_000_000} MB; split it.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableFile(f"The file cannot be opened: {error.strerror}.") from error
    return read_bytes(path.name, data)


def read_bytes(name: str, data: bytes) -> Reading:
    """What is in a file of this name; raises ``UnreadableFile``."""
    name = PurePath(name.replace("\\", "/")).name[:200]
    ending = _known(name)
    if len(data) > LARGEST:
        raise UnreadableFile(f"The file is larger than {LARGEST // 1_000_000} MB; split it.")
    if not data.strip():
        raise UnreadableFile("The file is empty.")
    notes: list[str] = []
    title = _title(name)
    if ending == ".pdf":
        from chatbot.importing.pdf import read_pdf

        rows = rows_of(read_pdf(data), document=title)
    elif ending == ".docx":
        from chatbot.importing.docx import read_docx

        rows = rows_of(read_docx(data), document=title)
    else:
        text, note = decode(data)
        notes += [note] if note else []
        rows = list(_TEXTS[ending](text, title))
    if not rows:
        raise UnreadableFile("There is nothing in the file to import.")
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(
            f"The file has {len(rows):,} entries; {MOST_ROWS:,} can be imported. Split it."
        )
    return Reading(source=name, rows=tuple(rows), notes=tuple(notes))


def read_markup(text: str, title: str) -> tuple[list[Row], bool]:
    """The rows of a saved web page, and whether all of it was read."""
    page = read_page(text)
    return rows_of(page.sections, document=page.title or title), page.whole


def _known(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(sorted(ENDINGS))
        raise UnreadableFile(_INSTEAD.get(ending) or f"Give a file that ends in one of {known}.")
    return ending


def _title(name: str) -> str:
    """``how-i-work.md`` as a title: How i work."""
    words = PurePath(name).stem.replace("_", " ").replace("-", " ").split()
    title = " ".join(words)
    return title[:1].upper() + title[1:]
