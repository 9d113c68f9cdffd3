"""Put an email into the outbox, in the transaction of what caused it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction

from ops.outbox import background, sender
from ops.outbox.rows import OutboxMessage
from ops.web.request_id import current_request_id


def enqueue(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    kind: str,
    reply_to: str = "",
    is_test: bool = False,
    headers: Mapping[str, str] | None = None,
) -> OutboxMessage:
    """Store one email; it leaves after the surrounding transaction has been committed.

    ``to`` and ``reply_to`` are plain addresses. The sender is always ``DEFAULT_FROM_EMAIL``.
    """
    row_id = uuid.uuid4()
    domain = sender.name_and_address()[1].rpartition("@")[2] or "localhost"
    row = OutboxMessage.objects.create(
        id=row_id,
        kind=kind,
        to=to,
        subject=one_line(subject)[:300],
        text=text,
        html=html,
        reply_to=one_line(reply_to),
        headers={one_line(name): one_line(value) for name, value in (headers or {}).items()},
        message_id=f"<{row_id}@{domain}>",
        request_id=current_request_id.get(),
        is_test=is_test,
    )
    transaction.on_commit(background.wake)
    return row


def one_line(text: str) -> str:
    """Without line breaks, which would end a header and begin another."""
    return " ".join(text.split())
