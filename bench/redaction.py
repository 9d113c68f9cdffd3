"""What it costs to take people and secrets out of a log line: ``python -m bench.redaction``.

The bar is 50 microseconds a line. Lines are of the kinds a day of this app writes; "formatted"
is the whole JSON line with its fields, beside the same line without any redaction.
"""

from __future__ import annotations

import json
import logging
import os
import timeit
from unittest import mock

TIMES = 4_000
MAIL, TOKEN = "maya.kern@kern-coaching.example", "Zq7TkWm3XvB9Lr2NpQ4sYd8Hf6Jc1Ga5"
SQL = f"(0.001) INSERT INTO leads_lead VALUES ('{MAIL}', 'Maya'); args=('{MAIL}', 3)"  # noqa: S608

LINES = {
    "a request": "POST /api/v1/conversations/<uuid:conversation_id>/messages/ 201",
    "a static file": "GET /static/* 200",
    "an email that left": "email 0f8fad5b-d9cb-469f-a165-70867728950e sent (confirmation), try 1",
    "an email that did not": f"postmark refused {MAIL} with 422: inactive recipient",
    "a client of a model": "HTTP Request: POST https://api.example.com/v1/chat HTTP/1.1 200 OK",
    "an address with a query": f"GET /contact/?utm_source=mail&email=maya%40x.example&t={TOKEN}",
    "headers in a dict": f"{{'Authorization': 'Bearer {TOKEN}', 'Accept': 'text/html'}}",
    "a body": json.dumps({"text": "my husband left me", "email": MAIL, "phone": "+49 170 5550147"}),
    "a line of SQL": SQL,
    "a login in an address": f"cannot connect to postgres://app:{TOKEN}@db.example:5432/app",
    "a long line": "chunk of the knowledge base without anything to hide " * 40,
    "a long line full of it": f"{MAIL} called +49 170 5550147 with {TOKEN} " * 20,
}


def micros(function: object, *arguments: object) -> float:
    """The best of five rounds, in microseconds a call."""
    timer = timeit.Timer(lambda: function(*arguments))  # type: ignore[operator]
    return min(timer.repeat(5, TIMES // 5)) / (TIMES // 5) * 1e6


def main() -> None:
    """Print the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from ops.logs.json import JsonFormatter
    from ops.logs.redaction import redact, redact_error

    print(f"{'line':28} {'bytes':>6} {'redact':>8} {'as error':>9} {'formatted':>10} {'bare':>7}")
    shaped, plain = JsonFormatter(), JsonFormatter()
    total = []
    for name, text in LINES.items():
        record = logging.LogRecord("ops", logging.INFO, __file__, 1, text, (), None)
        record.__dict__.update(event="request", route="/api/v1/x/", status=200, ms=1.5)
        cost = micros(redact, text)
        total.append(cost)
        whole = micros(shaped.format, record)
        with mock.patch("ops.logs.lines.redact", str):
            bare = micros(plain.format, record)
        error = micros(redact_error, text)
        print(f"{name:28} {len(text):6} {cost:8.1f} {error:9.1f} {whole:10.1f} {bare:7.1f}")
    short = sorted(total[:-2])
    print(f"median of ordinary lines: {short[len(short) // 2]:.1f} microseconds (bar: 50)")


if __name__ == "__main__":
    main()
