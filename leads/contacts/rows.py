"""An import of contacts: what was read, what was decided, what came of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone


class ContactImport(models.Model):
    """One file. Its lines are kept until somebody says yes or no, and a day at most.

    ``lines`` is a list of rows, each a list of texts; ``columns`` says what each column is.
    While it is stored, ``decision`` is what was said, ``reached`` the last line that is stored, of
    ``total`` people, and ``revision`` counts how often somebody was taken out meanwhile.
    """

    class State(models.TextChoices):
        READY = "ready", "Waits for you"
        STORING = "storing", "Being imported"
        DONE = "done", "Imported"
        STOPPED = "stopped", "Stopped"
        DROPPED = "dropped", "Not imported"

    label = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    lines = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    #: Where these people agreed, as the founder put it.
    consent = models.TextField(blank=True)
    decision = models.JSONField(null=True, blank=True)
    reached = models.PositiveIntegerField(default=0, db_default=0)
    total = models.PositiveIntegerField(default=0, db_default=0)
    revision = models.PositiveSmallIntegerField(default=0, db_default=0)
    by = models.CharField(max_length=150, blank=True)
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-started_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.label

    @property
    def stored(self) -> int:
        """People who are stored so far."""
        return int(self.outcome.get("new", 0)) + int(self.outcome.get("known", 0))

    def take(self, state: str, **values: Any) -> bool:
        """Decide it; False where it was decided already."""
        waiting = ContactImport.objects.filter(pk=self.pk, state=self.State.READY)
        return bool(waiting.update(state=state, lines=[], **values))
