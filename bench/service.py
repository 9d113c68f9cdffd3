"""The service under measurement: gunicorn as production runs it, on PostgreSQL and Redis."""

from __future__ import annotations

import contextlib
import os
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from lab.ports import free_port as free_port

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DATABASE = "slipway_bench"


@dataclass(frozen=True, slots=True)
class Service:
    """A running service."""

    port: int
    process: subprocess.Popen[bytes]
    database_url: str

    def web_processes(self) -> list[psutil.Process]:
        """The processes that answer, without the one that watches over them."""
        return psutil.Process(self.process.pid).children()

    def memory_mb(self) -> list[float]:
        """Resident memory of each web process in MB."""
        return [process.memory_info().rss / 1e6 for process in self.web_processes()]

    def database_connections(self) -> int:
        """How many connections PostgreSQL has open for this service."""
        with psycopg.connect(self.database_url) as connection:
            row = connection.execute(
                "select count(*) from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"
            ).fetchone()
        assert row is not None
        return int(row[0])


@contextlib.contextmanager
def running(*, processes: int = 2, **variables: str) -> Iterator[Service]:
    """A service with an empty database of its own, stopped at the end."""
    base, redis = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if not base or not redis:
        sys.exit("Set DATABASE_URL and REDIS_URL; this measures PostgreSQL and Redis.")
    database_url = fresh_database(base)
    with serving(
        ROOT,
        DATABASE_URL=database_url,
        REDIS_URL=redis,
        WEB_CONCURRENCY=str(processes),
        # Each simulated visitor comes from an address of their own, as behind a platform's router.
        TRUSTED_PROXIES="1",
        **variables,
    ) as (port, process):
        yield Service(port, process, database_url)


@contextlib.contextmanager
def serving(tree: Path, **variables: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Gunicorn from a checkout with the demo in an empty database, stopped at the end.

    Gives its port on loopback and its process; nothing but ``variables`` reaches its environment.
    """
    port = free_port()
    env = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "LOG_LEVEL": "WARNING",
        **variables,
    }
    for command in (
        ["collectstatic", "--noinput", "--verbosity", "0"],
        ["migrate", "--verbosity", "0"],
        ["load_demo"],
    ):
        subprocess.run(
            [BIN / "python", "manage.py", *command],
            cwd=tree, env=env, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    process = subprocess.Popen([BIN / "gunicorn"], cwd=tree, env=env)
    try:
        wait_until_ready(port)
        yield port, process
    finally:
        process.terminate()
        process.wait(40)


def fresh_database(base: str, name: str = DATABASE) -> str:
    """The address of an empty database of ours, on the server that ``base`` names."""
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name}")
    return f"{base.rpartition('/')[0]}/{name}"


def wait_until_ready(port: int) -> None:
    """Wait half a minute at most for the service to answer; ends the command if it does not."""
    for _ in range(150):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1)
            return
        time.sleep(0.2)
    sys.exit("The service did not start.")
