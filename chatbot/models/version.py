"""The version of everything the assistant may say, by which each process knows it is up to date."""

from __future__ import annotations

from django.db import models


def lines_of(text: str) -> list[str]:
    """The non-blank lines of a text field that holds one thing a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class KnowledgeVersion(models.Model):
    """A counter that moves with every change of the knowledge, in the same transaction.

    Each process compares it with the version its index was built from before it answers, so an
    edit counts at once everywhere without any message between processes.
    """

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The version now; 0 before the first change."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def move(cls) -> None:
        """Note that something changed; call it inside the transaction of the change."""
        if not cls.objects.filter(pk=1).update(number=models.F("number") + 1):
            _, created = cls.objects.get_or_create(pk=1, defaults={"number": 1})
            if not created:
                cls.objects.filter(pk=1).update(number=models.F("number") + 1)
