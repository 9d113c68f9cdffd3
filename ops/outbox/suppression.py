"""Addresses that are left alone: an email to them came back for good, or they asked for it.

Remembered by a keyed hash, so that it outlives the erasure of a person and names nobody. While an
email to it is kept, the admin shows the address through that.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from ops.outbox import topics
from ops.outbox.addresses import keys, same
from ops.outbox.rows import OutboxMessage


class Suppression(models.Model):
    """``topic`` is "" for every email, ``topics.ANY`` for all one may do without, or a kind."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", "an email came back: no such mailbox"
        COMPLAINED = "complained", "they marked an email of yours as spam"
        UNSUBSCRIBED = "unsubscribed", "they asked for no more emails of this kind"
        BY_HAND = "by hand", "you asked for it"

    key = models.CharField(max_length=64, editable=False)
    topic = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    at = models.DateTimeField("since", default=timezone.now)
    message = models.ForeignKey(
        OutboxMessage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "suppressed address"
        verbose_name_plural = "suppressed addresses"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["key", "topic"], name="ops_suppression_once")
        ]
        indexes = [models.Index(fields=["-at"], name="ops_suppression_recent")]

    def __str__(self) -> str:
        return f"Suppression {self.key[:8]}"

    def words(self) -> str:
        """Why an email was not sent, for the founder."""
        since = f"{self.at:%d %B %Y}"
        lift = "Lift it under Suppressed addresses in the admin"
        match self.reason:
            case self.Reason.BOUNCED:
                return (
                    f"Not sent: an email to this address came back on {since}; there is no such "
                    f"mailbox. {lift}, if you know that it works again."
                )
            case self.Reason.COMPLAINED:
                return (
                    f"Not sent: this person marked an email of yours as spam on {since}. {lift}, "
                    "if they ask you to write again."
                )
            case self.Reason.UNSUBSCRIBED:
                return (
                    f"Not sent: this person asked on {since} for no more emails of this kind. "
                    f"{lift}, if they ask you to write again."
                )
        return f"Not sent: you chose on {since} to leave this address alone. {lift}."


@dataclass(frozen=True, slots=True)
class Barred:
    """``row`` says why."""

    row: Suppression

    @property
    def words(self) -> str:
        """For the founder."""
        return self.row.words()


def barred(address: str, kind: str) -> Barred | None:
    """Why an email of a kind may not go to an address, or None.

    OWNER_EMAIL is never barred: a lead that nobody hears of is worse than an email that comes
    back. ``/readyz`` and the launch check say that it came back.
    """
    if same(address, settings.OWNER_EMAIL):
        return None
    found = of(address, ["", *topics.of(kind)])
    return Barred(found) if found else None


def of(address: str, asked: list[str]) -> Suppression | None:
    """What is remembered of an address, the reason for every email first.

    What was remembered by a key of before is remembered by that of now once it is met.
    """
    known = keys(address)
    rows = Suppression.objects.filter(key__in=known, topic__in=asked)
    found = sorted(rows, key=lambda row: (row.topic != "", -row.at.timestamp()))
    if not found:
        return None
    row = found[0]
    if row.key != known[0]:
        try:
            with transaction.atomic():
                Suppression.objects.filter(pk=row.pk).update(key=known[0])
        except IntegrityError:
            pass  # Another process was quicker; either says the same.
    return row


def suppress(
    address: str, reason: str, *, message: OutboxMessage | None = None, topic: str = ""
) -> bool:
    """Leave an address alone from now on; False where it is already."""
    return suppress_key(keys(address)[0], reason, message=message, topic=topic)


def suppress_key(
    key: str, reason: str, *, message: OutboxMessage | None = None, topic: str = ""
) -> bool:
    """The same for an address that only its key is known of, as in a link to unsubscribe."""
    try:
        with transaction.atomic():
            _, is_new = Suppression.objects.get_or_create(
                key=key, topic=topic, defaults={"reason": reason, "message": message}
            )
    except IntegrityError:
        return False  # Two events at once: the other has stored it.
    return is_new
