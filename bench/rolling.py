"""Requests lost while a release goes out: two web processes behind nginx, replaced one by one.

The code of release 2 has a migration that adds a column and one that builds an index, both on the
table of leads. Visitors come at a steady rate all the while; nothing of theirs is tried again, by
nginx or here, so every lost request is seen. With ``--blocked`` somebody's forgotten transaction
holds that table for a while when the release wants it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import psycopg

from bench.http import request
from bench.service import BIN, ROOT, free_port, fresh_database, wait_until_ready
from bench.site import NOT_COPIED

RATE, BEFORE, AFTER, HELD = 20, 5.0, 5.0, 6.0
TABLES = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", {before!r})]
    operations = [
        migrations.AddField("lead", "shoe_size", models.IntegerField(default=0, db_default=0)),
    ]
"""
INDEX = """
from django.db import migrations, models
from ops.releases.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    dependencies = [("leads", "9001_column")]
    atomic = False
    operations = [
        AddIndexConcurrently("lead", models.Index(fields=["shoe_size"], name="lead_shoe_size")),
    ]
"""
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream web {{ {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://web; proxy_next_upstream off; proxy_http_version 1.1;
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $http_x_forwarded_for;
      proxy_buffering off; proxy_read_timeout 60s;
    }}
  }}
}}
"""


@dataclass(slots=True)
class Visitors:
    """What they met. ``moments`` are (when, seconds it took)."""

    port: int
    answers: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    moments: list[tuple[float, float]] = field(default_factory=list)
    leads: int = 0

    async def come(self, over: asyncio.Event) -> None:
        """At a steady rate, whether or not earlier ones were answered."""
        began, number = time.monotonic(), 0
        async with asyncio.TaskGroup() as group:
            while not over.is_set():
                group.create_task(self._one(number))
                number += 1
                await asyncio.sleep(max(0.0, began + number / RATE - time.monotonic()))

    async def _one(self, number: int) -> None:
        kind = ("page", "widget", "lead", "talk")[number % 4]
        began = time.monotonic()
        try:
            status = await getattr(self, f"_{kind}")(number)
        except (OSError, ValueError, KeyError) as error:
            status = f"{type(error).__name__}"
        self.moments.append((began, time.monotonic() - began))
        self.answers[f"{kind} {status}"] += 1
        if status not in ("200", "201"):
            self.lost.append(f"{kind}: {status}")

    async def _page(self, number: int) -> str:
        return str((await request(self.port, "GET", "/")).status)

    async def _widget(self, number: int) -> str:
        return str((await request(self.port, "GET", "/widget/")).status)

    async def _lead(self, number: int) -> str:
        data = {"email": f"visitor-{number}@example.org", "consent": True}
        answer = await request(self.port, "POST", "/api/v1/leads/", data=data)
        self.leads += answer.status == 201
        return str(answer.status)

    async def _talk(self, number: int) -> str:
        made = await request(self.port, "POST", "/api/v1/conversations/", data={})
        if made.status != 201:
            return f"{made.status} at its start"
        talk = made.json()
        answer = await request(
            self.port, "POST", f"/api/v1/conversations/{talk['id']}/messages/",
            data={"text": "What does coaching cost?", "client_message_id": secrets.token_hex(8)},
            headers={"Authorization": f"Bearer {talk['token']}"},
        )  # fmt: skip
        return str(answer.status)


@dataclass(slots=True)
class Site:
    """Two releases' code, one database, and the router before them."""

    folder: Path
    address: str
    port: int
    env: dict[str, str]
    running: list[tuple[int, subprocess.Popen[bytes]]] = field(default_factory=list)

    def code(self, version: str) -> Path:
        """The tree of a release."""
        tree = self.folder / version
        if not tree.exists():
            shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*NOT_COPIED))
            if version == "v2":
                folder = tree / "leads" / "migrations"
                last = max(path.stem for path in folder.glob("[0-9]*.py"))
                (folder / "9001_column.py").write_text(TABLES.format(before=last))
                (folder / "9002_index.py").write_text(INDEX)
            self.run(version, "manage.py", "collectstatic", "--noinput", "-v", "0")
        return tree

    def run(self, version: str, *command: str) -> subprocess.CompletedProcess[str]:
        """A command of a release, as its platform would run it."""
        done = subprocess.run(
            [BIN / "python", *command], cwd=self.code_or_new(version), text=True,
            env=self.env | {"RELEASE_VERSION": version}, capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
        return done

    def code_or_new(self, version: str) -> Path:
        """Where it is, or will be."""
        return self.folder / version

    def start(self, version: str) -> tuple[int, subprocess.Popen[bytes]]:
        """A web process; returns when it answers."""
        port = free_port()
        process = subprocess.Popen(
            [BIN / "gunicorn"], cwd=self.code(version),
            env=self.env | {"RELEASE_VERSION": version, "PORT": str(port)},
        )  # fmt: skip
        wait_until_ready(port)
        return port, process

    def route(self) -> None:
        """Write the router's list of web processes."""
        servers = " ".join(f"server 127.0.0.1:{port};" for port, _ in self.running)
        text = NGINX.format(folder=self.folder, servers=servers, port=self.port)
        (self.folder / "nginx.conf").write_text(text)


@contextlib.contextmanager
def site() -> Iterator[tuple[Site, subprocess.Popen[bytes]]]:
    """Release 1 with two web processes behind nginx."""
    base, nginx = (
        os.environ.get("DATABASE_URL", ""),
        shutil.which("nginx", path="/usr/sbin:/usr/bin"),
    )
    if not base or not nginx:
        sys.exit("This wants DATABASE_URL (PostgreSQL) and nginx.")
    with tempfile.TemporaryDirectory(prefix="rolling-", ignore_cleanup_errors=True) as folder:
        port = free_port()
        made = Site(Path(folder), fresh_database(base), port, {})
        made.env = {
            "PATH": os.environ["PATH"], "ENV_FILE": "", "DATABASE_URL": made.address,
            "REDIS_URL": os.environ.get("REDIS_URL", ""), "HOST": "127.0.0.1",
            "SECRET_KEY": secrets.token_urlsafe(50), "SITE_URL": f"http://127.0.0.1:{port}",
            "LOG_LEVEL": "WARNING", "TRUSTED_PROXIES": "1", "WEB_CONCURRENCY": "1",
        }  # fmt: skip
        made.code("v1")
        made.run("v1", "manage.py", "release")
        made.run("v1", "manage.py", "load_demo")
        made.code("v2")
        made.running = [made.start("v1"), made.start("v1")]
        made.route()
        router = subprocess.Popen([nginx, "-p", folder, "-c", f"{folder}/nginx.conf"])
        wait_until_ready(port)
        try:
            yield made, router
        finally:
            for _, process in made.running:
                process.terminate()
            router.terminate()
            for process in [router, *(process for _, process in made.running)]:
                process.wait(40)


async def release(made: Site, router: subprocess.Popen[bytes], blocked: bool) -> dict[str, float]:
    """Bring release 2 out and replace the web processes; returns when each part ended."""
    marks = {"release begins": time.monotonic()}
    holding = asyncio.create_task(asyncio.to_thread(hold, made.address)) if blocked else None
    done = await asyncio.to_thread(made.run, "v2", "manage.py", "release")
    if blocked:
        assert holding and "had to wait" in done.stderr, done.stderr
        await holding
    marks["release ends"] = time.monotonic()
    for index in range(len(made.running)):
        old_port, old = made.running[index]
        made.running[index] = await asyncio.to_thread(made.start, "v2")
        made.route()
        router.send_signal(signal.SIGHUP)
        await asyncio.sleep(1.5)
        old.terminate()
        await asyncio.to_thread(old.wait, 40)
    marks["processes replaced"] = time.monotonic()
    return marks


def hold(address: str) -> None:
    """Somebody's transaction, begun and forgotten."""
    with psycopg.connect(address, application_name="a forgotten shell") as connection:
        connection.execute("select count(*) from leads_lead")
        with psycopg.connect(address, autocommit=True) as watcher:
            waits = "select 1 from pg_locks where not granted and locktype = 'relation'"
            while not watcher.execute(waits).fetchone():
                time.sleep(0.05)
        time.sleep(HELD)


async def measure(blocked: bool) -> bool:
    """One whole release under load; whether nothing was lost."""
    with site() as (made, router):
        visitors, over = Visitors(made.port), asyncio.Event()
        coming = asyncio.create_task(visitors.come(over))
        await asyncio.sleep(BEFORE)
        marks = await release(made, router, blocked)
        await asyncio.sleep(AFTER)
        over.set()
        await coming
        with psycopg.connect(made.address) as connection:
            row = connection.execute("select count(*), count(shoe_size) from leads_lead").fetchone()
    tell(visitors, marks, blocked)
    print(f"leads taken {visitors.leads}, leads in the database {row}")
    return not visitors.lost and row is not None and row[0] == visitors.leads


def tell(visitors: Visitors, marks: dict[str, float], blocked: bool) -> None:
    """Print the figures."""
    print(f"{'with a forgotten transaction' if blocked else 'undisturbed'}: "
          f"{sum(visitors.answers.values())} requests, {len(visitors.lost)} lost")  # fmt: skip
    for name, count in sorted(visitors.answers.items()):
        print(f"  {name}: {count}")
    for lost, count in Counter(visitors.lost).items():
        print(f"  LOST {lost}: {count}")
    edges = [("before", 0.0), *marks.items(), ("", float("inf"))]
    for (name, start), (_, end) in zip(edges, edges[1:], strict=False):
        took = [seconds * 1000 for at, seconds in visitors.moments if start <= at < end]
        if len(took) > 1:
            cuts = quantiles(took, n=20)
            figures = f"p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms, worst {max(took):.0f} ms"
            print(f"  from {name}: {len(took)} requests, {figures}")
    print(f"  the release took {marks['release ends'] - marks['release begins']:.1f} s")


def main() -> int:
    """1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blocked", action="store_true", help="only with a forgotten transaction")
    options = parser.parse_args()
    runs = [True] if options.blocked else [False, True]
    went = [asyncio.run(measure(blocked)) for blocked in runs]
    return 0 if all(went) else 1


if __name__ == "__main__":
    sys.exit(main())
