"""Whose email it is and its colours: told by the room above, which knows the business."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Palette:
    """The colours of one scheme, each ``#rrggbb``.

    ``accent`` fills the button, on which ``on_accent`` is the text; ``edge`` is the accent where it
    must be seen on paper, ``link`` where it must be read. ``paper`` lies around the ``sheet``.
    """

    paper: str
    sheet: str
    ink: str
    quiet: str
    line: str
    accent: str
    on_accent: str
    edge: str
    link: str
    tint: str


#: Of the colours the pages begin with; a test holds them to ``chatbot.colour``.
LIGHT = Palette(
    paper="#fbf9f5", sheet="#ffffff", ink="#1f1c18", quiet="#655f56", line="#e4dfd5",
    accent="#1f5f5b", on_accent="#ffffff", edge="#1f5f5b", link="#1f5f5b", tint="#e1e7e3",
)  # fmt: skip
DARK = Palette(
    paper="#191715", sheet="#221f1c", ink="#ece6dc", quiet="#aaa297", line="#38332d",
    accent="#277671", on_accent="#ffffff", edge="#277671", link="#39ada6", tint="#263632",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Letterhead:
    """The business as its emails show it. ``language`` is the one it works in."""

    business_name: str
    person: str = ""
    site_url: str = ""
    language: str = "en"
    light: Palette = LIGHT
    dark: Palette = DARK


_source: list[Callable[[], Letterhead]] = []


def register(source: Callable[[], Letterhead]) -> None:
    """Say how to find out whose emails these are."""
    _source[:] = [source]


def current() -> Letterhead:
    """Whose they are now."""
    if _source:
        return _source[0]()
    return Letterhead(business_name=settings.SITE_HOST, site_url=settings.SITE_URL)
