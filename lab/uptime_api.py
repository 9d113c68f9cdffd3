"""Stands in on loopback for the APIs of UptimeRobot (version 3) and of Better Stack's Uptime.

Written from https://uptimerobot.com/api/v3/ with UptimeRobot's own Terraform provider, and from
https://betterstack.com/docs/uptime/api/: their paths, lists in pages, refusals and limits.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lab.json_api import Answer, HangUp, JsonApi

NOW = "2026-11-26T12:00:00.000Z"


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, body: Any, **headers: str) -> None:
        super().__init__(str(body))
        self.answer: Answer = (status, body, headers)


@dataclass
class UptimeApi(JsonApi):
    """What both have. ``page`` is how many a list gives at once, ``plan`` how many monitors there
    may be, ``allowance`` how many requests are taken before a 429 that asks for ``pause`` seconds;
    ``trouble`` is met, in order, by the requests that would change something (None lets one pass).
    """

    read_only_key: str = "ur-read-only"
    page: int = 50
    plan: int = 50
    allowance: int | None = None
    pause: str = "0"
    trouble: list[Refusal | HangUp | None] = field(default_factory=list)
    limited: int = 0
    number: int = 1000
    #: Nothing is answered until ``speak`` is set.
    silent: bool = False
    speak: threading.Event = field(default_factory=threading.Event)

    def take(self, method: str, target: str, headers: dict[str, str], body: Any) -> Answer:
        """One request."""
        if self.silent:
            self.speak.wait(30)
        parts = urlsplit(target)
        with self.lock:
            self.asked.append((method, parts.path))
            given = headers.get("authorization", "").removeprefix("Bearer ")
            try:
                if given not in (self.key, self.read_only_key):
                    raise self.wrong_key()
                self.count()
                if method != "GET" and given == self.read_only_key:
                    raise self.only_reads()
                return self.met(method, parts.path, parse_qs(parts.query), body)
            except Refusal as refusal:
                return refusal.answer

    def met(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Answer:
        """With the trouble that was ordered."""
        trouble = self.trouble.pop(0) if self.trouble and method != "GET" else None
        if isinstance(trouble, HangUp) and trouble.after:
            self.route(method, path, query, body)
        if trouble is not None:
            raise trouble
        return self.route(method, path, query, body)

    def count(self) -> None:
        """Ten a minute, or whatever the plan says."""
        if self.allowance is None:
            return
        if self.limited < self.allowance:
            self.limited += 1
            return
        self.limited = 0
        raise Refusal(429, {"message": "Rate limit exceeded"}, Retry_After=self.pause)

    def next_id(self) -> int:
        """Ids only grow."""
        self.number += 1
        return self.number

    def wrong_key(self) -> Refusal:
        """Each provider's own words."""
        raise NotImplementedError

    def only_reads(self) -> Refusal:
        """For a key that may not change anything."""
        raise NotImplementedError

    def route(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Answer:
        """Each provider's own paths."""
        raise NotImplementedError


@dataclass
class UptimeRobotApi(UptimeApi):
    """``shortest`` and ``heartbeats`` are what the plan allows; the free one has no heartbeats."""

    monitors: dict[int, dict[str, Any]] = field(default_factory=dict)
    contacts: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {"id": 77, "friendlyName": "maya", "type": "Email", "status": "Active"},
            {"id": 78, "friendlyName": None, "type": "ProSms", "status": "Paused"},
        ]
    )
    shortest: int = 300
    heartbeats: bool = True

    def add(self, **told: Any) -> int:
        """One that somebody has made by hand."""
        id = self.next_id()
        plain = {
            "type": "HTTP", "interval": 300, "friendlyName": "by hand", "url": "", "status": "UP",
            "gracePeriod": 0, "keywordType": None, "keywordValue": "", "assignedAlertContacts": [],
        }  # fmt: skip
        self.monitors[id] = {**plain, **told, "id": id}
        return id

    def wrong_key(self) -> Refusal:
        """As NestJS says it."""
        return Refusal(401, {"statusCode": 401, "message": "Unauthorized"})

    def only_reads(self) -> Refusal:
        """With the code that goes with it."""
        words = "Read-only API key is not allowed to do this"
        return Refusal(403, {"message": words, "code": "000-002"})

    def route(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Answer:
        """The few paths that are needed."""
        if (method, path) == ("GET", "/user/alert-contacts"):
            return 200, self.contacts, {}
        if (method, path) == ("GET", "/monitors"):
            return 200, self.listed(query), {}
        if (method, path) == ("POST", "/monitors"):
            return 201, self.made(body), {}
        found = re.fullmatch(r"/monitors/(\d+)", path)
        if method == "PATCH" and found and int(found[1]) in self.monitors:
            self.validate(body)
            monitor = self.monitors[int(found[1])]
            monitor.update(body)
            return 200, monitor, {}
        raise Refusal(404, {"message": "Monitor not found", "code": "000-004"})

    def listed(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """Newest first, as there, with a link that holds the cursor."""
        after = int((query.get("cursor") or ["0"])[0]) or self.number + 1
        left = sorted((id for id in self.monitors if id < after), reverse=True)
        shown = left[: self.page]
        more = len(left) > len(shown)
        link = f"https://api.uptimerobot.com/v3/monitors?cursor={shown[-1]}" if more else None
        return {"data": [self.monitors[id] for id in shown], "nextLink": link}

    def made(self, body: dict[str, Any]) -> dict[str, Any]:
        """A monitor, or why there is none."""
        self.validate(body)
        if len(self.monitors) >= self.plan:
            words = f"You have reached the limit of {self.plan} monitors of your plan."
            raise Refusal(403, {"message": words, "code": "000-003"})
        if body["type"] == "HEARTBEAT":
            if not self.heartbeats:
                words = "Feature heartbeat-monitors is not enabled in your plan."
                raise Refusal(403, {"message": words, "code": "000-003"})
            body = {**body, "url": f"m{self.number + 1}-{'5ec4e7' * 7}"}
        return self.monitors[self.add(**{**body, "status": "STARTED"})]

    def validate(self, body: dict[str, Any]) -> None:
        """A list of sentences, as class-validator gives it."""
        wrong = []
        if body.get("interval", 300) < self.shortest:
            wrong.append(f"interval must not be less than {self.shortest}")
        if body.get("type") != "HEARTBEAT" and not str(body.get("url", "")).startswith("https://"):
            wrong.append("url must be a URL address")
        if body.get("type") == "KEYWORD" and not body.get("keywordValue"):
            wrong.append("keywordValue should not be empty")
        known = {str(one["id"]) for one in self.contacts}
        for one in body.get("assignedAlertContacts", []):
            if one["alertContactId"] not in known:
                wrong.append("assignedAlertContacts holds an unknown id")
        if wrong:
            raise Refusal(400, {"statusCode": 400, "error": "Bad Request", "message": wrong})


@dataclass
class BetterStackApi(UptimeApi):
    """``on_call`` are the people who would be told."""

    monitors: dict[int, dict[str, Any]] = field(default_factory=dict)
    heartbeats: dict[int, dict[str, Any]] = field(default_factory=dict)
    on_call: list[str] = field(default_factory=lambda: ["2345"])
    shortest: int = 180

    def add(self, kind: str = "monitors", **told: Any) -> int:
        """One that somebody has made by hand."""
        id = self.next_id()
        plain: dict[str, Any] = {
            "status": "up",
            "paused_at": None,
            "email": True,
            "created_at": NOW,
        }
        if kind == "monitors":
            plain |= {
                "monitor_type": "status", "url": "", "pronounceable_name": "by hand",
                "check_frequency": 180, "last_checked_at": NOW, "required_keyword": None,
            }  # fmt: skip
        else:
            plain |= {"name": "by hand", "period": 60, "grace": 300, "url": self.address(id)}
        self.rows(kind)[id] = {**plain, **told}
        return id

    def address(self, id: int) -> str:
        """Where a heartbeat is sent."""
        return f"https://uptime.betterstack.com/api/v1/heartbeat/5ec4e7{id}{'abcd' * 4}"

    def rows(self, kind: str) -> dict[int, dict[str, Any]]:
        """Of monitors or heartbeats; 404 for anything else."""
        if kind not in ("monitors", "heartbeats"):
            raise Refusal(404, {"errors": "Resource with provided ID was not found"})
        return self.monitors if kind == "monitors" else self.heartbeats

    def wrong_key(self) -> Refusal:
        """A sentence and no list."""
        return Refusal(401, {"errors": "Invalid Team API token. How to find your Team API token"})

    def only_reads(self) -> Refusal:
        """For a token without the right."""
        return Refusal(403, {"errors": "You don't have permission to do this"})

    def route(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Answer:
        """The few paths that are needed."""
        if (method, path) == ("GET", "/api/v2/on-calls"):
            users = [{"id": id, "type": "user"} for id in self.on_call]
            one = {"id": "1", "type": "on_call_calendar", "attributes": {"default_calendar": True},
                   "relationships": {"on_call_users": {"data": users}}}  # fmt: skip
            return 200, {"data": [one], "pagination": {"next": None}}, {}
        kind, _, id = path.removeprefix("/api/v2/").partition("/")
        rows = self.rows(kind)
        if method == "GET" and not id:
            return 200, self.listed(kind, query), {}
        if method == "POST" and not id:
            self.validate(kind, body)
            if len(rows) >= self.plan:
                raise Refusal(422, {"errors": {"base": [f"Your plan includes {self.plan} only"]}})
            state = {"status": "pending", "last_checked_at": None}
            return 201, {"data": self.shown(kind, self.add(kind, **{**body, **state}))}, {}
        if method == "PATCH" and int(id) in rows:
            self.validate(kind, {**rows[int(id)], **body})
            rows[int(id)].update(body)
            return 200, {"data": self.shown(kind, int(id))}, {}
        raise Refusal(404, {"errors": "Resource with provided ID was not found"})

    def shown(self, kind: str, id: int) -> dict[str, Any]:
        """One, as JSON:API has it."""
        return {"id": str(id), "type": kind.removesuffix("s"), "attributes": self.rows(kind)[id]}

    def listed(self, kind: str, query: dict[str, list[str]]) -> dict[str, Any]:
        """In pages by number, with links."""
        page, ids = int((query.get("page") or ["1"])[0]), sorted(self.rows(kind))
        shown = ids[(page - 1) * self.page : page * self.page]
        more = len(ids) > page * self.page
        link = f"https://uptime.betterstack.com/api/v2/{kind}?page={page + 1}" if more else None
        return {"data": [self.shown(kind, id) for id in shown], "pagination": {"next": link}}

    def validate(self, kind: str, body: dict[str, Any]) -> None:
        """A list for each field."""
        wrong: dict[str, list[str]] = {}
        if kind == "heartbeats":
            if body.get("period", 0) < 30:
                wrong["period"] = ["must be greater than or equal to 30"]
        else:
            if body.get("check_frequency", 0) < self.shortest:
                wrong["check_frequency"] = ["is not available on your plan"]
            if not str(body.get("url", "")).startswith("https://"):
                wrong["url"] = ["is invalid"]
            if body.get("monitor_type") == "keyword" and not body.get("required_keyword"):
                wrong["required_keyword"] = ["can't be blank"]
        if wrong:
            raise Refusal(422, {"errors": wrong})
