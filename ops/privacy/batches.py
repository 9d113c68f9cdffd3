"""Deleting many rows, a few at a time: no transaction grows with what has piled up."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

#: Rows that go in one go.
A_BATCH = 500


def delete_some(rows: QuerySet[Any], most: int) -> int:
    """Delete so many rows at most; returns how many rows that were, without what hung on them."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:most])
    if keys:
        # Asked once more: one that was touched meanwhile stays.
        rows.filter(pk__in=keys).delete()
    return len(keys)


def delete_all(rows: QuerySet[Any]) -> int:
    """Delete all of them; returns how many that were."""
    count = 0
    while gone := delete_some(rows, A_BATCH):
        count += gone
        if gone < A_BATCH:
            break
    return count
