"""What is remembered of handovers: the answers, and the last documents."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

#: How many documents are kept.
KEPT = 5


class HandoverAnswers(models.Model):
    """The questionnaire as it was last answered; there is one row."""

    answers = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return "answers of the handover"

    @classmethod
    def known(cls) -> dict[str, str]:
        """What has been answered, by key."""
        row = cls.objects.filter(pk=1).first()
        return {str(key): str(value) for key, value in row.answers.items()} if row else {}

    @classmethod
    def keep(cls, answers: dict[str, str]) -> None:
        """In place of the former ones."""
        cls.objects.update_or_create(
            pk=1, defaults={"answers": answers, "updated_at": timezone.now()}
        )


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Many documents."""

    def prune(self) -> None:
        """Delete what is beyond retention."""
        beyond = list(self.order_by("-written_at", "-pk").values_list("pk", flat=True)[KEPT:])
        if beyond:
            self.filter(pk__in=beyond).delete()


class Handover(models.Model):
    """A document that was written about this deployment.

    ``marks`` is what it was written for (``ops.handover.marks``): when that changes it is out of
    date. ``document`` is the JSON of ``ops.handover.document``.
    """

    written_at = models.DateTimeField(default=timezone.now)
    site = models.CharField(max_length=300)
    release = models.CharField(max_length=100, blank=True)
    open_questions = models.PositiveSmallIntegerField(default=0)
    marks = models.JSONField(default=dict, blank=True)
    document = models.JSONField(default=dict, blank=True)
    written_by = models.CharField(max_length=150, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "handover document"
        ordering: ClassVar[Any] = ["-written_at", "-pk"]
        default_permissions = ("add", "view")
        indexes: ClassVar[Any] = [
            models.Index(fields=["-written_at"], name="ops_handover_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.site}, {self.written_at:%Y-%m-%d %H:%M}"
