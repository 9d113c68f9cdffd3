"""One line for each request, and nothing in it that a visitor wrote."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import AsyncClient, Client
from pytest_django import Settings

from ops.logs.access import shortened
from ops.logs.json import JsonFormatter


@pytest.fixture(autouse=True)
def _small_site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.ops.web.urls"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Lines]:
    with caplog.at_level(logging.DEBUG):
        yield Lines(caplog)


class Lines:
    """The access lines so far, as they are written in production."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self.caplog = caplog

    def all(self) -> list[dict[str, Any]]:
        records = [r for r in self.caplog.records if r.name == "ops.access"]
        return [json.loads(JsonFormatter().format(record)) for record in records]

    def one(self) -> dict[str, Any]:
        (only,) = self.all()
        return only


def test_a_request_is_one_line_with_its_route(client: Client, lines: Lines) -> None:
    response = client.get("/api/v1/fail/problem/?q=jane@example.org", REMOTE_ADDR="203.0.113.77")
    line = lines.one()
    assert line["event"] == "request"
    assert line["route"] == "/api/v1/fail/<slug:how>/"
    assert line["method"] == "GET"
    assert line["status"] == 409
    assert line["bytes"] == len(response.content)
    assert line["client"] == "203.0.113.0/24"
    assert line["request_id"] == response["X-Request-ID"]
    assert 0 <= line["ms"] < 5000
    assert "jane" not in json.dumps(line)


async def test_the_same_under_asgi(async_client: AsyncClient, lines: Lines) -> None:
    response = await async_client.get("/api/v1/plain/")
    line = lines.one()
    assert (line["route"], line["status"]) == ("/api/v1/plain/", 200)
    assert line["request_id"] == response["X-Request-ID"]


@pytest.mark.parametrize("path", ["/jane@example.org/", "/0171-5550199/", "/x%0aforged/"])
def test_an_unknown_address_is_not_repeated(client: Client, lines: Lines, path: str) -> None:
    client.get(path)
    line = lines.one()
    assert line["route"] == "(no route)"
    assert line["message"] == "GET (no route) 404"


def test_an_odd_method_is_not_repeated(client: Client, lines: Lines) -> None:
    client.generic("JANE", "/form/")
    assert lines.one()["method"] == "OTHER"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db(transaction=True)
def test_health_is_not_worth_a_line(client: Client, lines: Lines, path: str) -> None:
    client.get(path)
    assert lines.one()["level"] == "DEBUG"


async def test_a_stream_is_written_when_it_ends(async_client: AsyncClient, lines: Lines) -> None:
    response: Any = await async_client.get("/api/v1/stream/1/?pause=0.02")
    assert lines.all() == []
    assert [part async for part in response.streaming_content] == [b"0\n", b"1\n", b"2\n"]
    line = lines.one()
    assert line["bytes"] == 6
    assert line["ms"] >= 50
    assert "left" not in line
    assert line["route"] == "/api/v1/stream/<int:number>/"


async def test_a_visitor_who_leaves_a_stream_is_noted(
    async_client: AsyncClient, lines: Lines
) -> None:
    response: Any = await async_client.get("/api/v1/stream/1/?pause=5")

    async def read() -> None:
        async for _ in response.streaming_content:
            pass

    task = asyncio.create_task(read())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    line = lines.one()
    assert line["left"] is True
    assert line["bytes"] == 2


async def test_a_visitor_who_leaves_before_an_answer_is_noted(
    async_client: AsyncClient, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forever(*args: Any, **kwargs: Any) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr("tests.ops.web.urls.acheck", forever)
    task = asyncio.create_task(async_client.get("/api/v1/limited/"))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    line = lines.one()
    assert (line["status"], line["left"]) == (499, True)


@pytest.mark.parametrize(
    ("address", "short"),
    [("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("", "unknown")],
)
def test_an_address_is_shortened(address: str, short: str) -> None:
    assert shortened(address) == short
