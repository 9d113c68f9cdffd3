"""The founder's time zone, in which the admin shows moments; named by the room that knows it."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

_read: list[Callable[[], str]] = []


def register(read: Callable[[], str]) -> None:
    """Where its name stands; the last one counts."""
    _read[:] = [read]


def founders() -> zoneinfo.ZoneInfo:
    """The zone; UTC while nobody has named one, or one that there is not."""
    try:
        return zoneinfo.ZoneInfo((_read[0]() if _read else "") or "UTC")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
