"""A copy into an SQLite file: a new file, or page by page into the one in use, as one change."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection

from ops.backups import sqlite
from ops.backups.manifest import Manifest
from ops.backups.problems import BackupFailed


def is_ours(target: Mapping[str, Any]) -> bool:
    """Whether this is the file that this deployment serves from."""
    ours = str(connection.settings_dict["NAME"])
    return (
        connection.vendor == "sqlite"
        and Path(str(target["NAME"])).resolve() == Path(ours).resolve()
    )


def refuse(target: Mapping[str, Any], *, new: bool, overwrite: str) -> None:
    """Raise ``BackupFailed`` where something would be lost that nobody named."""
    file = Path(str(target["NAME"]))
    if new:
        return
    if overwrite and overwrite != file.name:
        raise BackupFailed(
            f"--overwrite {overwrite} is not the name of that file, which is {file.name}. Nothing "
            "was changed."
        )
    if file.exists() and file.stat().st_size and not overwrite:
        raise BackupFailed(
            f"The file {file.name} is there already. Name a new one, or add --overwrite "
            f"{file.name} to replace all it holds. Nothing was changed."
        )


def bring(
    file: Path, backup: Manifest, target: Mapping[str, Any], *, new: bool, overwrite: str, why: str
) -> tuple[str, int]:
    """Restore; returns the file's path and how many emails were held."""
    from ops.backups.restore import stamp

    copied = sqlite.check(file)
    if copied.tables != dict(backup.tables):
        raise BackupFailed("The copy has not the rows its manifest says. Use another backup.")
    _put_right(file, backup, why)
    into = Path(str(target["NAME"]))
    if new:
        into = into.with_name(f"{into.stem}_restored_{stamp()}{into.suffix}")
    if overwrite:
        with sqlite.said(), sqlite.opened(file) as source, sqlite.opened(into) as live:
            source.backup(live)
    else:
        try:
            into.parent.mkdir(parents=True, exist_ok=True)
            os.replace(file, into)
        except OSError as error:
            raise BackupFailed(f"{into.name} cannot be written: {error.strerror}.") from error
    return str(into), backup.waiting


def _put_right(file: Path, backup: Manifest, why: str) -> None:
    with sqlite.said(), sqlite.opened(file) as copy:
        copy.execute("BEGIN IMMEDIATE")
        if "ops_outboxmessage" in backup.tables:
            copy.execute(
                "UPDATE ops_outboxmessage SET state = 'failed', claim = NULL, lease_until = NULL, "
                "last_error = ? WHERE state IN ('pending', 'sending')",
                [why],
            )
        if "django_session" in backup.tables:
            copy.execute("DELETE FROM django_session")
        copy.execute("COMMIT")
