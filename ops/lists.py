"""Lists and searches that stay quick over tables that grow.

A list counts no further than it shows, and reads whole rows for one page only. A search begins with
a word that few rows hold, so that the others are looked for in those rows alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib.admin import ShowFacets
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import F, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

#: Rows of a list that may be paged through; who wants older ones filters or searches.
MOST = 5_000
#: A word that no more rows hold is where a search begins.
TELLING = 1_000
#: Rows that a search finds where every word is common, the newest.
NEWEST = 1_000
#: So many found among the newest are enough to show.
ENOUGH = 200
#: Words of a search whose rows are looked up, the longest first.
LOOKED_UP = 2


class AtLeast(int):
    """A number of rows where there are more: ``5,000+``."""

    def __str__(self) -> str:
        return f"{int(self):,}+"


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts up to ``most`` and offers so many rows; ``rows`` is what a page is read from by key.

    The list itself may be filtered by whatever is slow: what a row shows beside its columns is
    asked for the rows of one page.
    """

    def __init__(self, *given: Any, rows: QuerySet[Any], most: int = MOST) -> None:
        super().__init__(*given)
        self.rows, self.most = rows, most

    @cached_property
    def count(self) -> int:
        """How many, exactly up to ``most``."""
        found: Any = self.object_list
        number: int = found.order_by().values("pk")[: self.most + 1].count()
        return AtLeast(self.most) if number > self.most else number

    def page(self, number: Any) -> Any:
        """Its rows in the order of the list."""
        number = self.validate_number(number)
        found: Any = self.object_list
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        keys = list(found.values_list("pk", flat=True)[first:last])
        rows = self.rows.filter(pk__in=keys).order_by(*found.query.order_by)
        rows.query.select_related = found.query.select_related
        return Page(rows, number, self)


class Bounded:
    """Mixed into the admin of a table that grows."""

    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    most_rows = MOST
    list_per_page: int = 50

    def action_checkbox(self, obj: Any) -> SafeString:
        """As Django's, whose widget goes through a template for each row."""
        return format_html(
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">',
            ACTION_CHECKBOX_NAME, obj.pk, f"Select this object for an action - {obj}",
        )  # fmt: skip

    def get_paginator(self, request: HttpRequest, queryset: Any, per_page: int,
                      orphans: int = 0, allow_empty_first_page: bool = True) -> Any:  # fmt: skip
        """Ours for the list; the history of one row is another table."""
        if queryset.model is not self.model:  # type: ignore[attr-defined]
            return super().get_paginator(  # type: ignore[misc]
                request, queryset, per_page, orphans, allow_empty_first_page
            )
        rows = self.get_queryset(request)  # type: ignore[attr-defined]
        return BoundedPaginator(
            queryset, per_page, orphans, allow_empty_first_page, rows=rows, most=self.most_rows
        )


def holding(
    found: QuerySet[Any],
    words: Sequence[str],
    *,
    keys: Callable[[str, set[Any] | None], QuerySet[Any]],
    holds: Callable[[str], Q],
    newest: str,
    recent: Callable[[], Iterable[Any]] | None = None,
) -> QuerySet[Any]:
    """Those of ``found`` that hold every word.

    ``keys`` gives the keys of the rows with a word, one or more times each, among some rows or
    among all; ``holds`` says of one row that it has it. Where every word is common, the ``NEWEST``
    first in the order ``newest`` are found; ``recent`` gives the keys of some at the beginning of
    that order, and where ``ENOUGH`` of those hold the words, they are all that is found.
    """
    left = sorted(dict.fromkeys(words), key=len, reverse=True)
    for first in left[:LOOKED_UP]:
        few = list(keys(first, None)[: TELLING + 1])
        if len(few) > TELLING:
            continue
        both = set(few)
        for word in left:
            if both and word != first:
                both = set(keys(word, both))
        return found.filter(pk__in=both)
    both = set(recent()) if recent else set()
    for word in left:
        both = set(keys(word, both)) if len(both) >= ENOUGH else set()
    if len(both) >= ENOUGH:
        return found.filter(pk__in=both)
    common = found
    for word in left:
        common = common.filter(holds(word))
    first_ones = common.order_by(newest).values_list("pk", flat=True)[:NEWEST]
    return found.filter(pk__in=set(first_ones))


def in_use(model: type[Model], field: str) -> list[Any]:
    """The values a column has, in order and without NULL; it must be the first of an index.

    One step of the index for each value, where DISTINCT reads the whole of it.
    """
    return [value for value, _ in with_newest(model, field, field, field)]


def with_newest(
    model: type[Model], field: str, beside: str, newest: str, most: int = 1_000
) -> list[tuple[Any, Any]]:
    """The same, each with what ``beside`` says in its newest row: ``(value, beside)``."""
    columns = {one.name: one.column for one in model._meta.concrete_fields}
    value, other, order = (
        connection.ops.quote_name(columns[name]) for name in (field, beside, newest)
    )
    table = connection.ops.quote_name(model._meta.db_table)
    asked = (
        f"WITH RECURSIVE used(value) AS (SELECT MIN({value}) FROM {table} UNION ALL "  # noqa: S608
        f"SELECT (SELECT MIN({value}) FROM {table} WHERE {value} > used.value) "
        "FROM used WHERE used.value IS NOT NULL) "
        f"SELECT value, (SELECT {other} FROM {table} WHERE {value} = used.value "
        f"ORDER BY {order} DESC LIMIT 1) FROM used WHERE value IS NOT NULL LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [most])
        return list(cursor.fetchall())


def forms_of(word: str) -> set[str]:
    """A word as ``icontains`` has to look for it.

    SQLite knows upper and lower case of ASCII only, so other letters are tried in both.
    """
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}


def plain(*fields: str) -> Coalesce:
    """Fields as one text that no index serves: where few rows are looked at, it is in the way."""
    texts = [part for field in fields for part in (Value(" "), F(field))]
    text: Any = TextField()
    return Coalesce(Concat(*texts, output_field=text), Value(""), output_field=text)


def anywhere(word: str, *fields: str) -> Q:
    """That one of the fields has the word somewhere in it."""
    wanted = Q()
    for form in forms_of(word):
        for field in fields:
            wanted |= Q(**{f"{field}__icontains": form})
    return wanted
