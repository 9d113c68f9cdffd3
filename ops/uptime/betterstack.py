"""Better Stack's Uptime.

Source: https://betterstack.com/docs/uptime/api/, read in November 2026. On the free plan a monitor
looks every three minutes, and there are ten monitors and ten heartbeats.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ops.uptime.api import Api
from ops.uptime.provider import SPOKEN, ProviderFailed, Say, Seen, State
from ops.uptime.wanted import Wanted

BASE = "https://uptime.betterstack.com"
MONITORS, HEARTBEATS = "/api/v2/monitors", "/api/v2/heartbeats"
STATES = {
    "up": State.UP, "validating": State.UP, "down": State.DOWN, "paused": State.PAUSED,
    "maintenance": State.PAUSED,
}  # fmt: skip
KINDS = {"status": "page", "keyword": "keyword"}
#: Ways by which the person on call is told; an escalation policy stands for all of them.
WAYS = ("email", "push", "sms", "call", "policy_id")


class BetterStack:
    """A ``Provider``."""

    key, name, variable = "betterstack", "Better Stack", "BETTERSTACK_API_TOKEN"
    #: The app gives a sign of life every minute, and a deploy may take a few.
    every, beat, grace = 180, 60, 300

    def __init__(self, secret: str, *, say: Say, patience: float, timeout: float) -> None:
        self.api = Api(SPOKEN[self.key], BASE, secret, say, patience, timeout)

    def monitors(self) -> list[Seen]:
        """Monitors and heartbeats, each in the order of their ids."""
        return [*self._listed(MONITORS), *self._listed(HEARTBEATS)]

    def listeners(self) -> int | None:
        """People on call now; None for a team whose calendars cannot be read."""
        try:
            pages = list(self.api.pages("/api/v2/on-calls"))
        except ProviderFailed as error:
            if error.hopeless:
                raise
            return None
        with self.api.readable():
            users = {
                str(user["id"])
                for page in pages
                for one in page["data"]
                for user in one["relationships"]["on_call_users"]["data"]
            }
        return len(users)

    def make(self, wanted: Wanted) -> Seen:
        """With an email and a push message to whoever is on call."""
        body = {**_body(wanted), "email": True, "push": True}
        answer = self.api.ask("POST", _path(wanted), body)
        with self.api.readable():
            return _seen(answer["data"])

    def repair(self, seen: Seen, wanted: Wanted) -> Seen:
        """How people are told is left, where anybody is."""
        body = _body(wanted)
        if not seen.tells:
            body["email"] = True
        if seen.every and seen.every < wanted.every:
            body["period" if wanted.is_heartbeat else "check_frequency"] = seen.every
        answer = self.api.ask("PATCH", f"{_path(wanted)}/{seen.id}", body)
        with self.api.readable():
            return _seen(answer["data"])

    def _listed(self, path: str) -> list[Seen]:
        with self.api.readable():
            found = [_seen(one) for page in self.api.pages(path) for one in page["data"]]
            return sorted(found, key=lambda one: int(one.id))


def _path(wanted: Wanted) -> str:
    return HEARTBEATS if wanted.is_heartbeat else MONITORS


def _body(wanted: Wanted) -> dict[str, Any]:
    if wanted.is_heartbeat:
        return {"name": wanted.name, "period": wanted.every, "grace": wanted.grace}
    kind = {"required_keyword": wanted.word} if wanted.word else {}
    return {
        "monitor_type": "keyword" if wanted.word else "status",
        "url": wanted.url,
        "pronounceable_name": wanted.name,
        "check_frequency": wanted.every,
        **kind,
    }


def _seen(one: dict[str, Any]) -> Seen:
    told = one["attributes"]
    heartbeat = one.get("type") == "heartbeat"
    kind = "heartbeat" if heartbeat else str(told.get("monitor_type", ""))
    state = STATES.get(str(told.get("status", "")), State.WAITING)
    return Seen(
        id=str(one["id"]),
        name=str(told.get("name" if heartbeat else "pronounceable_name") or ""),
        kind=KINDS.get(kind, kind),
        url="" if heartbeat else str(told.get("url") or ""),
        word=str(told.get("required_keyword") or "") if kind == "keyword" else "",
        every=int(told.get("period" if heartbeat else "check_frequency") or 0),
        grace=int(told.get("grace") or 0),
        state=State.PAUSED if told.get("paused_at") else state,
        looked=_moment(told.get("last_checked_at")),
        tells=any(told.get(way) for way in WAYS),
        address=str(told.get("url") or "") if heartbeat else "",
    )


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else None
