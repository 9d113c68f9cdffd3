"""Somebody with an evening to spare, an API client and a socket: what the attack tests share.

Every request comes from an address of its own unless told otherwise, so that a limit is hit only by
the test that is about limits. The site under attack has one trusted proxy (``TRUSTED_PROXIES=1``),
and the attacker stands in its place.
"""

from __future__ import annotations

import itertools
import json
import socket
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.live_site import OPS_TOKEN, LiveSite

_addresses = (f"198.18.{n // 250 % 250}.{n % 250 + 1}" for n in itertools.count())


def fresh_address() -> str:
    """An address that nobody has come from so far (RFC 2544 section C.2.2: for measurements)."""
    return next(_addresses)


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation that the attacker or a victim has started."""

    id: str
    token: str

    @property
    def path(self) -> str:
        """Its history."""
        return f"/api/v1/conversations/{self.id}/messages/"

    @property
    def bearer(self) -> dict[str, str]:
        """The header that opens it."""
        return {"Authorization": f"Bearer {self.token}"}


@dataclass(slots=True)
class Attacker:
    """Asks a running site for things."""

    site: LiveSite
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))

    def ask(self, method: str, path: str, *, address: str = "", **options: Any) -> httpx.Response:
        """One request, from ``address`` or a new one."""
        headers = {"X-Forwarded-For": address or fresh_address()} | options.pop("headers", {})
        return self.http.request(method, f"{self.site.url}{path}", headers=headers, **options)

    def start(self, *, is_test: bool = False, **fields: Any) -> Opened:
        """A new conversation."""
        headers = {"Authorization": f"Ops {OPS_TOKEN}"} if is_test else {}
        answer = self.ask("POST", "/api/v1/conversations/", json=fields, headers=headers)
        assert answer.status_code == 201, answer.text
        body = answer.json()
        return Opened(body["id"], body["token"])

    def say(self, opened: Opened, text: str, **headers: str) -> httpx.Response:
        """A message in a conversation."""
        return self.ask(
            "POST",
            opened.path,
            json={"text": text, "client_message_id": str(uuid.uuid4())},
            headers=opened.bearer | headers,
        )

    def log(self) -> list[dict[str, Any]]:
        """What the site has logged, each line read as JSON; a line that is none fails the test."""
        return [json.loads(line) for line in self.site.log.read_text("utf-8").split("\n") if line]


def raw(site: LiveSite, request: bytes, *, patience: float = 10) -> bytes:
    """These very bytes, and everything that comes back until the server closes or is silent."""
    parts: list[bytes] = []
    with socket.create_connection(("127.0.0.1", site.port), timeout=patience) as connection:
        try:
            connection.sendall(request)
            while part := connection.recv(65_536):
                parts.append(part)
        except OSError:
            pass  # Closed in the middle of our request, or silent: what has come counts.
    return b"".join(parts)


def statuses(answer: bytes) -> list[int]:
    """The status of each answer on a connection, in order."""
    found = answer.split(b"HTTP/1.1 ")[1:]
    return [int(part[:3]) for part in found]
