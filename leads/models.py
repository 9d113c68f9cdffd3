"""Leads, what they asked, and what they agreed to."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class LeadQuerySet(models.QuerySet["Lead"]):
    """Leads in domain words."""

    def real(self) -> LeadQuerySet:
        """Without test traffic."""
        return self.filter(is_test=False)

    def new(self) -> LeadQuerySet:
        """Nobody has answered them yet."""
        return self.real().filter(status=Lead.Status.NEW)


class Lead(models.Model):
    """One person. ``email_key`` is the address as it is compared; one lead for each."""

    class Status(models.TextChoices):
        NEW = "new"
        CONTACTED = "contacted"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.CharField(max_length=254)
    email_key = models.CharField(max_length=320, unique=True, editable=False)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.NEW)
    #: Where they first and last came from: page_url, referrer and campaign fields.
    first_touch = models.JSONField(default=dict, blank=True)
    last_touch = models.JSONField(default=dict, blank=True)
    confirmation_queued_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_test = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["status", "-created_at"], name="leads_lead_by_status"),
            models.Index(fields=["-created_at"], name="leads_lead_recent"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Enquiry(models.Model):
    """One time a person got in touch. Its id is the receipt they are given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="enquiries")
    message = models.TextField(blank=True)
    source = models.CharField(max_length=20)
    page_url = models.CharField(max_length=2000, blank=True)
    conversation_id = models.CharField(max_length=36, blank=True, db_index=True)
    touch = models.JSONField(default=dict, blank=True)
    is_test = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Enquiry {str(self.id)[:8]}"


class Consent(models.Model):
    """Evidence of what somebody agreed to: the exact text, its version, when and where."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="consents")
    text = models.TextField()
    version = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    page_url = models.CharField(max_length=2000, blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return f"Consent {self.version}"
