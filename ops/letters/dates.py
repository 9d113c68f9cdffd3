"""A day and a time as the reader's language writes them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override


def day_and_time(moment: datetime, language: str, zone: str = "UTC") -> str:
    """Such as ``27 November 2026, 10:30 CET``, in a zone of the time zone database."""
    local = timezone.localtime(moment, ZoneInfo(zone))
    return f"{day(local, language)}, {local:%H:%M %Z}"


def day(local: datetime, language: str, *, with_weekday: bool = False) -> str:
    """Such as ``27 November 2026``, or ``Friday 27 November 2026``."""
    with override(language):
        # English has the American order for its own; a day before its month is read by all.
        date = date_format(local, "j F Y" if language == "en" else "DATE_FORMAT")
        if not with_weekday:
            return date
        comma = "" if language in ("en", "fr") else ","
        return f"{date_format(local, 'l').capitalize()}{comma} {date}"
