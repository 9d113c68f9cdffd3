"""Stands in for Heroku's and Render's APIs on loopback: their paths, headers, statuses and delays.

Written from https://devcenter.heroku.com/articles/platform-api-reference, Heroku's command line
(backups) and Render's published API schema. A rollback takes a few requests to come true, as there,
and ``on_rollback`` is called when it begins, so that a test can really bring old code back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lab.json_api import Answer, JsonApi


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.answer: Answer = (status, {"id": "error", "message": message}, headers)


@dataclass
class PlatformApi(JsonApi):
    """What both have: a key, what was asked, trouble on demand, and a clock of requests."""

    bodies: list[Any] = field(default_factory=list)
    trouble: list[Refusal] = field(default_factory=list)
    on_rollback: Callable[[str], None] = lambda what: None
    fail_rollback: bool = False

    def take(self, method: str, target: str, headers: dict[str, str], body: Any) -> Answer:
        """One request."""
        parts = urlsplit(target)
        with self.lock:
            self.asked.append((method, parts.path))
            self.bodies.append(body)
            if self.trouble:
                return self.trouble.pop(0).answer
            if headers.get("authorization") != f"Bearer {self.key}":
                return Refusal(401, "Invalid credentials provided.").answer
            try:
                return self.route(method, parts.path, parse_qs(parts.query), headers, body)
            except Refusal as refusal:
                return refusal.answer

    def route(
        self,
        method: str,
        path: str,
        query: dict[str, list[str]],
        headers: dict[str, str],
        body: Any,
    ) -> Answer:
        """Each platform's own."""
        raise NotImplementedError


@dataclass
class HerokuApi(PlatformApi):
    """``releases`` oldest first; each has a slug of the same name as its commit."""

    app: str = "northbound"
    releases: list[dict[str, Any]] = field(default_factory=list)
    maintenance: bool = False
    database: bool = True
    backups: int = 0
    steps: int = 2

    def add(self, version: int, commit: str, *, description: str = "", **more: Any) -> None:
        """A release that went out."""
        for one in self.releases:
            one["current"] = False
        self.releases.append(
            {
                "id": f"rel-{version}", "version": version, "status": "succeeded", "current": True,
                "description": description or f"Deploy {commit[:8]}", "slug": {"id": commit},
                **more,
            }
        )  # fmt: skip

    def route(
        self,
        method: str,
        path: str,
        query: dict[str, list[str]],
        headers: dict[str, str],
        body: Any,
    ) -> Answer:
        """The few paths a rollback needs."""
        if path.startswith("/client/v11/"):
            return self.postgres(method, path)
        if headers.get("accept") != "application/vnd.heroku+json; version=3":
            raise Refusal(406, "Please specify a version along with Heroku's media type.")
        name, _, rest = path.removeprefix("/apps/").partition("/")
        if name != self.app:
            raise Refusal(404, "Couldn't find that app.")
        if (method, rest) == ("GET", ""):
            return 200, {"name": self.app, "maintenance": self.maintenance}, {}
        if (method, rest) == ("GET", "releases"):
            if not headers.get("range", "").startswith("version .."):
                raise Refusal(416, "Range header is required here.")
            return 206, self.releases[::-1], {}
        if (method, rest) == ("GET", "addons"):
            service = {"name": "heroku-postgresql"}
            addon = {"id": "addon-1", "addon_service": service, "config_vars": ["DATABASE_URL"]}
            return 200, [addon] if self.database else [], {}
        if (method, rest) == ("GET", "dynos"):
            version = self.releases[-1]["version"]
            up = {"type": "web", "state": "up", "release": {"version": version}}
            return (
                200,
                [up, {"type": "run", "state": "up", "release": {"version": version - 1}}],
                {},
            )
        if method == "GET" and rest.startswith("slugs/"):
            return 200, {"id": rest[6:], "commit": rest[6:]}, {}
        if (method, rest) == ("POST", "releases"):
            return self.roll_back(body)
        if method == "GET" and (found := re.fullmatch(r"releases/(\d+)", rest)):
            return 200, self.progress(int(found[1])), {}
        raise Refusal(404, "Not found.")

    def roll_back(self, body: Any) -> Answer:
        """A new release of an old slug, pending until its release command has run."""
        old = next((one for one in self.releases if one["id"] == body.get("release")), None)
        if old is None:
            raise Refusal(422, "Release does not exist.")
        version = self.releases[-1]["version"] + 1
        commit = old["slug"]["id"]
        self.add(version, commit, description=f"Rollback to v{old['version']}", status="pending")
        self.on_rollback(commit)
        return 201, self.releases[-1], {}

    def progress(self, version: int) -> dict[str, Any]:
        """One step on."""
        release = next(one for one in self.releases if one["version"] == version)
        self.steps -= 1
        if release["status"] == "pending" and self.steps <= 0:
            release["status"] = "failed" if self.fail_rollback else "succeeded"
        return release

    def postgres(self, method: str, path: str) -> Answer:
        """Heroku Postgres's backups."""
        if (method, path) == ("POST", "/client/v11/databases/addon-1/backups"):
            self.backups += 1
            return 201, {"uuid": f"uuid-{self.backups}", "num": self.backups}, {}
        if path == f"/client/v11/apps/{self.app}/transfers/uuid-{self.backups}":
            done = {"finished_at": "2026-11-26 12:00:00 +0000", "succeeded": True}
            return 200, {"num": self.backups, **done}, {}
        raise Refusal(404, "Not found.")


