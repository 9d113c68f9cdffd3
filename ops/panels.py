"""What the admin's first page shows, brought by each room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timesince import timesince

from ops.one_trip import fetched


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One thing to look at, by whoever has ``permission`` if it needs one of its own.

    ``phone`` is the number of whoever it is about, as they typed it.
    """

    text: str
    url: str
    note: str = ""
    permission: str = ""
    phone: str = ""

    @property
    def tel(self) -> str:
        """What a telephone dials."""
        return dialled(self.phone)


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """A panel as it is shown; ``empty`` is said when there is no row."""

    title: str
    rows: Sequence[Row] = field(default_factory=tuple)
    empty: str = "Nothing at the moment."


#: Makes a query of a few rows, for ``ops.one_trip``.
Question = Callable[[], QuerySet[Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """``permission`` is what somebody needs to see it, such as ``leads.view_lead``.

    People come first; ``order`` above 0 is for what can wait until they are answered, below 0 for
    what cannot. One shown ``only_with_rows`` is an alarm. What ``asks`` lists is asked for all
    panels of a page at once, and its content finds it with ``answer``.
    """

    permission: str
    content: Callable[[], Content]
    order: int = 0
    only_with_rows: bool = False
    asks: tuple[Question, ...] = ()

    def visible_to(self, user: Any) -> bool:
        """Whether this person may see it."""
        return bool(user.has_perm(self.permission))

    def content_for(self, user: Any) -> Content:
        """What this person may see of it."""
        content = self.content()
        rows = [row for row in content.rows if not row.permission or user.has_perm(row.permission)]
        return replace(content, rows=rows)


def dialled(phone: str) -> str:
    """``+46701234567`` of ``+46 (0)70 123 45 67``; "" where there is no digit."""
    plus = "+" if phone.strip().startswith("+") else ""
    digits = re.sub(r"[^0-9]", "", phone.replace("(0)", "") if plus else phone)
    return f"{plus}{digits}" if digits else ""


def ago(moment: datetime) -> str:
    """``3 hours ago``, in one unit; ``just now`` within a minute."""
    if timezone.now() - moment < timedelta(minutes=1):
        return "just now"
    return f"{timesince(moment, depth=1)} ago"


T = TypeVar("T")
_page: ContextVar[dict[Any, Any] | None] = ContextVar("page", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """While a page is made, ``once`` asks once."""
    token = _page.set({})
    try:
        yield
    finally:
        _page.reset(token)


def once(make: Callable[[], T]) -> T:
    """What several parts of a page need, made for the first of them; elsewhere every time."""
    known = _page.get()
    if known is None:
        return make()
    if make not in known:
        known[make] = make()
    return known[make]  # type: ignore[no-any-return]


def ask(questions: Iterable[Question]) -> None:
    """Fetch the answers of a page's panels in one trip."""
    known = _page.get()
    if known is not None:
        asked = list(dict.fromkeys(questions))
        known |= dict(zip(asked, fetched([make() for make in asked]), strict=True))


def answer(question: Question) -> list[Any]:
    """The rows of a question, in no order; asked now where no page has asked it before."""
    known = _page.get() or {}
    return known[question] if question in known else list(question())


def only_answer(question: Question) -> Any:
    """The row of a question that finds one at most, or None."""
    return next(iter(answer(question)), None)


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Add a panel."""
    _panels.append(panel)


def all_panels() -> list[Panel]:
    """By their order, and then as they were added: the lowest room first."""
    return sorted(_panels, key=lambda panel: panel.order)
