"""The few pages of the desk that somebody goes to all day, named above every page of the admin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """One of them: ``page`` is the name of its address, ``order`` its place from the left.

    Shown to whoever has ``permission``, such as ``leads.view_lead``; "" is everybody at the desk.
    """

    label: str
    page: str
    order: int
    permission: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A way as it stands on a page; ``here`` when that page is where it leads."""

    label: str
    url: str
    here: bool


_ways: list[Way] = []


def register(way: Way) -> None:
    """Add one."""
    _ways.append(way)


def for_request(request: HttpRequest, site_name: str) -> list[Shown]:
    """Those that this person may go, in their order. Asks no tables of its own."""
    user: Any = request.user
    found = []
    for way in sorted(_ways, key=lambda way: way.order):
        if not way.permission or user.has_perm(way.permission):
            url = reverse(way.page, current_app=site_name)
            found.append(Shown(way.label, url, here=request.path == url))
    return found
