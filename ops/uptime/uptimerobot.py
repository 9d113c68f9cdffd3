"""UptimeRobot, by version 3 of its API.

Source: its documentation (https://uptimerobot.com/api/v3/) and its own Terraform provider, both as
of 2026. On the free plan a monitor looks every five minutes, ten requests are taken a minute, and
there are no heartbeats.
"""

from __future__ import annotations

from typing import Any

from ops.uptime.api import Api
from ops.uptime.provider import SPOKEN, ProviderFailed, Say, Seen, State
from ops.uptime.wanted import Wanted

BASE = "https://api.uptimerobot.com/v3"
#: Where heartbeats are sent, when the API gives only the last part.
HEARTBEATS = "https://heartbeat.uptimerobot.com/"
STATES = {
    "UP": State.UP, "DOWN": State.DOWN, "LOOKS_DOWN": State.DOWN, "PAUSED": State.PAUSED,
}  # fmt: skip
KINDS = {"HTTP": "page", "KEYWORD": "keyword", "HEARTBEAT": "heartbeat"}
#: Alert contacts that deliver; 2 is the old number of the same.
ACTIVE = ("active", "2")


class UptimeRobot:
    """A ``Provider``. A read-only key begins with ``ur``, one of a single monitor with ``m``."""

    key, name, variable = "uptimerobot", "UptimeRobot", "UPTIMEROBOT_API_KEY"
    every, beat, grace = 300, 300, 300

    def __init__(self, secret: str, *, say: Say, patience: float, timeout: float) -> None:
        company = SPOKEN[self.key]
        if secret.startswith("m") and "-" in secret:
            raise ProviderFailed(
                f"{self.variable} holds the key of a single monitor. Take the main one: "
                f"{company.get_key}.",
                status=401,
            )
        self.api = Api(company, BASE, secret, say, patience, timeout)
        self._contacts: list[str] | None = None

    def monitors(self) -> list[Seen]:
        """All, in the order of their ids."""
        with self.api.readable():
            found = [_seen(one) for page in self.api.pages("/monitors") for one in page["data"]]
            return sorted(found, key=lambda one: int(one.id))

    def listeners(self) -> int | None:
        """Alert contacts that deliver."""
        return len(self._active())

    def make(self, wanted: Wanted) -> Seen:
        """With the account's alert contacts."""
        answer = self.api.ask("POST", "/monitors", self._body(wanted))
        with self.api.readable():
            return _seen(answer)

    def repair(self, seen: Seen, wanted: Wanted) -> Seen:
        """Contacts that somebody chose are left."""
        body = self._body(wanted, contacts=not seen.tells)
        if seen.every and seen.every < wanted.every:
            body["interval"] = seen.every
        answer = self.api.ask("PATCH", f"/monitors/{seen.id}", body)
        with self.api.readable():
            return _seen(answer)

    def _body(self, wanted: Wanted, *, contacts: bool = True) -> dict[str, Any]:
        body: dict[str, Any] = {"friendlyName": wanted.name, "interval": wanted.every}
        if wanted.is_heartbeat:
            body |= {"type": "HEARTBEAT", "gracePeriod": wanted.grace}
        else:
            body |= {"type": "HTTP", "url": wanted.url, "timeout": 30, "followRedirections": True}
        if wanted.word:
            # "Alerts when it does not exist": a page without the word is down.
            body |= {
                "type": "KEYWORD", "keywordType": "ALERT_NOT_EXISTS", "keywordValue": wanted.word,
            }  # fmt: skip
        if contacts:
            # The free plan takes no delay and no repetition.
            body["assignedAlertContacts"] = [
                {"alertContactId": id, "threshold": 0, "recurrence": 0} for id in self._active()
            ]
        return body

    def _active(self) -> list[str]:
        if self._contacts is None:
            found = self.api.ask("GET", "/user/alert-contacts")
            with self.api.readable():
                listed = found if isinstance(found, list) else found["data"]
                self._contacts = [
                    str(one["id"]) for one in listed if str(one.get("status", "")).lower() in ACTIVE
                ]
        return self._contacts


def _seen(one: dict[str, Any]) -> Seen:
    kind = str(one.get("type", ""))
    url, heartbeat = str(one.get("url") or ""), kind == "HEARTBEAT"
    alerts = one.get("keywordType") or "ALERT_NOT_EXISTS"
    return Seen(
        id=str(one["id"]),
        name=str(one.get("friendlyName") or ""),
        # One that alarms when the word is there looks for something else.
        kind=KINDS.get(kind, kind) if alerts == "ALERT_NOT_EXISTS" else f"{kind} {alerts}",
        url="" if heartbeat else url,
        word=str(one.get("keywordValue") or "") if kind == "KEYWORD" else "",
        every=int(one.get("interval") or 0),
        grace=int(one.get("gracePeriod") or 0),
        state=STATES.get(str(one.get("status", "")).upper(), State.WAITING),
        tells=bool(one.get("assignedAlertContacts")),
        address=_address(url) if heartbeat else "",
    )


def _address(url: str) -> str:
    return url if not url or "://" in url else HEARTBEATS + url
