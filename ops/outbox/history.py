"""What became of the emails to one person, for whoever looks at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from ops.outbox.addresses import ascii_form, keys
from ops.outbox.events import EmailEvent
from ops.outbox.rows import OutboxMessage
from ops.outbox.suppression import Suppression

MOST = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """One email. ``became`` is what became of it in words, ``detail`` what a mail server said, and
    ``heard`` when the provider told the last of it; ``kept_back`` is one that never left, because
    its address is left alone.
    """

    id: UUID
    kind: str
    subject: str
    at: datetime
    became: str
    detail: str = ""
    heard: datetime | None = None
    wrong: bool = False
    kept_back: bool = False


#: What a person did not get.
WRONG = (
    OutboxMessage.Fate.SUPPRESSED, OutboxMessage.Fate.RETURNED, OutboxMessage.Fate.REJECTED,
    OutboxMessage.Fate.BOUNCED, OutboxMessage.Fate.COMPLAINED,
)  # fmt: skip


def emails_to(*addresses: str, most: int = MOST) -> list[Sent]:
    """The emails to the addresses of one person, the newest first; one query."""
    spelled = {
        form
        for address in addresses
        for form in (address, address.strip(), address.lower(), ascii_form(address))
    }
    told = EmailEvent.objects.filter(message=OuterRef("pk")).exclude(detail="").order_by("-at")
    rows: Any = OutboxMessage.objects.filter(to__in=spelled).defer("text", "html", "headers")
    found = rows.annotate(said=Subquery(told.values("detail")[:1])).order_by("-created_at")[:most]
    return [
        Sent(
            id=row.pk,
            kind=row.kind,
            subject=row.subject,
            at=row.sent_at or row.created_at,
            became=row.words(),
            detail=row.said or "",
            heard=row.fate_at,
            wrong=row.fate in WRONG or row.state == OutboxMessage.State.FAILED,
            kept_back=row.fate == OutboxMessage.Fate.SUPPRESSED,
        )
        for row in found
    ]


def left_alone(*addresses: str) -> list[tuple[str, str]]:
    """Those of the addresses that are sent nothing any more, each with why; one query."""
    whose = {key: address for address in addresses for key in keys(address)}
    rows = Suppression.objects.filter(key__in=whose, topic="").order_by("at")
    return [(whose[row.key], row.words().replace("Not sent", "Left alone", 1)) for row in rows]
