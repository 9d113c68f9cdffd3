"""A row as an email: its headers, and what it says of itself to machines."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMultiAlternatives

from ops.outbox import sender
from ops.outbox.rows import OutboxMessage

#: What an automatic email says, so that no other machine answers it: RFC 3834 (section 5.1),
#: Precedence for older ones (its section 2), and Exchange's own ([MS-OXCMAIL], 2.1.3.2.20). NDR is
#: left out of that on purpose: whether an address exists is what we want to hear.
AUTOMATIC = {
    "Auto-Submitted": "auto-generated",
    "Precedence": "bulk",
    "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply",
}
#: What a person's words say (RFC 3834, section 5.1).
PERSONAL = {"Auto-Submitted": "no"}


def message_of(row: OutboxMessage, connection: Any = None) -> EmailMultiAlternatives:
    """The email with its headers: automatic ones say so, and every one carries its ids."""
    by_person = row.headers.get("Auto-Submitted") == "no"
    headers = {
        "Message-ID": row.message_id,
        **({} if by_person else AUTOMATIC),
        **row.headers,
    }
    if row.request_id:
        headers["X-Request-ID"] = row.request_id
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        from_email=sender.header(),
        to=[row.to],
        reply_to=[row.reply_to] if row.reply_to else None,
        headers=headers,
        connection=connection,
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    return message
