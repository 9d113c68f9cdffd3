"""The other side, as its maker would write it with the library of Standard Webhooks."""

from __future__ import annotations

import json
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from lab.web_server import Asked, Raw, Reply, text

HOST = "hooks.other-tool.com"


class Receiver:
    """``taken`` are the bodies of what was well signed; ``answers`` are given before anything is
    taken.
    """

    def __init__(self) -> None:
        self.secret = ""
        self.answers: list[Reply | Raw] = []
        self.asked: list[Asked] = []
        self.taken: list[dict[str, Any]] = []

    def __call__(self, asked: Asked) -> Reply | Raw:
        self.asked.append(asked)
        if self.answers:
            return self.answers.pop(0)
        try:
            body = Webhook(self.secret).verify(asked.body, dict(asked.headers))
        except WebhookVerificationError as error:
            return text(str(error), status=401)
        assert isinstance(body, dict)
        self.taken.append(body)
        return text("ok")

    @property
    def ids(self) -> list[str]:
        """The ids of all that was sent, also of what was not taken."""
        return [asked.headers["webhook-id"] for asked in self.asked]

    @property
    def told(self) -> list[str]:
        """The names of the events that were taken."""
        return [body["type"] for body in self.taken]


def body_of(asked: Asked) -> dict[str, Any]:
    """What was sent."""
    found: dict[str, Any] = json.loads(asked.body)
    return found
