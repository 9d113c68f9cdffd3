"""Since when a host has been served with https, and the longest it has promised to stay so."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class HttpsStart(models.Model):
    """One row a host. Written when a web process starts, and never taken back.

    ``longest``: seconds; browsers that were told so remember it whatever we say later.
    """

    host = models.CharField(max_length=253, unique=True)
    since = models.DateTimeField(default=timezone.now)
    longest = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "start with https"
        verbose_name_plural = "starts with https"

    def __str__(self) -> str:
        return f"{self.host}, {self.since:%Y-%m-%d}"

    def grow(self, seconds: int) -> None:
        """Note a longer promise; two processes that start together cannot shorten it."""
        type(self).objects.filter(pk=self.pk, longest__lt=seconds).update(longest=seconds)
        self.longest = max(self.longest, seconds)