@dataclass
class RenderApi(PlatformApi):
    """``services`` by id: name, autoDeploy and deploys, newest first."""

    services: dict[str, dict[str, Any]] = field(default_factory=dict)
    exports: list[dict[str, Any]] = field(default_factory=list)
    exporting: bool = True
    drain: int = 0
    steps: int = 2

    def add(self, id: str, name: str, commits: list[str]) -> None:
        """A service whose last commit is live."""
        deploys = [
            {"id": f"dep-{name}-{number}", "commit": {"id": commit}, "status": "deactivated"}
            for number, commit in enumerate(commits, 1)
        ]
        deploys[-1]["status"] = "live"
        self.services[id] = {"name": name, "autoDeploy": "yes", "deploys": deploys[::-1]}

    def route(
        self,
        method: str,
        path: str,
        query: dict[str, list[str]],
        headers: dict[str, str],
        body: Any,
    ) -> Answer:
        """The few paths a rollback needs."""
        if path.startswith("/postgres/"):
            return self.export(method)
        id, _, rest = path.removeprefix("/services/").partition("/")
        if id not in self.services:
            raise Refusal(404, "not found")
        service = self.services[id]
        if method == "PATCH" and not rest:
            service.update(body)
        if not rest:
            details = {"maxShutdownDelaySeconds": self.drain} if self.drain else {}
            return 200, {**service, "id": id, "serviceDetails": details}, {}
        if (method, rest) == ("GET", "deploys"):
            return 200, self.page(service, query), {}
        if (method, rest) == ("POST", "rollback"):
            return self.roll_back(service, body)
        if method == "GET" and rest.startswith("deploys/"):
            return 200, self.progress(service, rest[8:]), {}
        raise Refusal(404, "not found")

    def page(self, service: dict[str, Any], query: dict[str, list[str]]) -> list[dict[str, Any]]:
        """Two deploys a page, so that pages are followed."""
        after = int((query.get("cursor") or ["0"])[0])
        found = service["deploys"][after : after + 2]
        return [{"deploy": one, "cursor": str(after + n)} for n, one in enumerate(found, 1)]

    def roll_back(self, service: dict[str, Any], body: Any) -> Answer:
        """A new deploy of an old build."""
        old = next((one for one in service["deploys"] if one["id"] == body["deployId"]), None)
        if old is None:
            raise Refusal(404, "deploy not found")
        made = {
            "id": f"dep-{service['name']}-{len(service['deploys']) + 1}",
            "commit": old["commit"],
            "status": "update_in_progress",
        }
        service["deploys"].insert(0, made)
        self.steps = 2
        self.on_rollback(service["name"])
        return 201, made, {}

    def progress(self, service: dict[str, Any], id: str) -> dict[str, Any]:
        """One step on."""
        deploy = next(one for one in service["deploys"] if one["id"] == id)
        self.steps -= 1
        if deploy["status"] == "update_in_progress" and self.steps <= 0:
            if self.fail_rollback:
                deploy["status"] = "pre_deploy_failed"
            else:
                for one in service["deploys"]:
                    one["status"] = "deactivated"
                deploy["status"] = "live"
        found: dict[str, Any] = deploy
        return found

    def export(self, method: str) -> Answer:
        """The database's exports; the address comes a moment later."""
        if method == "POST":
            if not self.exporting:
                raise Refusal(400, "exports are not available on the free plan")
            self.exports.append({"id": f"exp-{len(self.exports) + 1}", "createdAt": "2026-11-26"})
            return 202, None, {}
        answer = [dict(one) for one in self.exports]
        for one in self.exports:
            one["url"] = "https://example.com/export"
        return 200, answer, {}
