"""Data in a file: that the disk stays, takes writes, and has room."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.inside import SettingsFacts
from ops.launch.gather.inside_database import SqliteFacts
from ops.launch.registry import check

#: Bytes of room below which writing fails within days.
LITTLE = 200 * 1024 * 1024


@check("settings.database", stage=3, needs="settings", essential=True)
def data_survives_a_deploy(settings: SettingsFacts) -> Iterator[Finding]:
    """The data survives a restart of the machine"""
    if not settings.sqlite or settings.sqlite_kept or settings.local:
        return
    disk = settings.disk
    where = f"on {settings.platform}" if settings.platform else "in a container"
    yield Finding(
        severity=Severity.BLOCKER,
        subject="DATABASE_URL",
        summary="Leads and conversations are kept in a file that a restart wipes.",
        evidence=f"The data is in {disk.path}, on a file system of kind {disk.kind or 'unknown'} "
        f"mounted at {disk.mount or '/'}, {where}."
        if disk
        else f"The data is in memory, {where}.",
        impact="Every deploy and restart loses all leads.",
        fix="Add PostgreSQL at your platform and set DATABASE_URL to its address. Or add a "
        "persistent disk and set DATABASE_URL to a file on it, such as "
        "sqlite:////var/data/slipway.sqlite3 for a disk mounted at /var/data.",
    )


@check("database.disk", stage=3, needs="sqlite", essential=True)
def file_can_be_written(sqlite: SqliteFacts) -> Iterator[Finding]:
    """The disk of the data takes writes and has room"""
    disk = sqlite.disk
    if not disk.writable:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="disk",
            summary="The file of the data cannot be written.",
            evidence=f"{disk.path} or its folder is read-only for this process.",
            impact="No chat begins and no lead is kept.",
            fix="Make the folder writable for the user the app runs as, or set DATABASE_URL to a "
            "file on a disk that is.",
        )
    if disk.free < max(LITTLE, disk.size):
        yield Finding(
            severity=Severity.BLOCKER if disk.free < LITTLE // 4 else Severity.TRUST,
            subject="room",
            summary="The disk of the data is nearly full.",
            evidence=f"{disk.free // 1024**2} MB are free; the data has {disk.size // 1024**2} MB.",
            impact="When it is full no lead is kept, and a copy of the data has no room.",
            fix="Delete what is not needed there, or make the disk larger at your platform.",
        )


@check("database.journal", stage=3, needs="sqlite")
def readers_do_not_wait(sqlite: SqliteFacts) -> Iterator[Finding]:
    """Reading and writing the file do not wait for each other"""
    if sqlite.journal == "memory":
        raise NotApplicable("The data is in memory.")
    if sqlite.journal != "wal":
        yield Finding(
            severity=Severity.TRUST,
            subject="WAL",
            summary="While one visitor's message is saved, all others wait.",
            evidence=f"The file's journal is {sqlite.journal}; wal was asked for.",
            impact="With a few visitors at once some get an error: the database is locked.",
            fix="Move the file to a disk of the machine itself: network disks cannot do it. Or use "
            "PostgreSQL.",
            reference="sqlite.org/wal.html",
        )
