"""Render, by its API (https://api-docs.render.com).

Its rollback leaves automatic deploys on, unlike the dashboard's, so they are switched off, and
before anything else: a push in between would bring the new code back.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from ops.releases.platforms import probe
from ops.releases.platforms.api import Api, Refused
from ops.releases.platforms.base import PlatformFailed, Say, matches
from ops.releases.rows import Release

API = "https://api.render.com/v1"
#: Pages of a hundred deploys that are looked through.
PAGES = 5
PATIENCE = 3600.0
PAUSE = 3.0
#: How a deploy can end (Render's published API schema).
WELL, ILL = ("live",), ("build_failed", "update_failed", "pre_deploy_failed", "canceled",
                        "deactivated")  # fmt: skip
#: Seconds that old instances may take to end, where the service does not say.
DRAIN = 30


@dataclass(slots=True)
class Service:
    """One service. ``deploy`` is the one to go back to."""

    id: str
    name: str = ""
    auto: bool = False
    deploy: str = ""
    there: bool = False
    drain: int = DRAIN


class Render:
    """See ``ops.releases.platforms.base.Platform``."""

    name = "Render"
    closing = "set MAINTENANCE=true on the web service, save, and wait for the deploy"

    def __init__(self) -> None:
        if not settings.RENDER_API_KEY or not settings.RENDER_SERVICE_ID:
            raise PlatformFailed(
                "Render is asked with RENDER_API_KEY (Account Settings, API Keys) and "
                "RENDER_SERVICE_ID, which begins with srv-. Set both for this one command."
            )
        base = settings.PLATFORM_API_URL or API
        self.api = Api("Render", base, settings.RENDER_API_KEY, "RENDER_API_KEY")
        ids = (settings.RENDER_SERVICE_ID, settings.RENDER_WORKER_ID)
        self.services = [Service(id) for id in ids if id]

    def prepare(self, target: Release) -> list[str]:
        """Find the deploy of that commit for each service."""
        steps = []
        for one in self.services:
            self._read(one, target)
            if one.auto:
                steps.append(f"switch automatic deploys of {one.name} off")
            steps.append(
                f"{one.name} serves that release already; nothing to bring back"
                if one.there
                else f"tell Render to bring {one.name} back to {one.deploy}, and wait for it"
            )
        return steps

    def _read(self, one: Service, target: Release) -> None:
        try:
            about = self.api.get(f"/services/{quote(one.id, safe='')}")
        except Refused as error:
            if error.status == 404:
                raise PlatformFailed(
                    f"Render knows no service {one.id}. Look at RENDER_SERVICE_ID and "
                    "RENDER_WORKER_ID."
                ) from error
            raise
        one.name = about.get("name") or one.id
        one.auto = about.get("autoDeploy") == "yes"
        details = about.get("serviceDetails") or {}
        one.drain = int(details.get("maxShutdownDelaySeconds") or DRAIN)
        for deploy in self._deploys(one):
            ours = matches(target, (deploy.get("commit") or {}).get("id") or "")
            if deploy.get("status") == "live":
                one.there = ours
            if ours and deploy.get("status") in ("live", "deactivated"):
                one.deploy = deploy["id"]
                return
        raise PlatformFailed(
            f"Render has no deploy of {target.version} for {one.name}. Deploy its commit instead: "
            f"Manual Deploy, Deploy a specific commit, {target.commit or target.version}."
        )

    def _deploys(self, one: Service) -> Iterator[dict[str, Any]]:
        """Newest first."""
        cursor = ""
        for _ in range(PAGES):
            after = f"&cursor={quote(cursor, safe='')}" if cursor else ""
            page = self.api.get(f"/services/{one.id}/deploys?limit=100{after}")
            for entry in page:
                yield entry["deploy"]
            if not page:
                return
            cursor = page[-1].get("cursor") or ""
            if not cursor:
                return

    def warnings(self) -> list[str]:
        """What stays off afterwards."""
        if not settings.RENDER_WORKER_ID and settings.REDIS_URL:
            return ["RENDER_WORKER_ID is not set. If you have a worker, it keeps the newer code."]
        return []

    def backup(self, say: Say) -> str:
        """Render's own export of its database; "" when the database is elsewhere or free."""
        host = str(connection.settings_dict.get("HOST") or "")
        database = host.split(".")[0]
        if not database.startswith("dpg-"):
            return ""
        path = f"/postgres/{quote(database, safe='')}/export"
        try:
            before = {one["id"] for one in self.api.get(path) or []}
            self.api.ask("POST", path)
        except Refused as error:
            if error.status == 401:
                raise
            say(f"  Render makes no export of this database ({error})")
            return ""
        for _ in self._waiting("the export"):
            for one in self.api.get(path) or []:
                if one["id"] not in before and one.get("url"):
                    return str(one["id"])
        raise AssertionError("unreachable")

    def bring_back(self, say: Say) -> None:
        """The web service first; visitors wait for it."""
        for one in self.services:
            if one.auto:
                self.api.ask("PATCH", f"/services/{one.id}", {"autoDeploy": "no"})
                say(f"  automatic deploys of {one.name} are off; switch them on when it is mended")
                one.auto = False
            if one.there:
                continue
            made = self.api.ask("POST", f"/services/{one.id}/rollback", {"deployId": one.deploy})
            say(f"  Render brings {one.name} back as {made['id']}")
            self._await(one, made["id"])
        if self.services:
            time.sleep(max(one.drain for one in self.services))

    def _await(self, one: Service, deploy: str) -> None:
        for _ in self._waiting(f"the deploy of {one.name}"):
            status = self.api.get(f"/services/{one.id}/deploys/{deploy}").get("status")
            if status in WELL:
                one.there = True
                return
            if status in ILL:
                raise PlatformFailed(
                    f"Render ended the deploy of {one.name} with {status}, so the newer code goes "
                    f"on. Look at its log in the dashboard ({deploy}), then run this again."
                )

    def _waiting(self, what: str) -> Iterator[None]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            yield
            time.sleep(PAUSE)
        raise PlatformFailed(
            f"Render has not ended {what} within an hour. Run this again to go on."
        )

    def closed(self) -> bool:
        """As visitors see it."""
        return probe.closed()
