"""One JSON object a line, for whatever collects the log in production."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from django.conf import settings

from ops.logs import lines


class JsonFormatter(logging.Formatter):
    """``{time, level, logger, message, release, request_id?, …fields, error?}``.

    ``time`` is UTC in ISO 8601.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, without a line break in it."""
        time = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "time": time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": lines.message(record),
            "release": settings.VERSION,
        }
        request_id = lines.request_id(record)
        if request_id:
            line["request_id"] = request_id
        line.update(lines.fields(record))
        error = lines.failure(record)
        if error:
            line["error"] = error
        return lines.harmless(json.dumps(line, ensure_ascii=False))
