"""Killed without a word, a backup or a restore leaves everything as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.live_site import ROOT

pytestmark = pytest.mark.services


@pytest.fixture
def url() -> Iterator[str]:
    """A database of its own with three rows in one table."""
    base, name = os.environ["DATABASE_URL"], f"killed_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    url = f"{base.rpartition('/')[0]}/{name}"
    with psycopg.connect(url) as connection:
        connection.execute("create table thing (n int)")
        connection.execute("insert into thing values (1), (2), (3)")
    yield url
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


def start(url: str, folder: Path, slow: str, *command: str) -> subprocess.Popen[bytes]:
    """A command whose helper program is slow at its end, in a process of its own."""
    tool = folder / slow
    path = f"PATH={os.environ['PATH']}"
    tool.write_text(
        "#!/bin/sh\n"
        f'case "$*" in *--list*|*--version*) {path} exec {slow} "$@";; esac\n'
        f'{path} {slow} "$@"\n'
        f"touch {folder}/reached\n"
        "exec sleep 3\n"
    )
    tool.chmod(0o755)
    env = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "ENV_FILE": "",
        "DEBUG": "true",
        "DATABASE_URL": url,
        "BACKUP_URL": f"file://{folder}/backups",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def kill_once_reached(process: subprocess.Popen[bytes], folder: Path) -> None:
    """SIGKILL when the helper has done its work and the command has not."""
    until = time.monotonic() + 60
    while not (folder / "reached").exists():
        assert time.monotonic() < until and process.poll() is None
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    (folder / "reached").unlink()


def numbers(url: str) -> list[int]:
    """What the table holds; waits for locks to go."""
    with psycopg.connect(url) as connection:
        return [n for (n,) in connection.execute("select n from thing order by n").fetchall()]


def test_a_killed_backup_is_none_and_a_killed_restore_changes_nothing(
    url: str, tmp_path: Path
) -> None:
    kill_once_reached(start(url, tmp_path, "pg_dump", "backup"), tmp_path)
    assert not list((tmp_path / "backups").glob("*.json"))
    (tmp_path / "pg_dump").unlink()
    assert start(url, tmp_path, "no-tool", "backup").wait(60) == 0
    with psycopg.connect(url) as connection:
        connection.execute("insert into thing values (4)")
    name = url.rpartition("/")[2]
    words = ("restore", "latest", "--overwrite", name)
    kill_once_reached(start(url, tmp_path, "pg_restore", *words), tmp_path)
    assert numbers(url) == [1, 2, 3, 4]
    (tmp_path / "pg_restore").unlink()
    # The newest is the one that was made of four rows before the restore that was killed.
    first = min(file.stem for file in (tmp_path / "backups").glob("*.json"))
    again = start(url, tmp_path, "no-tool", "restore", first, "--overwrite", name)
    assert again.wait(60) == 0
    assert numbers(url) == [1, 2, 3]
