"""Who writes to a lead: told by the room above, which knows the business."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from ops.zone import named


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """The business as it signs its emails."""

    business_name: str
    coach_name: str = ""
    reply_promise: str = ""
    booking_url: str = ""
    colour: str = "#1f5f5b"
    #: As the time zone database names it.
    site_url: str = ""
    time_zone: str = "UTC"

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


def today(time_zone: str = "") -> date:
    """The day it is where the business is; ``time_zone`` is its own, where that is known."""
    zone = named(time_zone or current_sender().time_zone)
    return timezone.now().astimezone(zone).date()
