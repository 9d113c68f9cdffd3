"""Rows as plain data, for whoever they are about: with all that hangs on them, without keys."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal
from typing import Any

from django.db import models

from ops.privacy.processing import Data, table_of

#: How far from a row its belongings are followed: a conversation, its messages, what hangs on one.
DEEPEST = 3


def as_plain(row: models.Model, *, deep: int = DEEPEST) -> dict[str, object]:
    """Fields of a row and, below them, the rows that would go with it.

    Left out is what is a key, who of the team did something, and the way back up. A table that
    nobody has described gives all its fields, since it is more likely to be forgotten than secret.
    """
    described = table_of(row._meta.label)
    found: dict[str, object] = {}
    for field in row._meta.concrete_fields:
        kind = described.kind_of(field.name) if described else None
        if kind is Data.TEAM or (described and field.name in described.keys.split()):
            continue
        value = getattr(row, field.attname)
        if value not in (None, "", [], {}):
            found[field.name] = _plain(value)
    for many in row._meta.many_to_many:
        names = [str(one) for one in getattr(row, many.name).all()]
        if names:
            found[many.name] = names
    if deep > 1:
        found |= _below(row, deep - 1)
    return found


def _below(row: models.Model, deep: int) -> dict[str, object]:
    """What is deleted when the row is: by that it is known to belong to it."""
    found: dict[str, object] = {}
    relations: list[Any] = list(row._meta.related_objects)
    for relation in relations:
        model = relation.related_model
        if getattr(relation, "on_delete", None) is not models.CASCADE or relation.many_to_many:
            continue
        if isinstance(row, model) or model._meta.auto_created:
            continue
        rows = model._base_manager.filter(**{relation.field.name: row})
        own = [as_plain(one, deep=deep) for one in rows.order_by("pk")]
        for one in own:
            one.pop(relation.field.name, None)
        if own:
            found[str(relation.get_accessor_name() or model._meta.model_name)] = own
    return found


def _plain(value: Any) -> object:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return value
