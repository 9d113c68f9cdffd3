"""JSON from strangers: what can be stored and sent on, or a problem that says what to change."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from rest_framework.parsers import BaseParser

from ops.web.problems import Problem

#: The largest body, in bytes.
LARGEST = 64 * 1024
DEEPEST = 20


def parse_json(raw: bytes, *, content_type: str) -> dict[str, Any]:
    """The object in a body; raises ``Problem`` 400, 413 or 415."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise Problem(
            415,
            "Wrong content type",
            "Send the body as JSON, with Content-Type: application/json.",
        )
    if len(raw) > LARGEST:
        raise Problem(413, "Too large", f"The body may have {LARGEST // 1024} KB at most.")
    if not raw.strip():
        raise _bad("The body is empty. Send a JSON object, such as {}.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _bad(f"The body is not UTF-8 (at byte {error.start}).") from None
    try:
        data = json.loads(text, parse_constant=_constant, parse_int=_integer, parse_float=_number)
    except json.JSONDecodeError as error:
        raise _bad(
            f"The body is not well-formed JSON: {error.msg} (line {error.lineno}, column "
            f"{error.colno})."
        ) from None
    except RecursionError:
        raise _bad("The body is nested too deeply.") from None
    if not isinstance(data, dict):
        raise _bad("The body must be a JSON object, such as {}.")
    _check(data, 0)
    return data


def _bad(detail: str) -> Problem:
    return Problem(400, "Not well-formed", detail)


def _constant(name: str) -> NoReturn:
    raise _bad(f"{name} is not JSON. Leave the field out.")


def _integer(text: str) -> int:
    if len(text) > 18:
        raise _bad("A number is too large.")
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise _bad("A number is too large.")
    return value


def _check(value: Any, depth: int) -> None:
    """Refuse what no database or browser takes: NUL, half of a character, endless nesting."""
    if depth > DEEPEST:
        raise _bad("The body is nested too deeply.")
    if isinstance(value, str):
        if "\x00" in value:
            raise _bad("Text may not contain the NUL character (\\u0000).")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise _bad(
                "Text contains half of a character (a lone surrogate such as \\ud800)."
            ) from None
    elif isinstance(value, dict):
        for name, item in value.items():
            _check(name, depth + 1)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)


class StrictJSONParser(BaseParser):
    """``parse_json`` for DRF views."""

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Any = None
    ) -> dict[str, Any]:
        """The object in the body."""
        return parse_json(stream.read(LARGEST + 1), content_type=media_type or "")
