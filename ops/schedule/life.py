"""A sign of life in the database: somebody does the chores, and so sends the emails too.

Where there is no Redis, another process can see it nowhere else.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ops.schedule.registry import register
from ops.schedule.rows import ChoreRun

NAME = "sign of life"
EVERY = timedelta(minutes=1)
#: Older signs say nothing.
FRESH = timedelta(minutes=3)


def register_sign() -> None:
    """Give a sign every minute; that the chore is done is all there is to it."""
    register(NAME, lambda: None, every=EVERY, patience=EVERY)


def silent_for() -> timedelta | None:
    """How long nobody has done a chore, where somebody once did and it is too long; else None."""
    row = ChoreRun.objects.filter(name=NAME, began_at__isnull=False).first()
    if row is None or row.began_at is None:
        return None
    length = timezone.now() - row.began_at
    return length if length > FRESH else None


def heard_of() -> bool:
    """Whether some process did chores lately."""
    since = timezone.now() - FRESH
    return ChoreRun.objects.filter(name=NAME, began_at__gte=since).exists()
