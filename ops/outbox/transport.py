"""The doors emails leave by: a folder, an SMTP server, a provider's API.

To add a provider that django-anymail speaks to, add its line to ``ops/outbox/providers.py``.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from ops.outbox.doors.api import to_api
from ops.outbox.doors.folder import to_file
from ops.outbox.doors.ses import to_ses
from ops.outbox.doors.smtp import to_smtp
from ops.outbox.letter import message_of
from ops.outbox.providers import APIS
from ops.outbox.refused import DeliveryError
from ops.outbox.rows import OutboxMessage

__all__ = ["DOORS", "DeliveryError", "message_of", "send"]

DOORS: dict[str, Callable[[OutboxMessage], str]] = {
    **dict.fromkeys(APIS, to_api),
    "ses": to_ses,
    "file": to_file,
    "smtp": to_smtp,
}


def send(row: OutboxMessage) -> str:
    """Hand one email to the provider and return the provider's id for it, or "".

    Raises ``DeliveryError``.
    """
    return DOORS[settings.EMAIL_PROVIDER](row)
