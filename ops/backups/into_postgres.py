"""A copy into a PostgreSQL database: everything in one transaction, counted before it is kept.

pg_restore writes the statements, psql carries them out. Killed at any moment the server undoes
what was not committed, so the database is as it was or it is the whole copy.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.db import connection

from ops.backups import postgres, tools
from ops.backups.manifest import Manifest
from ops.backups.problems import BackupFailed
from ops.releases.trigrams import ENDING, MAKE, WHERE

#: Seconds that other users of a database have to let go of it.
PATIENCE = 15
#: Written by pg_restore 17 and up, and unknown to servers before 17.
_TOO_NEW = b"SET transaction_timeout = 0;\n"
#: What a new database has already.
_THERE = (" SCHEMA - public ", " COMMENT - SCHEMA public ", " ACL - SCHEMA public ")
#: Indexes that want an extension, which is in no copy and in another schema at another host.
_OF_WORDS = re.compile(rf" INDEX \S+ \w+{ENDING} ")


def is_ours(target: Mapping[str, Any]) -> bool:
    """Whether this is the database that this deployment serves from."""
    theirs, ours = tools.parameters(target), tools.parameters(connection.settings_dict)
    keys = ("host", "port", "dbname")
    return {k: theirs.get(k) for k in keys} == {k: ours.get(k) for k in keys}


def refuse(target: Mapping[str, Any], *, new: bool, overwrite: str) -> None:
    """Raise ``BackupFailed`` where something would be lost that nobody named."""
    wanted = tools.parameters(target)
    if new:
        return
    name = wanted.get("dbname", "")
    if overwrite and overwrite != name:
        raise BackupFailed(
            f"--overwrite {overwrite} is not the name of that database, which is {name}. Nothing "
            "was changed."
        )
    with postgres.connected(wanted) as there:
        tables = postgres.table_names(there)
    if tables and not overwrite:
        raise BackupFailed(
            f"The database {name} holds {len(tables)} tables already. Give an empty one, or add "
            f"--overwrite {name} to replace all it holds. Nothing was changed."
        )


def bring(
    file: Path, backup: Manifest, target: Mapping[str, Any], *, new: bool, overwrite: str, why: str
) -> tuple[str, int]:
    """Restore; returns the database's name and how many emails were held."""
    wanted = tools.parameters(target)
    if new:
        wanted = {**wanted, "dbname": _create(wanted)}
    try:
        with postgres.connected(wanted) as there:
            version = there.info.server_version // 10000
            namespace = str(postgres.one(there, "SELECT current_schema()"))
            old = postgres.table_names(there) if overwrite else []
        _play(file, backup, wanted, version=version, namespace=namespace, old=old, why=why)
    except BaseException:
        if new:
            _drop(target, wanted["dbname"])
        raise
    return wanted["dbname"], backup.waiting


def _create(wanted: Mapping[str, str]) -> str:
    import psycopg

    from ops.backups.restore import stamp

    name = f"{wanted.get('dbname', 'slipway')[:40]}_restored_{stamp()}"
    try:
        with postgres.connected(wanted) as there:
            there.execute(f'CREATE DATABASE "{name}"')
    except psycopg.errors.InsufficientPrivilege as error:
        raise BackupFailed(
            "This account may not make a database. Make an empty one at your database's host, and "
            "give its address: --into postgres://USER:PASSWORD@HOST/NAME"
        ) from error
    except psycopg.Error as error:
        raise BackupFailed(f"No new database could be made ({type(error).__name__}).") from error
    return name


