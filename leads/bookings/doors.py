"""``POST /webhooks/bookings/calendly/`` and ``…/cal/``: signed by the provider, or refused."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from leads.bookings import cal, calendly
from leads.bookings.record import record
from leads.bookings.rows import Provider
from leads.bookings.told import Told, Unreadable
from ops.web.limits import check
from ops.web.problems import Problem

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """How one provider's calls are known and read. ``setting`` names its secrets, newest first."""

    provider: Provider
    setting: str
    header: str
    is_signed: Callable[[str, bytes, Sequence[str]], bool]
    read: Callable[[dict[str, Any]], list[Told]]

    @property
    def secrets(self) -> list[str]:
        """Two during a change."""
        found: list[str] = getattr(settings, self.setting)
        return found


DOORS = {
    Provider.CALENDLY: Door(
        Provider.CALENDLY,
        "CALENDLY_WEBHOOK_SECRET",
        calendly.SIGNATURE,
        calendly.is_signed,
        calendly.read,
    ),
    Provider.CAL: Door(Provider.CAL, "CAL_WEBHOOK_SECRET", cal.SIGNATURE, cal.is_signed, cal.read),
}


@csrf_exempt
def booking_events(request: HttpRequest, provider: str) -> HttpResponse:
    """Take one event. Kinds that are not about a call are taken and left alone."""
    check(request, "webhook")
    if request.method != "POST":
        raise Problem(405, "Wrong method", "This address takes POST.", headers={"Allow": "POST"})
    door = DOORS[Provider(provider)]
    if not door.secrets:
        raise Problem(
            404,
            "Not set up",
            f"Bookings from {door.provider.label} are not taken here: {door.setting} is not set. "
            "docs/bookings.md says how.",
        )
    body = request.body
    if not door.is_signed(request.headers.get(door.header, ""), body, door.secrets):
        logger.warning(
            "a booking webhook was refused: its signature does not fit",
            extra={"event": "booking_refused", "provider": provider},
        )
        raise Problem(401, "Not signed", "The signature does not fit.")
    try:
        events = door.read(_json(body))
    except Unreadable as error:
        raise Problem(400, "Not understood", f"{error}.") from error
    found = [record(event) for event in events]
    kept = any(booking is not None for booking in found)
    return JsonResponse({"status": "recorded" if kept else "ignored"})


def _json(body: bytes) -> dict[str, Any]:
    """The object in a body. What stands in it is cleaned where it is read: no booking is lost for
    one character in a name.
    """
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("the body is no JSON") from error
    if not isinstance(data, dict):
        raise Unreadable("the body must be a JSON object")
    return data
