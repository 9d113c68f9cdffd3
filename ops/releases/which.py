"""Which release serves, and which one a rollback goes to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError

from ops.releases.rows import Release


class NoSuchRelease(Exception):
    """There is nothing to go back to; the message says why and names what there is."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The release that serves and the one to go back to."""

    current: Release
    target: Release


def pair(name: str = "") -> Pair:
    """By name, or the release before the current one; raises ``NoSuchRelease``."""
    try:
        rows = list(Release.objects.done())
    except DatabaseError as error:
        raise NoSuchRelease(
            "The database holds no list of releases: it cannot be reached, or is older than that "
            "list. Look at DATABASE_URL; if it is right, run: python manage.py migrate"
        ) from error
    if not rows:
        raise NoSuchRelease(
            "No release has been recorded yet. bin/release records each one; from the second on "
            "there is something to go back to."
        )
    current = rows[0]
    return Pair(current, _named(rows, name) if name else _before(rows, current))


def _same(one: Release, other: Release) -> bool:
    if one.commit and other.commit:
        return one.commit == other.commit
    return one.version == other.version


def _before(rows: list[Release], current: Release) -> Release:
    """The newest that went out before the current one did for the first time.

    So after a rollback from 2 to 1 the release before is not 2, which was left for a reason.
    """
    first = min((row for row in rows if _same(row, current)), key=lambda row: row.started_at)
    for row in rows:
        if row.started_at < first.started_at and not _same(row, current):
            return row
    if current.version == "development" and not current.commit:
        raise NoSuchRelease(
            "The releases recorded have no names. Set RELEASE_VERSION to another value for each, "
            "such as the commit; platforms do it by themselves."
        )
    others = _names([row for row in rows if not _same(row, current)])
    raise NoSuchRelease(
        f"{current.version} is the first release recorded, so there is none before it."
        + (f" You may name another: {others}." if others else "")
    )


def _named(rows: list[Release], name: str) -> Release:
    found = [row for row in rows if row.version == name]
    if not found and len(name) >= 7:
        found = [row for row in rows if row.commit.startswith(name)]
    if not found:
        raise NoSuchRelease(f"There is no release {name}. These went out: {_names(rows)}.")
    return found[0]


def _names(rows: list[Release]) -> str:
    seen = dict.fromkeys(f"{row.version} ({row.started_at:%d %b %Y})" for row in rows)
    return ", ".join(list(seen)[:10])
