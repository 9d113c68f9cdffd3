"""A first start on Heroku, where nobody can know the address beforehand."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from config import env, waiting
from tests.own_process import printed, run

KEY = "a-long-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz"
OWN = "coach-1a2b3c.herokuapp.com"


def asked(path: str, *, host: str = OWN, accept: str = "text/html", method: str = "GET") -> Any:
    """``(status, headers, body)`` of one request."""
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    headers = [(b"host", host.encode()), (b"accept", accept.encode())]
    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    asyncio.run(waiting.application(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"].decode()


@pytest.mark.parametrize(
    ("variables", "waits"),
    [
        ({"DYNO": "web.1"}, True),
        ({"DYNO": "web.1", "SITE_URL": "  "}, True),
        ({"DYNO": "web.1", "SITE_URL": "https://a.example"}, False),
        ({"DYNO": "web.1", "SITE_URL": "nonsense"}, False),
        ({"DYNO": "web.1", "HEROKU_APP_DEFAULT_DOMAIN_NAME": OWN}, False),
        ({}, False),
        ({"RENDER": "true"}, False),
    ],
)
def test_only_a_dyno_that_is_told_nothing_waits(variables: dict[str, str], waits: bool) -> None:
    assert env.waits_for_address(variables) is waits


def test_the_page_names_the_line_to_paste() -> None:
    status, headers, body = asked("/setup/")
    assert status == 503
    assert "<code>SITE_URL</code>" in body and f"<code>https://{OWN}</code>" in body
    assert headers[b"cache-control"] == b"no-store"
    assert int(headers[b"content-length"]) == len(body.encode())
    assert b"default-src 'none'" in headers[b"content-security-policy"]


@pytest.mark.parametrize(
    "host",
    ["evil.example", "x.herokuapp.com.evil.example", "<script>.herokuapp.com", "",
     "a b.herokuapp.com",
     'x".herokuapp.com', ".herokuapp.com"],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_not_repeated(host: str) -> None:
    _, _, body = asked("/", host=host)
    assert waiting.FIRST_NAME in body
    assert not host or host not in body


def test_health_is_fine_and_programs_get_words() -> None:
    assert asked("/healthz", accept="*/*")[0] == 200
    status, headers, body = asked("/api/v1/conversations/", accept="application/json")
    assert (status, headers[b"content-type"]) == (503, b"text/plain; charset=utf-8")
    assert "SITE_URL" in body
    assert asked("/x", method="HEAD")[2] == ""


def test_a_release_goes_through_and_says_what_is_missing() -> None:
    done = run(
        "manage.py", "check", "--deploy", "--fail-level", "ERROR", SECRET_KEY=KEY, DYNO="run.1"
    )
    assert done.returncode == 0, done.stderr
    assert "SITE_URL is missing; open your app in a browser" in done.stderr


def test_elsewhere_a_missing_address_refuses_a_start_as_ever() -> None:
    code = "from django.conf import settings; print(settings.ENVIRONMENT.refusal_text())"
    said = printed(code, SECRET_KEY=KEY, DJANGO_SETTINGS_MODULE="config.settings")
    assert "SITE_URL is missing" in said


def test_nothing_of_the_app_is_loaded_for_the_page() -> None:
    code = "import sys, config.waiting; print('django' in sys.modules)"
    assert printed(code) == "False"
