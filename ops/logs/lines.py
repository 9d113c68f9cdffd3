"""What both formatters share: which fields a line may have, and how a failure is told."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from pathlib import Path
from types import TracebackType

from ops.logs.redaction import redact, redact_error
from ops.web.request_id import current_request_id

#: What ``extra=`` may bring into a line. Anything else stays out, whatever a library passes.
FIELDS = (
    "event", "method", "route", "status", "ms", "bytes", "client", "left", "kind", "attempt",
    "attempts", "outbox_id", "provider", "task", "count", "answered_by", "outcome", "stage",
    "page", "stack", "door", "commit", "seconds",
)  # fmt: skip

ROOT = str(Path(__file__).resolve().parents[2])
#: Causes told below an error, and frames told of each.
MOST_CAUSES = 5
MOST_FRAMES = 30

#: What a terminal or an editor acts upon instead of showing it: control characters, line breaks of
#: Unicode's own, and marks that turn the direction of the text around them (CVE-2021-42574).
_ACTED_UPON = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def message(record: logging.LogRecord) -> str:
    """The words of a record, redacted, also where its values do not fit into them."""
    try:
        text = record.getMessage()
    except Exception:
        # Whatever formatting raises, the line is worth having without its values.
        text = f"{record.msg} (its values do not fit)"
    return redact(text)


def harmless(text: str) -> str:
    """``text`` with such characters written out (``\\u001b``), as JSON and Python read them."""
    return _ACTED_UPON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def fields(record: logging.LogRecord) -> dict[str, object]:
    """The allowed extras of a record, redacted."""
    found: dict[str, object] = {}
    for name in FIELDS:
        value = record.__dict__.get(name)
        if value is not None:
            plain = isinstance(value, int | float | bool)
            found[name] = value if plain else redact(str(value))
    return found


def request_id(record: logging.LogRecord) -> str:
    """The id of the request the line belongs to, or ""."""
    return str(record.__dict__.get("request_id") or current_request_id.get())


def failure(record: logging.LogRecord) -> str:
    """The exception of a record: types, redacted messages and our own frames, or ""."""
    info = record.exc_info
    if not info or info[1] is None:
        return ""
    return describe(info[1])


def describe(error: BaseException) -> str:
    """An exception and its causes, innermost last."""
    told: list[str] = []
    current: BaseException | None = error
    seen: set[int] = set()
    while current is not None and id(current) not in seen and len(told) < MOST_CAUSES:
        seen.add(id(current))
        told.append(_one(current))
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return "\ncaused by ".join(told)


def _one(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = f"{kind.__module__}.{name}"
    try:
        # Further lines of it are set in, so that none can pose as a line of the log.
        said = redact_error(str(error)).split("\n")
        message = "\n    ".join(harmless(line) for line in said)
    except Exception:
        # An exception whose text cannot be made must not hide where it happened.
        message = "(no text)"
    frames = "".join(f"\n  {line}" for line in _frames(error.__traceback__))
    inner = ""
    if isinstance(error, BaseExceptionGroup):
        inner = "".join(f"\n  + {_one(part)}" for part in error.exceptions[:MOST_CAUSES])
    return f"{name}: {message}{frames}{inner}" if message else f"{name}{frames}{inner}"


def _frames(trace: TracebackType | None) -> list[str]:
    """Our own frames and the last one, oldest first; source lines are ours and hold no data."""
    found = traceback.extract_tb(trace)
    kept = [
        frame
        for number, frame in enumerate(found)
        if number == len(found) - 1 or _is_ours(frame.filename)
    ]
    return [
        f"{frame.filename.removeprefix(ROOT + '/')}:{frame.lineno} in {frame.name}"
        for frame in kept[-MOST_FRAMES:]
    ]


def _is_ours(filename: str) -> bool:
    return filename.startswith(ROOT) and not filename.startswith(sys.prefix)
