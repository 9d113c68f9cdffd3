"""A release and a rollback while visitors come: ``python -m bench.rollback [--seconds N]``.

Two releases made of this tree, the second with a migration; real PostgreSQL, real gunicorn, two web
processes behind a router that takes them out one by one as platforms do, and 20 requests a second
without a pause. The rollback is ``bin/rollback --yes`` of the second release's code, which asks a
stand-in of Render's API; that one really brings the old processes back.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg

from bench.service import BIN, ROOT, free_port
from bench.site import NOT_COPIED
from lab.databases import own_database
from lab.json_api import served
from lab.platform_api import RenderApi
from lab.router import Router, router

RATE = 20
COMMITS = {"r1": "a1" * 20, "r2": "b2" * 20}
KEY = "render-key-of-the-bench"
#: What the second release adds: a column that the first does not know.
FIELD = '    source_note = models.CharField(max_length=40, blank=True, default="", db_default="")\n'
AFTER = "    phone = models.CharField(max_length=40, blank=True)\n"
MIGRATION = """from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "%s")]
    operations = [
        migrations.AddField(
            "lead", "source_note",
            models.CharField(max_length=40, blank=True, default="", db_default=""),
        )
    ]
"""
#: What bin/release does to the tables and to the list of releases.
RELEASE = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from ops.models import Release
call_command("migrate", verbosity=0)
loader = MigrationLoader(connection)
by_app = {}
for app, name in sorted(loader.disk_migrations): by_app.setdefault(app, []).append(name)
Release.objects.create(version="%s", commit="%s", result="done", known=by_app, schema=by_app)
"""


@dataclass(slots=True)
class Outcome:
    """What came of it. ``leads`` are the addresses that were answered with 201, by release."""

    requests: int = 0
    failed: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    leads: dict[str, list[str]] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)
    versions: list[str] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    said: str = ""
    rollback_seconds: float = 0.0
    release_seconds: float = 0.0

    @property
    def lost(self) -> set[str]:
        """Leads that a visitor was thanked for and that are nowhere."""
        return {one for taken in self.leads.values() for one in taken} - self.stored


