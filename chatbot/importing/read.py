"""Files as rows: CSV, JSON and Markdown. Pure functions over text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Other names people give the columns.
COLUMN_NAMES = {
    "question": "title",
    "name": "title",
    "heading": "title",
    "text": "answer",
    "content": "answer",
    "body": "answer",
    "response": "answer",
    "people also ask": "variants",
    "also": "variants",
    "type": "kind",
    "link": "url",
    "address": "url",
    "price note": "price_note",
}
FIELDS = {"id", "kind", "title", "variants", "answer", "price", "currency", "price_note", "url"}
#: The largest file that is read, in bytes.
LARGEST = 20_000_000


class UnreadableFile(ValueError):
    """The file cannot be read; the message says what to change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One entry as the file has it. ``place`` is where: "line 3", "entry 2", "## Prices"."""

    place: str
    values: dict[str, Any]


def read_file(path: Path) -> list[Row]:
    """The rows of a file, by its ending; raises ``UnreadableFile``."""
    readers = {".csv": read_csv, ".tsv": read_csv, ".json": read_json, ".md": read_markdown}
    readers[".markdown"] = read_markdown
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile("Give a file that ends in .csv, .json or .md.")
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(f"The file is larger than {LARGEST // 1_000_000} MB; split it.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "The file is not in UTF-8. In Excel, save it as “CSV UTF-8 (comma delimited)”."
        ) from error
    except OSError as error:
        raise UnreadableFile(f"The file cannot be opened: {error.strerror}.") from error
    rows = list(reader(text))
    if not rows:
        raise UnreadableFile("There is nothing in the file to import.")
    return rows


def read_csv(text: str) -> Iterator[Row]:
    """A table with a header row; commas, semicolons or tabs."""
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [_field(name) for name in reader.fieldnames or []]
        missing = {"title", "answer"} - set(names)
        if missing:
            raise UnreadableFile(
                "The first line must name the columns, among them title (or question) and answer; "
                f"missing: {', '.join(sorted(missing))}."
            )
        reader.fieldnames = names
        for values in reader:
            if None in values:
                raise UnreadableFile(
                    f"Line {reader.line_num} has more columns than the first line. Put quotation "
                    "marks around text that holds a comma."
                )
            if any((value or "").strip() for value in values.values()):
                yield Row(place=f"line {reader.line_num}", values=dict(values))
    except csv.Error as error:
        raise UnreadableFile(
            f"After line {reader.line_num} the table is not well-formed: {error}."
        ) from error


def read_json(text: str) -> Iterator[Row]:
    """A list of objects, or an object with such a list under ``knowledge`` or ``entries``."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"The file is not well-formed JSON: {error}.") from error
    if isinstance(data, dict):
        data = data.get("knowledge", data.get("entries"))
    if not isinstance(data, list):
        raise UnreadableFile('The file must hold a list of entries, or {"knowledge": [...]}.')
    for number, item in enumerate(data, 1):
        if not isinstance(item, dict):
            raise UnreadableFile(f"Entry {number} is not an object with title and answer.")
        values = {_field(str(name)): value for name, value in item.items()}
        yield Row(place=f"entry {number}", values=values)


def read_markdown(text: str) -> Iterator[Row]:
    """One entry for each ``##`` heading; without any, the whole file is one page.

    A heading that ends in a question mark is a question. A line ``Also asked: … | …`` gives
    further phrasings.
    """
    fenced = re.compile(r"^(```|~~~)")
    title, body, found, inside = "", list[str](), False, False
    for line in text.splitlines():
        if fenced.match(line):
            inside = not inside
        heading = re.match(r"(#{1,2})\s+(.*?)\s*#*$", line) if not inside else None
        if heading is None:
            body.append(line)
            continue
        if heading.group(1) == "##":
            if found:
                yield _section(title, body)
            found = True
            title, body = heading.group(2), []
        elif not found:
            title = heading.group(2)
    if title or any(line.strip() for line in body):
        yield _section(title, body)


def _section(title: str, body: list[str]) -> Row:
    variants: list[str] = []
    kept = []
    for line in body:
        also = re.match(r"\s*(?:[-*]\s+)?(?:also asked|people also ask)\s*:\s*(.+)", line, re.I)
        if also:
            variants += also.group(1).split("|")
        else:
            kept.append(line)
    values: dict[str, Any] = {
        "title": title,
        "answer": "\n".join(kept).strip(),
        "variants": [variant.strip() for variant in variants if variant.strip()],
        "kind": "faq" if title.rstrip().endswith("?") else "page",
    }
    return Row(place=f"“{title or 'the beginning'}”", values=values)


def _field(name: str | None) -> str:
    plain = (name or "").strip().lower().replace("_", " ")
    return COLUMN_NAMES.get(plain, plain.replace(" ", "_"))
