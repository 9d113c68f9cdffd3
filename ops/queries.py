"""The queries that visitors and the founder wait for, registered by the rooms that make them.

The launch check asks the database for the plan of each (``database.indexes``), so that an index
that is missing is found before the table is big enough to hurt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, kw_only=True, slots=True)
class HotQuery:
    """A query that is made often, or over a table that grows.

    ``make`` builds it without running it; the values in it need not be in any row. ``columns`` are
    those an index for it begins with, as advice. ``walks`` says that it reads along an index until
    it has a page full and passes over hardly any row on the way.
    """

    name: str
    make: Callable[[], QuerySet[Any]]
    columns: tuple[str, ...]
    walks: bool = False


_queries: dict[str, HotQuery] = {}


def register(
    name: str, make: Callable[[], QuerySet[Any]], *, columns: tuple[str, ...], walks: bool = False
) -> None:
    """Add a room's query under the words a founder knows it by ("the list of leads")."""
    _queries[name] = HotQuery(name=name, make=make, columns=columns, walks=walks)


def hot_queries() -> list[HotQuery]:
    """Every registered query, in the order of registration."""
    return list(_queries.values())
