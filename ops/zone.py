"""Time zones by their names, and the founder's, in which the admin shows moments."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

_read: list[Callable[[], str]] = []


def register(read: Callable[[], str]) -> None:
    """Where its name stands; the last one counts."""
    _read[:] = [read]


def founders() -> zoneinfo.ZoneInfo:
    """The zone; UTC while nobody has named one, or one that there is not."""
    return named(_read[0]() if _read else "")


def named(name: str) -> zoneinfo.ZoneInfo:
    """The zone of a name; UTC for what names none."""
    try:
        return zoneinfo.ZoneInfo(name or "UTC")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
