"""What was there when a deletion was asked for, and what came after it.

Somebody who has their own account deleted may make a new one in the next minute, with the same
address. That deletion goes until the moment it was asked for: what was made later stays. A row of
which nobody can say when it was made counts as one that was there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

M = TypeVar("M", bound=models.Model)
#: Rows that hold no time of their own, and what says it instead.
ELSEWHERE = {"account.EmailAddress": "user__date_joined", "sessions.Session": "expire_date"}


def until_of(person: str) -> datetime | None:
    """Until when what is kept about a person is meant; None without an end."""
    until: datetime | None = getattr(person, "until", None)
    return until


def made_before(rows: models.QuerySet[M], until: datetime | None) -> models.QuerySet[M]:
    """Those of the rows that were there then; all where there is no end."""
    name = made_at(rows.model)
    if until is None or not name:
        return rows
    if rows.model._meta.label == "sessions.Session":
        # It ends so long after it was last written to.
        until += timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return rows.filter(**{f"{name}__lte": until})


@cache
def made_at(model: type[models.Model]) -> str:
    """The field that says when a row of a table was made, or ""."""
    if model._meta.label in ELSEWHERE:
        return ELSEWHERE[model._meta.label]
    names = [field.name for field in model._meta.local_concrete_fields if _is_set_once(field)]
    return "created_at" if "created_at" in names else next(iter(names), "")


def _is_set_once(field: models.Field[Any, Any]) -> bool:
    if not isinstance(field, models.DateTimeField):
        return False
    return field.auto_now_add or field.default is timezone.now
