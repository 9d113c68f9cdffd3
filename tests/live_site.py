"""The real thing in a test: gunicorn as production runs it, on a database of its own."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from lab.ports import free_port as free_port
from tests import prepared

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
OPS_TOKEN = "ops-token-of-the-live-site-0123456789abcdef"


@dataclass(slots=True)
class LiveSite:
    """A running site. ``code`` is a copy of the project, so that ``var/`` is its own."""

    code: Path
    port: int
    env: dict[str, str]
    log: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def mail_dir(self) -> Path:
        """Where its emails are written."""
        return self.code / "var" / "mail"

    def manage(self, *command: str) -> str:
        """Run a command on it and return what it printed."""
        done = subprocess.run(
            [BIN / "python", "manage.py", *command],
            cwd=self.code,
            env=self.env,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def spawn(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a process of the site in a group of its own; it is stopped at the end."""
        output: IO[bytes] = self.log.open("ab")
        process = subprocess.Popen(
            [BIN / command[0], *command[1:]],
            cwd=self.code,
            env=self.env,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        output.close()
        self.processes.append(process)
        return process

    def serve(self) -> subprocess.Popen[bytes]:
        """Start the web service and wait until it answers."""
        process = self.spawn("gunicorn")
        for _ in range(200):
            if process.poll() is not None:
                break
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.url}/healthz", timeout=1)
                return process
            time.sleep(0.1)
        raise RuntimeError(f"the site did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        """Stop every process of the site."""
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


@contextlib.contextmanager
def live_site(folder: Path, *, demo: bool = True, **variables: str) -> Iterator[LiveSite]:
    """A site with the demo business, served; SQLite and no Redis unless ``variables`` say so."""
    code = folder / "site"
    shutil.copytree(
        ROOT,
        code,
        # What Python compiled goes along: else each of the site's processes does it once more.
        ignore=shutil.ignore_patterns(".git", ".venv", "var", ".env", ".*_cache", "node_modules"),
    )
    port = free_port()
    env = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "OPS_TOKEN": OPS_TOKEN,
        "DEFAULT_FROM_EMAIL": "Northbound Coaching <hello@northbound.example.com>",
        "OWNER_EMAIL": "owner@northbound.example.com",
        **variables,
    }
    site = LiveSite(code, port, env, folder / "site.log")
    try:
        _make_tables(site)
        if demo:
            site.manage("load_demo")
        _build_static_files(site)
        site.serve()
        yield site
    finally:
        site.stop()


def _make_tables(site: LiveSite) -> None:
    def make() -> None:
        site.manage("migrate", "--verbosity", "0")

    if "DATABASE_URL" in site.env:
        make()
    else:
        prepared.take("db.sqlite3", site.code / "var" / "db.sqlite3", make=make)


def _build_static_files(site: LiveSite) -> None:
    def make() -> None:
        site.manage("collectstatic", "--noinput", "--verbosity", "0")

    # They are named by what is in them where DEBUG is off.
    kind = "static-debug" if site.env.get("DEBUG") else "static"
    prepared.take(kind, site.code / "var" / "static", make=make)
