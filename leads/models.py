"""Leads, what they asked, and what they agreed to."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from leads.bookings.rows import Booking, BookingTime, ForgottenBooking
from leads.contacts.rows import ContactImport
from leads.fit.rows import FitAnswer, FitAsking, FitQuestion, FitRule, FitSettings
from leads.work.rows import LeadAddress, LeadEvent, LeadMerge, LeadNote, Tag

__all__ = [
    "Booking", "BookingTime", "Consent", "ContactImport", "Enquiry", "FitAnswer", "FitAsking",
    "FitQuestion", "FitRule", "FitSettings", "ForgottenBooking", "Lead", "LeadAddress",
    "LeadEvent", "LeadMerge", "LeadNote", "LeadQuerySet", "Tag",
]  # fmt: skip


class LeadQuerySet(models.QuerySet["Lead"]):
    """Leads in domain words."""

    def real(self) -> LeadQuerySet:
        """Without test traffic."""
        return self.filter(is_test=False)

    def new(self) -> LeadQuerySet:
        """Nobody has answered them yet."""
        return self.real().filter(status=Lead.Status.NEW)

    def at(self, key: str) -> LeadQuerySet:
        """Whose address this is, their first or one that was merged into them."""
        # Asked for first: beside a subquery PostgreSQL reads the whole table.
        others = list(LeadAddress.objects.filter(email_key=key).values_list("lead_id", flat=True))
        if not others:
            return self.filter(email_key=key)
        return self.filter(models.Q(email_key=key) | models.Q(pk__in=others))

    def due(self, today: date) -> LeadQuerySet:
        """Their next step is for today or earlier, and they are not done with."""
        return self.real().filter(next_step_on__lte=today, status__in=Lead.OPEN)

    def wrote_again(self) -> LeadQuerySet:
        """They were answered before, and have written since."""
        return self.real().filter(wrote_again_at__isnull=False)


class Lead(models.Model):
    """One person. ``email_key`` is the address as it is compared; one lead for each.

    Other addresses of the same person, from leads merged into this one, are ``addresses``.
    """

    class Status(models.TextChoices):
        NEW = "new", "New"
        CONTACTED = "contacted", "Contacted"
        QUALIFIED = "qualified", "Qualified"
        CALL_BOOKED = "call_booked", "Call booked"
        WON = "won", "Won"
        LOST = "lost", "Lost"
        NOT_A_FIT = "not_a_fit", "Not a fit"
        CLOSED = "closed", "Closed"

    #: Somebody still has something to do.
    OPEN = (Status.NEW, Status.CONTACTED, Status.QUALIFIED, Status.CALL_BOOKED)
    #: Over without a sale: who writes again is new once more.
    OVER = (Status.LOST, Status.NOT_A_FIT, Status.CLOSED)

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
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads",
        help_text="Who looks after this person.",
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="leads")
    next_step = models.CharField(max_length=200, blank=True, default="", db_default="")
    next_step_on = models.DateField("next step on", null=True, blank=True)
    #: When they wrote although nobody waited for them as new; cleared once somebody acts.
    wrote_again_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: What their answers to the questions of the chat are worth; None without any.
    fit_points = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    fit_out_of = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    is_test = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["status", "-created_at"], name="leads_lead_by_status"),
            models.Index(fields=["-created_at"], name="leads_lead_recent"),
            models.Index(
                fields=["next_step_on"],
                name="leads_lead_due",
                condition=models.Q(next_step_on__isnull=False),
            ),
            models.Index(
                fields=["-wrote_again_at"],
                name="leads_lead_wrote_again",
                condition=models.Q(wrote_again_at__isnull=False),
            ),
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
    """Evidence of what somebody agreed to: the exact text, its version, when and where.

    Taking it back is a row of its own with the same text; what was agreed to stays as it was.
    """

    class Act(models.TextChoices):
        GIVEN = "given"
        WITHDRAWN = "withdrawn", "taken back"

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="consents")
    text = models.TextField()
    version = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    page_url = models.CharField(max_length=2000, blank=True)
    act = models.CharField(
        max_length=10, choices=Act.choices, default=Act.GIVEN, db_default=Act.GIVEN.value
    )
    #: In which the text was shown.
    language = models.CharField(max_length=10, default="", db_default="", blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return f"Consent {self.version}, {self.get_act_display()}"