def _drop(target: Mapping[str, Any], name: str) -> None:
    """Take away a database that we made a moment ago and that holds nothing."""
    import psycopg

    with (
        suppress(psycopg.Error, BackupFailed),
        postgres.connected(tools.parameters(target)) as ours,
    ):
        ours.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _play(
    file: Path, backup: Manifest, wanted: Mapping[str, str], *, version: int, namespace: str,
    old: list[str], why: str,
) -> None:  # fmt: skip
    made_by = postgres.major_of(backup.server)
    contents = postgres.check(file, backup.tables, version=max(version, made_by))
    chosen = file.with_suffix(".list")
    wordy = [line for line in contents if _OF_WORDS.search(line)]
    left_out = {*wordy, *(line for line in contents if any(there in line for there in _THERE))}
    searching = _indexes_of_words(file, wordy, wanted, version=version) if wordy else ""
    chosen.write_text("\n".join(line for line in contents if line not in left_out))
    reading = [
        tools.program("pg_restore", at_least=version), "--no-owner", "--no-acl", "--file=-",
        f"--use-list={chosen}", str(file),
    ]  # fmt: skip
    writing = [
        tools.program("psql", at_least=min(version, made_by)), "--no-psqlrc", "--quiet",
        "--no-password", "--set=ON_ERROR_STOP=1", "--file=-",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as complaints:
        source = subprocess.Popen(  # noqa: S603 - see tools.program
            reading, stdout=subprocess.PIPE, stderr=complaints, env=tools.environment({})
        )
        sink = subprocess.Popen(  # noqa: S603 - see tools.program
            writing, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=complaints,
            env=tools.environment(wanted),
        )  # fmt: skip
        try:
            with suppress(BrokenPipeError):  # psql has stopped, and says why below.
                _pour(source, sink, before(old, namespace), searching + after(backup, why))
            whole = sink.wait() == 0
        finally:
            for process in (source, sink):
                if process.poll() is None:
                    process.kill()
                process.wait()
        if not whole or source.returncode:
            raise BackupFailed(_words(complaints, wanted))


def _indexes_of_words(
    file: Path, lines: list[str], wanted: Mapping[str, str], *, version: int
) -> str:
    """The statements that build them here; "" where the extension cannot be had.

    The search finds the same without them, and takes longer.
    """
    import psycopg

    schema = ""
    with postgres.connected(wanted) as there:
        for statement in (None, *MAKE):
            if statement:
                with suppress(psycopg.Error):
                    there.execute(statement)
            if row := there.execute(WHERE).fetchone():
                schema = str(row[0])
                break
    if not schema:
        return ""
    chosen = file.with_suffix(".words")
    chosen.write_text("\n".join(lines))
    program = tools.program("pg_restore", at_least=version)
    script = tools.run([program, "--file=-", f"--use-list={chosen}", str(file)], {})
    found = [line for line in script.splitlines() if line.startswith("CREATE INDEX ")]
    return "".join(
        re.sub(r"\w+\.gin_trgm_ops", f"{schema}.gin_trgm_ops", line) + "\n" for line in found
    )


def _pour(
    source: subprocess.Popen[bytes], sink: subprocess.Popen[bytes], first: str, last: str
) -> None:
    """From one to the other; the commit is sent only when all of it was."""
    assert source.stdout and sink.stdin  # noqa: S101 - both are pipes
    sink.stdin.write(first.encode())
    for piece in _without_too_new(source.stdout):
        sink.stdin.write(piece)
    if source.wait() == 0:
        sink.stdin.write(last.encode())
    sink.stdin.close()


def _without_too_new(script: IO[bytes]) -> Iterator[bytes]:
    for line in script:
        if line.startswith(b"COPY "):
            yield line
            break
        if line != _TOO_NEW:
            yield line
    while piece := script.read(1 << 20):
        yield piece


def before(old: list[str], namespace: str) -> str:
    """The first statements: begin, and make room."""
    lines = ["BEGIN;", f"SET LOCAL lock_timeout = '{PATIENCE}s';"]
    if old:
        names = ", ".join(f"{_quoted(namespace)}.{_quoted(table)}" for table in old)
        lines.append(f"DROP TABLE {names} CASCADE;")
    return "\n".join(lines) + "\n"


def after(backup: Manifest, why: str) -> str:
    """The last: count, put right what is of the past, keep it."""
    where = _quoted(backup.namespace)
    lines = []
    for table, rows in backup.tables.items():
        lines.append(
            f"DO $$ BEGIN IF (SELECT count(*) FROM {where}.{_quoted(table)}) <> {int(rows)} THEN "  # noqa: S608 - quoted
            f"RAISE EXCEPTION 'a table has not the {int(rows)} rows of the backup'; "
            "END IF; END $$;"
        )
    if "ops_outboxmessage" in backup.tables:
        held = why.replace("'", "''")
        lines.append(
            f"UPDATE {where}.ops_outboxmessage SET state = 'failed', claim = NULL, "  # noqa: S608 - quoted
            f"lease_until = NULL, last_error = '{held}' WHERE state IN ('pending', 'sending');"
        )
    if "django_session" in backup.tables:
        lines.append(f"DELETE FROM {where}.django_session;")  # noqa: S608 - quoted
    return "\n".join([*lines, "COMMIT;", ""])


def _quoted(name: str) -> str:
    if '"' in name or "\0" in name or "\n" in name or "$" in name:
        raise BackupFailed("The manifest names a table in a way that no backup of ours does.")
    return f'"{name}"'


def _words(complaints: IO[bytes], wanted: Mapping[str, str]) -> str:
    complaints.seek(0)
    text = complaints.read().decode(errors="replace")
    if "lock timeout" in text:
        return (
            f"Somebody uses the database and did not let go within {PATIENCE} seconds. Stop the "
            "web and worker processes, then run this again. Nothing was changed."
        )
    errors = [line for line in text.splitlines() if "ERROR" in line or "error" in line]
    # Whose words: the first error line names what; the rest may quote rows.
    said = tools.said("\n".join(errors[:1]) or text, wanted)
    return f"The copy could not be put in, and nothing was changed: {said}"
