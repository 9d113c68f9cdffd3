"""What is said about /setup/ when a process starts, and when RECOVER_OWNER begins to count."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone

from chatbot.accounts import owner_door
from chatbot.models.owner_door import OwnerDoor
from ops.database import give_back

logger = logging.getLogger(__name__)


def at_start() -> None:
    """Note that RECOVER_OWNER is set, or gone, and tell the log who may go to /setup/."""
    try:
        if settings.RECOVER_OWNER:
            OwnerDoor.objects.get_or_create(key=owner_door.again_key())
        else:
            # Taken out of the environment: the same name may be set again one day.
            OwnerDoor.objects.filter(key__startswith=owner_door.AGAIN).delete()
        _say()
    finally:
        give_back()


def _say() -> None:
    door = owner_door.current()
    if door is None:
        if settings.RECOVER_OWNER:
            logger.warning("RECOVER_OWNER opens nothing: %s", why_not())
    elif door.is_first:
        if not settings.DEBUG:
            logger.warning("No owner yet: open %s/setup/ and enter %s", settings.SITE_URL, _what())
    else:
        logger.warning(
            "RECOVER_OWNER is set: until %s UTC, whoever opens %s/setup/ and enters %s gets that "
            "account. Take the variable away afterwards.",
            f"{_row().opened_at + owner_door.OPEN_FOR:%H:%M}",
            settings.SITE_URL,
            _what(door.key),
        )


def _what(key: str = owner_door.FIRST) -> str:
    if settings.OPS_TOKEN:
        return "the value of OPS_TOKEN (it is among your platform's variables)"
    return owner_door.code(key)


def why_not() -> str:
    """Why the name in RECOVER_OWNER opens no door, and what to do."""
    row = _row()
    again = "take it away, let the site start, and set it again"
    if row.used_at:
        return f"somebody has come back in with it. Take it away; to use it once more, {again}."
    if timezone.now() - row.opened_at > owner_door.OPEN_FOR:
        return f"its hour is over. To use it, {again}."
    return (
        "no open account of an Owner signs in with that name or address, or more than one does. "
        "Write it as it stands in the list of users."
    )


def _row() -> OwnerDoor:
    return OwnerDoor.objects.get(key=owner_door.again_key())
