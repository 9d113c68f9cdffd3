"""PostgreSQL's own programs: found, new enough, and told where to go without a word on their
command line, which every account of the machine may read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from ops.backups.problems import BackupFailed

#: libpq's words for a connection, and the variables its programs read them from
#: (https://www.postgresql.org/docs/current/libpq-envars.html).
VARIABLES = {
    "host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER",
    "password": "PGPASSWORD", "options": "PGOPTIONS", "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT", "channel_binding": "PGCHANNELBINDING",
}  # fmt: skip
#: What such a program may know of our own environment.
PASSED_ON = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH", "PGCLUSTER")
INSTALL = (
    "On Debian and Ubuntu: sudo apt install postgresql-client-{version} (from apt.postgresql.org "
    "where the system has only older ones); on a Mac: brew install libpq. Slipway's image has it."
)


def parameters(database: Mapping[str, Any]) -> dict[str, str]:
    """Django's settings of a PostgreSQL database in libpq's words."""
    found = {
        "host": database.get("HOST"), "port": database.get("PORT"), "dbname": database.get("NAME"),
        "user": database.get("USER"), "password": database.get("PASSWORD"),
    }  # fmt: skip
    options = database.get("OPTIONS", {})
    found |= {word: options[word] for word in VARIABLES if word in options}
    return {word: str(value) for word, value in found.items() if value not in (None, "")}


def environment(wanted: Mapping[str, str]) -> dict[str, str]:
    """The variables a program is started with: where to go, and none of our secrets."""
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    own = {VARIABLES[word]: value for word, value in wanted.items()}
    return {**passed, "LC_ALL": "C.UTF-8", "PGAPPNAME": "slipway-backup", **own}


def program(name: str, *, at_least: int) -> str:
    """The path of ``pg_dump``, ``pg_restore`` or ``psql`` of that major version or newer."""
    path = shutil.which(name)
    if path is None:
        raise BackupFailed(f"{name} is not installed here. {INSTALL.format(version=at_least)}")
    version = _major(path)
    if version < at_least:
        raise BackupFailed(
            f"{name} here is version {version} and the database is PostgreSQL {at_least}; it must "
            f"be at least as new. {INSTALL.format(version=at_least)}"
        )
    return path


def _major(path: str) -> int:
    done = subprocess.run(  # noqa: S603 - a program found on PATH by a fixed name
        [path, "--version"], capture_output=True, text=True, env=environment({}), check=False
    )
    found = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(found[1]) if found else 0


def run(command: Sequence[str], wanted: Mapping[str, str]) -> str:
    """Run one to its end and return what it printed; raises ``BackupFailed`` with its words."""
    done = subprocess.run(  # noqa: S603 - see program()
        list(command), capture_output=True, text=True, env=environment(wanted), check=False
    )
    if done.returncode:
        name = os.path.basename(command[0])
        raise BackupFailed(f"{name} failed: {said(done.stderr, wanted)}")
    return done.stdout


def said(stderr: str, wanted: Mapping[str, str]) -> str:
    """The first lines of a program's complaint, should it ever hold the password without it."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    text = " ".join(lines[:3])[:600] or "it gave no reason"
    password = wanted.get("password", "")
    return text.replace(password, "…") if len(password) > 3 else text
