"""A server on loopback that speaks the protocols of OpenAI and Anthropic, well or badly.

What it does is a script: a function over one ``Talk``, which knows the protocol that was asked
in. So each fault is written once, for both, in ``lab.llm_scripts``::

    with LLMServer(says("Yes. Most sessions are by video.")) as server:
        server.base_url("openai")       # for LLM_BASE_URL
        server.asked                    # every request: path, headers, body
        server.left.wait(1)             # the client has hung up

OpenAI: https://platform.openai.com/docs/api-reference/chat-streaming.
Anthropic: https://docs.anthropic.com/en/api/messages-streaming.

``python -m lab.llm_server`` serves for the benchmark until its input ends.
"""

from __future__ import annotations

import contextlib
import json
import select
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Any, Literal

Protocol = Literal["openai", "anthropic"]


@dataclass(frozen=True, slots=True)
class AskedModel:
    """One request as it came in. Header names are lower case; ``at`` is ``perf_counter()``."""

    protocol: Protocol
    path: str
    headers: Mapping[str, str]
    body: Any
    at: float

    @property
    def system(self) -> str:
        """The instructions that were sent."""
        if self.protocol == "anthropic":
            return str(self.body["system"])
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        """The message that was sent, with the passages in it."""
        return str(self.body["messages"][-1]["content"])

    @property
    def visitor(self) -> str:
        """What the visitor wrote, as it stands between its markers."""
        return (
            self.user.rpartition("=== VISITOR MESSAGE ")[2].partition("\n")[2].rpartition("\n")[0]
        )


class HungUp(Exception):
    """The client has closed the connection."""


