"""A row judged: the values of an entry, or what is wrong with them in words."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from chatbot.importing.rows import FIELDS, Row
from chatbot.models import KnowledgeEntry

#: What an entry's content is, and so what an edit by hand is seen by.
CONTENT = ("kind", "title", "variants", "answer", "price", "currency", "price_note", "url")
#: Characters of the key that an entry is told by (``KnowledgeEntry.external_id``).
LONGEST_KEY = 120
# Control characters, and the invisible letters that only a machine reads (Unicode tags).
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\U000e0000-\U000e007f]")
_is_url = URLValidator(schemes=["http", "https"])


def key_of(source: str, row: Row) -> str:
    """What the entry is told by at the next import."""
    told = row.key or row.values.get("id") or row.values.get("title") or ""
    key = clean(f"{source}#{told}")
    if len(key) <= LONGEST_KEY:
        return key
    mark = hashlib.sha256(key.encode()).hexdigest()[:24]
    return f"{key[: LONGEST_KEY - 25]}~{mark}"


def clean(text: str) -> str:
    """Text that every database takes, without what nobody can see."""
    return _UNSEEN.sub("", text.encode("utf-8", "replace").decode("utf-8"))


def values_of(row: Row) -> dict[str, Any]:
    """The content of an entry, complete and valid; raises ``ValidationError`` with sentences."""
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
        values[name] = "" if value is None else clean(str(value)).strip()
    values["currency"] = values["currency"].upper()
    values["kind"] = str(row.values.get("kind") or "").strip().lower() or (
        "service" if str(row.values.get("price") or "").strip() else "faq"
    )
    values["price"] = _price(row.values.get("price"))
    values["variants"] = "\n".join(_variants(row.values.get("variants")))
    if row.key:
        values["url"] = _own_url(values["url"])
    _check(values)
    return values


def _check(values: Mapping[str, Any]) -> None:
    entry = KnowledgeEntry(**values)
    try:
        entry.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise ValidationError(
            [
                f"{'' if name == '__all__' else f'{name}: '}{' '.join(messages)}"
                for name, messages in error.message_dict.items()
            ]
        ) from error


def _own_url(url: str) -> str:
    """The address a page was read from, as far as it can be kept."""
    for shorter in (url, url.partition("#")[0]):
        try:
            _is_url(shorter)
        except ValidationError:
            continue
        if len(shorter) <= 500:
            return shorter
    return ""


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
    return [text for part in parts if (text := clean(" ".join(str(part).split())))]


def content_of(entry: KnowledgeEntry) -> dict[str, Any]:
    """The content an entry has now."""
    return {name: getattr(entry, name) for name in CONTENT}


def print_of(values: Mapping[str, Any]) -> str:
    """A short mark of content: the same for what reads the same, however its lines end."""
    told = []
    for name in CONTENT:
        value = values[name]
        if name == "price":
            told.append("" if value is None else f"{value:.2f}")
        else:
            lines = str(value).replace("\r\n", "\n").split("\n")
            told.append("\n".join(line.rstrip() for line in lines).strip())
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
