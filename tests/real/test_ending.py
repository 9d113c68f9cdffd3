"""Processes that are told to end in the middle of their work: nobody is left without a word.

SIGTERM goes to the process that watches over the others, as a container engine sends it, or to
every process at once, as Heroku does. Either way it must be over within the 30 seconds that
platforms give.
"""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import psutil
import pytest

from lab.llm_server import LLMServer, Talk
from tests.live_site import LiveSite, live_site

pytestmark = pytest.mark.xdist_group("processes")

SENTENCE = "Most sessions are by video. "
KEY = "sk-lab-" + "0123456789abcdefwxyz"


class Model:
    """Writes one sentence, waits until it may go on (or for ever), and writes another."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def __call__(self, talk: Talk) -> None:
        talk.begin()
        talk.text(SENTENCE)
        until = time.monotonic() + 60
        while not self.go_on.is_set() and time.monotonic() < until:
            talk.text(" ")
            talk.wait(0.2)
        talk.text("The first call is free.")
        talk.finish()


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, model: Model) -> Iterator[LiveSite]:
    """Two web processes on SQLite, and a model that takes its time."""
    with (
        LLMServer(model) as server,
        live_site(
            tmp_path_factory.mktemp("ending"),
            WEB_CONCURRENCY="2",
            LLM_PROVIDER="openai",
            LLM_MODEL="lab",
            LLM_API_KEY=KEY,
            LLM_BASE_URL=server.base_url("openai"),
        ) as running,
    ):
        yield running


@pytest.fixture
def site(house: LiveSite, model: Model) -> LiveSite:
    """The same, running, however the test before has left it."""
    model.go_on.clear()
    if house.processes[-1].poll() is not None:
        house.serve()
    return house


@dataclass(slots=True)
class Chat:
    """One message and what came of it."""

    path: str
    headers: dict[str, str]
    body: dict[str, str]
    streamed: bool
    events: list[tuple[str, Any]] = field(default_factory=list)
    began: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def send(self, url: str) -> None:
        """Send it and read until the end; what arrives is in ``events``."""
        headers = self.headers | ({"Accept": "text/event-stream"} if self.streamed else {})
        self.events.clear()
        with httpx.Client(timeout=60) as client:
            if not self.streamed:
                self.began.set()
                answer = client.post(url + self.path, json=self.body, headers=headers)
                self.events.append((str(answer.status_code), answer.json()))
                return
            with client.stream("POST", url + self.path, json=self.body, headers=headers) as answer:
                name = ""
                for line in answer.iter_lines():
                    kind, _, rest = line.partition(": ")
                    if kind == "event":
                        name = rest
                    elif kind == "data":
                        self.events.append((name, json.loads(rest)))
                        if name == "delta":
                            self.began.set()

    def start(self, url: str) -> None:
        """Send it beside the test, and wait until the reply has begun."""
        self.thread = threading.Thread(target=self.send, args=[url], daemon=True)
        self.thread.start()
        assert self.began.wait(20)

    def ended(self) -> tuple[str, Any]:
        """The last thing that was heard."""
        assert self.thread
        self.thread.join(40)
        assert not self.thread.is_alive()
        return self.events[-1]


def chat(site: LiveSite, *, streamed: bool = True) -> Chat:
    """A message that is ready to be sent."""
    data = httpx.post(f"{site.url}/api/v1/conversations/", json={}).json()
    return Chat(
        path=f"/api/v1/conversations/{data['id']}/messages/",
        headers={"Authorization": f"Bearer {data['token']}"},
        body={"text": "Do you work online?", "client_message_id": str(uuid.uuid4())},
        streamed=streamed,
    )


def tell(site: LiveSite, *, everybody: bool) -> float:
    """Tell the service to end, and give the moment."""
    watcher = psutil.Process(site.processes[-1].pid)
    processes = [watcher, *watcher.children()] if everybody else [watcher]
    for process in processes:
        process.send_signal(signal.SIGTERM)
    return time.monotonic()


def over(site: LiveSite, told: float) -> float:
    """Seconds it took to end, which it must have done by itself."""
    assert site.processes[-1].wait(40) == 0, site.log.read_text()[-3000:]
    return time.monotonic() - told


def statuses(site: LiveSite, *chats: Chat) -> list[str]:
    """What is stored of them."""
    ids = {uuid.UUID(one.path.split("/")[4]).hex for one in chats}
    with sqlite3.connect(site.code / "var" / "db.sqlite3") as connection:
        rows = connection.execute("select status, conversation_id from chatbot_message").fetchall()
    return sorted(status for status, conversation in rows if conversation in ids)


@pytest.mark.parametrize("everybody", [False, True], ids=["the watcher", "every process"])
def test_replies_that_can_end_do_and_no_new_caller_is_taken(
    site: LiveSite, model: Model, everybody: bool
) -> None:
    chats = [chat(site) for _ in range(4)]
    # Somebody's browser keeps a connection open for later.
    with socket.create_connection(("127.0.0.1", site.port)) as kept:
        kept.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert kept.recv(1000).startswith(b"HTTP/1.1 200")
        for one in chats:
            one.start(site.url)
        told = tell(site, everybody=everybody)
        time.sleep(2)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{site.url}/healthz")
        model.go_on.set()
        for one in chats:
            name, data = one.ended()
            assert (name, data.get("status")) == ("done", "complete"), one.events
        assert over(site, told) < 12
    assert statuses(site, *chats) == ["complete"] * 8


@pytest.mark.parametrize(
    "everybody",
    [pytest.param(False, id="the watcher", marks=pytest.mark.measure), True],
)
def test_a_reply_that_cannot_end_says_so_and_is_answered_by_the_next_process(
    site: LiveSite, model: Model, everybody: bool
) -> None:
    streamed, plain = chat(site), chat(site, streamed=False)
    streamed.start(site.url)
    plain.start(site.url)
    time.sleep(1)
    told = tell(site, everybody=everybody)
    name, problem = streamed.ended()
    assert (name, problem["status"]) == ("error", 503), streamed.events
    assert plain.ended()[0] == "503"
    assert over(site, told) < 25
    assert "SIGKILL" not in site.log.read_text()
    # The plain one's reply was read by nobody, and is stored as far as it was all the same.
    assert statuses(site, streamed, plain) == ["interrupted"] * 4
    model.go_on.set()
    site.serve()
    for one in (streamed, plain):
        one.send(site.url)
    assert streamed.events[-1][0] == "done"
    assert plain.events[-1][0] == "201"
    assert statuses(site, streamed, plain) == ["complete"] * 4


@pytest.mark.measure
def test_half_a_request_holds_nobody(site: LiveSite) -> None:
    with socket.create_connection(("127.0.0.1", site.port)) as half:
        half.sendall(
            b"POST /api/v1/leads/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90\r\n\r\n{"
        )
        time.sleep(0.5)
        assert over(site, tell(site, everybody=False)) < 24
