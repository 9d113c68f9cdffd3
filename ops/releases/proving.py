"""Old code on new tables, tried for real: what a rollback and each release's first minute rely on.

A database of its own is filled by the old code, brought up by this one, and used by the old code
again: every table is read and written, and the site is visited as ``smoke_test`` does.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import DatabaseError, connection

from ops.releases.problems import ReleaseFailed
from ops.releases.since import git

#: Seconds that one step may take.
PATIENCE = 300
#: Run by the old code, on its own models.
TRY_EVERY_TABLE = Path(__file__).with_name("every_table.py")


@dataclass(slots=True)
class Proof:
    """``steps`` are (what was done, whether it went well, what was said)."""

    commit: str
    steps: list[tuple[str, bool, str]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether the old code works."""
        return all(well for _, well, _ in self.steps)

    def as_text(self) -> str:
        """For a person."""
        lines = [
            f"{'works' if well else 'FAILS'}  {name}{f': {said}' if said else ''}"
            for name, well, said in self.steps
        ]
        end = (
            f"The code of {self.commit[:12]} works on today's tables; a rollback to it is safe."
            if self.holds
            else f"The code of {self.commit[:12]} does not work on today's tables. Change the "
            "migration as docs/migrations.md shows; until then a rollback to it breaks the site."
        )
        return "\n".join([*lines, end])

    def as_json(self) -> dict[str, Any]:
        """For a machine."""
        steps = [{"step": name, "works": well, "said": said} for name, well, said in self.steps]
        return {"commit": self.commit, "holds": self.holds, "steps": steps}


def prove(commit: str, say: Callable[[str], None]) -> Proof:
    """Try the code of ``commit`` on the tables that this code makes; raises ``ReleaseFailed`` where
    it cannot be tried.
    """
    proof = Proof(commit)
    with ExitStack() as stack:
        address = stack.enter_context(_database())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="old-code-")))
        old = stack.enter_context(_checked_out(commit, folder / "code"))
        env = _environment(address)
        for name, where, command in _preparing(old):
            say(name)
            _prepare(name, command, where, env)
        say("the old code looks at every table")
        look = [sys.executable, "-c", TRY_EVERY_TABLE.read_text()]
        named = {"DJANGO_SETTINGS_MODULE": "config.settings"}
        _try(proof, "every table of the old code", look, old, env | named)
        say("the old code serves a visitor")
        with _served(old, env, folder / "server.log"):
            smoke = [sys.executable, "manage.py", "smoke_test", "--timeout", "30"]
            _try(proof, "a visitor on the old code", smoke, old, env)
    return proof


def _preparing(old: Path) -> Iterator[tuple[str, Path, list[str]]]:
    manage = [sys.executable, "manage.py"]
    yield "the old code makes its tables", old, [*manage, "migrate", "--noinput", "-v", "0"]
    yield "the old code fills them", old, [*manage, "load_demo"]
    yield "the old code builds its files", old, [*manage, "collectstatic", "--noinput", "-v", "0"]
    yield "this code brings the tables up", Path(settings.BASE_DIR), [
        *manage, "migrate", "--noinput", "-v", "0",
    ]  # fmt: skip


@contextmanager
def _database() -> Iterator[str]:
    """The address of an empty database on the server of ours; it is dropped at the end."""
    if connection.vendor != "postgresql":
        raise ReleaseFailed("This needs PostgreSQL: set DATABASE_URL to a server to try it on")
    name = f"proof_{secrets.token_hex(6)}"
    parts = urlsplit(os.environ.get("DATABASE_URL", ""))
    try:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    except DatabaseError as error:
        raise ReleaseFailed(
            "No database to try it on could be made: "
            f"{str(error).strip().splitlines()[0]}. Use a server where you may create databases."
        ) from error
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _checked_out(commit: str, folder: Path) -> Iterator[Path]:
    git("worktree", "add", "--detach", "--force", str(folder), commit)
    try:
        yield folder / Path(settings.BASE_DIR).resolve().relative_to(
            Path(git("rev-parse", "--show-toplevel")).resolve()
        )
    finally:
        git("worktree", "remove", "--force", str(folder), quiet=True)
        git("worktree", "prune", quiet=True)


def _environment(address: str) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "ENV_FILE": "", "DATABASE_URL": address, "HOST": "127.0.0.1", "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}", "SECRET_KEY": secrets.token_urlsafe(50),
        "OPS_TOKEN": secrets.token_urlsafe(32), "WEB_CONCURRENCY": "1", "EMAIL_PROVIDER": "file",
        "DEFAULT_FROM_EMAIL": "hello@northbound.example.com",
        "OWNER_EMAIL": "owner@northbound.example.com",
    }  # fmt: skip


def _prepare(name: str, command: list[str], where: Path, env: dict[str, str]) -> None:
    done = _run(command, where, env)
    if done.returncode:
        raise ReleaseFailed(f"{name}: {_last(done)}")


def _try(proof: Proof, name: str, command: list[str], where: Path, env: dict[str, str]) -> None:
    done = _run(command, where, env)
    said = _last(done) if done.returncode else (done.stdout.strip().splitlines() or [""])[-1]
    if command[-1] == "30":
        said = "; ".join(line for line in done.stderr.splitlines() if "FAILS" in line)
    proof.steps.append((name, done.returncode == 0, said))


def _run(command: list[str], where: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - commands of ours
            command, cwd=where, env=env, capture_output=True, text=True, check=False,
            timeout=PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ReleaseFailed(f"{command[-1]} took longer than {PATIENCE} s") from error


def _last(done: subprocess.CompletedProcess[str]) -> str:
    lines = [*done.stdout.splitlines(), *done.stderr.splitlines()]
    return next((line.strip() for line in reversed(lines) if line.strip()), "it failed")


@contextmanager
def _served(where: Path, env: dict[str, str], log: Path) -> Iterator[None]:
    """The old code as production serves it."""
    with log.open("wb") as output:
        server = subprocess.Popen(  # noqa: S603 - a command of ours
            [sys.executable, "-m", "gunicorn"], cwd=where, env=env, stdout=output, stderr=output
        )
    try:
        for _ in range(300):
            if server.poll() is not None:
                break
            with suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"{env['SITE_URL']}/healthz", timeout=2)  # noqa: S310
                yield
                return
            time.sleep(0.1)
        tail = (log.read_text().strip().splitlines() or ["it said nothing"])[-1]
        raise ReleaseFailed(f"the old code's server did not start: {tail[:300]}")
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(20)
        server.kill()
