"""Stands in on loopback for Slack's incoming webhooks and for the address of a heartbeat.

As Slack answers (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/):
``ok`` for a message, a word in plain text for what it does not take.
"""

from __future__ import annotations

import json
from typing import Any

from lab.loopback import Loopback, QuietHandler

PATH = "/services/T000/B000/" + "x" * 24


class SlackServer(Loopback):
    """``messages`` are those taken, ``beats`` the paths of the heartbeats. ``answers`` are
    ``(status, words)`` given before anything is taken; ``retry_after`` goes with a 429.
    """

    def __init__(self, *answers: tuple[int, str], retry_after: str = "0") -> None:
        self.messages: list[dict[str, Any]] = []
        self.beats: list[str] = []
        self.answers = list(answers)
        server = self

        class Handler(QuietHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if server.answers:
                    self.answer(*server.answers.pop(0))
                elif self.path != PATH:
                    self.answer(404, "no_service")
                elif (word := refused(body, self.headers["Content-Type"])) != "":
                    self.answer(400, word)
                else:
                    server.messages.append(json.loads(body))
                    self.answer(200, "ok")

            def do_GET(self) -> None:
                server.beats.append(self.path)
                self.answer(*(server.answers.pop(0) if server.answers else (200, "OK")))

            def answer(self, status: int, words: str) -> None:
                self.send_response(status)
                if status == 429:
                    self.send_header("Retry-After", retry_after)
                if status in (301, 302):
                    self.send_header("Location", words)
                self.end_headers()
                self.wfile.write(words.encode())

        super().__init__(Handler)
        self.url = self.base + PATH


def refused(body: bytes, content_type: str) -> str:
    """Slack's word for what it does not take, or ""; its limits of blocks are held."""
    try:
        data = json.loads(body)
    except ValueError:
        return "invalid_payload"
    if content_type != "application/json" or not isinstance(data, dict):
        return "invalid_payload"
    if not data.get("text") and not data.get("blocks"):
        return "no_text"
    blocks = data.get("blocks", [])
    if len(blocks) > 50 or not all(_is_block(block) for block in blocks):
        return "invalid_blocks"
    return ""


def _is_block(block: dict[str, Any]) -> bool:
    text: dict[str, str] = block.get("text") or {}
    if block["type"] == "header":
        return bool(text["type"] == "plain_text" and 0 < len(text["text"]) <= 150)
    if block["type"] != "section":
        return False
    fields = block.get("fields", [])
    whole = [text] if text else []
    return (
        bool(text or fields)
        and len(fields) <= 10
        and all(0 < len(one["text"]) <= 3000 for one in whole)
        and all(0 < len(one["text"]) <= 2000 for one in fields)
    )
