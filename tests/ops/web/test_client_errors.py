"""Errors of our own pages: taken from nobody else, not often, and with nobody in them."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
import sentry_sdk
from django.test import Client
from pytest_django import Settings

from ops.logs import sentry
from ops.logs.json import JsonFormatter
from ops.web.client_errors import frames_of, note, path_of

ADDRESS = "/api/v1/client-errors/"
HERE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
STACK = """TypeError: x is undefined
    at mount (http://testserver/static/chatbot/panel.abc123.js:12:5)
    at http://testserver/static/chatbot/widget.js:3:14"""


def tell(client: Client, *, headers: dict[str, str] | None = None, **body: Any) -> Any:
    return client.post(
        ADDRESS, {"message": "TypeError: x"} | body, "application/json", headers=headers or HERE
    )


def line_of(caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    (record,) = [r for r in caplog.records if r.name == "ops.web.client_errors"]
    found: dict[str, Any] = json.loads(JsonFormatter().format(record))
    return found


def test_it_becomes_a_line_of_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        response = tell(client, stack=STACK, page="/privacy/", source="", line=12, column=None)
    assert (response.status_code, response.content) == (204, b"")
    line = line_of(caplog)
    assert line["event"] == "client_error" and line["level"] == "WARNING"
    assert line["message"] == "in a browser: TypeError: x"
    assert line["page"] == "/privacy/"
    assert line["stack"] == (
        "mount /static/chatbot/panel.abc123.js:12:5 < /static/chatbot/widget.js:3:14"
    )
    assert line["request_id"] == response["X-Request-ID"]


def test_people_and_secrets_are_taken_out(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    secret = "Bearer abcDEF123456ghiJKL789mnoPQR"
    tell(
        client,
        message=f"jane@example.org called +46 8 555 010 20 with {secret}: 'what she wrote to us'",
        page="/?email=jane@example.org&token=hunter2#jane",
        source="http://testserver/static/a.js?token=hunter2",
        line=1,
    )
    text = json.dumps(line_of(caplog))
    for word in ("jane", "555", "hunter2", "abcDEF", "what she wrote"):
        assert word not in text
    assert line_of(caplog)["page"] == "/"


def test_a_message_cannot_pose_as_another_line(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    tell(client, message='x\n{"level": "ERROR", "message": "all is lost"}')
    (record,) = [r for r in caplog.records if r.name == "ops.web.client_errors"]
    assert "\n" not in JsonFormatter().format(record)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"},
    ],
)
def test_other_sites_cannot_write_into_our_log(
    client: Client, caplog: pytest.LogCaptureFixture, headers: dict[str, str]
) -> None:
    response = tell(client, headers=headers)
    assert response.status_code == 403
    assert not [r for r in caplog.records if r.name == "ops.web.client_errors"]


@pytest.mark.parametrize(
    "body",
    [
        {"message": ""}, {"message": None}, {"message": "x" * 2001}, {"line": "far"},
        {"line": -1}, {"stack": ["a"]}, {"page": {"a": 1}}, {"stack": "x" * 8001},
    ],
)  # fmt: skip
def test_what_is_not_such_an_error_is_refused(client: Client, body: dict[str, Any]) -> None:
    response = tell(client, **body)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert set(response.json()["errors"]) == set(body)


def test_no_json_and_too_much_of_it_are_refused(client: Client) -> None:
    wrong = client.post(ADDRESS, "message=x", "application/x-www-form-urlencoded", headers=HERE)
    assert wrong.status_code == 415
    assert tell(client, stack="x" * 70_000).status_code in (400, 413)
    assert client.get(ADDRESS).status_code == 405


def test_a_broken_release_does_not_fill_the_log(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"client-error": {"address": ["4/h"]}}
    statuses = [tell(client).status_code for _ in range(8)]
    assert statuses[0] == 204 and statuses[-1] == 429
    assert "Retry-After" in tell(client)


def test_there_is_a_line_in_the_table_of_limits() -> None:
    from django.conf import settings

    assert settings.RATE_LIMITS["client-error"]["address"]
    assert settings.RATE_LIMITS["client-error"]["everybody"]


@pytest.mark.parametrize(
    ("line", "frame"),
    [
        ("    at Panel.open (http://testserver/a.js:1:2)", ("Panel.open", "/a.js", 1, 2)),
        ("    at async http://testserver/a.js?x=1:10:2", ("", "/a.js", 10, 2)),
        ("open@http://testserver/a.js:7:9", ("open", "/a.js", 7, 9)),
        ("@http://testserver/a.js:7", ("", "/a.js", 7, 0)),
        ("http://testserver/a.js:7:1", ("", "/a.js", 7, 1)),
        ("    at f (https://other.example/a.js:7:1)", ("f", "other.example/a.js", 7, 1)),
    ],
)
def test_the_stacks_of_all_browsers_are_read(line: str, frame: tuple[str, str, int, int]) -> None:
    (found,) = frames_of(line)
    name, file, row, column = frame
    assert found["function"] == name
    assert (found["filename"], found["lineno"], found["colno"]) == (file, row, column)


@pytest.mark.parametrize("text", ["", "at nowhere", "a" * 9000, "http://" * 1000, "@:" * 4000])
def test_other_text_is_no_stack(text: str) -> None:
    assert frames_of(text) == []


def test_paths_lose_what_may_be_personal() -> None:
    assert path_of("http://testserver/a/?q=1#x") == "/a/"
    assert path_of("/a/?q=1") == "/a/"
    assert path_of("http://[broken") == ""
    assert path_of("https://elsewhere.example/b?c") == "elsewhere.example/b"


def test_sentry_hears_of_it_with_the_release(settings: Settings) -> None:
    sent: list[dict[str, Any]] = []

    def keep(event: Any, hint: Any) -> None:
        sent.append(sentry.before_send(event, hint) or {})

    settings.SENTRY_DSN = "http://public@127.0.0.1:9/1"
    sentry.init(settings.SENTRY_DSN, release="release-7", before_send=keep)
    try:
        note(message="Uncaught TypeError: no 'jane@example.org' here", stack=STACK, page="/")
    finally:
        sentry_sdk.get_client().close(timeout=0)
        sentry_sdk.init()
    (event,) = sent
    assert event["release"] == "release-7" and event["platform"] == "javascript"
    assert event["tags"]["page"] == "/"
    (value,) = event["exception"]["values"]
    assert value["type"] == "TypeError"
    assert "jane" not in json.dumps(event)
    frames = value["stacktrace"]["frames"]
    assert [frame["filename"] for frame in frames] == [
        "/static/chatbot/widget.js",
        "/static/chatbot/panel.abc123.js",
    ]
