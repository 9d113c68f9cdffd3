"""Who writes to a lead: told by the room above, which knows the business."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """The business as it signs its emails."""

    business_name: str
    coach_name: str = ""
    reply_promise: str = ""
    booking_url: str = ""
    colour: str = "#1f5f5b"
    site_url: str = ""

    @property
    def person(self) -> str:
        """Who answers."""
        return self.coach_name or self.business_name


_source: list[Callable[[], Sender]] = []


def register_sender(source: Callable[[], Sender]) -> None:
    """Say how to find out who writes."""
    _source[:] = [source]


def current_sender() -> Sender:
    """Who writes now."""
    if _source:
        return _source[0]()
    return Sender(business_name=settings.SITE_HOST, site_url=settings.SITE_URL)
