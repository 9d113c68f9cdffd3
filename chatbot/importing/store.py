"""Rows into knowledge entries: all of a file or nothing of it, and a second time updates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from chatbot.importing.read import FIELDS, Row
from chatbot.models import KnowledgeEntry


@dataclass(slots=True)
class Imported:
    """What an import did, or would do."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def store_rows(rows: Sequence[Row], *, origin: str, dry_run: bool = False) -> Imported:
    """Store the rows of the file ``origin``; with any problem in any row nothing is stored.

    A row is known again by its ``id``, or by its title where it has none.
    """
    result = Imported()
    seen: dict[str, str] = {}
    with transaction.atomic():
        for row in rows:
            key = f"{origin}#{row.values.get('id') or row.values.get('title') or ''}"[:120]
            if key in seen:
                result.problems.append(f"{row.place}: the same title or id as {seen[key]}.")
                continue
            seen[key] = row.place
            _store(row, key, result)
        if result.problems or dry_run:
            transaction.set_rollback(True)
    return result


def _store(row: Row, key: str, result: Imported) -> None:
    try:
        values = _values(row)
    except ValidationError as error:
        result.problems += [f"{row.place}: {message}" for message in error.messages]
        return
    entry = (
        KnowledgeEntry.objects.filter(external_id=key).first()
        or KnowledgeEntry.objects.filter(title=values["title"], is_demo=False).first()
    )
    is_new = entry is None
    entry = entry or KnowledgeEntry(position=KnowledgeEntry.objects.count())
    same = all(getattr(entry, name) == value for name, value in values.items())
    for name, value in values.items():
        setattr(entry, name, value)
    entry.external_id = key
    try:
        entry.full_clean()
    except ValidationError as error:
        result.problems += [
            f"{row.place}: {'' if name == '__all__' else f'{name}: '}{' '.join(messages)}"
            for name, messages in error.message_dict.items()
        ]
        return
    if not is_new and same:
        result.unchanged.append(entry.title)
        return
    entry.save()
    (result.added if is_new else result.changed).append(entry.title)


def _values(row: Row) -> dict[str, Any]:
    unknown = row.values.keys() - FIELDS
    if unknown:
        raise ValidationError(
            f"does not know {', '.join(sorted(unknown))}; use {', '.join(sorted(FIELDS))}."
        )
    values: dict[str, Any] = {}
    for name in FIELDS - {"id", "price", "variants", "kind"}:
        value = row.values.get(name)
        if value is not None and not isinstance(value, str | int | float):
            raise ValidationError(f"{name} must be text.")
        values[name] = "" if value is None else str(value).strip()
    values["currency"] = values["currency"].upper()
    values["kind"] = str(row.values.get("kind") or "").strip().lower() or (
        "service" if str(row.values.get("price") or "").strip() else "faq"
    )
    values["price"] = _price(row.values.get("price"))
    values["variants"] = "\n".join(_variants(row.values.get("variants")))
    return values


def _price(value: Any) -> Decimal | None:
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    try:
        price = Decimal(text.replace(",", "") if text.count(",") and "." in text else text)
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite():
        raise ValidationError(
            "price must be a plain number such as 150 or 1200.50; the currency has its own column."
        )
    return price


def _variants(value: Any) -> list[str]:
    if value is None:
        return []
    parts = value if isinstance(value, list) else str(value).replace("|", "\n").splitlines()
    return [str(part).strip() for part in parts if str(part).strip()]
