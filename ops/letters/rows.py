"""The founder's own words for an email: only what differs from the words that come with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ops.letters.kinds import Words

FIELDS = ("subject", "preheader", "body")


class EmailWords(models.Model):
    """One kind in one language. An empty field keeps what comes with the product."""

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=200, blank=True)
    preheader = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "email wording"
        verbose_name_plural = "emails"
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="ops_emailwords_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"

    def over(self, default: Words) -> Words:
        """``default`` with what was put into other words."""
        return Words(
            subject=self.subject or default.subject,
            preheader=self.preheader or default.preheader,
            body=self.body or default.body,
        )
