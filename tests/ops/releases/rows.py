"""Releases as bin/release would have written them down."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from ops.models import Release

COMMITS = {"r1": "a1" * 20, "r2": "b2" * 20, "r3": "c3" * 20}


def brought(*without: str) -> dict[str, list[str]]:
    """The migrations of this code, ``without`` some (``app.name``)."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations):
        if f"{app}.{name}" not in without:
            found.setdefault(app, []).append(name)
    return found


def applied() -> dict[str, list[str]]:
    """What the database has applied."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(connection).applied_migrations):
        found.setdefault(app, []).append(name)
    return found


def released(version: str, *, ago: int, without: tuple[str, ...] = (), **more: str) -> Release:
    """One that went out ``ago`` hours ago."""
    return Release.objects.create(
        **{
            "version": version,
            "commit": COMMITS.get(version, ""),
            "result": "done",
            "known": brought(*without),
            "schema": applied(),
            "started_at": timezone.now() - timedelta(hours=ago),
            **more,
        }
    )
