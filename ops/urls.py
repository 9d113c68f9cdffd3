"""Addresses of the ground floor."""

from __future__ import annotations

from django.urls import path

from ops.outbox import hear, stop
from ops.web import client_errors, health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/client-errors/", client_errors.client_errors, name="api-client-errors"),
    path("webhooks/email/<str:provider>/", hear.tell, name="email-events"),
    path("webhooks/email/<str:provider>/inbound/", hear.bring, name="email-inbound"),
    path("email/stop/<str:token>/", stop.stop, name="email-stop"),
]
