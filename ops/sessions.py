"""Ending sessions: one person's, or everybody's.

A new password ends a person's other sessions by itself, since Django ties each session to the
password. What is here is for the rest: an account that is closed, a lost laptop, a bad feeling.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from ops import schedule

#: Rows read at once.
A_PAGE = 500


def _all() -> Any:
    # Late, because the admin site is loaded before there are any models.
    from django.contrib.sessions.models import Session

    return Session.objects.all()


def end_all() -> int:
    """Sign everybody out, whoever asks included; returns how many sessions there were."""
    return int(_all().delete()[0])


def end_of(user: Any) -> int:
    """Sign one person out everywhere; returns how many sessions they had.

    A session does not say whose it is except in what is stored with it, so all are read.
    """
    rows = _all().iterator(chunk_size=A_PAGE)
    theirs = [row.session_key for row in rows if row.get_decoded().get(SESSION_KEY) == str(user.pk)]
    for start in range(0, len(theirs), A_PAGE):
        _all().filter(pk__in=theirs[start : start + A_PAGE]).delete()
    return len(theirs)


def clear() -> int:
    """Delete those that ended by themselves; returns how many."""
    return int(_all().filter(expire_date__lt=timezone.now()).delete()[0])


def register() -> None:
    """Once a day."""
    schedule.register("clear old sessions", clear, every=timedelta(days=1))
