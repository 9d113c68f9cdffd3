"""Lines for a person at a terminal."""

from __future__ import annotations

import logging
from datetime import datetime

from ops.logs import lines

#: Fields whose content already stands in the message of an access line.
SAID = ("event", "method", "route", "status")


class ConsoleFormatter(logging.Formatter):
    """``12:34:56 INFO  ops.access  GET /api/… 200  ms=12 [request id]``"""

    def format(self, record: logging.LogRecord) -> str:
        """The line; a failure follows on lines of its own."""
        time = datetime.fromtimestamp(record.created).strftime("%H:%M:%S")
        # A line break in a message would let it pose as a line of its own.
        message = lines.message(record).replace("\r", "\\r").replace("\n", "\\n")
        message = lines.harmless(message)
        parts = [f"{time} {record.levelname:<7} {record.name}  {message}"]
        found = lines.fields(record)
        said = SAID if found.get("event") == "request" else ("event",)
        more = " ".join(f"{name}={value}" for name, value in found.items() if name not in said)
        if more:
            parts.append(lines.harmless(more.replace("\n", "\\n")))
        request_id = lines.request_id(record)
        if request_id:
            parts.append(f"[{request_id[:8]}]")
        error = lines.failure(record)
        return "  ".join(parts) + (f"\n{error}" if error else "")
