"""Static files as WhiteNoise serves them, without a synchronous iterator on the event loop."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.test import AsyncClient, Client
from pytest_django import Settings

SMALL = b"body { color: black }\n" * 100
LARGE = bytes(range(256)) * 8192


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    (tmp_path / "page.css").write_bytes(SMALL)
    (tmp_path / "page.css.gz").write_bytes(gzip.compress(SMALL))
    (tmp_path / "large.bin").write_bytes(LARGE)


async def read(response: Any) -> bytes:
    if not response.streaming:
        return bytes(response.content)
    parts = [part async for part in response.streaming_content]
    return b"".join(parts)


@pytest.mark.parametrize(("name", "whole"), [("page.css", SMALL), ("large.bin", LARGE)])
async def test_a_file_comes_whole_and_is_read_without_blocking(
    async_client: AsyncClient, name: str, whole: bytes
) -> None:
    response: Any = await async_client.get(f"/static/{name}")
    assert response.status_code == 200
    assert not response.streaming or response.is_async
    assert await read(response) == whole
    assert response["Content-Length"] == str(len(whole))


async def test_a_browser_that_takes_gzip_gets_it(async_client: AsyncClient) -> None:
    response = await async_client.get("/static/page.css", headers={"Accept-Encoding": "gzip, br"})
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Type"] == 'text/css; charset="utf-8"'
    assert "Accept-Encoding" in response["Vary"]
    assert gzip.decompress(await read(response)) == SMALL


async def test_what_has_not_changed_is_not_sent(async_client: AsyncClient) -> None:
    etag = (await async_client.get("/static/page.css"))["ETag"]
    response = await async_client.get("/static/page.css", headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert await read(response) == b""


@pytest.mark.parametrize("name", ["page.css", "large.bin"])
async def test_a_part_of_a_file(async_client: AsyncClient, name: str) -> None:
    response = await async_client.get(f"/static/{name}", headers={"Range": "bytes=10-19"})
    assert response.status_code == 206
    assert len(await read(response)) == 10


async def test_only_the_head(async_client: AsyncClient) -> None:
    response = await async_client.head("/static/large.bin")
    assert response["Content-Length"] == str(len(LARGE))
    assert await read(response) == b""


async def test_a_post_to_a_file_is_refused(async_client: AsyncClient) -> None:
    assert (await async_client.post("/static/page.css")).status_code == 405


@pytest.mark.parametrize(
    "path", ["/static/none.css", "/static/../settings.py", "/static/%2e%2e/x", "/static/"]
)
async def test_what_is_not_there_is_not_found(async_client: AsyncClient, path: str) -> None:
    assert (await async_client.get(path)).status_code == 404


def test_the_same_without_asgi(client: Client) -> None:
    response = client.get("/static/page.css")
    assert response.getvalue() == SMALL


async def test_files_by_their_finders_in_development(
    async_client: AsyncClient, settings: Settings
) -> None:
    settings.DEBUG = True
    response = await async_client.get("/static/admin/css/base.css")
    assert response.status_code == 200
    assert len(await read(response)) > 1000
