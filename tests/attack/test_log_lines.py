"""Forging the log: line breaks, terminal commands and text that runs backwards."""

from __future__ import annotations

import io
import json
import logging
import re

import pytest

from ops.logs.console import ConsoleFormatter
from ops.logs.json import JsonFormatter
from tests.attack.attacker import Attacker

FORGED = '{"time":"2026-01-01T00:00:00Z","level":"ERROR","logger":"ops","message":"forged"}'
TRICKS = [
    f"x\r\n{FORGED}",
    f"x\n{FORGED}",
    f"x\r{FORGED}",
    f"x\u2028{FORGED}",
    f"x\u2029{FORGED}",
    f"x\x85{FORGED}",
    f"x\x0b{FORGED}",
    "x\x1b[2J\x1b[1;1Hcleared",
    "x\x9b31mred",
    "x\x1b]0;title\x07",
    "x\x1b]8;;http://evil.example\x07link",
    "x\u202egnp.exe",
    "x\u2066\u2069",
    "x\x7f\x08\x08",
    "x\x00y",
    '", "level": "CRITICAL", "x": "',
    "%s %d %(name)s {0}",
    "${jndi:ldap://evil.example/a}",
]
ACTED_UPON = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    "formatter", [JsonFormatter(), ConsoleFormatter()], ids=["json", "console"]
)
@pytest.mark.parametrize("trick", TRICKS)
def test_a_line_stays_one_line_and_does_nothing(formatter: logging.Formatter, trick: str) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    record = logging.LogRecord("ops.access", logging.WARNING, "", 0, "said: %s", (trick,), None)
    record.__dict__.update(page=trick, kind=trick)
    handler.handle(record)
    written = stream.getvalue()
    assert written.endswith("\n")
    assert len(written.splitlines()) == 1
    assert not ACTED_UPON.search(written)
    if isinstance(formatter, JsonFormatter):
        line = json.loads(written)
        assert (line["level"], line["logger"]) == ("WARNING", "ops.access")


@pytest.mark.parametrize("trick", TRICKS)
def test_an_exception_that_quotes_a_visitor_does_nothing_either(trick: str) -> None:
    try:
        raise ValueError(trick)
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("ops", logging.ERROR, "", 0, "failed", (), info)
    written = ConsoleFormatter().format(record)
    assert not ACTED_UPON.search(written)
    assert all(not line.startswith('{"time"') for line in written.splitlines())


def test_a_running_site_writes_json_lines_whatever_is_sent(attacker: Attacker) -> None:
    for trick in TRICKS:
        text = trick.replace("\x00", "")
        attacker.ask(
            "POST",
            "/api/v1/client-errors/",
            json={"message": text, "page": f"/{text}", "source": text, "stack": text},
            headers={"Origin": attacker.site.url},
        )
        for path in ("/x", "/contact", "/api/v1/x"):
            attacker.ask("GET", path, params={"q": text})
    attacker.ask("GET", "/x%0d%0a%1b%5b2J%e2%80%ae")
    attacker.ask("GET", "/x", headers={"User-Agent": "x\x1b[2J", "X-Request-ID": "a" * 65})
    assert attacker.log()
    written = attacker.site.log.read_text("utf-8")
    assert not ACTED_UPON.search(written)
    assert not [line for line in attacker.log() if line["message"] == "forged"]
