"""Lines for machines and for people, from the same records."""

from __future__ import annotations

import json
import logging
import sys
import timeit
from typing import Any

import pytest

from ops.logs.console import ConsoleFormatter
from ops.logs.json import JsonFormatter
from ops.web.request_id import current_request_id


def record(message: str, *args: object, error: bool = False, **extra: Any) -> logging.LogRecord:
    made = logging.LogRecord(
        "ops.test", logging.INFO, __file__, 1, message, args, sys.exc_info() if error else None
    )
    made.__dict__.update(extra)
    return made


def line(made: logging.LogRecord) -> dict[str, Any]:
    text = JsonFormatter().format(made)
    assert "\n" not in text
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_json_line_has_time_level_logger_and_message() -> None:
    found = line(record("sent %s", 3))
    assert found["level"] == "INFO"
    assert found["logger"] == "ops.test"
    assert found["message"] == "sent 3"
    assert found["time"].endswith("Z")
    assert "request_id" not in found


def test_the_request_id_comes_by_itself() -> None:
    token = current_request_id.set("abcdef0123456789")
    try:
        assert line(record("x"))["request_id"] == "abcdef0123456789"
        assert "[abcdef01]" in ConsoleFormatter().format(record("x"))
    finally:
        current_request_id.reset(token)


def test_only_known_fields_get_into_a_line() -> None:
    found = line(record("x", status=200, ms=1.5, text="what a visitor wrote", email="a@b.co"))
    assert found["status"] == 200
    assert found["ms"] == 1.5
    assert "text" not in found
    assert "email" not in found


def test_fields_are_redacted_too() -> None:
    assert line(record("x", kind="for jane@example.org"))["kind"] == "for [email]"


def test_a_line_break_in_a_message_stays_inside_its_line() -> None:
    made = record("first\n2026 ERROR forged\r\x1b[31m")
    assert line(made)["message"].startswith("first\n2026")
    assert "\n" not in ConsoleFormatter().format(made)


def failing() -> logging.LogRecord:
    try:
        try:
            raise KeyError("jane@example.org")
        except KeyError as inner:
            raise ValueError("cannot read 'I feel so alone today' from jane@example.org") from inner
    except ValueError:
        return record("it failed", error=True)


@pytest.mark.parametrize("formatter", [JsonFormatter(), ConsoleFormatter()])
def test_a_failure_is_told_by_type_and_place_and_without_what_it_quotes(
    formatter: logging.Formatter,
) -> None:
    text = formatter.format(failing())
    assert "ValueError" in text
    assert "KeyError" in text
    assert "tests/ops/logs/test_formatters.py" in text
    assert "in failing" in text
    assert "alone" not in text
    assert "jane" not in text


def test_frames_of_libraries_are_left_out_but_for_the_last() -> None:
    try:
        json.loads("{")
    except ValueError:
        text = line(record("x", error=True))["error"]
    frames = text.splitlines()[1:]
    assert len(frames) == 2
    assert "raw_decode" in frames[-1]


def test_an_error_without_words_and_a_group_are_told() -> None:
    class Odd(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    try:
        raise ExceptionGroup("several", [Odd(), TimeoutError("too late")])
    except ExceptionGroup:
        text = line(record("x", error=True))["error"]
    assert "(no text)" in text
    assert "TimeoutError: too late" in text


def test_half_characters_do_not_break_a_line() -> None:
    JsonFormatter().format(record("half \ud800 of one")).encode("utf-8", "backslashreplace")


def test_an_ordinary_line_costs_little() -> None:
    made = record(
        "%s %s %s", "POST", "/api/v1/conversations/<uuid:conversation_id>/messages/", 201,
        event="request", method="POST", route="/api/v1/conversations/", status=201, ms=12.3,
        bytes=812, client="203.0.113.0/24", request_id="a3f5c1d2e4b6978800112233445566ff",
    )  # fmt: skip
    formatter = JsonFormatter()
    best = min(timeit.repeat(lambda: formatter.format(made), number=200, repeat=5)) / 200
    assert best < 500e-6, "meant to be about 50 microseconds; a slow machine may take ten times it"
