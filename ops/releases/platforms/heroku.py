"""Heroku, by its Platform API (https://devcenter.heroku.com/articles/platform-api-reference).

A rollback there makes a new release from an old one's build and config vars, and runs the old
code's release command again, which is harmless. Backups are asked of the same interface that
Heroku's own command line uses.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from ops.releases.platforms.api import Api, Refused
from ops.releases.platforms.base import PlatformFailed, Say, matches
from ops.releases.rows import Release

PLATFORM = "https://api.heroku.com"
DATA = "https://api.data.heroku.com"
ACCEPT = {"Accept": "application/vnd.heroku+json; version=3"}
#: Builds that are looked at before we say that a release is not there.
BUILDS = 50
#: Seconds that a release command or a backup may take.
PATIENCE = 3600.0
PAUSE = 3.0
_CONFIG = re.compile(r"\bconfig vars?\b", re.I)


class Heroku:
    """See ``ops.releases.platforms.base.Platform``."""

    name = "Heroku"
    closing = "heroku maintenance:on (and heroku maintenance:off afterwards)"

    def __init__(self) -> None:
        if not settings.HEROKU_API_KEY or not settings.HEROKU_APP_NAME:
            raise PlatformFailed(
                "Heroku is asked with HEROKU_API_KEY (from heroku authorizations:create "
                "--expires-in 3600) and HEROKU_APP_NAME. Set both for this one command."
            )
        base = settings.PLATFORM_API_URL
        key = settings.HEROKU_API_KEY
        self.app = f"/apps/{settings.HEROKU_APP_NAME}"
        self.api = Api("Heroku", base or PLATFORM, key, "HEROKU_API_KEY", dict(ACCEPT))
        self.data = Api("Heroku Postgres", base or DATA, key, "HEROKU_API_KEY")
        self.found: dict[str, Any] = {}
        self.current: dict[str, Any] = {}
        self.undone: list[str] = []

    def prepare(self, target: Release) -> list[str]:
        """Find the newest release of Heroku's that ran this commit."""
        try:
            self.api.get(self.app)
        except Refused as error:
            if error.status == 404:
                raise PlatformFailed(
                    f"Heroku knows no app {settings.HEROKU_APP_NAME}. Look at HEROKU_APP_NAME."
                ) from error
            raise
        releases = self.api.get(f"{self.app}/releases", Range="version ..; order=desc,max=200")
        self.current = next((one for one in releases if one.get("current")), releases[0])
        self.found = self._found(releases, target)
        self.undone = [
            f"v{one['version']}: {one['description']}"
            for one in releases
            if self.found["version"] < one["version"] <= self.current["version"]
            and _CONFIG.search(one.get("description") or "")
        ]
        if self._there():
            return [f"v{self.found['version']} of Heroku serves already; nothing to bring back"]
        return [
            f"tell Heroku to bring v{self.found['version']} back (it is v{self.current['version']} "
            "now), and wait until only the old code runs"
        ]

    def _found(self, releases: list[dict[str, Any]], target: Release) -> dict[str, Any]:
        commits: dict[str, str] = {}
        for one in releases:
            slug = (one.get("slug") or {}).get("id")
            if not slug or one.get("status") != "succeeded":
                continue
            if slug not in commits:
                if len(commits) >= BUILDS:
                    break
                commits[slug] = self.api.get(f"{self.app}/slugs/{slug}").get("commit") or ""
            if matches(target, commits[slug]):
                return one
        raise PlatformFailed(
            f"Heroku has no build of {target.version} among its newest releases. Deploy its commit "
            f"instead: git push heroku {target.commit or target.version}:main --force"
        )

    def _there(self) -> bool:
        same: bool = (self.current.get("slug") or {}).get("id") == self.found["slug"]["id"]
        return same and self.current.get("status") == "succeeded"

    def warnings(self) -> list[str]:
        """Config vars go back as well, and a push would bring the new code again."""
        words = []
        if self.undone:
            words.append(
                "Heroku brings that release's config vars back too. What was changed since will be "
                f"undone, so set it again afterwards: {'; '.join(self.undone)}"
            )
        words.append(
            "If Heroku deploys from GitHub by itself (the app's Deploy tab), switch that off until "
            "the code is mended, or the next push brings the new code back."
        )
        return words

    def backup(self, say: Say) -> str:
        """Heroku Postgres's own; "" when the database is elsewhere."""
        addon = next(
            (
                one["id"]
                for one in self.api.get(f"{self.app}/addons")
                if (one.get("addon_service") or {}).get("name") == "heroku-postgresql"
                and "DATABASE_URL" in (one.get("config_vars") or [])
            ),
            "",
        )
        if not addon:
            return ""
        begun = self.data.ask("POST", f"/client/v11/databases/{addon}/backups")
        path = f"/client/v11{self.app}/transfers/{begun['uuid']}"
        for _ in self._waiting("the backup"):
            seen = self.data.get(path)
            if seen.get("finished_at"):
                if not seen.get("succeeded"):
                    raise PlatformFailed("Heroku's backup failed. See: heroku pg:backups")
                return f"b{int(seen['num']):03}"
        raise AssertionError("unreachable")

    def bring_back(self, say: Say) -> None:
        """One new release, then wait for its command and its dynos."""
        version = self.current["version"]
        if not self._there():
            made = self.api.ask("POST", f"{self.app}/releases", {"release": self.found["id"]})
            version = made["version"]
            say(f"  Heroku makes v{version} of v{self.found['version']}")
        for _ in self._waiting("the release"):
            status = self.api.get(f"{self.app}/releases/{version}").get("status")
            if status == "failed":
                raise PlatformFailed(
                    f"The release command of v{version} failed, so Heroku goes on with the newer "
                    f"code. See why: heroku releases:output v{version}"
                )
            if status == "succeeded" and self._only(version):
                return

    def _only(self, version: int) -> bool:
        """Whether every dyno that serves is up and of that release."""
        dynos = [
            one
            for one in self.api.get(f"{self.app}/dynos")
            if one.get("type") not in ("run", "release", "scheduler")
        ]
        return all(
            one.get("state") == "up" and (one.get("release") or {}).get("version") == version
            for one in dynos
        )

    def _waiting(self, what: str) -> Iterator[None]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            yield
            time.sleep(PAUSE)
        raise PlatformFailed(
            f"Heroku has not ended {what} within an hour. Run this again to go on."
        )

    def closed(self) -> bool:
        """Heroku's own maintenance mode: a variable of ours would be undone with the others."""
        return bool(self.api.get(self.app).get("maintenance"))