class Talk:
    """One request being answered. ``begin`` or ``refuse`` first, then events, then an end."""

    def __init__(self, asked: AskedModel, sock: socket.socket, server: LLMServer) -> None:
        self.asked = asked
        self.protocol = asked.protocol
        self.chunked = False
        self.ended = False
        self._sock = sock
        self._server = server

    # --- The response as HTTP ------------------------------------------------------------------
    def head(self, status: int, headers: Mapping[str, str], *, pause: float = 0) -> None:
        """Status line and headers; ``pause`` seconds between the lines."""
        phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Overloaded"
        lines = [f"HTTP/1.1 {status} {phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        for line in [*lines, ""]:
            self.send(f"{line}\r\n".encode("latin-1"))
            if pause:
                self.wait(pause)

    def whole(self, status: int, body: str | bytes, **headers: str) -> None:
        """A response that is no stream; ``retry_after="2"`` becomes a header."""
        raw = body.encode() if isinstance(body, str) else body
        found = {name.replace("_", "-"): value for name, value in headers.items()}
        self.head(status, {"content-type": "application/json", **found,
                           "content-length": str(len(raw))})  # fmt: skip
        self.send(raw)
        self.ended = True

    def refuse(self, status: int, kind: str, message: str, **headers: str) -> None:
        """An error in the protocol's own shape; ``kind`` is its code or type."""
        if self.protocol == "anthropic":
            body: dict[str, Any] = {"type": "error", "error": {"type": kind, "message": message}}
        else:
            body = {"error": {"message": message, "type": kind, "param": None, "code": kind}}
        self.whole(status, json.dumps(body), **headers)

    def begin(self, content_type: str = "text/event-stream", *, tokens_in: int = 120) -> None:
        """The beginning of a stream."""
        self.chunked = True
        self.head(200, {"content-type": content_type, "transfer-encoding": "chunked"})
        if self.protocol == "anthropic":
            message: dict[str, Any] = {
                "id": "msg_1", "type": "message", "role": "assistant", "content": [],
                "model": "lab", "stop_reason": None, "stop_sequence": None,
                "usage": {"input_tokens": tokens_in, "output_tokens": 1},
            }  # fmt: skip
            self.event("message_start", message=message)
            self.event("content_block_start", index=0, content_block={"type": "text", "text": ""})
            self.event("ping")
        else:
            self.choice({"role": "assistant", "content": ""})

    # --- Events --------------------------------------------------------------------------------
    def event(self, name: str, **data: Any) -> None:
        """One event of Anthropic's."""
        body = json.dumps({"type": name, **data})
        self.piece(f"event: {name}\ndata: {body}\n\n".encode())

    def data(self, data: Any) -> None:
        """One event of OpenAI's."""
        self.piece(f"data: {json.dumps(data)}\n\n".encode())

    def choice(self, delta: Any, finish: str | None = None) -> None:
        """One chunk of OpenAI's."""
        self.data({
            "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "lab",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}], "usage": None,
        })  # fmt: skip

    def text(self, text: str) -> None:
        """The next piece of the answer."""
        if self.protocol == "anthropic":
            self.event("content_block_delta", index=0, delta={"type": "text_delta", "text": text})
        else:
            self.choice({"content": text})

    def finish(self, why: str = "", *, tokens_in: int = 120, tokens_out: int = 40) -> None:
        """Why the text has ended (the protocol's word for a whole one unless given), and figures.

        OpenAI tells the figures only when ``stream_options`` asks for them.
        """
        if self.protocol == "anthropic":
            self.event("content_block_stop", index=0)
            self.event(
                "message_delta",
                delta={"stop_reason": why or "end_turn", "stop_sequence": None},
                usage={"output_tokens": tokens_out},
            )
            return
        self.choice({}, why or "stop")
        if (self.asked.body.get("stream_options") or {}).get("include_usage"):
            self.data({
                "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1,
                "model": "lab", "choices": [],
                "usage": {"prompt_tokens": tokens_in, "completion_tokens": tokens_out,
                          "total_tokens": tokens_in + tokens_out},
            })  # fmt: skip

    def done(self) -> None:
        """The mark after which nothing comes."""
        if self.protocol == "anthropic":
            self.event("message_stop")
        else:
            self.piece(b"data: [DONE]\n\n")

    def error(self, kind: str, message: str) -> None:
        """An error event inside the stream."""
        if self.protocol == "anthropic":
            self.event("error", error={"type": kind, "message": message})
        else:
            self.data({"error": {"message": message, "type": kind, "code": kind}})

    def close(self) -> None:
        """The proper end of the response."""
        self.send(b"0\r\n\r\n")
        self.ended = True

    # --- The wire ------------------------------------------------------------------------------
    def piece(self, raw: bytes) -> None:
        """One piece of the body."""
        self.send(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")

    def send(self, raw: bytes) -> None:
        """Bytes as they are; raises ``HungUp`` when nobody listens."""
        if self._gone(0):
            raise HungUp
        try:
            self._sock.sendall(raw)
        except OSError as error:
            raise HungUp from error

    def wait(self, seconds: float) -> None:
        """Nothing for so long, or until the client hangs up."""
        if self._gone(seconds):
            raise HungUp

    def silence(self) -> None:
        """Nothing until the client hangs up or the server ends."""
        while not self._server.ending.is_set():
            self.wait(0.05)

    def _gone(self, seconds: float) -> bool:
        readable, _, _ = select.select([self._sock], [], [], seconds)
        try:
            return bool(readable) and not self._sock.recv(1, socket.MSG_PEEK)
        except OSError:
            return True


Script = Callable[[Talk], None]


@dataclass
class LLMServer:
    """One listener for both protocols. ``script`` may be changed while it runs."""

    script: Script
    asked: list[AskedModel] = field(default_factory=list)
    #: Set when a client hangs up before its answer has ended.
    left: threading.Event = field(default_factory=threading.Event)
    #: Set when a request has been read, before the script answers it.
    reached: threading.Event = field(default_factory=threading.Event)
    ending: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> LLMServer:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.ending.set()
        with self._lock:
            held = [self._listener, *self._open]
        for sock in held:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        self._listener.close()

    def base_url(self, protocol: Protocol) -> str:
        """Where a client of this protocol has to look."""
        origin = f"http://127.0.0.1:{self.port}"
        return f"{origin}/v1" if protocol == "openai" else origin

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
            with self._lock:
                self._open.add(sock)
                self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        try:
            sock.settimeout(30)
            while (asked := _read(sock)) is not None:
                self.asked.append(asked)
                self.reached.set()
                talk = Talk(asked, sock, self)
                try:
                    self.script(talk)
                except HungUp:
                    self.left.set()
                if not talk.ended:
                    return  # Cut: the connection goes without the end of the response.
        except OSError:
            pass  # The test is over.
        finally:
            with self._lock:
                self._open.discard(sock)
            sock.close()


def _read(sock: socket.socket) -> AskedModel | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = sock.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    path = first.split(" ", 2)[1]
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    while len(body) < int(headers.get("content-length", 0)):
        body += sock.recv(65536)
    at = time.perf_counter()
    protocol: Protocol = "anthropic" if path.endswith("/messages") else "openai"
    return AskedModel(protocol, path, headers, json.loads(body or b"{}"), at)


def _tells_the_time(talk: Talk) -> None:
    """For the benchmark: when the request came, then when each piece was sent."""
    talk.begin()
    talk.text(f"{talk.asked.at:.9f}. ")
    for _ in range(100):
        talk.wait(0.002)
        talk.text(f"{time.perf_counter():.9f}. ")
    talk.finish()
    talk.done()
    talk.close()


def main() -> None:
    """Print the port, serve until standard input ends."""
    with LLMServer(_tells_the_time) as server:
        print(server.port, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
