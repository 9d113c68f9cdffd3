"""JSON over HTTPS to a platform's API: patient with a rate limit, plain about everything else."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

from ops.launch.network.names import is_local
from ops.logs.redaction import redact
from ops.releases.platforms.base import PlatformFailed
from ops.web.one_request import ask_json

#: Seconds one answer may take, and that a rate limit is waited for in all.
TIMEOUT = 30.0
PATIENCE = 120.0
#: Answers that a moment later may be other ones.
PASSING = (500, 502, 503, 504)
AGAIN = 3


class Refused(PlatformFailed):
    """The API has answered, and not with what was asked for."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


@dataclass(slots=True)
class Api:
    """One API. ``variable`` is the name of the variable that holds the key."""

    name: str
    base: str
    key: str = field(repr=False)
    variable: str
    headers: dict[str, str] = field(default_factory=dict)
    waited: float = 0.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        if parts.scheme != "https" and not is_local(parts.hostname or ""):
            raise PlatformFailed("PLATFORM_API_URL must start with https://.")

    def get(self, path: str, **headers: str) -> Any:
        """What a path holds."""
        return self.ask("GET", path, headers=headers)

    def ask(
        self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None
    ) -> Any:
        """One request; raises ``Refused`` or ``PlatformFailed``.

        What changes something is not sent again after an answer that leaves open whether it did.
        """
        tries = 0
        while True:
            status, answered, text = self._once(method, path, body, headers or {})
            if status == 429:
                self._wait(answered)
                continue
            tries += 1
            if status in PASSING and method == "GET" and tries < AGAIN:
                time.sleep(tries)
                continue
            if status >= 300:
                raise Refused(self._why(status, text, path), status)
            try:
                return json.loads(text) if text.strip() else None
            except ValueError as error:
                raise PlatformFailed(
                    f"{self.name} answered with something else than JSON."
                ) from error

    def _once(
        self, method: str, path: str, body: Any, headers: dict[str, str]
    ) -> tuple[int, Message, str]:
        try:
            return ask_json(
                f"{self.base.rstrip('/')}{path}",
                method=method,
                key=self.key,
                body=body,
                headers={**self.headers, **headers},
                timeout=TIMEOUT,
            )
        except (OSError, ValueError) as error:
            raise PlatformFailed(
                f"{self.name} cannot be reached ({type(error).__name__}). Look at your internet "
                "connection and at the platform's status page, then run this again."
            ) from error

    def _wait(self, headers: Message) -> None:
        """As long as the API says, or ten seconds."""
        text = headers.get("Retry-After") or headers.get("Ratelimit-Reset") or "10"
        seconds = float(text) if text.replace(".", "", 1).isdigit() else 10.0
        if seconds > 1e9:  # A moment and not a number of seconds.
            seconds -= time.time()
        seconds = min(max(seconds, 0.1), 60.0)
        self.waited += seconds
        if self.waited > PATIENCE:
            raise PlatformFailed(
                f"{self.name} takes no more requests for now. Wait a few minutes, then run this "
                "again; it goes on where it was."
            )
        time.sleep(seconds)

    def _why(self, status: int, text: str, path: str) -> str:
        if status == 401:
            return (
                f"{self.name} does not accept the key. Make a new one and put it into "
                f"{self.variable}."
            )
        if status == 403:
            return f"{self.name} does not let this key do that. Use the owner's in {self.variable}."
        try:
            said = str(json.loads(text).get("message", ""))
        except (ValueError, AttributeError):
            said = ""
        said = redact(said.replace(self.key, "…") if self.key else said)[:300]
        return f"{self.name} answered {status}" + (f": {said}" if said else f" for {path}") + "."
