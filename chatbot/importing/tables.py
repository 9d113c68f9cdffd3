"""Entries typed as data: CSV, JSON and YAML. Pure functions over text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from chatbot.importing.rows import MOST_ROWS, Row, UnreadableFile

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
#: Characters of YAML that are read; its reader is far slower than the others.
LONGEST_YAML = 3_000_000


def read_csv(text: str) -> Iterator[Row]:
    """A table with a header row; commas, semicolons or tabs. Excel's ``sep=`` line is known."""
    said = re.match(r"sep=([,;\t])\n", text)
    text = text[said.end() :] if said else text
    header = text.partition("\n")[0]
    delimiter = said[1] if said else max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [_field(name) for name in reader.fieldnames or []]
        _check_columns(names)
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


def _check_columns(names: list[str]) -> None:
    missing = {"title", "answer"} - set(names)
    if missing:
        raise UnreadableFile(
            "The first line must name the columns, among them title (or question) and answer; "
            f"missing: {', '.join(sorted(missing))}."
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise UnreadableFile(f"Two columns mean the same: {', '.join(twice)}. Keep one of them.")


def read_json(text: str) -> Iterator[Row]:
    """A list of objects, or an object with such a list under ``knowledge`` or ``entries``."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            f"This is not JSON from line {error.lineno} on: look there, or just before it, for a "
            "missing comma, quotation mark or bracket."
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            "The JSON is nested too deeply, or holds a number too long."
        ) from error
    yield from _entries(data, "JSON")


def read_yaml(text: str) -> Iterator[Row]:
    """The same as JSON, in YAML. Every value is text as it is written: ``no`` stays "no".

    Aliases (``*name``) are refused: a few of them can stand for gigabytes.
    """
    import yaml  # Only when it is used: a web process need not carry it.

    class Plain(yaml.BaseLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                event: Any = self.peek_event()  # type: ignore[no-untyped-call]
                line = event.start_mark.line + 1
                raise UnreadableFile(
                    f"Line {line} uses an alias (*name). Write the text out where it belongs."
                )
            return super().compose_node(parent, index)

    if len(text) > LONGEST_YAML:
        raise UnreadableFile("The file is longer than 3 MB. Split it, or save it as JSON or CSV.")
    try:
        data = yaml.load(text, Loader=Plain)  # noqa: S506 - it makes only text, lists and objects
    except UnreadableFile:
        raise
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" near line {where.line + 1}" if where else ""
        said = getattr(error, "problem", None) or "it cannot be read"
        raise UnreadableFile(f"The file is not well-formed YAML{line}: {said}.") from error
    except (RecursionError, ValueError, TypeError) as error:
        raise UnreadableFile("The file is not well-formed YAML, or nested too deeply.") from error
    yield from _entries(_without_nothing(data), "YAML")


def _without_nothing(data: Any) -> Any:
    """YAML's words for nothing (``null``, ``~``) as nothing."""
    if isinstance(data, dict):
        entries = data.get("knowledge", data.get("entries"))
        return {"entries": _without_nothing(entries)}
    if not isinstance(data, list):
        return data
    nothing = {"null", "~", "Null", "NULL"}
    return [
        {
            name: None if isinstance(value, str) and value in nothing else value
            for name, value in entry.items()
            if isinstance(name, str)
        }
        if isinstance(entry, dict)
        else entry
        for entry in data
    ]


def _entries(data: Any, language: str) -> Iterator[Row]:
    if isinstance(data, dict):
        data = data.get("knowledge", data.get("entries"))
    if not isinstance(data, list):
        example = '{"knowledge": [...]}' if language == "JSON" else "knowledge: with a list below"
        raise UnreadableFile(f"The file must hold a list of entries, or {example}.")
    if len(data) > MOST_ROWS:
        raise UnreadableFile(f"The file has {len(data):,} entries; {MOST_ROWS:,} can be imported.")
    for number, item in enumerate(data, 1):
        if not isinstance(item, dict):
            raise UnreadableFile(f"Entry {number} is not an object with title and answer.")
        values = {_field(str(name)): value for name, value in item.items()}
        yield Row(place=f"entry {number}", values=values)


def _field(name: str | None) -> str:
    plain = (name or "").strip().lower().replace("_", " ")
    return COLUMN_NAMES.get(plain, plain.replace(" ", "_"))