class Site:
    """Two releases, the processes that serve, and the visitors."""

    def __init__(self, folder: Path, database_url: str, redis_url: str, entry: Router) -> None:
        self.folder, self.router = folder, entry
        self.outcome = Outcome()
        self.now = "r1"
        self.processes: dict[int, subprocess.Popen[bytes]] = {}
        self.over = threading.Event()
        self.visits = [
            ("POST", "/api/v1/leads/", 201),
            ("POST", "/api/v1/conversations/", 201),
            ("GET", "/healthz", 200),
        ]
        # A connection each, as visitors have.
        self.client = httpx.Client(
            timeout=30, limits=httpx.Limits(max_connections=200, max_keepalive_connections=0)
        )
        self.env = {
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "ENV_FILE": "",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": f"http://127.0.0.1:{entry.port}",
            "HOST": "127.0.0.1",
            "LOG_LEVEL": "WARNING",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "TRUSTED_PROXIES": "1",
            "BACKUP_URL": f"file://{folder}/backups",
        }

    def make(self, *, pages: bool) -> None:
        """Both trees, the tables of the first, and the demo with its pages."""
        first, second = self.folder / "r1", self.folder / "r2"
        shutil.copytree(ROOT, first, ignore=shutil.ignore_patterns(*NOT_COPIED))
        if pages:
            self.manage("r1", "collectstatic", "--noinput", "--verbosity", "0")
        shutil.copytree(first, second)
        models = second / "leads" / "models.py"
        text = models.read_text()
        models.write_text(text.replace(AFTER, AFTER + FIELD, 1))
        folder = second / "leads" / "migrations"
        last = max(file.stem for file in folder.glob("[0-9]*.py"))
        (folder / "9000_source_note.py").write_text(MIGRATION % last)
        self.release("r1")
        if pages:
            self.manage("r1", "load_demo")
            self.visits.append(("GET", "/", 200))

    def manage(self, version: str, *command: str) -> None:
        """One command of one release's code."""
        self.run(version, "python", "manage.py", *command).check_returncode()

    def release(self, version: str) -> None:
        """The tables, and the row that bin/release writes."""
        code = RELEASE % (version, COMMITS[version])
        self.run(version, "python", "-c", code).check_returncode()

    def run(self, version: str, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A program in one release's tree."""
        env = {**self.env, "DJANGO_SETTINGS_MODULE": "config.settings", **more}
        done = subprocess.run(
            [BIN / command[0] if command[0] == "python" else command[0], *command[1:]],
            cwd=self.folder / version,
            env={**env, "RELEASE_VERSION": version},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
        return done

    def start(self, version: str) -> int:
        """One more process of a release; returns its port."""
        port = free_port()
        log = (self.folder / "site.log").open("ab")
        process = subprocess.Popen(
            [BIN / "gunicorn"],
            cwd=self.folder / version,
            env={**self.env, "PORT": str(port), "RELEASE_VERSION": version},
            stdout=log,
            stderr=log,
        )
        log.close()
        self.processes[port] = process
        return port

    def put_in(self, port: int) -> None:
        """Into service once it answers."""
        for _ in range(600):
            with contextlib.suppress(httpx.HTTPError):
                self.client.get(f"http://127.0.0.1:{port}/healthz", timeout=1)
                self.router.ports.append(port)
                return
            time.sleep(0.1)
        raise RuntimeError((self.folder / "site.log").read_text()[-3000:])

    def roll(self, version: str) -> None:
        """As a platform: a new process in, an old one out, until all are new."""
        olds = list(self.router.ports)
        news = [self.start(version) for _ in olds]
        for old, new in zip(olds, news, strict=True):
            self.put_in(new)
            self.router.take_out(old)
            process = self.processes.pop(old)
            process.terminate()
            process.wait(40)
        self.now = version

    def stop(self) -> None:
        """End every process."""
        self.over.set()
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(40)

    @contextlib.contextmanager
    def visited(self) -> Iterator[None]:
        """``RATE`` requests a second, whether or not the ones before were answered."""
        pool = ThreadPoolExecutor(max_workers=60)

        def come() -> None:
            began, number = time.monotonic(), 0
            while not self.over.is_set():
                pool.submit(self.visit, number)
                number += 1
                time.sleep(max(0.0, began + number / RATE - time.monotonic()))

        thread = threading.Thread(target=come)
        thread.start()
        try:
            yield
        finally:
            self.over.set()
            thread.join()
            pool.shutdown()

    def visit(self, number: int) -> None:
        """One request of one visitor: a page, a lead, a conversation, or the version."""
        address = f"visitor-{number}-{uuid.uuid4().hex[:6]}@example.org"
        method, path, wanted = self.visits[number % len(self.visits)]
        body = {"email": address, "consent": True} if "leads" in path else {}
        release, began = self.now, time.perf_counter()
        try:
            answer = self.client.request(
                method,
                f"{self.env['SITE_URL']}{path}",
                json=body if method == "POST" else None,
                headers={"X-Forwarded-For": f"203.0.{number // 250 % 250}.{number % 250}"},
            )
            seen = "" if answer.status_code == wanted else f"{path}: {answer.status_code}"
        except httpx.HTTPError as error:
            seen = f"{path}: {type(error).__name__} {error}"
        self.outcome.requests += 1
        self.outcome.milliseconds.append((time.perf_counter() - began) * 1000)
        if seen:
            self.outcome.failed.append(seen)
        elif path == "/api/v1/leads/":
            self.outcome.leads.setdefault(release, []).append(address)


def trial(
    folder: Path,
    *,
    base: str,
    redis_url: str,
    seconds: float,
    with_schema: bool = False,
    pages: bool = True,
) -> Outcome:
    """Release 1, release 2, and back, with ``seconds`` of quiet traffic between."""
    api = RenderApi(key=KEY, drain=1)
    api.add("srv-web", "web", [COMMITS["r1"], COMMITS["r2"]])
    with own_database(base, "rollback") as url, router() as entry, served(api):
        site = Site(folder, url, redis_url, entry)
        try:
            site.make(pages=pages)
            for port in [site.start("r1") for _ in range(2)]:
                site.put_in(port)
            with site.visited():
                time.sleep(seconds)
                began = time.monotonic()
                site.release("r2")
                site.roll("r2")
                site.outcome.release_seconds = time.monotonic() - began
                time.sleep(seconds)
                _back(site, api, with_schema=with_schema)
                time.sleep(seconds)
            _look(site, url)
        finally:
            site.stop()
    return site.outcome


def _back(site: Site, api: RenderApi, *, with_schema: bool) -> None:
    """``bin/rollback``, with a platform that takes its time."""

    def begin(_: str) -> None:
        api.steps = 10**9

        def roll() -> None:
            site.roll("r1")
            api.steps = 0

        threading.Thread(target=roll).start()

    api.on_rollback = begin
    words = ["--with-schema", "--accept-data-loss", "r2"] if with_schema else []
    began = time.monotonic()
    done = site.run(
        "r2",
        "bin/rollback",
        "--yes",
        *words,
        RENDER_API_KEY=KEY,
        RENDER_SERVICE_ID="srv-web",
        PLATFORM_API_URL=api.url,
    )
    done.check_returncode()
    site.outcome.rollback_seconds = time.monotonic() - began
    site.outcome.said = done.stderr


def _look(site: Site, url: str) -> None:
    with psycopg.connect(url) as connection:
        rows = connection.execute("select email from leads_lead").fetchall()
        site.outcome.stored = {email for (email,) in rows}
        names = connection.execute(
            "select column_name from information_schema.columns where table_name = 'leads_lead'"
        ).fetchall()
        site.outcome.columns = {name for (name,) in names}
    for _ in range(6):
        answer = httpx.get(f"{site.env['SITE_URL']}/healthz")
        site.outcome.versions.append(answer.json()["version"])


def main() -> None:
    """Print a line for each of the two ways back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="of traffic around each change")
    seconds = parser.parse_args().seconds
    base, redis = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if not base or not redis:
        sys.exit("Set DATABASE_URL and REDIS_URL; this measures PostgreSQL and Redis.")
    bad = 0
    for with_schema in (False, True):
        with tempfile.TemporaryDirectory(prefix="slipway-", ignore_cleanup_errors=True) as folder:
            done = trial(
                Path(folder), base=base, redis_url=redis, seconds=seconds, with_schema=with_schema
            )
        leads = {release: len(taken) for release, taken in done.leads.items()}
        percentiles = statistics.quantiles(done.milliseconds, n=100)
        print(
            f"{'tables reversed' if with_schema else 'tables kept'}: {done.requests} requests, "
            f"{len(done.failed)} failed, p95 {percentiles[94]:.0f} ms, worst "
            f"{max(done.milliseconds):.0f} ms; leads {leads}, lost {len(done.lost)}; release "
            f"{done.release_seconds:.1f} s, rollback {done.rollback_seconds:.1f} s"
        )
        for words in sorted(set(done.failed)):
            print(f"  {re.sub(r'[0-9]+', 'N', words)}")
        bad += len(done.failed) + len(done.lost)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
