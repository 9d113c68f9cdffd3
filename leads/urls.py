"""Addresses of the leads."""

from __future__ import annotations

from django.urls import path

from leads import api
from leads.bookings.doors import booking_events
from leads.bookings.rows import Provider

urlpatterns = [
    path("api/v1/leads/", api.leads, name="api-leads"),
    *(
        path(
            f"webhooks/bookings/{provider}/",
            booking_events,
            {"provider": str(provider)},
            name=f"webhook-bookings-{provider}",
        )
        for provider in Provider
    ),
]
