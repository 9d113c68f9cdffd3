"""A stream through the real server: text arrives in pieces, and nobody holds a connection."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.live_site import LiveSite, live_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """A site that takes its time between pieces."""
    folder: Path = tmp_path_factory.mktemp("streaming")
    with live_site(folder, STREAM_PIECE_MS="200") as running:
        yield running


def start(client: httpx.Client) -> tuple[str, dict[str, str]]:
    """A new conversation: where its messages are, and the header that opens it."""
    data = client.post("/api/v1/conversations/", json={}).json()
    return f"/api/v1/conversations/{data['id']}/messages/", {
        "Authorization": f"Bearer {data['token']}",
        "Accept": "text/event-stream",
        "Accept-Encoding": "gzip, br",
    }


def message(text: str = "Do you work online?") -> dict[str, str]:
    return {"text": text, "client_message_id": str(uuid.uuid4())}


def test_the_first_piece_arrives_long_before_the_last(site: LiveSite) -> None:
    with httpx.Client(base_url=site.url) as client:
        path, headers = start(client)
        began, arrived = time.monotonic(), list[float]()
        with client.stream("POST", path, json=message(), headers=headers) as response:
            assert response.status_code == 201
            assert "content-encoding" not in response.headers
            for line in response.iter_lines():
                if line.startswith("event:"):
                    arrived.append(time.monotonic() - began)
    assert arrived[-1] - arrived[1] > 1
    assert arrived[1] < (arrived[-1] - arrived[1]) / 2


def test_whoever_leaves_half_way_finds_the_whole_answer_later(site: LiveSite) -> None:
    with httpx.Client(base_url=site.url) as client:
        path, headers = start(client)
        with client.stream("POST", path, json=message(), headers=headers) as response:
            for line in response.iter_lines():
                if line.startswith("event: delta"):
                    break
        history = client.get(path, headers=headers).json()["results"]
    assert [m["role"] for m in history] == ["visitor", "assistant"]
    assert history[-1]["status"] == "complete"
    assert "Mariatorget" in history[-1]["text"]


def test_two_requests_that_race_get_one_reply(site: LiveSite) -> None:
    import concurrent.futures

    with httpx.Client(base_url=site.url) as client:
        path, headers = start(client)
        same = message()
        plain = headers | {"Accept": "application/json"}

        def post(_: int) -> dict[str, object]:
            response = httpx.post(site.url + path, json=same, headers=plain, timeout=20)
            assert response.status_code == 201
            return json.loads(response.text)  # type: ignore[no-any-return]

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(post, range(8)))
        assert all(reply == replies[0] for reply in replies)
        assert len(client.get(path, headers=headers).json()["results"]) == 2


def test_no_token_stands_in_the_log(site: LiveSite) -> None:
    with httpx.Client(base_url=site.url) as client:
        _, headers = start(client)
        client.get("/?token=" + headers["Authorization"].split()[1])
    log = site.log.read_text()
    assert headers["Authorization"].split()[1] not in log
    assert "GET" in log
