"""Bookings in the admin: read here, changed at the provider."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from leads.bookings.notices import short, when
from leads.models import Booking, BookingTime
from leads.sender import current_sender
from ops import roles
from ops.lists import Bounded
from ops.recorded import NotesDeletions, Recorded, RecordedInline


class InZone(RecordedInline):
    """Rows with times in the founder's zone, which is read once: a new one is made each request."""

    @cached_property
    def zone(self) -> str:
        """As the time zone database names it."""
        return current_sender().time_zone

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Of a page that knows the zone already, it is taken from there."""
        if known := getattr(request, "_zone", ""):
            self.__dict__["zone"] = known
        return super().get_queryset(request)

    @admin.display(description="begins", empty_value="Not known")
    def begins(self, row: Any) -> str | None:
        """When."""
        return short(row.starts_at, self.zone) or None


class ReadBookings(BaseInlineFormSet):
    """Shown and never filled in, of calls that the page has read already for its history."""

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(None, None, **kwargs)
        self.shown = self.instance.bookings.all()

    def get_queryset(self) -> Any:
        """In the order of the model."""
        return self.shown

    def is_valid(self) -> bool:
        """Nothing in it can be wrong."""
        return True

    def save(self, commit: bool = True) -> list[Booking]:
        """Nothing."""
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        return []


class BookingInline(InZone):
    """What they booked, newest first."""

    model = Booking
    formset = ReadBookings
    template = "admin/leads/bookings.html"
    fields = ["call", "begins", "state", "provider"]
    readonly_fields = ["call", "begins"]

    @admin.display(description="call")
    def call(self, booking: Booking) -> SafeString:
        """Its page."""
        address = reverse("admin:leads_booking_change", args=[booking.pk])
        return format_html('<a href="{}">{}</a>', address, str(booking))


class TimeInline(InZone):
    """The times it was set to, newest first."""

    model = BookingTime
    fields = ["begins", "became"]
    readonly_fields = ["begins", "became"]
    verbose_name_plural = "times it was set to"

    @admin.display(description="what became of it")
    def became(self, time: BookingTime) -> str:
        """In words."""
        came_not = time.no_show and time.state == BookingTime.State.BOOKED
        return "they did not come" if came_not else time.get_state_display()


@admin.register(Booking)
class BookingAdmin(Bounded, Recorded, NotesDeletions, admin.ModelAdmin):
    """Calls: who, when, and what they answered."""

    list_display = ["who", "begins", "state", "__str__", "provider"]
    list_display_links = ["who", "begins"]
    list_filter = ["state", "provider", "starts_at"]
    search_fields = ["title", "lead__email", "lead__name"]
    date_hierarchy = "starts_at"
    list_select_related = ["lead"]
    fields = [
        "person", "title", "state", "yours", "theirs", "place", "links", "answered", "reason",
        "provider", "came_from", "conversation", "created_at", "is_test",
    ]  # fmt: skip
    inlines = [TimeInline]
    zone = "UTC"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Booking]:
        """Test traffic is for Owners."""
        self.zone = current_sender().time_zone  # Once a page, and not once a row.
        found: QuerySet[Booking] = super().get_queryset(request)
        return found if roles.is_owner(request.user) else found.filter(is_test=False)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What the provider says is not changed here."""
        return False

    @admin.display(description="who", ordering="lead__name", empty_value="Nobody yet")
    def who(self, booking: Booking) -> str | None:
        """The lead."""
        return booking.who or None

    @admin.display(description="begins", ordering="starts_at", empty_value="Not known")
    def begins(self, booking: Booking) -> str | None:
        """In the founder's zone."""
        return short(booking.starts_at, self.zone) or None

    @admin.display(description="who", empty_value="Nobody yet")
    def person(self, booking: Booking) -> SafeString | None:
        """The lead, with its page."""
        if booking.lead is None:
            return None
        address = reverse("admin:leads_lead_change", args=[booking.lead.pk])
        return format_html(
            '<a href="{}">{}</a> · <a href="mailto:{}">{}</a> {}',
            address, booking.who, booking.lead.email, booking.lead.email, booking.lead.phone,
        )  # fmt: skip

    @admin.display(description="when", empty_value="Not known")
    def yours(self, booking: Booking) -> str | None:
        """In the founder's zone."""
        return _span(booking.starts_at, booking.ends_at, self.zone)

    @admin.display(description="for them", empty_value="The same")
    def theirs(self, booking: Booking) -> str | None:
        """In theirs, where that is another."""
        if booking.time_zone in ("", self.zone):
            return None
        return _span(booking.starts_at, booking.ends_at, booking.time_zone)

    @admin.display(description="links", empty_value="None")
    def links(self, booking: Booking) -> SafeString | None:
        """To join, move and cancel it, at the provider."""
        named = (
            ("Join", booking.join_url),
            ("Move", booking.reschedule_url),
            ("Cancel", booking.cancel_url),
        )
        rows = [(url, name) for name, url in named if url.startswith(("https://", "http://"))]
        link = '<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>'
        return format_html_join(" · ", link, rows) or None

    @admin.display(description="what they answered", empty_value="Nothing")
    def answered(self, booking: Booking) -> SafeString | None:
        """Their own words, as text."""
        rows = [(one.get("question", ""), one.get("answer", "")) for one in booking.answers]
        return format_html_join("", "<p><strong>{}</strong><br>{}</p>", rows) or None

    @admin.display(description="first came from", empty_value="Not known")
    def came_from(self, booking: Booking) -> str | None:
        """Campaign and page."""
        return ", ".join(f"{name}: {value}" for name, value in booking.touch.items()) or None

    @admin.display(description="conversation", empty_value="None")
    def conversation(self, booking: Booking) -> SafeString | None:
        """In which they opened the booking page."""
        if not booking.conversation_id:
            return None
        address = f"{reverse('admin:index')}chatbot/conversation/{booking.conversation_id}/change/"
        return format_html('<a href="{}">Read it</a>', address)


def _span(starts: datetime | None, ends: datetime | None, zone: str) -> str | None:
    """``Tuesday 8 December 2026, 10:00 (Europe/Stockholm), 30 minutes``."""
    if starts is None:
        return None
    minutes = f", {round((ends - starts).total_seconds() / 60)} minutes" if ends else ""
    return f"{when(starts, zone)}{minutes}"
