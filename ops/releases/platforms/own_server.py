"""A server of one's own: Docker Compose where it is there, otherwise what to type.

The image is chosen by RELEASE_VERSION, which compose.yaml puts behind the image's name.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import Any

from django.conf import settings

from ops.releases.platforms import probe
from ops.releases.platforms.base import ByHand, PlatformFailed, Say
from ops.releases.rows import Release

#: Services that run once and end.
ONCE = ("release", "migrate")
FILES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
#: Seconds that the old code may take to answer.
PATIENCE = 120.0


class OwnServer:
    """See ``ops.releases.platforms.base.Platform``."""

    name = "this server"
    closing = "set MAINTENANCE=true and restart the web processes"

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self.patience = patience
        self.target: Release | None = None
        self.services: list[str] = []
        self.there = False

    def prepare(self, target: Release) -> list[str]:
        """Whether the previous image is here."""
        self.target = target
        self.there = probe.only(target.version, seconds=0)
        if self.there:
            return [f"release {target.version} serves already; nothing to bring back"]
        self.services = self._services(target.version)
        if self.services:
            return [f"start the previous image with: {self._command()}"]
        return ["tell you how to start the previous code, since only you can here"]

    def _services(self, version: str) -> list[str]:
        """Compose's services whose image is of that release and lies on this machine."""
        docker = shutil.which("docker")
        if not docker or not any((settings.BASE_DIR / name).is_file() for name in FILES):
            return []
        config = self._docker("compose", "config", "--format", "json", version=version)
        if config is None:
            return []
        images: dict[str, str] = {
            name: str(about.get("image", ""))
            for name, about in json.loads(config).get("services", {}).items()
            if name not in ONCE
        }
        ours = {name: image for name, image in images.items() if image.endswith(f":{version}")}
        for image in set(ours.values()):
            if self._docker("image", "inspect", image, version=version) is None:
                raise PlatformFailed(
                    f"The image {image} is not on this machine any more. Build it again: git "
                    f"checkout {self._commit()} && RELEASE_VERSION={version} docker compose build"
                )
        return sorted(ours)

    def _docker(self, *words: str, version: str) -> str | None:
        """What docker prints; None when it cannot."""
        docker = shutil.which("docker") or "docker"
        done = subprocess.run(  # noqa: S603 - no shell; the words are ours
            [docker, *words], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
            env={**os.environ, "RELEASE_VERSION": version},
        )  # fmt: skip
        return done.stdout if done.returncode == 0 else None

    def _commit(self) -> str:
        target: Any = self.target
        return str(target.commit or target.version)

    def _command(self) -> str:
        target: Any = self.target
        services = " ".join(self.services or ["web", "worker"])
        return (
            f"RELEASE_VERSION={target.version} docker compose up --detach --no-build --no-deps "
            f"{services}"
        )

    def warnings(self) -> list[str]:
        """What the next start would do."""
        target: Any = self.target
        if not self.services:
            return []
        return [
            f"Write RELEASE_VERSION={target.version} into .env, or the next start is the new code."
        ]

    def backup(self, say: Say) -> str:
        """A server has none of its own."""
        return ""

    def bring_back(self, say: Say) -> None:
        """With Compose, or by the person who reads this."""
        target: Any = self.target
        if self.services and not self.there:
            words = ("up", "--detach", "--no-build", "--no-deps", *self.services)
            if self._docker("compose", *words, version=target.version) is None:
                raise PlatformFailed(f"Docker could not start it. Try by hand: {self._command()}")
        if probe.only(target.version, seconds=self.patience if self.services else 0):
            return
        raise ByHand(
            f"Now start the code of release {target.version}, and end the newer one.\n"
            f"With Docker Compose:   {self._command()}\n"
            f"From git:              git checkout {self._commit()}, then restart your processes\n"
            f'{settings.SITE_URL}/healthz has to say "version": "{target.version}". Then run the '
            "same command again; it sees that and goes on."
        )

    def closed(self) -> bool:
        """As visitors see it."""
        return probe.closed()
