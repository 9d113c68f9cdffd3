"""When somebody is there, as a page shows it: in the language in force, equal days together."""

from __future__ import annotations

from django.utils.dates import WEEKDAYS

from chatbot.models import Business


def opening_rows(business: Business) -> list[tuple[str, str]]:
    """``("Monday – Wednesday", "09:00–17:00")`` in the order of the week."""
    if not business.pk:
        return []
    return [(_days(first, last), hours) for first, last, hours in business.opening_runs("–")]


def _days(first: int, last: int) -> str:
    """Names of days as the language writes them, with a capital only at the beginning."""
    joint = ", " if last == first + 1 else " – "
    names = str(WEEKDAYS[first]) + (f"{joint}{WEEKDAYS[last]}" if last != first else "")
    return names[:1].upper() + names[1:]
