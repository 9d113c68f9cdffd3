"""What the email provider told of an email after it had taken it: one row an event.

An event is stored once, however often and in whatever order it is told. Opens and clicks are not
stored: nobody here is watched while reading.
"""

from __future__ import annotations

import hashlib
import json
import logging
import uuid
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from ops.logs.redaction import redact
from ops.outbox import suppression, topics
from ops.outbox.addresses import same
from ops.outbox.doors.api import OUR_ID
from ops.outbox.providers import Api
from ops.outbox.rows import OutboxMessage
from ops.privacy.batches import delete_all

logger = logging.getLogger(__name__)

#: How long events are kept, and those of emails that are not ours.
KEEP, KEEP_STRAY = timedelta(days=180), timedelta(days=2)
LONGEST = 300


class EmailEvent(models.Model):
    """``for_good``: the address is dead. ``provider_id`` is the provider's name for the email.

    Holds no address: the email does, and goes with it when a person is erased.
    """

    class Kind(models.TextChoices):
        TAKEN = "taken", "taken by your email provider"
        DELIVERED = "delivered", "arrived at their mail server"
        DEFERRED = "deferred", "their mail server asked to wait"
        BOUNCED = "bounced", "came back"
        REJECTED = "rejected", "refused by your email provider"
        COMPLAINED = "complained", "marked as spam"
        UNSUBSCRIBED = "unsubscribed", "unsubscribed at your email provider"

    message = models.ForeignKey(
        OutboxMessage, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    provider = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    for_good = models.BooleanField(default=False)
    at = models.DateTimeField()
    detail = models.CharField(max_length=LONGEST, blank=True)
    provider_id = models.CharField(max_length=200, blank=True, db_index=True)
    event_key = models.CharField(max_length=64, unique=True)
    content_key = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "email event"
        ordering = ["-at"]
        indexes = [models.Index(fields=["received_at"], name="ops_email_event_recent")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def fate(self) -> str:
        """What it makes of the email; "" where it says nothing of that."""
        if self.kind == self.Kind.BOUNCED and not self.for_good:
            return OutboxMessage.Fate.RETURNED
        return "" if self.kind in (self.Kind.TAKEN, self.Kind.UNSUBSCRIBED) else self.kind


#: anymail's words (anymail.signals.EventType) and ours; what is not here is not stored.
KINDS = {
    "delivered": EmailEvent.Kind.DELIVERED,
    "deferred": EmailEvent.Kind.DEFERRED,
    "bounced": EmailEvent.Kind.BOUNCED,
    "rejected": EmailEvent.Kind.REJECTED,
    "failed": EmailEvent.Kind.REJECTED,
    "complained": EmailEvent.Kind.COMPLAINED,
    "unsubscribed": EmailEvent.Kind.UNSUBSCRIBED,
}
#: Why a provider refuses to send at all (anymail.signals.RejectReason): it has met it before.
DEAD, SPAM = ("invalid", "bounced"), ("spam",)


def record(api: Api, event: Any) -> bool:
    """Store one of anymail's normalised events and act on it; False where it was known, or is of
    no concern.
    """
    kind = KINDS.get(str(event.event_type))
    if kind is None:
        return False
    row = _row(api, event, kind)
    recipient = _whose(row, _text(event.recipient))
    try:
        with transaction.atomic():
            row.save()
            if row.message and row.fate():
                row.message.hear(row.fate(), row.at)
            if "@" in recipient:
                _leave_alone(row, recipient, str(event.reject_reason or ""))
    except IntegrityError:
        return False  # It is stored already: told twice, or by two processes at once.
    extra = {"event": "email_event", "kind": str(kind), "outbox_id": str(row.message_id or "")}
    logger.info("the email provider told what became of an email", extra=extra)
    return True


def _row(api: Api, event: Any, kind: str) -> EmailEvent:
    provider_id = _text(event.message_id)[:200]
    recipient = _text(event.recipient)
    content = _digest(api.key, _plain(event.esp_event), recipient)
    given = _text(event.event_id)
    # Mailgun signs a token and not what it tells, so a token is good for one event.
    hard = kind == EmailEvent.Kind.BOUNCED and _is_hard(api, event)
    about = () if api.key == "mailgun" else (kind, str(hard), recipient)
    return EmailEvent(
        message=_message(api, event, provider_id),
        provider=api.key,
        kind=kind,
        for_good=hard,
        at=_moment(event.timestamp),
        detail=_detail(event),
        provider_id=provider_id,
        event_key=_digest(api.key, given, *about) if given else content,
        content_key=content,
    )


def _whose(row: EmailEvent, told: str) -> str:
    """Whose mailbox it is about: that of the email, where it is known. A mailbox that an email was
    passed on to, or copied to, dies alone.
    """
    if row.message is None:
        return told
    named = parseaddr(told)[1]
    other = row.for_good and "@" in named and not same(named, row.message.to)
    return named if other else row.message.to


def _leave_alone(row: EmailEvent, recipient: str, reason: str) -> None:
    refused = row.kind == EmailEvent.Kind.REJECTED
    if row.for_good or (refused and reason in DEAD):
        suppression.suppress(recipient, suppression.Suppression.Reason.BOUNCED, message=row.message)
    elif row.kind == EmailEvent.Kind.COMPLAINED or (refused and reason in SPAM):
        suppression.suppress(
            recipient, suppression.Suppression.Reason.COMPLAINED, message=row.message
        )
    elif row.kind == EmailEvent.Kind.UNSUBSCRIBED:
        suppression.suppress(
            recipient,
            suppression.Suppression.Reason.UNSUBSCRIBED,
            message=row.message,
            topic=topics.ANY,
        )


def _is_hard(api: Api, event: Any) -> bool:
    """Whether a bounce is for good. anymail does not say; each provider does, in its own place."""
    if api.key == "resend" and "hard bounce" in _text(event.description).lower():
        return True  # Its older events have no type.
    if api.key == "mailgun" and not isinstance(event.esp_event, dict):
        return _text(event.reject_reason) == "bounced"  # Its events of before 2018, as a form.
    raw = event.esp_event
    return any(_at(raw, hard.path) in hard.values for hard in api.hard)


def _at(data: Any, path: str) -> Any:
    for name in path.split("."):
        if not isinstance(data, dict):
            return None
        data = data.get(name)
    return data if isinstance(data, str | bool | int) else None


def _message(api: Api, event: Any, provider_id: str) -> OutboxMessage | None:
    """The email it is about, by what was sent along, by the provider's id, or by our own."""
    metadata = event.metadata if isinstance(event.metadata, dict) else {}
    try:
        ours = uuid.UUID(str(metadata.get(OUR_ID, "")))
    except ValueError:
        pass
    else:
        found = OutboxMessage.objects.filter(pk=ours).first()
        if found:
            return found
    if not provider_id:
        return None
    taken = (
        EmailEvent.objects.filter(provider_id=provider_id, provider=api.key)
        .exclude(message=None)
        .select_related("message")
        .first()
    )
    if taken:
        return taken.message
    own = f"<{provider_id.strip('<>')}>"
    return OutboxMessage.objects.filter(message_id=own).first()


def taken(row: OutboxMessage, provider: str, provider_id: str) -> None:
    """The provider has taken an email and called it something; what it told before is found now."""
    if not provider_id:
        return
    key = _digest(provider, "taken", str(row.pk), provider_id)
    EmailEvent.objects.get_or_create(
        event_key=key,
        defaults={
            "message": row, "provider": provider, "kind": EmailEvent.Kind.TAKEN,
            "at": timezone.now(), "provider_id": provider_id[:200], "content_key": key,
        },
    )  # fmt: skip
    adopt(row, provider, provider_id)


def adopt(row: OutboxMessage, provider: str, provider_id: str) -> int:
    """Give an email the events that came before its name was known; returns how many."""
    strays = EmailEvent.objects.filter(provider=provider, provider_id=provider_id, message=None)
    found = list(strays)
    for event in found:
        with transaction.atomic():
            EmailEvent.objects.filter(pk=event.pk).update(message=row)
            if event.fate():
                row.hear(event.fate(), event.at)
            event.message = row
            _leave_alone(event, row.to, "")
    return len(found)


def prune() -> int:
    """Give strays to their emails, and delete what is old."""
    now = timezone.now()
    strays = EmailEvent.objects.filter(message=None)
    for stray in strays.exclude(provider_id="")[:500]:
        known = EmailEvent.objects.filter(provider=stray.provider, provider_id=stray.provider_id)
        taken_row = known.exclude(message=None).select_related("message").first()
        if taken_row and taken_row.message:
            adopt(taken_row.message, stray.provider, stray.provider_id)
    gone = delete_all(strays.filter(received_at__lt=now - KEEP_STRAY))
    return gone + delete_all(EmailEvent.objects.filter(received_at__lt=now - KEEP))


def _moment(told: Any) -> datetime:
    """When it happened; now where that is not said, or lies ahead."""
    now = timezone.now()
    if not isinstance(told, datetime):
        return now
    try:
        moment = (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return now  # At the edge of the calendar, in a zone that lies beyond it.
    return min(moment, now)


def _detail(event: Any) -> str:
    """The mail server's own words, without the people in them."""
    said = _text(event.mta_response) or _text(event.description)
    return " ".join(redact(said).split())[:LONGEST]


def _text(value: Any) -> str:
    """What a database takes of something a provider sent."""
    if not isinstance(value, str | int):
        return ""
    return str(value).replace("\x00", "").encode("utf-8", "replace").decode()


def _plain(raw: Any) -> str:
    """An event as one text, the same each time it is told: without what signs this telling."""
    if hasattr(raw, "lists"):
        data = dict(raw.lists())
        for name in ("signature", "token"):
            data.pop(name, None)
    elif isinstance(raw, dict):
        data = {name: value for name, value in raw.items() if name != "signature"}
    else:
        return _text(raw)
    return json.dumps(data, sort_keys=True, default=str)


def _digest(*parts: str) -> str:
    text = "\x00".join(parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
