"""Every text of every table, read row by row: what the models say, not what we remember."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from ops.privacy.since import made_before

#: Rows fetched at once.
A_PAGE = 1000
HOLD_TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField,
             models.FileField, models.FilePathField)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One text: ``table`` is a label such as ``leads.Lead``."""

    table: str
    key: Any
    field: str
    text: str


def _session(text: str) -> str:
    """What lies in a session, which is stored compressed."""
    from django.contrib.sessions.backends.db import SessionStore

    return json.dumps(SessionStore().decode(text), ensure_ascii=False, default=str)


#: What has to be opened before it can be read.
OPENED: dict[tuple[str, str], Callable[[str], str]] = {
    ("sessions.Session", "session_data"): _session
}


def tables() -> list[type[models.Model]]:
    """Every table of the database that a model stands for, those in between included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def text_fields(model: type[models.Model]) -> list[str]:
    """The columns of a table that can hold what somebody wrote, and not one of a few words."""
    return [
        field.attname
        for field in model._meta.local_concrete_fields
        if isinstance(field, HOLD_TEXT) and not field.choices
    ]


def cells(model: type[models.Model]) -> Iterator[Cell]:
    """Every text of a table that is not empty."""
    for row in rows(model):
        yield from row


def rows(model: type[models.Model], until: datetime | None = None) -> Iterator[list[Cell]]:
    """The same row by row, without rows that hold none and those made after ``until``."""
    names = text_fields(model)
    if not names:
        return
    label = model._meta.label
    opened = {name: OPENED[label, name] for name in names if (label, name) in OPENED}
    there = made_before(model._base_manager.order_by(), until)
    found = there.values_list("pk", *names)
    for key, *values in found.iterator(chunk_size=A_PAGE):
        row = []
        for name, value in zip(names, values, strict=True):
            if value:
                text = value if isinstance(value, str) else as_text(value)
                row.append(Cell(label, key, name, opened[name](text) if name in opened else text))
        if row:
            yield row


def as_text(value: Any) -> str:
    """What a column holds, to be looked through."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "ignore")
    return json.dumps(value, ensure_ascii=False, default=str)
