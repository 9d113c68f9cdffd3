"""Four tables: codes that prove a mailbox, deletions under way, what was done, and periods that
the Owner changed.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone


class DataCode(models.Model):
    """A code mailed to somebody who wants their data. It goes when it was used, or after a day.

    ``code`` is a hash of it; ``proved_at`` is when it was typed, which it can be once.
    """

    address = models.CharField(max_length=254)
    #: The address as it is compared.
    address_key = models.CharField(max_length=320)
    code = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True, blank=True)
    is_test = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["address_key", "-asked_at"], name="ops_datacode_address"),
            models.Index(fields=["expires_at"], name="ops_datacode_expires"),
        ]

    def __str__(self) -> str:
        return f"Code {self.pk}"


class DataDeed(models.Model):
    """That somebody's data was given out or deleted, without whose it was.

    ``subject`` is a mark of the address (``ops.addresses.address_mark``): whoever asks later
    whether theirs was deleted can be answered, and nobody can read an address out of it. ``counts``
    is how much of each kind, ``left`` where something was still found afterwards.
    """

    class What(models.TextChoices):
        EXPORT = "export", "given out"
        ERASE = "erase", "deleted"
        WITHDRAW = "withdraw", "consent taken back"

    class Via(models.TextChoices):
        VISITOR = "visitor", "the visitor, with a code from their mailbox"
        ACCOUNT = "account", "the visitor, by deleting their account"
        ADMIN = "admin", "the admin"
        CHAT = "chat", "a request made in the chat"
        COMMAND = "command", "the command line"

    what = models.CharField(max_length=10, choices=What.choices)
    via = models.CharField(max_length=10, choices=Via.choices)
    subject = models.CharField(max_length=64)
    at = models.DateTimeField("when", default=timezone.now)
    counts = models.JSONField(default=dict, blank=True)
    left = models.JSONField(default=list, blank=True)
    is_test = models.BooleanField(default=False)

    class Meta:
        verbose_name = "given out or deleted"
        verbose_name_plural = "personal data: given out and deleted"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["-at"], name="ops_datadeed_recent"),
            models.Index(fields=["subject", "-at"], name="ops_datadeed_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display().capitalize()}, {self.at:%Y-%m-%d %H:%M}"


class PendingErasure(models.Model):
    """A deletion that was asked for. ``done_at`` says that it is over, ``left`` where something was
    still found, ``problem`` why it could not be done.

    ``sealed`` is whose it is and what they are known by, encrypted (``ops.accounts.sealing``): a
    process that is killed on the way has deleted the rows in which that stood. It is empty once all
    is done. ``taken_until`` is how long whoever does it may be silent. ``accounts`` are the numbers
    of accounts that were closed with it, whose owners asked ``until`` that moment: what is made
    later stays (``ops.privacy.since``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(max_length=64)
    sealed = models.TextField(blank=True)
    via = models.CharField(max_length=10, choices=DataDeed.Via.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_test = models.BooleanField(default=False)
    thorough = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    taken_until = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    accounts = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), blank=True
    )
    done_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    left = models.JSONField(default=list, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["asked_at"]
        indexes = [
            models.Index(
                fields=["asked_at"], name="ops_erasure_waiting", condition=models.Q(done_at=None)
            ),
            models.Index(fields=["subject", "asked_at"], name="ops_erasure_subject"),
        ]

    def __str__(self) -> str:
        return f"Deletion {str(self.id)[:8]}"


class RetentionPeriod(models.Model):
    """How long one kind of data is kept, where the Owner has said another time than ours."""

    name = models.CharField(max_length=40, unique=True)
    days = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(36500)])
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "period"
        verbose_name_plural = "how long data is kept"
        ordering = ["name"]
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return f"{self.name}: {self.days} days"
