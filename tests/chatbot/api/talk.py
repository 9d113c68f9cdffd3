"""A visitor's side of the API, for tests."""

from __future__ import annotations

import asyncio
import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.test import Client


@dataclass(slots=True)
class Talk:
    """One conversation held through the test client."""

    client: Client
    id: str
    token: str

    @property
    def url(self) -> str:
        """Where its messages are."""
        return f"/api/v1/conversations/{self.id}/messages/"

    @property
    def auth(self) -> dict[str, str]:
        """The header that opens it."""
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, text: str, *, client_message_id: str = "", accept: str = "") -> Any:
        """Send a message and return the response."""
        headers = self.auth | ({"Accept": accept} if accept else {})
        data = {"text": text, "client_message_id": client_message_id or str(uuid.uuid4())}
        return self.client.post(self.url, data, content_type="application/json", headers=headers)

    def history(self, after: str = "") -> Any:
        """Read the history."""
        query = {"after": after} if after else {}
        return self.client.get(self.url, query, headers=self.auth)

    def post(self, path: str, data: dict[str, Any] | None = None, **headers: str) -> Any:
        """Post to another route of the conversation."""
        return self.client.post(
            f"/api/v1/conversations/{self.id}/{path}",
            data or {},
            content_type="application/json",
            headers=self.auth | headers,
        )


def start(client: Client, **headers: str) -> Talk:
    """Start a conversation."""
    response = client.post(
        "/api/v1/conversations/", {}, content_type="application/json", headers=headers
    )
    assert response.status_code == 201, response.content
    data = response.json()
    return Talk(client, data["id"], data["token"])


def streamed(response: Any) -> bytes:
    """The whole body of a streamed response."""

    async def read() -> bytes:
        return b"".join([part async for part in response.streaming_content])

    return asyncio.run(read())


def events(raw: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Server-sent events as ``(name, data)``; comments are left out."""
    found = []
    for block in raw.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line[:1] != ":")
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found
