"""One row a deed. Rows are added and, much later, purged; they are never changed.

A row names people who work here and nobody else: a visitor's name, address or words are in none.
The person is kept as a number and a name of that day, not as a link, so that an account that is
deleted takes nothing with it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone

from ops.audit.kinds import Kind

#: Thirteen months: a year's review still sees the same month of the year before.
KEPT = timedelta(days=400)


class AppendOnly(TypeError):
    """Somebody tried to change or delete what is written down."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Reading, and purging what is too old."""

    def update(self, **values: Any) -> NoReturn:
        """Never."""
        raise AppendOnly("Entries of the audit trail are not changed.")

    def delete(self) -> NoReturn:
        """Only by ``purge``."""
        raise AppendOnly("Entries of the audit trail are not deleted.")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def purge(self, now: datetime | None = None) -> int:
        """Delete those beyond retention; returns how many."""
        return int(models.QuerySet.delete(self.filter(at__lt=(now or timezone.now()) - KEPT))[0])


class AuditEntry(models.Model):
    """A deed. ``network`` is the shortened address of whoever did it."""

    at = models.DateTimeField("when", default=timezone.now, editable=False)
    kind = models.CharField("what", max_length=20, choices=Kind.choices)
    user_id = models.BigIntegerField("number of the account", null=True, blank=True)
    person = models.CharField("who", max_length=150, blank=True)
    network = models.CharField("from", max_length=50, blank=True)
    object_type = models.CharField("kind of object", max_length=80, blank=True)
    object_id = models.CharField("number of the object", max_length=64, blank=True)
    about = models.CharField("more", max_length=200, blank=True)
    request_id = models.CharField("request", max_length=64, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = "entry of the audit trail"
        verbose_name_plural = "audit trail"
        ordering = ["-at", "-pk"]
        # Nothing else can be allowed to anybody, by mistake or on purpose.
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["-at", "-id"], name="ops_audit_recent"),
            models.Index(fields=["kind", "-at"], name="ops_audit_kind"),
            models.Index(fields=["user_id", "-at"], name="ops_audit_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **options: Any) -> None:
        """Add it; a row that is there already stays as it is."""
        if not self._state.adding:
            raise AppendOnly("Entries of the audit trail are not changed.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Only by ``purge``."""
        raise AppendOnly("Entries of the audit trail are not deleted.")
