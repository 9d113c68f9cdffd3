"""A way to become an owner, and that it was used: each opens once."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class OwnerDoor(models.Model):
    """A row for the first owner, and one for each value of RECOVER_OWNER that a process saw.

    ``key`` is unique, so that of two people who come through at the same moment one does.
    """

    key = models.CharField(max_length=80, unique=True)
    opened_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
