"""What is written down beside a lead while somebody works on it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Tag(models.Model):
    """A word of the founder's for a group of people. ``key`` is what it is compared by."""

    name = models.CharField(max_length=40)
    key = models.CharField(max_length=80, unique=True, editable=False)

    class Meta:
        ordering = ["key"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class LeadNote(models.Model):
    """Something the team should know. It is added and never rewritten, so that two may write."""

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    #: The name of that day: accounts are closed and deleted.
    by_name = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    #: Made by the form it was typed in, so that a form that is sent twice adds one note.
    sent_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["-created_at"]
        default_permissions = ()
        indexes = [models.Index(fields=["lead", "-created_at"], name="leads_note_of_lead")]

    def __str__(self) -> str:
        return f"Note {self.pk}"


class LeadEvent(models.Model):
    """One change of one field of a lead: from what, to what, by whom.

    ``field`` is a name of ``leads.work.changing``, or ``merged`` and the like. ``by_name`` is ""
    where the assistant or another program did it.
    """

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="events")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["lead", "-at"], name="leads_event_of_lead")]

    def __str__(self) -> str:
        return f"{self.field} {self.pk}"


class LeadAddress(models.Model):
    """Another address of the same person: a mail from it belongs to the same lead."""

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="addresses")
    email = models.CharField(max_length=254)
    email_key = models.CharField(max_length=320, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Address {self.pk}"


class LeadMerge(models.Model):
    """Two leads that were one person, and what it takes to make two of them again.

    ``gone`` is the row that was merged away, ``kept`` the values of the other before; ``moved``
    names the rows that went over, by table: ``{"leads.enquiry": ["…"]}``.
    """

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="merges")
    gone_id = models.UUIDField()
    gone = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        default_permissions = ()
        indexes = [models.Index(fields=["lead", "-at"], name="leads_merge_of_lead")]

    def __str__(self) -> str:
        return f"Merge {self.pk}"
