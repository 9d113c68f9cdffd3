"""Rows in which an address may stand, asked of the database, and looked at closely here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar
from urllib.parse import quote

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from ops.addresses import domain_forms
from ops.privacy.looking import Looker
from ops.privacy.since import made_before
from ops.privacy.tables import as_text

M = TypeVar("M", bound=models.Model)
#: Numbers that one query asks for.
AT_ONCE = 20


def holding(rows: models.QuerySet[M], fields: Iterable[str], looker: Looker) -> list[M]:
    """The rows of which one of the fields holds the person's address.

    A database knows no letter case outside ASCII and nothing of what an address is; so it is asked
    for more, and what it gives is read closely.
    """
    names = list(fields)
    asked = made_before(rows, looker.until)
    wanted = Q()
    for name in names:
        column = name
        if isinstance(rows.model._meta.get_field(name), models.JSONField):
            column = f"_{name}_as_text"
            asked = asked.annotate(**{column: Cast(name, models.TextField())})
        for fragment in _fragments(looker):
            wanted |= Q(**{f"{column}__icontains": fragment})
    return [
        row
        for row in asked.filter(wanted)
        if any(looker.has_address(as_text(getattr(row, name) or "")) for name in names)
    ]


def _fragments(looker: Looker) -> list[str]:
    """Spellings as they stand in a text, in an address bar and in JSON; letter case left to the
    database. Of an address with other letters than ASCII only the domain is asked for.
    """
    found: dict[str, None] = {}
    for local, domain in _halves(looker):
        for spelling in (domain, domain.upper()):
            whole = f"{local if local.isascii() else ''}@{spelling}"
            wrapped = (
                whole,
                quote(whole, safe=""),
                quote(whole, safe="@"),
                json.dumps(whole)[1:-1],
            )
            # Of what differs in ASCII case alone one is enough.
            found |= dict.fromkeys(
                "".join(c.lower() if c.isascii() else c for c in one) for one in wrapped
            )
    return list(found)


def _halves(looker: Looker) -> Iterator[tuple[str, str]]:
    """What stands before and after the @, the latter in each of its forms."""
    for address in looker.addresses:
        local, _, domain = address.rpartition("@")
        yield from ((local, form) for form in domain_forms(domain))


def naming(rows: models.QuerySet[M], fields: Iterable[str], numbers: Sequence[str]) -> list[M]:
    """The rows of which one of the fields holds one of the numbers of a person's rows."""
    names = list(fields)
    found: dict[object, M] = {}
    for start in range(0, len(numbers), AT_ONCE):
        asked, wanted = rows, Q()
        for name in names:
            column = name
            if isinstance(rows.model._meta.get_field(name), models.JSONField):
                column = f"_{name}_as_text"
                asked = asked.annotate(**{column: Cast(name, models.TextField())})
            for number in numbers[start : start + AT_ONCE]:
                wanted |= Q(**{f"{column}__contains": number})
        found |= {row.pk: row for row in asked.filter(wanted)}
    return list(found.values())
