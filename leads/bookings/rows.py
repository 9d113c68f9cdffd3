"""A call somebody booked, and each time it was set to: one row a call, however often it moves."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models.signals import pre_delete
from django.utils import timezone

#: Letters of a provider's id that are kept.
KEY_LENGTH = 200


class Provider(models.TextChoices):
    """Who tells us of bookings."""

    CALENDLY = "calendly", "Calendly"
    CAL = "cal", "Cal.com"


class BookingQuerySet(models.QuerySet["Booking"]):
    """Calls in domain words."""

    def real(self) -> Self:
        """Without test traffic."""
        return self.filter(is_test=False)

    def standing(self) -> Self:
        """That will be held, as far as we know."""
        return self.filter(state__in=Booking.STANDING)

    def between(self, since: datetime, until: datetime) -> Self:
        """That begin in this time, in their order."""
        return self.filter(starts_at__gte=since, starts_at__lt=until).order_by("starts_at")


class Booking(models.Model):
    """One call. What it is now follows from its ``times``; see ``settle``.

    ``lead`` is None until the provider has said whose it is. ``details_at`` is the provider's clock
    when it told what stands here, so that an older event that comes late changes nothing. ``told``
    is what was last announced.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", "waits to be confirmed"
        BOOKED = "booked", "booked"
        MOVED = "moved", "moved to another time"
        CANCELLED = "cancelled", "cancelled"
        NO_SHOW = "no_show", "they did not come"

    STANDING = (State.REQUESTED, State.BOOKED, State.MOVED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lead = models.ForeignKey(
        "leads.Lead", on_delete=models.CASCADE, null=True, blank=True, related_name="bookings"
    )
    provider = models.CharField(max_length=10, choices=Provider.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    title = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    #: The visitor's, as the time zone database names it.
    time_zone = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=300, blank=True)
    #: What they answered when they booked: ``[{"question": …, "answer": …}]``.
    answers = models.JSONField(default=list, blank=True)
    reason = models.CharField("reason they gave", max_length=500, blank=True)
    join_url = models.CharField(max_length=2000, blank=True)
    cancel_url = models.CharField(max_length=2000, blank=True)
    reschedule_url = models.CharField(max_length=2000, blank=True)
    #: Where the visitor first came from: page_url, referrer and campaign fields.
    touch = models.JSONField(default=dict, blank=True)
    conversation_id = models.CharField(max_length=36, blank=True, db_index=True)
    is_test = models.BooleanField(default=False)
    told = models.CharField(max_length=60, blank=True, editable=False)
    details_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["-created_at"], name="leads_booking_recent"),
            models.Index(fields=["starts_at"], name="leads_booking_by_time"),
        ]

    def __str__(self) -> str:
        return self.title or f"Call {str(self.id)[:8]}"

    @property
    def who(self) -> str:
        """Their name or address; "" while nobody has told."""
        return str(self.lead) if self.lead else ""

    def settle(self) -> None:
        """Take state and time from the times it was set to; to be saved by the caller.

        Of a call that moved, the times before are ``moved``; what stands is the one that is not.
        """
        times = list(self.times.all())
        if not times:
            return
        standing = [one for one in times if one.state != BookingTime.State.MOVED]
        last = max(standing or times, key=lambda one: (one.told_at, one.created_at))
        self.state = last.as_state(moved=len(times) > 1)
        known = bool(standing)
        self.starts_at = last.starts_at if known else None
        self.ends_at = last.ends_at if known else None


class BookingTime(models.Model):
    """A time a call was set to, by the id the provider gave it. A call that moves gets a new id.

    ``state`` only goes up (see ``RANK``), whatever the order in which events come.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", "waits to be confirmed"
        BOOKED = "booked", "booked"
        CANCELLED = "cancelled", "cancelled"
        MOVED = "moved", "moved away from"

    RANK = (State.REQUESTED, State.BOOKED, State.CANCELLED, State.MOVED)

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="times")
    provider = models.CharField(max_length=10, choices=Provider.choices)
    key = models.CharField(max_length=KEY_LENGTH)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    no_show = models.BooleanField(default=False)
    no_show_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: The provider's clock when it told this last.
    told_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-told_at", "-pk"]
        verbose_name = "time"
        constraints = [
            models.UniqueConstraint(fields=["provider", "key"], name="leads_bookingtime_once")
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d %B %Y, %H:%M} UTC" if self.starts_at else "No time yet"

    def raise_to(self, state: str) -> None:
        """Go up to a state; never down."""
        order = [str(one) for one in self.RANK]
        self.state = order[max(order.index(self.state), order.index(state))]

    def as_state(self, *, moved: bool) -> str:
        """What the call is when this is its time."""
        if self.state == self.State.BOOKED and self.no_show:
            return Booking.State.NO_SHOW
        if self.state == self.State.BOOKED and moved:
            return Booking.State.MOVED
        return self.state


class ForgottenQuerySet(models.QuerySet["ForgottenBooking"]):
    """Ids that are to stay forgotten."""

    def knows(self, provider: str, keys: Iterable[str]) -> bool:
        """Whether one of them is."""
        return self.filter(pk__in=[fingerprint(provider, key) for key in keys]).exists()

    def remember(self, provider: str, keys: Iterable[str]) -> None:
        """Forget these as well."""
        rows = [ForgottenBooking(pk=fingerprint(provider, key)) for key in keys]
        self.bulk_create(rows, ignore_conflicts=True)


class ForgottenBooking(models.Model):
    """The fingerprint of a provider's id whose call was deleted here.

    A provider repeats events, and tells when the call of somebody who was erased is cancelled. That
    must not bring the person back. Nothing can be read from it.
    """

    fingerprint = models.CharField(primary_key=True, max_length=64)
    forgotten_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ForgottenQuerySet.as_manager()

    def __str__(self) -> str:
        return self.fingerprint[:8]


def fingerprint(provider: str, key: str) -> str:
    """Of a random id, so nobody finds it by trying."""
    return hashlib.sha256(f"{provider}:{key}".encode()).hexdigest()


def stay_forgotten(sender: type[BookingTime], instance: BookingTime, **kwargs: Any) -> None:
    """A call is being deleted, by itself or with its lead."""
    ForgottenBooking.objects.remember(instance.provider, [instance.key])


pre_delete.connect(stay_forgotten, sender=BookingTime, dispatch_uid="leads.bookings.forgotten")
