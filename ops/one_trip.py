"""Several small questions to the database in one trip."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import JSONField, Model, QuerySet
from django.db.models.functions import JSONObject
from django.utils.timezone import is_naive, make_aware


def fetched(questions: Sequence[QuerySet[Any]]) -> list[list[Any]]:
    """What each question would find, as instances of its model.

    Each is a plain ``QuerySet`` of rows, cut to a few; what it defers is left out, what it would
    follow is not. The rows of one come in no order, however they were chosen.
    """
    parts: list[str] = []
    given: list[Any] = []
    for number, question in enumerate(questions):
        row = JSONObject(**{field.attname: field.attname for field in _fields(question)})
        try:
            sql, values = question.values_list(row).query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT {number} AS which, part.* FROM ({sql}) part")  # noqa: S608 - Django wrote it
        given += values
    found: list[list[Any]] = [[] for _ in questions]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), given)
            for number, text in cursor.fetchall():
                found[number].append(_instance(questions[number], _read(text)))
    return found


def _fields(question: QuerySet[Any]) -> list[Any]:
    names, deferred = question.query.deferred_loading
    every = question.model._meta.concrete_fields
    return [one for one in every if one.primary_key or (one.name in names) != deferred]


def _instance(question: QuerySet[Any], row: dict[str, Any]) -> Model:
    fields = _fields(question)
    values = [_value(field, row[field.attname]) for field in fields]
    made: Model = question.model.from_db(question.db, [field.attname for field in fields], values)
    return made


def _value(field: Any, value: Any) -> Any:
    """As the field gives it, whichever database wrote it down."""
    if isinstance(field, JSONField):
        return _read(value)
    value = field.to_python(value)
    if isinstance(value, datetime) and is_naive(value):
        return make_aware(value, UTC)
    return value


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
