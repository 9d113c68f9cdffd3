"""Where backups lie: the same few acts for a folder and for a bucket.

A backup is two files, the data and its manifest. The manifest is written last, and in one piece;
so what has no manifest is no backup, however far it came.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.conf import settings

from ops.backups.address import BadAddress, Bucket, Folder, parse_choice
from ops.backups.problems import BackupFailed


class Place(Protocol):
    """Names are those of files, without folders. Everything raises ``BackupFailed``."""

    @property
    def words(self) -> str:
        """What it is, without keys."""

    def check(self) -> None:
        """Whether something can be written, before an hour of work goes into it."""

    def workroom(self) -> Path | None:
        """The folder to work in, where the place has one on this machine."""

    def names(self) -> list[str]:
        """Every file there."""

    def read(self, name: str) -> bytes:
        """A small file."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """A large one."""

    def store(self, name: str, file: Path) -> None:
        """Put a file there; until it is whole it has not that name."""

    def write(self, name: str, content: bytes) -> None:
        """The same with something small."""

    def delete(self, name: str) -> None:
        """Take it away; nothing happens when it is not there."""


def place_of(choice: str = "") -> Place:
    """The place somebody named, or that of BACKUP_URL, or var/backups."""
    from ops.backups.bucket import BucketPlace
    from ops.backups.folder import FolderPlace

    unread = [one for one in settings.ENVIRONMENT.problems if one.name == "BACKUP_URL"]
    if unread and not choice:
        # Its default would be this machine, where nobody would look for the copy.
        raise BackupFailed(f"{unread[0]}. Nothing was done.")
    try:
        address = parse_choice(choice or settings.BACKUP_URL or str(settings.BACKUP_FOLDER))
    except BadAddress as error:
        name = "--to" if choice else "BACKUP_URL"
        raise BackupFailed(f"{name} {error}.") from error
    if isinstance(address, Bucket):
        return BucketPlace(address)
    assert isinstance(address, Folder)  # noqa: S101 - there are two
    return FolderPlace(address.path)


def fetch(place: Place, name: str, to: Path) -> None:
    """Copy a file from there, readable for nobody else."""
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in place.pieces(name):
            file.write(piece)
