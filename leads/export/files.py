"""The file itself, written while it is sent: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Iterator

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from leads.export.cells import safe
from leads.export.rows import COLUMNS, Wanted, flat, pages, whole
from ops.database import give_back, in_database

#: Excel takes a file for UTF-8 only with this before it.
BOM = "\ufeff"
SEPARATORS = {"comma": ",", "semicolon": ";"}
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def csv_parts(wanted: Wanted, separator: str = ",") -> Iterator[str]:
    """A CSV file (RFC 4180) in pieces of some hundred lines; every cell is quoted."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield BOM + held.getvalue()
    for page in pages(wanted):
        held.seek(0)
        held.truncate()
        for lead in page.leads:
            row = flat(lead, page)
            writer.writerow([safe(row[name], phone=name == "phone") for name in COLUMNS])
        yield held.getvalue()


def json_parts(wanted: Wanted) -> Iterator[str]:
    """One JSON object with a list of leads, in pieces."""
    made = json.dumps(timezone.now().isoformat())
    yield f'{{"schema": 1, "made_at": {made}, "leads": ['
    joint = "\n"
    for page in pages(wanted):
        texts = [json.dumps(whole(lead, page), ensure_ascii=False) for lead in page.leads]
        yield joint + ",\n".join(texts)
        joint = ",\n"
    yield "\n]}\n"


def response(
    request: HttpRequest, wanted: Wanted, *, form: str, separator: str = ","
) -> StreamingHttpResponse:
    """The download. Memory stays flat: one page of leads is held at a time."""
    parts = csv_parts(wanted, separator) if form == "csv" else json_parts(wanted)
    asynchronous = isinstance(request, ASGIRequest)
    answer = StreamingHttpResponse(
        _one_by_one(parts) if asynchronous else parts, content_type=TYPES[form]
    )
    name = f"leads-{timezone.now():%Y-%m-%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store, no-transform"
    answer["X-Accel-Buffering"] = "no"
    return answer


async def _one_by_one(parts: Iterator[str]) -> AsyncIterator[str]:
    """Each piece from a database thread, whose connection is given back while it is sent."""
    while True:
        part = await in_database(_next, parts)
        if part is None:
            return
        yield part


def _next(parts: Iterator[str]) -> str | None:
    try:
        return next(parts, None)
    finally:
        give_back()
