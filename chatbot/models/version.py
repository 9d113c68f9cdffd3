"""The version of everything the assistant may say, by which each process knows it is up to date."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models, transaction


def lines_of(text: str) -> list[str]:
    """The non-blank lines of a text field that holds one thing a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class KnowledgeVersion(models.Model):
    """A stamp that is new after every change of the knowledge, in the same transaction.

    Each process compares it with the stamp its index was built from before it answers, so an
    edit counts at once everywhere without any message between processes. It is random, so that a
    database that was restored is never taken for the one before.
    """

    stamp = models.UUIDField(default=uuid.uuid4)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.stamp)

    @classmethod
    def current(cls) -> str:
        """The version now; "" before the first change."""
        stamp = cls.objects.filter(pk=1).values_list("stamp", flat=True).first()
        return str(stamp or "")

    @classmethod
    def move(cls) -> None:
        """Note that something changed; call it inside the transaction of the change."""
        cls.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})


class Known(models.Model):
    """Something the assistant speaks from: every change of a row moves the version with it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Store the row and move the version, together."""
        with transaction.atomic():
            KnowledgeVersion.move()
            super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Remove the row and move the version, together."""
        with transaction.atomic():
            KnowledgeVersion.move()
            return super().delete(*args, **options)
